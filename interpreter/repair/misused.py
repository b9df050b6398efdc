"""What a slip could have meant: edits to try, likeliest first. Whether one makes the script better is seen by reading it
again, so a guess may be wrong but not harmful: it has to lead to something the doc has, that can do what is asked.

Here are those for things that the doc has, used as they can't be: lists and methods without their call. What an edit is worth is
counted on kept candidates: kinds that led none of two thousand scripts to a task done are gone, and their slips are told to the
model and to the person (`interpreter.check`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from apidocs.doc import AppDoc

from ..reading.edits import Edit, Lines
from ..reading.uses import Bound, Reading, Slip
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


_HOW: dict[str, Callable[[SlipContext], Iterator[Edit]]] = {
    "name": of_name,
    "member": of_member,
    "not-called": _not_called,
}
