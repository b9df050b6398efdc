"""How near the elements of an app are to a task's words by meaning, where the encoder is on this machine: evidence for or against a
script that was written. It is not for the prompt, where a small model uses every name that stands beside its task.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apidocs.doc import AppDoc
from ground.errors import ModelError

from ..model.meaning import Meaning
from ..words.intent import read_intent
from .doc_vectors import things_of, vectors_of

if TYPE_CHECKING:
    from ..model.meaning import Vectors

log = logging.getLogger(__name__)

_DOCS = 8
"""Apps whose vectors stay in memory: some megabytes."""


@dataclass(frozen=True)
class Touched:
    """How near what a script touches is to its task, by meaning. Cosines, -1 to 1."""

    mean: float
    """Of the touched ones."""
    best: float
    """The best touched one's, less the best one's of all: 0 where what fits best is touched, below 0 where it isn't."""


class Resolver:
    """The elements of one doc, ready to be asked. Safe to use from several threads."""

    def __init__(self, doc: AppDoc, meaning: Meaning) -> None:
        """Makes the doc's vectors where they aren't kept yet, or goes on without where the encoder fails."""
        things = things_of(doc)
        self._names = [thing.name for thing in things]
        self._owners = [number for number, thing in enumerate(things) for _ in thing.texts]
        self._meaning = meaning
        self._vectors: Vectors | None = None
        try:
            self._vectors = vectors_of([text for thing in things for text in thing.texts], meaning)
        except (ModelError, OSError) as error:
            log.warning("Tasks are matched by words only: %s", error)

    @property
    def whole(self) -> bool:
        """Whether it has its vectors; one without says nothing."""
        return self._vectors is not None

    def near(self, task: str) -> dict[str, float]:
        """Of each element, `screen.element`, how near the nearest of its texts is to the nearest of the task's; empty where the
        encoder fails. Never raises on any text."""
        texts = task_texts(task)
        if self._vectors is None or not len(self._vectors) or not texts:
            return {}
        import numpy as np

        try:
            asked = self._meaning.vectors(texts)
        except ModelError as error:
            log.warning("A task is matched by words only: %s", error)
            return {}
        best = np.full(len(self._names), -1.0, np.float32)
        np.maximum.at(best, self._owners, (self._vectors @ asked.T).max(1))
        return dict(zip(self._names, map(float, best), strict=True))

    def touched(self, task: str, names: Collection[str]) -> Touched | None:
        """What it means for a script to touch the elements of these names. None where it touches none, or the encoder fails."""
        near = self.near(task) if names else {}
        inside = [near[name] for name in names if name in near]
        if not inside:
            return None
        outside = [score for name, score in near.items() if name not in names]
        return Touched(sum(inside) / len(inside), min(0.0, max(inside) - max(outside, default=0.0)))


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


_known: OrderedDict[object, Resolver] = OrderedDict()
_making: dict[object, threading.Lock] = {}
_lock = threading.Lock()
"""Of these two tables; never held while vectors are made."""


def resolver_of(doc: AppDoc, meaning: Meaning) -> Resolver:
    """The doc's, made once; one whose vectors the encoder failed to make is made anew when it is next asked for."""
    key = (doc.label, tuple(things_of(doc)), meaning)
    with _lock:
        if (known := _kept(key)) is not None:
            return known
        making = _making.setdefault(key, threading.Lock())
    with making:
        with _lock:
            if (known := _kept(key)) is not None:
                return known
        made = Resolver(doc, meaning)
        with _lock:
            _making.pop(key, None)
            if made.whole:
                _known[key] = made
            while len(_known) > _DOCS:
                _known.popitem(last=False)
    return made


def _kept(key: object) -> Resolver | None:
    if key in _known:
        _known.move_to_end(key)
    return _known.get(key)


def get_ready(doc: AppDoc, meaning: Meaning) -> threading.Thread:
    """Start the encoder and have the doc's vectors at hand, meanwhile: while a model writes, say. Whoever wants to wait joins the
    thread; what goes wrong in it is said when something is asked."""

    def work() -> None:
        resolver_of(doc, meaning)
        with contextlib.suppress(ModelError):
            meaning.vectors([doc.label])

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
