"""Which of a script's conditions kept it from doing anything, and whether what was seen tells that for sure.

A text that is only written in another form ("7", and "7:00 AM" stands there), or that is looked for where only a part of it would
stand (the title, for "if it mentions paint"), is no condition that didn't hold: it isn't clear whether it does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apidocs.doc import AppDoc
from apidocs.doc.words import cut, spaced, words_of
from apidocs.samples.phrasing import says_lines
from ground.moments import read_time, shown_time
from interpreter.reading.scripts import texts_in
from interpreter.reading.uses import Use
from interpreter.run.runner import RunResult

from ..fit.coverage import Script, days_named
from ..words.intent import Intent

_IN_THE_TEXT = re.compile(
    r"\b(?:mentions?|mentioned|says?|said|contains?|includes?|talks?|speaks?|tells?|reads?|refers?|about|words?)\b",
    re.IGNORECASE,
)
"""Of a condition: what something says as a whole, and not what it is called or how it stands."""
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
_NUMBER = re.compile(r"\W*\d+(?:[.,]\d+)?\W*")


@dataclass(frozen=True)
class Unmet:
    """A comparison of a text that didn't hold."""

    what: str
    """`digital clock of "Get up" is "7:00 AM"`"""
    unclear: str = ""
    """Why it may hold all the same; empty where it surely doesn't."""


def unmet(run: RunResult, intent: Intent, script: Script, doc: AppDoc, hanging: Sequence[Use]) -> Unmet | None:
    """The first comparison of a text with one of the script's own that kept its acts from being done, an unclear one before others;
    None where none did, or what was compared isn't known."""
    around = (node for use in hanging for node in script.reading.around(use.statement))
    tests = dict.fromkeys(node.test for node in around if isinstance(node, ast.If))
    found = [one for test in tests for one in _failing(test, run, intent, script, doc)]
    return next((one for one in found if one.unclear), found[0] if found else None)


def _failing(test: ast.expr, run: RunResult, intent: Intent, script: Script, doc: AppDoc) -> Iterator[Unmet]:
    for node in ast.walk(test):
        if not isinstance(node, ast.Compare) or isinstance(script.reading.parent(node), ast.UnaryOp):
            continue
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.Eq):
            continue
        within = isinstance(node.ops[0], ast.In)
        sides = (node.left, node.comparators[0])
        texts = [text for side in sides for text in texts_in(side)]
        inside = [n for side in sides for n in ast.walk(side)]
        uses = [use for use in script.reads if use.op in ("text", "value") and use.node in inside]
        read = _read(uses[0], run) if len(uses) == 1 else None
        literal = sides[0] if within else next((side for side in sides if isinstance(side, ast.Constant)), None)
        if read is None or not isinstance(literal, ast.Constant) or literal.value not in texts:
            continue
        said, (value, title) = str(literal.value), read
        if said.casefold() == value.casefold() or within and said.casefold() in value.casefold():
            continue
        name = _called(uses[0]) + (f' of "{title}"' if title else "")
        yield Unmet(f'{name} is "{cut(value)}"', _unclear(uses[0], said, value, name, intent, doc, within))


def _read(use: Use, run: RunResult) -> tuple[str, str] | None:
    """What a use of a text read last, and the row that it was read of."""
    at = (use.ref.screen, use.ref.element, use.ref.part)
    for one in reversed(run.read):
        if at == (one.ref.screen, one.ref.element, one.ref.part) and (use.ref.part or not use.ref.row):
            return one.value, one.ref.row_text
    for call, outcome in reversed(run.calls):
        if (call.ref.screen, call.ref.element) == at[:2] and outcome.rows:
            title, texts = outcome.rows[-1]
            value = texts.get(use.ref.part) if use.ref.part else title
            return (value, title) if value is not None else None
    return None


def _called(use: Use) -> str:
    return spaced((use.ref.part or use.ref.element or use.ref.found).replace("_", " "))


def _unclear(use: Use, said: str, value: str, name: str, intent: Intent, doc: AppDoc, within: bool) -> str:
    if other_form(said, value, within=within):
        return (
            f'it isn\'t clear whether the condition holds: {name} is "{cut(value)}", and it was held against "{said}"'
        )
    if _asks_for_the_text(intent) and not _is_the_text(use, doc):
        return f'it isn\'t clear whether the condition holds: "{said}" was looked for in {name} alone, "{cut(value)}"'
    return ""


def other_form(said: str, value: str, *, within: bool) -> bool:
    """Whether two texts that differ may say the same: a number or a time in another form, days by other names; where they were to
    be alike, also one that is part of the other."""
    if not within and said.strip() and said.casefold().strip() in value.casefold():
        return True
    if _NUMBER.fullmatch(said):
        number = _as_number(_NUMBERS.findall(said)[0])
        return any(_as_number(one) == number for one in _NUMBERS.findall(value))
    time = read_time(said)
    if time is not None and time == shown_time(value):
        return True
    days = days_named(said)
    return bool(days) and days <= days_named(value)


def _as_number(text: str) -> float:
    return float(text.replace(",", "."))


def _asks_for_the_text(intent: Intent) -> bool:
    waiting = [clause for clause in intent.clauses if clause.mood == "condition" or clause.conditional]
    return any(_IN_THE_TEXT.search(clause.text) for clause in waiting)


def _is_the_text(use: Use, doc: AppDoc) -> bool:
    """Whether what was looked at is the whole of what a thing says: no row of a list that opens, and nothing on a page that has a
    field for writing beside it."""
    screen, element = doc.screen(use.ref.screen), doc.element(use.ref.screen, use.ref.element)
    if screen is None or element is None:
        return True
    if use.ref.row:
        return element.item is None or not element.item.opens
    return _writes(element.name, element.label) or not any(_writes(one.name, one.label) for one in screen.elements)


def _writes(name: str, label: str) -> bool:
    return says_lines(words_of(f"{name} {label}"))
