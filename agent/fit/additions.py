"""Tasks that only add to what is there: what a script for them types replaces nothing."""

from __future__ import annotations

import ast

from apidocs.doc import AppDoc
from apidocs.doc.words import words_of
from interpreter.act.filling import says_lines
from interpreter.reading.edits import Change, Lines
from interpreter.reading.flow import element_of
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed

from ..words.intent import Intent, read_intent

_ADDING = frozenset({"add", "append", "tack"})
"""Verbs that leave what is there. Of others that make something, "write" and "put" may well mean instead of it."""


def added_to_what_is_there(script: str, task: str, doc: AppDoc) -> Change | None:
    """`contact("Sam").open()`, then `edit.note.set_text("has the keys")`, for "add to Sam's note that he has the keys": the
    first such text, in a field for writing, put behind what the field holds."""
    tree = parsed(script)
    if tree is None or not _only_adds(read_intent(task)):
        return None
    reading, lines = read(tree, doc), Lines(script)
    opened = False
    for use in reading.uses:
        opened = opened or use.op == "open" and bool(use.ref.row)
        method = use.node.func if isinstance(use.node, ast.Call) else None
        field = element_of(use, doc)
        if (
            not opened
            or use.op != "set_text"
            or field is None
            or not says_lines(words_of(f"{field.name} {field.label}"))
        ):
            continue  # of a number, a date or a name there is one
        if isinstance(method, ast.Attribute):
            edit = lines.renaming(method, "append_text", "the task adds to what is there")
            return Change(script, lines.with_edit(edit), edit.line, edit.what, sure=True)
    return None


def _only_adds(intent: Intent) -> bool:
    """Whether all that is ordered is that something is added."""
    orders = [clause for clause in intent.clauses if clause.mood == "order"]
    return all(clause.deeds <= {"add"} for clause in orders) and any(clause.verb & _ADDING for clause in orders)
