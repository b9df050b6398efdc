"""What a script begins and doesn't end, and the line that ends it: the tap that saves a form, the tap that says yes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc import AppDoc

from ..reading.edits import Edit, Lines
from ..reading.flow import Open, unanswered_dialogs, unsaved_forms
from ..reading.uses import Reading


def endings(reading: Reading, doc: AppDoc) -> Iterator[tuple[Open, str]]:
    """What is left open and has one certain end, and what is to be said of it."""
    forms = unsaved_forms(reading, doc)
    for form in forms:
        yield form, f"{form.screen.name} was filled in and not saved"
    told = {f.screen.name for f in forms}
    for dialog in unanswered_dialogs(reading, doc):
        if dialog.ending is not None and dialog.screen.name not in told:
            yield dialog, f"{dialog.screen.name} was opened and not answered"


def ended(left: Open, what: str, reading: Reading, lines: Lines) -> Edit:
    """A line with the tap that ends it, behind the last statement that has to do with it."""
    assert left.ending is not None
    tap = f"{left.screen.name}.{left.ending.name}.tap()"
    if left.again is not None and isinstance(left.again.statement, ast.Expr):
        return lines.replacing(left.again.statement, tap, what)
    block, at = left.span(reading)
    statement = block[at]
    begin, end, indent = lines.line_of(statement)
    before = statement.end_lineno or statement.lineno
    if not indent and lines.start(statement) != begin:
        # statements on one line, `if x: a.tap()`: stay on it
        end = lines.end(statement)
        return Edit(end, end, f"; {tap}", what, before)
    lead = "" if lines.raw[:end].endswith(b"\n") else "\n"  # a last line without its line break
    return Edit(end, end, f"{lead}{indent}{tap}\n", what, before, shown=before + 1)
