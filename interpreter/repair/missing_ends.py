"""What a script begins and doesn't end, and the line that ends it: the tap that saves a form, the tap that says yes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from apidocs.doc import AppDoc

from ..reading.edits import Edit, Lines
from ..reading.flow import Open, unanswered_dialogs, unsaved_forms
from ..reading.uses import Reading


@dataclass(frozen=True)
class Ending:
    """Something left open, and the element that ends it."""

    left: Open
    what: str

    def edit(self, reading: Reading, lines: Lines) -> Edit:
        """A line with the tap, behind the last statement that has to do with it."""
        assert self.left.ending is not None
        if self.left.again is not None and isinstance(self.left.again.statement, ast.Expr):
            tap = f"{self.left.screen.name}.{self.left.ending.name}.tap()"
            return lines.replacing(self.left.again.statement, tap, self.what)
        block, at = self.left.span(reading)
        statement = block[at]
        _, end, indent = lines.line_of(statement)
        tap = f"{self.left.screen.name}.{self.left.ending.name}.tap()\n"
        # a last line without its line break
        lead = "" if lines.raw[:end].endswith(b"\n") else "\n"
        new = lead + indent + tap
        before = statement.end_lineno or statement.lineno
        if not indent and lines.start(statement) != lines.line_of(statement)[0]:
            # statements on one line, `if x: a.tap()`: stay on it
            end = lines.end(statement)
            new = "; " + tap.rstrip("\n")
            return Edit(end, end, new, self.what, before)
        return Edit(end, end, new, self.what, before, shown=before + 1)


def endings(reading: Reading, doc: AppDoc) -> Iterator[Ending]:
    """What is left open and has one certain end."""
    forms = unsaved_forms(reading, doc)
    for form in forms:
        yield Ending(form, f"{form.screen.name} was filled in and not saved")
    told = {f.screen.name for f in forms}
    for dialog in unanswered_dialogs(reading, doc):
        if dialog.ending is not None and dialog.screen.name not in told:
            yield Ending(dialog, f"{dialog.screen.name} was opened and not answered")
