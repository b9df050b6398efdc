"""From a task's words to what of an app they may mean: its elements, rows, options and screens, each with a score.

By words, as `apidocs.retrieve.hinting` matches them, and by meaning, where the encoder is on this machine: then both count the
same, which on generated apps did better than either. Scores are evidence for or against a script that was written; they
are not for the prompt, where a small model uses every name that stands beside its task.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from apidocs.doc import AppDoc
from apidocs.retrieve.hinting import HintIndex, content_words
from ground.errors import ModelError

from ..model.meaning import Meaning
from ..words.intent import read_intent
from .doc_vectors import Thing, things_of, vectors_of

if TYPE_CHECKING:
    from ..model.meaning import Vectors

log = logging.getLogger(__name__)

BY_WORDS = 0.5
"""Of a score; the rest is by meaning. On generated apps of the train half, 0.3 to 0.7 do the same."""
_DOCS = 8
"""Apps whose vectors stay in memory: some megabytes."""


@dataclass(frozen=True)
class Match:
    """Something a task may mean."""

    name: str
    """`settings.theme`; of a screen `settings`."""
    kind: Literal["screen", "option", "rows", "element"]
    score: float
    """0 to 1."""
    by_words: float
    by_meaning: float | None
    """None: the encoder isn't here."""
    option: str = ""
    """The words of the option, where it is one."""


@dataclass(frozen=True)
class Touched:
    """How near what a script touches is to its task, by meaning. Cosines, -1 to 1."""

    mean: float
    """Of the touched ones."""
    best: float
    """The best touched one's, less the best one's of all: 0 where what fits best is touched, below 0 where it isn't."""


class Resolver:
    """The things of one doc, ready to be asked. Safe to use from several threads."""

    def __init__(self, doc: AppDoc, things: Sequence[Thing], meaning: Meaning | None) -> None:
        """Makes the doc's vectors where they aren't kept yet, or goes on without where the encoder fails."""
        self._things = things
        self._index = HintIndex(doc)
        self._hinted = {
            (screen.name, element.name): f"{screen.name}.{element.item.name if element.item else element.name}"
            for screen in doc.screens
            for element in screen.elements
        }
        self._elements = {(one.screen, one.element): number for number, one in enumerate(things) if _is_element(one)}
        self._texts = [text for thing in things for text in thing.texts]
        self._owners = [number for number, thing in enumerate(things) for _ in thing.texts]
        self._meaning = meaning
        self._vectors: Vectors | None = None
        if meaning is not None:
            try:
                self._vectors = vectors_of(self._texts, meaning)
            except (ModelError, OSError) as error:
                log.warning("Tasks are matched by words only: %s", error)

    def matches(self, task: str) -> list[Match]:
        """All things, best first. Never raises on any text."""
        words = self._by_words(task)
        meant = self._by_meaning(task)
        found = []
        for number, thing in enumerate(self._things):
            near = float(meant[number]) if meant is not None else None
            score = words[number]
            if near is not None:
                score = BY_WORDS * score + (1 - BY_WORDS) * max(0.0, near)
            found.append(Match(thing.name, thing.kind, min(1.0, score), words[number], near, thing.option))
        return sorted(found, key=lambda match: -match.score)

    def touched(self, task: str, names: Collection[str]) -> Touched | None:
        """What it means for a script to touch the elements of these names, `screen.element` in the script's order. None where it
        touches none, or the encoder isn't here."""
        numbers = [self._elements[at] for name in names if (at := _split(name)) in self._elements]
        meant = self._by_meaning(task) if numbers else None
        if meant is None:
            return None
        inside = [float(meant[number]) for number in numbers]
        outside = [float(meant[number]) for number in self._elements.values() if number not in set(numbers)]
        return Touched(sum(inside) / len(inside), min(0.0, max(inside) - max(outside, default=0.0)))

    def _by_words(self, task: str) -> list[float]:
        scores = self._index.scores(task)
        said = content_words(task)

        def score(thing: Thing) -> float:
            if _is_element(thing):
                return scores.get(self._hinted[thing.screen, thing.element], 0.0)
            words = content_words(thing.said)
            return len(words & said) / len(words) if words else float(thing.said.casefold() in task.casefold())

        return [score(thing) for thing in self._things]

    def _by_meaning(self, task: str) -> Vectors | None:
        """`[things]`: the nearest of a thing's texts to the nearest of the task's."""
        texts = task_texts(task)
        if self._vectors is None or self._meaning is None or not len(self._vectors) or not texts:
            return None
        import numpy as np

        try:
            asked = self._meaning.vectors(texts)
        except ModelError as error:
            log.warning("A task is matched by words only: %s", error)
            return None
        near = (self._vectors @ asked.T).max(1)
        best = np.full(len(self._things), -1.0, np.float32)
        np.maximum.at(best, self._owners, near)
        return best


def task_texts(task: str) -> list[str]:
    """What of a task is compared: all of it, and each of its parts with the names and quoted words of it left out, which say what
    goes into an element and not which it is."""
    parts = [_without_content(clause.text) for clause in read_intent(task).clauses]
    return list(dict.fromkeys(text for text in (task.strip(), _without_content(task), *parts) if text))


def _without_content(task: str) -> str:
    intent = read_intent(task)
    for text in sorted((*intent.quoted, *intent.names), key=len, reverse=True):
        task = task.replace(text, "it")
    return task.strip()


def _split(name: str) -> tuple[str, str]:
    screen, _, element = name.partition(".")
    return screen, element


def _is_element(thing: Thing) -> bool:
    return thing.kind in ("element", "rows")


_known: OrderedDict[object, Resolver] = OrderedDict()
_lock = threading.Lock()


def resolver_of(doc: AppDoc, meaning: Meaning | None) -> Resolver:
    """The doc's, made once; `meaning` is None where the encoder isn't here."""
    things = things_of(doc)
    key = (doc.label, tuple(things), meaning)
    with _lock:
        if key not in _known:
            _known[key] = Resolver(doc, things, meaning)
        _known.move_to_end(key)
        while len(_known) > _DOCS:
            _known.popitem(last=False)
        return _known[key]


def get_ready(doc: AppDoc, meaning: Meaning | None) -> threading.Thread:
    """Start the encoder and have the doc's vectors at hand, meanwhile: while a model writes, say. Whoever wants to wait joins the
    thread; what goes wrong in it is said when something is asked."""

    def work() -> None:
        resolver_of(doc, meaning)
        if meaning is not None:
            with contextlib.suppress(ModelError):
                meaning.vectors([doc.label])

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
