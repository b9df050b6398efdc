"""What a slip could have meant: edits to try, likeliest first. Whether one makes the script better is seen by reading it
again, so a guess may be wrong but not harmful: it has to lead to something the doc has, that can do what is asked.

Here are those for things that the doc has, used as they can't be: lists and methods without their call, a row's text as the
row. What an edit is worth is counted on kept candidates: kinds that led none of two thousand scripts to a task done are gone,
and their slips are told to the model and to the person (`interpreter.check`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from apidocs.doc import AppDoc

from ..reading.edits import Edit, Lines
from ..reading.synonyms import method_for
from ..reading.uses import Bound, Reading, Slip, Text
from .context import SlipContext
from .misnamed import of_member, of_name


def mends(slip: Slip, reading: Reading, doc: AppDoc, lines: Lines) -> Iterator[Edit]:
    """Edits that may put a slip right."""
    return _HOW[slip.kind](SlipContext(slip, reading, doc, lines)) if slip.kind in _HOW else iter(())


def _not_called(at: SlipContext) -> Iterator[Edit]:
    node, on = at.slip.node, at.slip.on
    assert isinstance(on, Bound) and isinstance(node, ast.expr)
    member = on.member
    if member.method is not None and not member.method.args:
        what = "A list is read with a call" if member.op == "rows" else f"`{member.name}` is called with brackets"
        yield at.lines.behind(node, "()", what)


def _subscript(at: SlipContext) -> Iterator[Edit]:
    node, on = at.slip.node, at.slip.on
    assert isinstance(node, ast.Subscript)
    if not isinstance(on, Bound) or not isinstance(node.value, ast.Attribute):
        return
    rows = at.members.table.rows(on.member.ref.screen, on.member.ref.element)
    if rows is None:
        return
    base, key = at.lines.text(node.value.value), at.lines.text(node.slice)
    if _number(node.slice) or isinstance(node.slice, ast.Slice):
        yield at.lines.replacing(node, f"{base}.{rows.all.name}()[{key}]", "A list is read with a call")


def _on_text(at: SlipContext) -> Iterator[Edit]:
    node, on = at.slip.node, at.slip.on
    assert isinstance(node, ast.Attribute)
    above = at.call_of(node)
    call = above if above is not None and not above.args else None
    row = on.of if isinstance(on, Text) else None
    if row is not None and isinstance(node.value, ast.Attribute):
        ours = node.attr if at.members.get(row, node.attr) else method_for("row", node.attr, at.args(node))
        part, whole = node.value.attr, at.lines.text(node.value.value)
        if ours:
            new = f"{whole}.{ours}" + ("" if call is None else "()")
            yield at.lines.replacing(call or node, new, f"`{part}` is a text; the row itself can do that")


def _number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _number(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


_HOW: dict[str, Callable[[SlipContext], Iterator[Edit]]] = {
    "name": of_name,
    "member": of_member,
    "not-called": _not_called,
    "subscript": _subscript,
    "on-text": _on_text,
}
