"""What is right Python and does something else than it says, silently: a comparison that can never be true, clock times held
against one another as texts, a sort whose key would have to ask the phone, a second answer behind the one that ends the script.

Small models write `if "Alice" in row.name.lower()` again and again, and `alarm.time < "9:00"`; nothing is wrong with the names.
Each is put right in the text, where a person sees it; the texts in quotes stay as they are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from .edits import Edit, Lines
from .uses import Reading, Text, Value

_CLOCK = re.compile(r"\d{1,2}:\d\d(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.IGNORECASE)
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
CLOCK = "clock_minutes"
"""Of the sandbox's own functions (`prelude`): a clock time in minutes; nothing is before or after what is no time."""


def misread(reading: Reading, lines: Lines) -> Iterator[Edit]:
    """The edits that make it mean what it says."""
    for node in ast.walk(reading.tree):
        if isinstance(node, ast.Compare):
            yield from _folded(node, reading, lines)
            yield from _by_the_clock(node, lines)
        for name in ("body", "orelse", "finalbody"):
            yield from _answered_twice(getattr(node, name, ()), lines)


def _folded(node: ast.Compare, reading: Reading, lines: Lines) -> Iterator[Edit]:
    """A text with capitals looked for in one that has just been put in lower case: the same folding put behind it. And one in
    small letters, as people type, that what the phone says is not to have: `"get up" not in alarm.label` holds for "Get up", which
    is to be left out. Where it is to have it, nothing is done too much, and a script is left as it is."""
    sides = [node.left, *node.comparators]
    for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
        if not isinstance(operator, (ast.In, ast.NotIn, ast.Eq, ast.NotEq)):
            continue
        for literal, other in ((left, right), (right, left)):
            if not isinstance(literal, ast.Constant) or not isinstance(literal.value, str):
                continue
            fold = _fold(other)
            if fold and getattr(literal.value, fold)() != literal.value:
                yield lines.behind(literal, f".{fold}()", f"Compared as the other side is, in {fold} case")
            elif (
                not fold
                and literal.value.islower()
                and _leaves_out(operator, reading.values.get(other), negated=_negated(node, reading))
                and _only_narrows(node, reading)
            ):
                yield lines.behind(other, ".lower()", "Capital letters make no difference")


def _only_narrows(node: ast.Compare, reading: Reading) -> bool:
    """Whether less is done where a comparison holds less often: nothing is done where it doesn't, "… else", "if …: continue"."""
    below: ast.AST = node
    above = reading.parent(node)
    while isinstance(above, ast.BoolOp | ast.UnaryOp):
        below, above = above, reading.parent(above)
    if isinstance(above, ast.comprehension):
        return True
    return isinstance(above, ast.If) and above.test is below and not above.orelse and not _leaves(above.body)


def _leaves(body: list[ast.stmt]) -> bool:
    return isinstance(body[-1], ast.Continue | ast.Break | ast.Pass | ast.Return)


def _negated(node: ast.Compare, reading: Reading) -> bool:
    """Whether it stands behind a `not` of its own."""
    above = reading.parent(node)
    return isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not)


def _leaves_out(operator: ast.cmpop, other: Value, *, negated: bool) -> bool:
    """Whether a comparison with what the phone says leaves something out; a choice is compared with its option, as that is."""
    part, whole = (ast.In, ast.Eq) if negated else (ast.NotIn, ast.NotEq)
    within = isinstance(operator, part) or isinstance(operator, whole) and getattr(other, "of", None) is not None
    return isinstance(other, Text) and within


def _fold(node: ast.expr) -> str:
    """The method that has just folded a text; empty for anything else."""
    match node:
        case ast.Call(ast.Attribute(_, ("lower" | "casefold" | "upper") as fold), [], []):
            return fold
    return ""


def _by_the_clock(node: ast.Compare, lines: Lines) -> Iterator[Edit]:
    """`alarm.time < "8:00"`: as texts, 9:00 comes after 10:00."""
    if len(node.ops) != 1 or not isinstance(node.ops[0], _ORDERS):
        return
    left, right = node.left, node.comparators[0]
    times = [s for s in (left, right) if isinstance(s, ast.Constant) and _CLOCK.fullmatch(str(s.value).strip())]
    sign = lines.raw[lines.end(left) : lines.start(right)].decode()
    if len(times) == 1 and sign.strip() in ("<", "<=", ">", ">="):  # no bracket or comment between
        new = f"{CLOCK}({lines.text(left)}){sign}{CLOCK}({lines.text(right)})"
        yield lines.replacing(node, new, "Compared as times of the clock, not as texts")


def _answered_twice(block: object, lines: Lines) -> Iterator[Edit]:
    """`finish(a)` and behind it `finish(b)`: the first one ends the script, so both are told in one."""
    statements = block if isinstance(block, list) else []
    for first, second in pairwise(statements):
        one, other = _answer(first), _answer(second)
        if one is not None and other is not None:
            new = f'finish(str({lines.text(one)}) + ", " + str({lines.text(other)}))'
            what = "Only the first answer would be told: both in one"
            yield Edit(lines.start(first), lines.end(second), new, what, first.lineno)


def _answer(statement: ast.stmt) -> ast.expr | None:
    """What a `finish` that stands alone tells."""
    match statement:
        case ast.Expr(ast.Call(ast.Name("finish"), [told], [])):
            return told
    return None
