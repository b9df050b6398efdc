"""Which names of a doc a script uses, and which it uses that the doc hasn't. No types, no flow: only what the text says.

For telling what a sample is about and whether it still holds after an app was learned anew; whether a script may run is
the interpreter's check.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from .table import ApiTable, Rows


@dataclass
class Uses:
    """What a script names."""

    screens: set[str] = field(default_factory=set)
    elements: set[tuple[str, str]] = field(default_factory=set)
    """(screen, element); a list by the list's own name."""
    unknown: list[str] = field(default_factory=list)
    """What the doc hasn't, as it is written in the script; "syntax: …" where the script is no Python."""


def uses(script: str, table: ApiTable) -> Uses:
    """Read a script against the doc's table."""
    found = Uses()
    try:
        tree = ast.parse(script)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        found.unknown.append(f"syntax: {e}")
        return found
    _Reader(table, found).visit(tree)
    return found


class _Reader(ast.NodeVisitor):
    def __init__(self, table: ApiTable, found: Uses) -> None:
        self.table = table
        self.found = found
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
        chain = _chain(node)
        row = self._row(node.value)
        if row is not None:
            self._member(row, node)
        elif isinstance(node.value, ast.Attribute) and (outer := self._row(node.value.value)) is not None:
            part = outer.part(node.value.attr)
            can = self.table.methods(outer.screen, outer.element.name, node.value.attr)
            if part and part.kind.value != "text" and (can is None or node.attr not in can):
                self._unknown(f"{outer.item.name}.{node.value.attr}.{node.attr}")
        elif chain and chain[0] in self.table.screens:
            self._named(chain)
        self.generic_visit(node)

    def _unknown(self, name: str) -> None:
        if name not in self.found.unknown:
            self.found.unknown.append(name)

    def _generators_first(self, node: ast.ListComp | ast.GeneratorExp) -> None:
        for generator in node.generators:
            self.visit(generator)
        self.visit(node.elt)

    def _named(self, chain: list[str]) -> None:
        screen, name, *rest = chain
        self.found.screens.add(screen)
        rows = self.table.rows(screen, name)
        element = self.table.element(screen, name)
        if rows is not None:
            self.found.elements.add((screen, rows.element.name))
        elif element is not None:
            self.found.elements.add((screen, name))
            if rest and rest[0] not in (self.table.methods(screen, name) or {}):
                self._unknown(".".join(chain[:3]))
        elif name not in (self.table.methods(screen) or {}):
            self._unknown(f"{screen}.{name}")

    def _member(self, row: Rows, node: ast.Attribute) -> None:
        can = self.table.methods(row.screen, row.element.name) or {}
        if node.attr not in can and row.part(node.attr) is None:
            self._unknown(f"{row.item.name}.{node.attr}")

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


def _chain(node: ast.expr) -> list[str]:
    """`a.b.c` as its names; empty where the chain begins with anything but a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else []
