"""A comparison that can never be true: a text with capitals looked for in one that has just been put in lower case.

Small models write `if "Alice" in row.name.lower()` again and again; nothing is wrong with its names, and it silently does
nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .edits import Edit, Lines

_FOLDS = frozenset({"lower", "casefold", "upper"})


def folded(tree: ast.Module, lines: Lines) -> Iterator[Edit]:
    """An edit for each such text: the same folding put behind it. The text in quotes stays as it is."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
            if not isinstance(operator, (ast.In, ast.NotIn, ast.Eq, ast.NotEq)):
                continue
            for literal, other in ((left, right), (right, left)):
                fold = _fold(other)
                if not fold or not isinstance(literal, ast.Constant) or not isinstance(literal.value, str):
                    continue
                if getattr(literal.value, fold)() != literal.value:
                    yield lines.behind(literal, f".{fold}()", f"Compared as the other side is, in {fold} case")


def _fold(node: ast.expr) -> str:
    """The method that has just folded a text; empty for anything else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args and not node.keywords:
        return node.func.attr if node.func.attr in _FOLDS else ""
    return ""
