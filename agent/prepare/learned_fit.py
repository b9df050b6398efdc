"""How well a task fits a learned app, by all that is known of it: what its doc says of every thing (names, labels, options,
titles), what its icon and its screens call it, and what its kind is for; by words and by meaning. And by what its rows were last
seen to be called, of which its doc has nothing.

The score is on the scale of apps that aren't learned, of which no more than a name and a kind is known, so that all stand in one
comparison. What each part weighs is fitted on generated apps: `thumbwright bench choose --learned DOCS --fit` writes
`learned_fit.toml` (docs/figures.md).
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from apidocs.doc import AppDoc
from apidocs.doc.words import spaced

from ..model.meaning import Meaning
from ..resolve.doc_vectors import things_of, vectors_of
from .choosing import texts_of

if TYPE_CHECKING:
    from ..model.meaning import Vectors

PARTS = ("learned", "words", "nearest", "middle", "usual", "titles")
"""What a score is made of: that the app is learned at all; the words of the task that it has, each by how few apps have it; the
nearest of its texts by meaning; the middle of all of them; how near what any kind of app is for is to the task on the whole, as
some words are somewhat near to everything; and a title of its rows that the task says."""
WEIGHTS_FILE = Path(__file__).with_name("learned_fit.toml")
_MOST_WORDS = 6.0
"""Weight of common words that counts in full: some three words that no other app has."""


@dataclass(frozen=True)
class Known:
    """What is known of a learned app, as texts."""

    doc: AppDoc
    """Its own screens alone."""
    purposes: tuple[str, ...]
    """What it is for and what it is called."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything whose words count."""
        items = (e.item.name for screen in self.doc.screens for e in screen.elements if e.item is not None)
        return (*self.purposes, *map(spaced, (*texts_of(self.doc), *items)))


def known_of(doc: AppDoc, purposes: Iterable[str]) -> Known:
    """Of a doc; another app's screens that were opened from it aren't its own."""
    own = [screen for screen in doc.screens if screen.package in ("", doc.package)]
    return Known(doc.model_copy(update={"screens": own}), tuple(dict.fromkeys((*purposes, *own_names(doc)))))


def own_names(doc: AppDoc) -> tuple[str, ...]:
    """What its first screen has at the top, which is an app's name mostly; nothing where it has no title."""
    return tuple(screen.title for screen in doc.screens if screen.name == doc.start and screen.title)


def shared_words(said: Set[str], tables: Mapping[str, Set[str]]) -> dict[str, float]:
    """0 to 1, of each app: the words of a task (`said`) that it has, where `tables` have the words of every app there is."""
    spread = Counter(word for table in tables.values() for word in table)
    weight = {word: math.log((len(tables) + 1) / (spread[word] + 0.5)) for word in said}
    return {
        p: min(sum(weight[word] for word in said & table), _MOST_WORDS) / _MOST_WORDS for p, table in tables.items()
    }


def said_titles(
    said: Set[str], titles: Mapping[str, Sequence[Set[str]]], tables: Mapping[str, Set[str]]
) -> dict[str, float]:
    """0 to 1, of each app that has any: the best of the titles of its rows, as words, of which a task (`said`) has every word. A
    word that others have too, be it in a title or in what their docs say (`tables`), counts by their number only."""
    own = {p: frozenset(tables.get(p, ())).union(*titles.get(p, ())) for p in tables.keys() | titles.keys()}
    share = {word: 1 / max(1, sum(word in words for words in own.values())) for word in said}
    return {
        p: max((sum(share[word] for word in one) / len(one) for one in each if one and one <= said), default=0.0)
        for p, each in titles.items()
    }


def parts(
    task: str,
    apps: Mapping[str, Known],
    words: Mapping[str, float],
    kinds: Sequence[Sequence[str]],
    meaning: Meaning,
    titles: Mapping[str, float] = MappingProxyType({}),
) -> dict[str, tuple[float, ...]]:
    """The `PARTS` of each app's score, by package. `words` are `shared_words`, `titles` `said_titles`, `kinds` what each kind of
    app is for. Raises ModelError, OSError."""
    said = meaning.vectors([task])[0]
    kind = iter(vectors_of([text for texts in kinds for text in texts], meaning) @ said)
    usual = sum(max(float(next(kind)) for _ in texts) for texts in kinds) / len(kinds)
    found: dict[str, tuple[float, ...]] = {}
    for package, known in apps.items():
        vectors = _vectors(known, meaning)
        middle = vectors.mean(0)
        length = float((middle @ middle) ** 0.5) or 1.0
        near = float((vectors @ said).max()), float(middle @ said) / length
        found[package] = (1.0, words[package], *near, usual, titles.get(package, 0.0))
    return found


def scored(each: Mapping[str, tuple[float, ...]]) -> dict[str, float]:
    """The score of each app, from its parts."""
    weights = weights_now()
    return {p: sum(w * value for w, value in zip(weights, values, strict=True)) for p, values in each.items()}


def by_titles(each: Mapping[str, tuple[float, ...]]) -> dict[str, float]:
    """What of each app's score its rows' titles make."""
    at = PARTS.index("titles")
    return {p: weights_now()[at] * values[at] for p, values in each.items()}


def _vectors(known: Known, meaning: Meaning) -> Vectors:
    """Each text of its own once, those of its things as finding a thing in it keeps them."""
    import numpy as np

    things = [text for thing in things_of(known.doc) for text in thing.texts]
    made = [vectors_of(texts, meaning) for texts in (list(known.purposes), things) if texts]
    return np.concatenate(made)


@cache
def weights_now() -> tuple[float, ...]:
    """Those of the file, in the order of `PARTS`."""
    data = tomllib.loads(WEIGHTS_FILE.read_text("utf-8"))
    return tuple(float(data[name]) for name in PARTS)
