"""Which kind of app a task is for: told from general knowledge, with no doc.

Knows what people call things and nothing of any app's screens. Where a task speaks of two kinds, or of none, nothing is
decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from apidocs.doc.words import singular, split_words, stem
from ground.tables import table_beside
from phones.phone import InstalledApp

_PHRASE = 2
_OWNED = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?=\s+\w)")
"""What says that the word before it has what follows: "Carla's number", "my parents' address"."""


@dataclass(frozen=True)
class AppKind:
    """A kind of app."""

    name: str
    labels: frozenset[str]
    words: frozenset[str]
    phrases: tuple[str, ...]

    def weight(self, said: str) -> int:
        """How much a task speaks of it; `said` as `spoken` gives it."""
        phrases = [p for p in self.phrases if f" {p} " in said]
        rest = said
        for phrase in phrases:
            rest = rest.replace(f" {phrase} ", " ")
        return _PHRASE * len(phrases) + len(self.words.intersection(map(singular, rest.split())))

    def said_in(self, text: str) -> set[str]:
        """The words and phrases by which a text speaks of it; none where it is just what such an app is called."""
        if plain(text).strip() in self.labels:
            return set()
        said = spoken(text)
        return {p for p in self.phrases if f" {p} " in said} | self.words.intersection(map(singular, said.split()))

    def app(self, installed: Iterable[InstalledApp]) -> InstalledApp | None:
        """The one app of the kind on the phone; None where there is none, or several."""
        found = [one for one in installed if plain(one.label).strip() in self.labels]
        return found[0] if len(found) == 1 else None


def plain(text: str) -> str:
    """In small letters, words with one space between them and around them: "Carla's Wi-Fi" as " carlas wi fi "."""
    return f" {' '.join(split_words(text, camel=False))} "


def spoken(text: str) -> str:
    """`plain`, with an owner apart from the ending that makes it one: "Carla's number" as " carla s number "."""
    return plain(_OWNED.sub(" s", text))


def kinds_of(task: str) -> list[AppKind]:
    """The kinds that a task speaks of most; several where they weigh the same, none where it speaks of none."""
    said = spoken(task)
    weighed = [(kind.weight(said), kind) for kind in _kinds()]
    most = max((weight for weight, _ in weighed), default=0)
    return [kind for weight, kind in weighed if weight == most] if most else []


@lru_cache(maxsize=4096)
def spoken_of(text: str) -> tuple[tuple[str, str], ...]:
    """The kinds that a text has words or phrases of, each with them."""
    return tuple((kind.name, term) for kind in _kinds() for term in kind.said_in(text))


def kind_of_label(label: str) -> str:
    """The kind of app that launchers call so; empty where the name stands for none."""
    said = plain(label).strip()
    return next((kind.name for kind in _kinds() if said in kind.labels), "")


@cache
def switching_words() -> frozenset[str]:
    """Words that are said to any app and say nothing of which one it is: turn, show."""
    return frozenset(_data()["said_to_any"]["verbs"].split())


@cache
def words_said_to_any() -> frozenset[str]:
    """These, and words that are said to any switch, value or fact of a phone."""
    return switching_words() | frozenset(_data()["said_to_any"]["words"].split())


@cache
def _kinds() -> tuple[AppKind, ...]:
    return tuple(
        AppKind(name, frozenset(kind["labels"]), frozenset(kind["words"]), tuple(kind["phrases"]))
        for name, kind in _data()["kinds"].items()
    )


def kind_words(label: str) -> set[str]:
    """Stems of what apps called so have: of Notes, notes, memos and checklists."""
    return words_of_kind(kind_of_label(label))


def words_of_kind(name: str) -> set[str]:
    """Stems of what apps of a kind have."""
    return {stem(word) for kind in _kinds() if kind.name == name for word in kind.words}


@cache
def _data() -> dict[str, Any]:
    return table_beside(__file__, "app_kinds.toml")
