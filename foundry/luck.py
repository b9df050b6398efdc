"""Scripts that come out right by chance: the answer happens to be the one that was written down, or what is to be done only
if something is so happens to be to be done. On the next phone they are wrong, and nobody should learn from them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from interpreter.reading.scripts import parsed

_BRANCHES = (ast.If, ast.IfExp, ast.While, ast.BoolOp, ast.Match)


def by_luck(script: str, right: str) -> str:
    """Why a script that did what it should did so by chance, measured by the right one; empty where it didn't."""
    mine, other = parsed(script), parsed(right)
    if mine is None or other is None:
        return ""
    if _meets_app(other) and not _meets_app(mine):
        return "it has nothing to do with the app"
    if any(_looked(other)) and not any(_looked(mine)):
        return "it answers without looking"
    # inside a loop a test can be saved by other means: a filter, a search
    if any(isinstance(statement, ast.If) for statement in other.body) and not _branches(mine):
        return "it doesn't look whether it is to be done"
    return ""


def _meets_app(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.Name) and node.id != "finish" for node in ast.walk(tree))


def _looked(tree: ast.AST, tested: bool = False) -> Iterator[bool]:
    """For each answer whether anything that was seen decides about it."""
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "finish":
        yield tested or any(isinstance(node, ast.Name) for one in tree.args for node in ast.walk(one))
    tested = tested or isinstance(tree, ast.If | ast.For | ast.While)
    for inner in ast.iter_child_nodes(tree):
        yield from _looked(inner, tested)


def _branches(tree: ast.AST) -> bool:
    return any(
        isinstance(node, _BRANCHES) or isinstance(node, ast.comprehension) and bool(node.ifs) for node in ast.walk(tree)
    )
