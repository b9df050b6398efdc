"""Tasks that ask something: how they are told from commands, and what a script for them must do."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc import AppDoc
from apidocs.effects import asks
from apidocs.words import split_words
from interpreter.edits import Edit, Lines
from interpreter.flow import effect_of_use
from interpreter.reading import read
from interpreter.scripts import parsed
from interpreter.uses import Reading

_WONDERING = frozenset("what whats which who whose when where why how is are do does did has have".split())


def is_question(task: str) -> bool:
    """Whether it is a question, and not a command in the form of one."""
    words = split_words(task)
    return bool(words) and words[0] in _WONDERING and task.rstrip().endswith("?")


def answered(reading: Reading, lines: Lines, task: str) -> Iterator[Edit]:
    """`main.note("Milk").date` alone, at the end of a script for a question: that is its answer."""
    if not is_question(task) or any(u.op == "finish" for u in reading.uses) or not reading.tree.body:
        return
    last = reading.tree.body[-1]
    reads = [u for u in reading.uses if u.statement is last and u.member.method is not None]
    if isinstance(last, ast.Expr) and reads and not any(u.acts for u in reads):
        yield lines.replacing(last, f"finish({lines.text(last)})", "that is the answer")


def misses_the_question(script: str, task: str, doc: AppDoc) -> bool:
    """Whether the task asks something and the script reads nothing: it saves, sends or deletes, or answers out of nothing,
    `finish("No number available")`."""
    tree = parsed(script)
    if tree is None or not is_question(task):
        return False
    reading = read(tree, doc)
    if any(u.reads and u.op not in ("finish", "ask") for u in reading.uses):
        return False
    answers = [u for u in reading.uses if u.op == "finish"]
    acts = [u for u in reading.uses if u.acts and u.op != "finish"]
    made_up = bool(answers) and all(u.literal(0) for u in answers) and not acts
    return made_up or not answers and any(asks(effect_of_use(u, doc)) for u in reading.uses)
