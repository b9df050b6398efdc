"""Other scripts made from one that the model wrote, each a candidate of its own beside it: the score decides between them.

A generator takes a script that parses and gives others, likeliest first; it decides nothing and changes nothing of the one it
was given.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from apidocs.doc import AppDoc
from apidocs.samples.ways import literal
from interpreter.reading.edits import Lines

from ..fit.coverage import Script
from ..fit.values import typed_over_all_for_a_part, typed_over_what_is_there
from ..words.intent import Intent, read_intent

Generator = Callable[[str, Script, Intent, AppDoc], Iterator[tuple[str, str]]]
"""Script, and why it may be the one that is meant."""


def variants(script: str, task: str, doc: AppDoc) -> Iterator[tuple[str, str]]:
    """All that the generators make of a script, with why; none of one that is no Python."""
    read, intent = Script.of(script, doc), read_intent(task)
    if read is not None:
        for generator in GENERATORS:
            yield from generator(script, read, intent, doc)


def added(script: str, read: Script, intent: Intent, doc: AppDoc) -> Iterator[tuple[str, str]]:
    """`set_text` on what was opened, for a task that only adds: all such texts put behind what is there."""
    lines = Lines(script)
    methods = [use.node.func for use in typed_over_what_is_there(read, intent, doc) if isinstance(use.node, ast.Call)]
    edits = [lines.renaming(method, "append_text", "") for method in methods if isinstance(method, ast.Attribute)]
    if edits:
        yield lines.with_edits(edits), "the task adds to what is there"


_SHORTEST = 3
"""Letters or figures of a text that is found within another: a shorter one is part of many."""


def changed_in_part(script: str, read: Script, intent: Intent, doc: AppDoc) -> Iterator[tuple[str, str]]:
    """`set_text` of all that a field holds, for a task that changes a part of it: what it holds, with that part changed. Where that
    doesn't stand there, or more than once, nothing is done."""
    found = list(typed_over_all_for_a_part(read, intent, doc))
    lines = Lines(script)
    for use, old in found if len(found) == 1 else []:
        method, new = use.node.func if isinstance(use.node, ast.Call) else None, use.literal(0)
        if not isinstance(method, ast.Attribute) or use.statement is None or len(old) < _SHORTEST:
            continue
        if not isinstance(use.statement, ast.Expr) or use.statement.value is not use.node:
            continue
        field, indent = ast.unparse(method.value), " " * use.statement.col_offset
        part, otherwise = literal(old), literal(f'Not done: it does not say "{old}" once')
        steps = (
            f"whole = {field}.text",
            f"if whole.count({part}) != 1:",
            f"    finish({otherwise})",
            f"{field}.set_text(whole.replace({part}, {literal(new or '')}))",
        )
        edit = lines.replacing(use.statement, f"\n{indent}".join(steps), "")
        yield lines.with_edit(edit), "the task changes only a part of what is there"


GENERATORS: tuple[Generator, ...] = (added, changed_in_part)
"""All of them. What one is worth is measured by leaving it out."""
