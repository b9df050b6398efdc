"""Values of a task that a script puts in more often than they are said, or writes over before anything has taken them in.
A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from interpreter.calls import Ref
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script, days_named
from .misdirected import Doubt, named

_FILLING_IN = ("choose", "turn_on", "turn_off")
"""What goes on filling in the same form."""
_PUT_IN = ("set_text", "choose", "do")
"""What puts a value in: into a field, into a choice, as what a deed of the phone itself is to know."""


def values(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _put_in_twice(script, intent)
    yield from _typed_over(script)


def _put_in_twice(script: Script, intent: Intent) -> Iterator[Doubt]:
    """One value of the task that goes into two places: the day of an alarm as what it is called, too."""
    put: dict[tuple[str, frozenset[object]], tuple[Use, int]] = {}
    for use in script.acts:
        for number, text in enumerate(_texts(use)) if use.op in _PUT_IN else ():
            meant = _meant(text)
            if not meant or _times_said(meant, intent) != 1:
                continue
            before, which = put.setdefault((use.ref.screen, meant), (use, number))
            if before.ref != use.ref or before is use and which != number:
                into = f"{named(before)} and {named(use)}" if before is not use else f"two places of it, {named(use)}"
                yield Doubt("typed_twice", use.line, f"it puts {text!r} into {into}; the task says it once")


def _typed_over(script: Script) -> Iterator[Doubt]:
    """A field that is typed into again before anything has taken in what stood there: the first text is lost, and would be told as
    typed."""
    typed: dict[Ref, Use] = {}
    for use in script.acts:
        if use.op == "set_text":
            before = typed.get(use.ref)
            if before is not None and _loses(before, use, script):
                first, text = before.literal(0) or "what was typed", use.literal(0) or "what is typed next"
                what = f"{text!r} replaces {first!r} in {named(use)}, which nothing has taken in"
                yield Doubt("typed_over", use.line, what)
            typed[use.ref] = use
        elif use.op not in _FILLING_IN:
            typed.clear()


def _loses(first: Use, second: Use, script: Script) -> bool:
    """Whether the second text replaces another one, in the same block: of two branches only one is gone."""
    if first.statement is None or second.statement is None or first.literal(0) == second.literal(0):
        return False
    return any(one is second.statement for one in script.reading.block_of(first.statement))


def _texts(use: Use) -> list[str]:
    """The texts that a call is given."""
    call = use.node
    given = [*call.args, *(keyword.value for keyword in call.keywords)] if isinstance(call, ast.Call) else []
    return [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _meant(text: str) -> frozenset[object]:
    """What a text says: the days that it names, however they are written, or its words."""
    return frozenset(days_named(text) or said_words(text))


def _times_said(meant: frozenset[object], intent: Intent) -> int:
    """How often the task says it: as often as its rarest word."""
    bare = [word.strip("\"'“”‘’„«».,;:!?()") for word in intent.task.split()]
    words: list[set[object]] = [{*days_named(word), *said_words(word)} for word in bare]
    return min(sum(one in said for said in words) for one in meant)
