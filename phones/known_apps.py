"""Well-known apps by their packages: what people call them and what kind each is of, from a table that ships. Android tells the
shell hardly any app's name, and a name alone says little of what an app is for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class KnownApp:
    """An app that many people have."""

    package: str
    names: tuple[str, ...]
    """The name on its icon first."""
    kind: str
    about: str = ""
    """What it is for that others of its kind aren't."""


@cache
def known_apps() -> Mapping[str, KnownApp]:
    """By package."""
    return {package: _read(package, row) for package, row in _data()["apps"].items()}


@cache
def ordinary_names() -> frozenset[str]:
    """Names, in small letters, that are words as well."""
    return frozenset(_data()["ordinary"])


@cache
def company_kinds() -> frozenset[str]:
    """Kinds of apps that are called as a company is."""
    return frozenset(_data()["companies"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _read(package: str, row: str) -> KnownApp:
    names, kind, about = ([part.strip() for part in row.split("|")] + [""])[:3]
    return KnownApp(package, tuple(name.strip() for name in names.split(",")), kind, about)


def known_name(package: str) -> str:
    """What its icon says; empty for an app that isn't in the table."""
    known = known_apps().get(package)
    return known.names[0] if known is not None else ""
