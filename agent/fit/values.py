"""Values of a task that a script puts in more often than they are said, or writes over before anything has taken them in.
A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from apidocs.doc import AppDoc
from interpreter.reading.lost_texts import lost_texts
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script, days_named
from .misdirected import Doubt, named

_PUT_IN = ("set_text", "choose", "do")
"""What puts a value in: into a field, into a choice, as what a deed of the phone itself is to know."""


def values(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _put_in_twice(script, intent)
    yield from _typed_over(script, doc)


@dataclass(frozen=True)
class Place:
    """Where a value is put in."""

    use: Use
    number: int
    """Which of the texts of a call it is."""
    node: ast.Constant
    text: str

    @property
    def name(self) -> str:
        return named(self.use)


def put_in_twice(script: Script, intent: Intent) -> Iterator[tuple[Place, Place]]:
    """The two places of a value that the task says once: the day of an alarm as what it is called, too."""
    put: dict[tuple[str, frozenset[object]], Place] = {}
    for use in script.acts:
        for number, (node, text) in enumerate(_texts(use)) if use.op in _PUT_IN else ():
            meant, now = _meant(text), Place(use, number, node, text)
            if not meant or _times_said(meant, intent) != 1:
                continue
            before = put.setdefault((use.ref.screen, meant), now)
            if before.use.ref != use.ref or before.use is use and before.number != number:
                yield before, now


def _put_in_twice(script: Script, intent: Intent) -> Iterator[Doubt]:
    for before, now in put_in_twice(script, intent):
        into = f"{before.name} and {now.name}" if before.use is not now.use else f"two places of it, {now.name}"
        yield Doubt("typed_twice", now.use.line, f"it puts {now.text!r} into {into}; the task says it once")


def _typed_over(script: Script, doc: AppDoc) -> Iterator[Doubt]:
    """A field that is typed into again before anything has taken in what stood there: the first text is lost."""
    for lost, use in lost_texts(script.reading, doc):
        first, text = lost.first.literal(0), use.literal(0)
        what = f"{text or 'what is typed next'!r} replaces {first or 'what was typed'!r} in {named(use)}"
        yield Doubt("typed_over", use.line, f"{what}, which nothing has taken in")


def _texts(use: Use) -> list[tuple[ast.Constant, str]]:
    """The texts that a call is given."""
    call = use.node
    given = [*call.args, *(keyword.value for keyword in call.keywords)] if isinstance(call, ast.Call) else []
    return [(one, one.value) for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _meant(text: str) -> frozenset[object]:
    """What a text says: the days that it names, however they are written, or its words."""
    return frozenset(days_named(text) or said_words(text))


def _times_said(meant: frozenset[object], intent: Intent) -> int:
    """How often the task says it: as often as its rarest word."""
    bare = [word.strip("\"'“”‘’„«».,;:!?()") for word in intent.task.split()]
    words: list[set[object]] = [{*days_named(word), *said_words(word)} for word in bare]
    return min(sum(one in said for said in words) for one in meant)
