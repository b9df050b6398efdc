"""The literals of a script that something is done with, and what they go into."""

from __future__ import annotations

import ast
from collections.abc import Iterator

TAKING = ("set_text", "append_text", "choose", "find", "startswith", "endswith")
"""Methods that take what may be other each time, whatever they are called on."""


def literals(tree: ast.Module, screens: set[str]) -> Iterator[tuple[list[str], ast.Constant]]:
    """The literals that something is done with, and what they go into as names: what calls are given, by place or by name, what is
    compared with, what names stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            path = _path(node.func)
            if path and (path[0] in screens or path[-1] in TAKING):
                for argument in node.args:
                    yield from ((path, literal) for literal in _in(argument))
                for named in (k for k in node.keywords if k.arg):
                    yield from (([*path, str(named.arg)], literal) for literal in _in(named.value))
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            path = next((path for side in sides if (path := _path(side))), ["value"])
            yield from ((path, literal) for side in sides for literal in _in(side) if _says(literal))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield from (([node.targets[0].id], literal) for literal in _in(node.value) if _says(literal))
        elif isinstance(node, ast.For):
            path = _path(node.target)
            yield from ((path, literal) for literal in _in(node.iter) if _says(literal))


def _in(node: ast.expr) -> Iterator[ast.Constant]:
    """The literals that a value is, or is put together of. None of an f-string: they have no place of their own in the text."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str | int | float) and not isinstance(node.value, bool):
            yield node
    elif isinstance(node, ast.BinOp | ast.List | ast.Tuple | ast.Set | ast.Dict):
        parts = node.values if isinstance(node, ast.Dict) else list(ast.iter_child_nodes(node))
        for part in parts:
            if isinstance(part, ast.expr):
                yield from _in(part)


def _says(literal: ast.Constant) -> bool:
    """Whether it is a text with any word: no line's end, no comma between things."""
    return isinstance(literal.value, str) and any(c.isalnum() for c in literal.value)


def _path(node: ast.expr) -> list[str]:
    """`new_note.title.set_text` as its names; rows by what they are called on."""
    if isinstance(node, ast.Attribute):
        inner = _path(node.value)
        return [*inner, node.attr] if inner else []
    if isinstance(node, ast.Call):
        return _path(node.func)
    return [node.id] if isinstance(node, ast.Name) else []
