"""Values of a task that a script puts in more often than they are said, or writes over before anything has taken them in.
A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc import AppDoc
from interpreter.reading.lost_texts import lost_texts
from interpreter.reading.uses import Use
from phones.itself import NotPossible
from phones.itself.times import days_of

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script
from .misdirected import Doubt, named

_PUT_IN = ("set_text", "choose", "do")
"""What puts a value in: into a field, into a choice, as what a deed of the phone itself is to know."""


def values(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _put_in_twice(script, intent)
    yield from _typed_over(script, doc)


def _put_in_twice(script: Script, intent: Intent) -> Iterator[Doubt]:
    """One value of the task that goes into two places: the day of an alarm as what it is called, too."""
    put: dict[tuple[str, frozenset[object]], tuple[Use, int]] = {}
    for use in script.acts:
        if use.op not in _PUT_IN:
            continue
        for number, text in enumerate(_texts(use)):
            meant = _meant(text)
            if not meant or _times_said(meant, intent) != 1:
                continue
            before, which = put.setdefault((use.ref.screen, meant), (use, number))
            if before.ref != use.ref or before is use and which != number:
                into = named(use) if before is not use else "two places of it"
                also = f"{named(before)} and {into}" if before is not use else f"{into}, {named(use)}"
                yield Doubt("typed_twice", use.line, f"it puts {text!r} into {also}; the task says it once")


def _typed_over(script: Script, doc: AppDoc) -> Iterator[Doubt]:
    """A field that is typed into again before anything has taken in what stood there: the first text is lost."""
    for lost, use in lost_texts(script.reading, doc):
        first, text = lost.first.literal(0), use.literal(0)
        what = f"{text or 'what is typed next'!r} replaces {first or 'what was typed'!r} in {named(use)}"
        yield Doubt("typed_over", use.line, f"{what}, which nothing has taken in")


def _texts(use: Use) -> list[str]:
    """The texts that a call is given."""
    call = use.node
    given = [*call.args, *(keyword.value for keyword in call.keywords)] if isinstance(call, ast.Call) else []
    return [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _meant(text: str) -> frozenset[object]:
    """What a text says: the days that it names, however they are written, or its words."""
    try:
        return frozenset(days_of(text))
    except NotPossible:
        return frozenset(said_words(text))


def _times_said(meant: frozenset[object], intent: Intent) -> int:
    """How often the task says it: as often as its rarest word."""
    words = [_meant(word) for word in intent.task.split()]
    return min(sum(one in said for said in words) for one in meant)
