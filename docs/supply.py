"""`python docs/supply.py`: write docs/licences.md anew: everything that is installed with thumbwright, and under which licence.

A test says when that is due, and that nothing is missing. What is installed for developing alone isn't in it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "licences.md"
HASHES = ROOT / "hashes.txt"
HEAD = """\
# Licences

Everything that is installed with thumbwright, made from the packages' own words by `make licences`. thumbwright itself is under
the MIT licence (LICENSE). A bill of materials with versions and hashes: `make sbom`.

"""
GROUPS = {
    "": "Always",
    "secrets": "With the extra `secrets`",
    "mcp": "With the extra `mcp`",
    "farm": "With the extra `farm`",
}
"""Extras whose packages can be read where the tests run; see `OTHERS`."""
OTHERS = {
    "llama": [
        ("llama-cpp-python", "MIT"),
        ("numpy", "BSD-3-Clause, and parts under 0BSD, MIT, Zlib, CC0-1.0"),
        ("huggingface-hub", "Apache-2.0"),
        ("diskcache", "Apache-2.0"),
    ],
    "train": [("torch", "BSD-3-Clause"), ("gguf", "MIT"), ("safetensors", "Apache-2.0")],
}
"""Of extras that are too large to be installed for a test: the packages they name, by hand."""
ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "pywin32-ctypes": "BSD-3-Clause",
}
"""Packages that only other systems need than the one the page was made on."""
BY_HAND: dict[str, str] = {}
"""Packages that don't say their licence in a form that can be read."""


@dataclass(frozen=True)
class Package:
    """One package as it is installed here."""

    name: str
    licence: str
    home: str


def project() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return data


def requirements(extra: str = "") -> list[str]:
    """What pyproject.toml asks for, always or for an extra."""
    if not extra:
        return list(project()["dependencies"])
    return list(project()["optional-dependencies"].get(extra, []))


def closure(wanted: Iterable[str], seen: set[str] | None = None) -> set[str]:
    """The names of all that is installed for these requirements, on whatever system."""
    seen = set() if seen is None else seen
    for text in wanted:
        one = Requirement(text)
        name = canonicalize_name(one.name)
        if name in seen:
            continue
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system than this one
        seen.add(name)
        extras = {"", *one.extras}
        closure([r for r in found.requires or [] if _applies(Requirement(r), extras)], seen)
    return seen


def _applies(one: Requirement, extras: Iterable[str]) -> bool:
    return one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)


def elsewhere(names: Iterable[str]) -> set[str]:
    """What these packages need on another system or another Python than this."""
    found = set[str]()
    for name in names:
        for one in map(Requirement, metadata.distribution(name).requires or []):
            if one.marker is not None and "extra" not in str(one.marker) and not one.marker.evaluate():
                found.add(canonicalize_name(one.name))
    return found


def read(name: str) -> Package:
    """What a package says of itself."""
    words: Any = metadata.metadata(name)
    said = words.get("License-Expression") or ""
    if not said:
        classes = [
            c.rpartition("::")[2].strip() for c in words.get_all("Classifier") or [] if c.startswith("License ::")
        ]
        said = ", ".join(c for c in classes if c != "OSI Approved")
    said = said or (words.get("License") or "").strip().partition("\n")[0]
    said = BY_HAND.get(canonicalize_name(name), said)
    links = dict(re.split(r",\s*", link, maxsplit=1) for link in words.get_all("Project-URL") or [] if "," in link)
    home = next((links[k] for k in ("Homepage", "homepage", "Repository", "Source", "repository") if k in links), "")
    return Package(words["Name"], said, home or words.get("Home-page") or "")


def render() -> str:
    """The whole page."""
    parts, known = [HEAD], set[str]()
    for extra, title in GROUPS.items():
        names = sorted(closure(requirements(extra)) - known)
        known |= set(names)
        if names:
            rows = [f"| {one.name} | {one.licence or '?'} |" for one in map(read, names)]
            parts.append(f"## {title}\n\n| package | licence |\n|---|---|\n" + "\n".join(rows) + "\n\n")
    rows = [f"| {name} | {licence} |" for name, licence in ELSEWHERE.items()]
    parts.append("## On some systems\n\n| package | licence |\n|---|---|\n" + "\n".join(rows) + "\n\n")
    for extra, packages in OTHERS.items():
        rows = [f"| {name} | {licence} |" for name, licence in packages]
        parts.append(f"## With the extra `{extra}`\n\n| package | licence |\n|---|---|\n" + "\n".join(rows) + "\n\n")
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    FILE.write_text(render(), "utf-8")
    print(f"Wrote {FILE}", file=sys.stderr)
