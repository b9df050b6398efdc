"""A value that the task says once and a script puts into two places: taken out of the one that the task doesn't speak of."""

from __future__ import annotations

import ast

from apidocs.doc import AppDoc
from interpreter.reading.edits import Change, Edit, Lines

from ..words.intent import read_intent
from ..words.lexicon import said_words
from .coverage import Script, fits
from .values import Place, put_in_twice

_WHY = "the task says it once"


def put_in_once(script: str, task: str, doc: AppDoc) -> Change | None:
    """`set_alarm("08:00", days="Sun", label="Sundays")`, for an alarm on Sundays: without what it is called. Of two fields the one
    stays whose name the task says; None where that tells nothing."""
    read = Script.of(script, doc)
    if read is None:
        return None
    intent, lines = read_intent(task), Lines(script)
    for first, second in put_in_twice(read, intent):
        if first.use is second.use:
            edit = _without_argument(second, lines)
        else:
            said = [any(fits(w, intent.words) for w in _own_words(place, read)) for place in (first, second)]
            spare = second if said == [True, False] else first if said == [False, True] else None
            edit = _without_statement(spare, read, lines) if spare is not None else None
        if edit is not None:
            return Change(script, lines.with_edit(edit), edit.line, edit.what, sure=True)
    return None


def _own_words(place: Place, script: Script) -> frozenset[str]:
    """What a field is called, without the value that goes into it."""
    return script.words_of(place.use, place=False) - said_words(place.text)


def _without_argument(place: Place, lines: Lines) -> Edit | None:
    """A call without one of its named arguments."""
    call = place.use.node
    if not isinstance(call, ast.Call):
        return None
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    at = next((n for n, value in enumerate(given) if value is place.node), 0)
    if at < max(len(call.args), 1):
        return None  # what stands by its place can't be left out
    return Edit(lines.end(given[at - 1]), lines.end(place.node), "", _WHY, place.use.line, True)


def _without_statement(place: Place, script: Script, lines: Lines) -> Edit | None:
    """A script without the line that puts a value in."""
    statement = place.use.statement
    if not isinstance(statement, ast.Expr) or statement.value is not place.use.node:
        return None
    if len(script.reading.block_of(statement)) == 1:
        return None
    begin, end, indent = lines.line_of(statement)
    alone = lines.start(statement) == begin + len(indent.encode())
    return Edit(begin, end, "", _WHY, statement.lineno, True, shown=max(1, statement.lineno - 1)) if alone else None
