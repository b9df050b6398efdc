"""Tasks that ask something: what a script for them must end with."""

from __future__ import annotations

import ast

from apidocs.doc import AppDoc, Kind
from interpreter.reading.edits import Change, Lines
from interpreter.reading.flow import element_of
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed
from interpreter.reading.uses import Use

from ..words.intent import read_intent


def with_an_answer(script: str, task: str, doc: AppDoc) -> Change | None:
    """`main.note("Milk").date` alone, at the end of a script for a question: that is its answer."""
    tree = parsed(script)
    if tree is None or not tree.body or not read_intent(task).asks:
        return None
    reading, lines, last = read(tree, doc), Lines(script), tree.body[-1]
    reads = [u for u in reading.uses if u.statement is last and u.reads and not _is_a_label(u, doc)]
    if any(u.op == "finish" for u in reading.uses) or not isinstance(last, ast.Expr) or not reads:
        return None
    if any(u.acts for u in reading.uses if u.statement is last):
        return None
    edit = lines.replacing(last, f"finish({lines.text(last)})", "that is the answer")
    return Change(script, lines.with_edit(edit), edit.line, edit.what, of_task=True)


def _is_a_label(use: Use, doc: AppDoc) -> bool:
    """Whether it reads what a control is called, which answers nothing."""
    element = element_of(use, doc)
    return use.op == "text" and element is not None and element.kind in (Kind.BUTTON, Kind.TOGGLE)


def answers_out_of_nothing(script: str, task: str, doc: AppDoc) -> bool:
    """Whether the task asks something and the script answers without having read anything: `finish("No number available")`."""
    intent, tree = read_intent(task), parsed(script)
    if tree is None or intent.orders or not intent.asks:
        return False
    uses = read(tree, doc).uses
    reads = any(u.op == "ask" or u.reads and u.op not in ("row", "find") for u in uses)
    return any(u.op == "finish" for u in uses) and not reads
