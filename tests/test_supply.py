"""What is installed with thumbwright is listed with its licence, pinned, and known by its hash."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


supply, audit = loaded("supply"), loaded("audit")
EXTRAS = list(supply.GROUPS)
INSTALLED = sorted({name for extra in EXTRAS for name in supply.closure(supply.requirements(extra))})
PAGE: dict[str, str] = {
    canonicalize_name(name): licence
    for name, licence in re.findall(r"^\| (\S+) \| (.+) \|$", supply.FILE.read_text("utf-8"), re.MULTILINE)
    if name != "package"
}
PINNED: dict[str, str] = {
    canonicalize_name(line.partition("==")[0]): line.partition("==")[2].strip()
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if "==" in line
}
HASHES = (ROOT / "hashes.txt").read_text("utf-8")


@pytest.mark.parametrize("name", INSTALLED)
def test_each_package_is_listed_with_the_licence_it_says(name: str) -> None:
    assert name in PAGE, "docs/licences.md is out of date: make licences"
    assert PAGE[name] == supply.read(name).licence != ""


def test_every_extra_is_listed() -> None:
    assert set(supply.project()["optional-dependencies"]) == {*filter(None, EXTRAS), *supply.OTHERS}
    for extra, packages in supply.OTHERS.items():
        named = {Requirement(text).name for text in supply.requirements(extra)}
        assert {canonicalize_name(name) for name in named} <= {
            *(canonicalize_name(name) for name, _ in packages),
            *PAGE,
        }


def test_what_other_systems_need_is_listed() -> None:
    old = {
        "importlib-resources",
        "httpx2-jsfetch",
        "exceptiongroup",
        "async-timeout",
        "backports-asyncio-runner",
    }  # of Pythons and a system that thumbwright is not for
    missing = {name for name in supply.elsewhere(INSTALLED) if name not in PAGE} - old
    assert missing == set()


def test_no_licence_binds_who_uses_it() -> None:
    bound = [name for name, licence in PAGE.items() if re.search(r"\bA?GPL|\?|Proprietary", licence)]
    assert bound == []


@pytest.mark.parametrize("name", sorted(supply.closure(supply.requirements())))
def test_each_package_is_known_by_its_hashes(name: str) -> None:
    if name == "pip":  # adbutils names it; it is there before anything is checked
        pytest.skip("pip itself")
    entry = re.search(
        rf"^{re.escape(name)}==(\S+)(?: ;[^\n]*)? \\\n((?:    --hash=sha256:[0-9a-f]{{64}}(?: \\)?\n)+)", HASHES, re.M
    )
    assert entry, "hashes.txt is out of date: make hashes"
    assert entry[1] == PINNED[name]


def test_the_hashes_name_no_index() -> None:
    assert not re.search(r"https?://|index-url|find-links|\bfile:", HASHES)


def test_known_weaknesses_are_told_and_what_cannot_be_looked_up_is_not_held_for_sound() -> None:
    said = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]},
            {"name": "b", "version": "1", "vulns": []},
            {"name": "c", "skip_reason": "unknown"},
        ]
    }
    assert audit.audited(json.dumps(said)) == (["a 1: X-1, mended in 2"], 2, 1)
