"""Changing a script's text at the places its tree names, leaving all else as it stands."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Edit:
    """One replacement of a stretch of text."""

    start: int
    """Byte offset."""
    end: int
    new: str
    what: str
    """Why, for the note."""
    line: int
    sure: bool = True
    shown: int = 0
    """The line of the changed script that shows the change, where that is another one."""


@dataclass(frozen=True)
class Change:
    """A script and what an edit would make of it."""

    before: str
    after: str
    line: int
    """Of the script before."""
    what: str
    """Why, in words."""
    sure: bool = True
    """False where another thing could be meant."""

    @property
    def diff(self) -> str:
        """The lines that differ, `-` and `+` before them."""
        lines = difflib.ndiff(self.before.splitlines(), self.after.splitlines())
        return "\n".join(line for line in lines if line[:2] in ("- ", "+ "))

    def __str__(self) -> str:
        return f"Line {self.line}: {self.what}"


Ruling = Literal["make", "offer", "leave"]
Gate = Callable[[Change], Ruling]
"""Decides of each change whether it is made, shown to the person as an offer, or neither."""


def open_gate(change: Change) -> Ruling:
    """Makes every change: for scripts that nobody runs."""
    return "make"


class Lines:
    """The bytes of a script by line and column, as `ast` counts them."""

    def __init__(self, script: str) -> None:
        self.raw = script.encode()
        self.starts = [0]
        for line in self.raw.splitlines(keepends=True):  # to Python a bare carriage return ends a line, too
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def start(self, node: ast.expr | ast.stmt) -> int:
        return self.at(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.at(node.end_lineno, node.end_col_offset)

    def text(self, node: ast.expr | ast.stmt) -> str:
        return self.raw[self.start(node) : self.end(node)].decode()

    def with_edit(self, edit: Edit) -> str:
        return self.with_edits([edit])

    def with_edits(self, edits: Iterable[Edit]) -> str:
        """With several that don't overlap, from the last one back, so that the places of those before stay."""
        raw = self.raw
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            raw = raw[: edit.start] + edit.new.encode() + raw[edit.end :]
        return raw.decode()

    def replacing(self, node: ast.expr | ast.stmt, new: str, what: str, *, sure: bool = True) -> Edit:
        return Edit(self.start(node), self.end(node), new, what, node.lineno, sure)

    def renaming(self, node: ast.Attribute, new: str, what: str) -> Edit:
        """Another name after the dot."""
        end = self.end(node)
        return Edit(end - len(node.attr.encode()), end, new, what, node.end_lineno or node.lineno)

    def behind(self, node: ast.expr, new: str, what: str) -> Edit:
        """Something put right behind an expression."""
        end = self.end(node)
        return Edit(end, end, new, what, node.end_lineno or node.lineno)

    def indent_of(self, statement: ast.stmt) -> str | None:
        """What stands before a statement that begins its line; None for one that doesn't."""
        begin, _, indent = self.line_of(statement)
        return indent if begin + len(indent) == self.start(statement) else None

    def line_of(self, statement: ast.stmt) -> tuple[int, int, str]:
        """From the start of a statement's first line to the end of its last, and its indentation."""
        assert statement.end_lineno is not None
        begin = self.starts[statement.lineno - 1]
        end = min(self.starts[statement.end_lineno], len(self.raw))
        indent = self.raw[begin : self.start(statement)].decode()
        return begin, end, indent if not indent.strip() else ""
