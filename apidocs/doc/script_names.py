"""Which names of a doc a script uses, and which it uses that the doc hasn't. No types, no flow: only what the text says.

For telling what a sample is about and whether it still holds after an app was learned anew; whether a script may run is
the interpreter's check.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass, field

from ground.syntax import parse

from . import Kind
from .api import FUNCTIONS
from .table import ApiTable, Rows


@dataclass(frozen=True)
class Spot:
    """A name of the doc as it stands in a script. Columns count bytes of UTF-8, as `ast` does; `line` from 1."""

    line: int
    start: int
    end: int
    screen: str
    element: str = ""
    """The list's own name for a list and for its rows; empty: the spot is the screen's name."""
    part: str = ""
    item: bool = False
    """The row's name stands there, `main.note("…")`, not the list's."""


@dataclass
class Uses:
    """What a script names."""

    screens: set[str] = field(default_factory=set)
    elements: set[tuple[str, str]] = field(default_factory=set)
    """(screen, element); a list by the list's own name."""
    unknown: list[str] = field(default_factory=list)
    """What the doc hasn't, as it is written in the script; "syntax: …" where the script is no Python."""
    spots: list[Spot] = field(default_factory=list)


def uses(script: str, table: ApiTable) -> Uses:
    """Read a script against the doc's table."""
    found = Uses()
    try:
        tree = parse(script)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        found.unknown.append(f"syntax: {e}")
        return found
    bound = set(_bound(tree))
    _Reader(table, found, bound).visit(tree)
    free = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - bound - set(table.screens) - set(_KNOWN)
    found.unknown += sorted(free)
    return found


_KNOWN = frozenset(dir(builtins)) | {m.name for m in FUNCTIONS}
"""Names that are no screens; which of Python's own the sandbox has is the check's to say."""


def _bound(tree: ast.AST) -> Iterator[str]:
    """Names that the script itself gives a meaning."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]


class _Reader(ast.NodeVisitor):
    def __init__(self, table: ApiTable, found: Uses, bound: set[str]) -> None:
        self.table = table
        self.found = found
        self.bound = bound
        """Variables; a screen of the same name is hidden by one."""
        self.rows: dict[str, Rows] = {}
        """Variables that hold a row."""
        self.lists: dict[str, Rows] = {}
        """Variables that hold a list of rows."""

    def visit_For(self, node: ast.For) -> None:
        self._bind(node.target, node.iter)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._bind(node.target, node.iter)
        self.generic_visit(node)

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._generators_first(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._generators_first(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if not isinstance(target, ast.Name):
                continue
            if (one := self._row(node.value)) is not None:
                self.rows[target.id] = one
            elif (every := self._list(node.value)) is not None:
                self.lists[target.id] = every
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        inner = node.value
        row = self._row(inner)
        if row is not None:
            self._member(row, node)
        elif isinstance(inner, ast.Name) and self._is_screen(inner):
            self._named(inner, node)
        elif isinstance(inner, ast.Attribute):
            outer = self._row(inner.value)
            if outer is not None:
                self._of_part(outer, inner.attr, node)
            elif isinstance(inner.value, ast.Name) and self._is_screen(inner.value):
                self._of_element(inner.value.id, inner.attr, node)
        self.generic_visit(node)

    def _is_screen(self, node: ast.Name) -> bool:
        return node.id in self.table.screens and node.id not in self.bound

    def _named(self, name: ast.Name, node: ast.Attribute) -> None:
        screen = name.id
        self.found.screens.add(screen)
        self.found.spots.append(Spot(name.lineno, name.col_offset, name.end_col_offset or 0, screen))
        rows = self.table.rows(screen, node.attr)
        if rows is not None:
            self.found.elements.add((screen, rows.element.name))
            self._spot(node, screen, rows.element.name, item=node.attr == rows.one.name)
        elif self.table.element(screen, node.attr) is not None:
            self.found.elements.add((screen, node.attr))
            self._spot(node, screen, node.attr)
        elif node.attr not in (self.table.methods(screen) or {}):
            self._unknown(f"{screen}.{node.attr}")

    def _of_element(self, screen: str, element: str, node: ast.Attribute) -> None:
        known = self.table.element(screen, element)
        if known is not None and node.attr not in (self.table.methods(screen, element) or {}):
            self._unknown(f"{screen}.{element}.{node.attr}")

    def _member(self, row: Rows, node: ast.Attribute) -> None:
        if row.part(node.attr) is not None:
            self._spot(node, row.screen, row.element.name, part=node.attr)
        elif node.attr not in (self.table.methods(row.screen, row.element.name) or {}):
            self._unknown(f"{row.item.name}.{node.attr}")

    def _of_part(self, row: Rows, name: str, node: ast.Attribute) -> None:
        part = row.part(name)
        # a text part is a plain string, whose methods are Python's
        if part is None or part.kind is Kind.TEXT:
            return
        if node.attr not in (self.table.methods(row.screen, row.element.name, name) or {}):
            self._unknown(f"{row.item.name}.{name}.{node.attr}")

    def _spot(self, node: ast.Attribute, screen: str, element: str, *, part: str = "", item: bool = False) -> None:
        end = node.end_col_offset or 0
        start = end - len(node.attr.encode())
        self.found.spots.append(Spot(node.end_lineno or 0, start, end, screen, element, part, item))

    def _unknown(self, name: str) -> None:
        if name not in self.found.unknown:
            self.found.unknown.append(name)

    def _generators_first(self, node: ast.ListComp | ast.GeneratorExp) -> None:
        for generator in node.generators:
            self.visit(generator)
        self.visit(node.elt)

    def _bind(self, target: ast.expr, source: ast.expr) -> None:
        rows = self._list(source)
        if rows is not None and isinstance(target, ast.Name):
            self.rows[target.id] = rows

    def _list(self, node: ast.expr) -> Rows | None:
        if isinstance(node, ast.Name):
            return self.lists.get(node.id)
        return self._called(node, all_rows=True)

    def _row(self, node: ast.expr) -> Rows | None:
        if isinstance(node, ast.Name):
            return self.rows.get(node.id)
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            return self._list(node.value)
        return self._called(node, all_rows=False)

    def _called(self, node: ast.expr, *, all_rows: bool) -> Rows | None:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return None
        if not isinstance(node.func.value, ast.Name):
            return None
        rows = self.table.rows(node.func.value.id, node.func.attr)
        if rows is None:
            return None
        return rows if node.func.attr == (rows.all.name if all_rows else rows.one.name) else None
