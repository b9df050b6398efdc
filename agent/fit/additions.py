"""Texts of a script that take the place of what is there, where the task only adds to it."""

from __future__ import annotations

from collections.abc import Iterator

from apidocs.doc import AppDoc
from apidocs.doc.words import words_of
from interpreter.act.filling import says_lines
from interpreter.reading.flow import element_of
from interpreter.reading.uses import Use

from ..words.intent import Intent
from .coverage import Script

_ADDING = frozenset({"add", "append", "tack"})
"""Verbs that leave what is there. Of others that make something, "write" and "put" may well mean instead of it."""


def typed_over_what_is_there(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Use]:
    """`contact("Sam").open()`, then `edit.note.set_text("has the keys")`, for "add to Sam's note that he has the keys": what is
    typed into a field for writing of what was opened. Of a number, a date or a name there is one, and it is changed."""
    opened = False
    for use in script.reading.uses if _only_adds(intent) else ():
        opened = opened or use.op == "open" and bool(use.ref.row)
        field = element_of(use, doc) if opened and use.op == "set_text" else None
        if field is not None and says_lines(words_of(f"{field.name} {field.label}")):
            yield use


def _only_adds(intent: Intent) -> bool:
    """Whether all that is ordered is that something is added."""
    orders = [clause for clause in intent.clauses if clause.mood == "order"]
    return all(clause.deeds <= {"add"} for clause in orders) and any(clause.verb & _ADDING for clause in orders)
