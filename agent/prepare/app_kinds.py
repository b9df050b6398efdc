"""Which kind of app a task is for, and apps it names that aren't on the phone: told from general knowledge, with no doc.

Knows what people call things and nothing of any app's screens. Where a task speaks of two kinds, or of none, nothing is
decided here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from apidocs.doc.words import singular, split_words
from phones.phone import InstalledApp

_LEADS = r"(?:in|on|with|via|using|open|launch|start|from|through)\s+(?:the\s+|my\s+)?"
_PHRASE = 2


@dataclass(frozen=True)
class AppKind:
    """A kind of app."""

    name: str
    labels: frozenset[str]
    words: frozenset[str]
    phrases: tuple[str, ...]

    def weight(self, said: str) -> int:
        """How much a task speaks of it; `said` in small letters, words with one space between them and at both ends."""
        phrases = [p for p in self.phrases if f" {p} " in said]
        rest = said
        for phrase in phrases:
            rest = rest.replace(f" {phrase} ", " ")
        return _PHRASE * len(phrases) + len({w for w in map(singular, rest.split()) if w in self.words})

    def app(self, installed: Iterable[InstalledApp]) -> InstalledApp | None:
        """The one app of the kind on the phone; None where there is none, or several."""
        found = [one for one in installed if plain(one.label).strip() in self.labels]
        return found[0] if len(found) == 1 else None


def plain(text: str) -> str:
    """In small letters, words with one space between them and around them: "Carla's Wi-Fi" as " carlas wi fi "."""
    return f" {' '.join(split_words(text, camel=False))} "


def kinds_of(task: str) -> list[AppKind]:
    """The kinds that a task speaks of most; several where they weigh the same, none where it speaks of none."""
    said = plain(task)
    weighed = [(kind.weight(said), kind) for kind in _kinds()]
    most = max((weight for weight, _ in weighed), default=0)
    return [kind for weight, kind in weighed if weight == most] if most else []


def named_apps(task: str) -> list[str]:
    """Well-known apps that a task names, as people write them."""
    sure, maybe = _names()
    found = [m[0] for name in sure for m in [re.search(rf"\b{re.escape(name)}\b", task, re.IGNORECASE)] if m]
    for name in maybe:
        at = re.search(rf"\b(?i:{_LEADS})({re.escape(name.capitalize())})\b(?!\s+[a-z]+\s+app)", task)
        found += [at[1]] if at else []
    return found


def missing_app(task: str, labels: Iterable[str]) -> str:
    """A well-known app that a task names and none of these labels is; empty where there is none."""
    there = {plain(label) for label in labels}
    return next((name for name in named_apps(task) if not any(plain(name) in label for label in there)), "")


@cache
def _kinds() -> tuple[AppKind, ...]:
    return tuple(
        AppKind(name, frozenset(kind["labels"]), frozenset(kind["words"]), tuple(kind["phrases"]))
        for name, kind in _data()["kinds"].items()
    )


@cache
def _names() -> tuple[list[str], list[str]]:
    names = _data()["names"]
    return names["sure"], names["maybe"]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("app_kinds.toml").read_text("utf-8"))
