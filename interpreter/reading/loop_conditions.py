"""Which rows a script's own conditions leave out of what a loop does: told from what the list shows of them, without running it.

Only comparisons of a row's texts with texts that stand in the script are worked out; what else a condition hangs on isn't known.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from apidocs.doc import AppDoc

from .reader import read
from .scripts import parsed

_FOLDING: dict[str, Callable[[str], str]] = {
    "lower": str.casefold,
    "casefold": str.casefold,
    "upper": str.upper,
    "strip": str.strip,
}
_COMPARED: dict[type[ast.cmpop], Callable[[str, str], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda one, other: one in other,
    ast.NotIn: lambda one, other: one not in other,
}


class LoopConditions:
    """The conditions of one script's loops over rows."""

    def __init__(self, script: str, doc: AppDoc) -> None:
        self._reading = read(parsed(script) or ast.Module([], []), doc)

    def takes(self, line: int, texts: Mapping[str, str]) -> bool | None:
        """Whether the loop around a line comes to it with a row whose parts say this; None where that can't be told, or the line
        stands in no loop over rows."""
        loop, statement = self._around(line)
        if loop is None or statement is None or not isinstance(loop.target, ast.Name):
            return None
        sure = True
        for test, wanted in self._on_the_way(statement, loop):
            holds = self._holds(test, loop.target.id, texts)
            if holds is None:
                sure = False
            elif holds is not wanted:
                return False
        return True if sure else None

    def _around(self, line: int) -> tuple[ast.For | None, ast.stmt | None]:
        """The innermost loop over rows that a line stands in, and the line's statement."""
        statements = (n for n in ast.walk(self._reading.tree) if isinstance(n, ast.stmt) and n.lineno == line)
        at = next((n for n in statements if not isinstance(n, ast.For | ast.While | ast.If | ast.Try | ast.With)), None)
        loops = (node for node in self._reading.around(at) if isinstance(node, ast.For))
        return next((loop for loop in loops if self._over_rows(loop)), None), at

    def _over_rows(self, loop: ast.For) -> bool:
        lists = [use.node for use in self._reading.uses if use.op == "rows"]
        return any(node is n for node in lists for n in ast.walk(loop.iter))

    def _on_the_way(self, statement: ast.stmt, loop: ast.For) -> Iterator[tuple[ast.expr, bool]]:
        """What has to hold, or not, from the loop's beginning to a statement: the branches that it stands in, and what is passed
        over before by `continue`."""
        for node, parent in pairwise(self._reading.around(statement)):
            if node is loop:
                return
            if isinstance(node, ast.stmt):
                block = self._reading.block_of(node)
                for before in block[: block.index(node)]:
                    if (
                        isinstance(before, ast.If)
                        and not before.orelse
                        and isinstance(before.body[-1], ast.Continue | ast.Break)
                    ):
                        yield before.test, False
                if isinstance(parent, ast.If):
                    yield parent.test, node in parent.body

    def _holds(self, test: ast.expr, row: str, texts: Mapping[str, str]) -> bool | None:
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                holds = self._holds(inner, row, texts)
                return None if holds is None else not holds
            case ast.BoolOp(op=op, values=values):
                found = [self._holds(one, row, texts) for one in values]
                decides = isinstance(op, ast.Or)
                if decides in found:
                    return decides
                return None if None in found else not decides
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                one, other = self._text(left, row, texts), self._text(right, row, texts)
                compared = _COMPARED.get(type(op))
                return None if one is None or other is None or compared is None else compared(one, other)
        return None

    def _text(self, node: ast.expr, row: str, texts: Mapping[str, str]) -> str | None:
        match node:
            case ast.Constant(value=str() as said):
                return said
            case ast.Call(func=ast.Attribute(value=inner, attr=name), args=[], keywords=[]) if name in _FOLDING:
                text = self._text(inner, row, texts)
                return None if text is None else _FOLDING[name](text)
            case ast.Attribute(value=ast.Name(id=name)) if name == row:
                use = next((use for use in self._reading.uses if use.node is node and use.op == "text"), None)
                return texts.get(use.ref.part) if use is not None and use.ref.part else None
        return None
