"""Which of the things that a script read its answer was worked out from.

A recorded answer is a text; what it was made of isn't in it. So the script is read backwards from its `finish`: which names
and conditions lead there, and which calls stand in those. A list that was only gone through on the way to one of its rows is
none of them. Where that can't be told, all of them count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sessions.records import CallRecord, SessionDetail

from ..reading.scripts import parsed

_LOOKING = frozenset(
    "rows row text value is_on exists is_open find finish ask secret wait scroll_down scroll_up".split()
)
_GROWING = frozenset({"append", "extend", "insert", "add", "update"})


@dataclass(frozen=True)
class AnswerReads:
    """What of a session its answer hangs on."""

    lines: frozenset[int] | None
    """Of the script; None where it can't be told."""
    attempt: int = 0
    """Whose script that is; 0 for any."""
    names: frozenset[str] | None = None
    """What the script names: of a row's parts only these can have been read. None where it can't be told."""

    def matter(self, record: CallRecord) -> bool:
        """Whether the answer may hang on what this call read."""
        if self.attempt and record.attempt != self.attempt:
            return False
        return self.lines is None or not record.line or record.line in self.lines

    def left_out(self, recorded: Sequence[CallRecord], made: Sequence[CallRecord]) -> bool:
        """Whether the answer may hang on a call that isn't made again: it failed then, or the replay begins behind it."""
        again = {call.seq for call in made}
        looks = [call for call in recorded if call.status == "ok" and call.op in _LOOKING and call.op != "finish"]
        failed = [call for call in recorded if call.status == "failed" and self.lines is not None]
        return any(call.seq not in again and self.matter(call) for call in (*looks, *failed))


def answer_reads(detail: SessionDetail, calls: Sequence[CallRecord]) -> AnswerReads:
    """What the answer of a session with these calls hangs on."""
    answering = next((c for c in reversed(calls) if c.op == "finish" and c.line and c.args), None)
    if answering is None:
        only_looked = all(call.op in _LOOKING for call in calls)
        return AnswerReads(None if only_looked else frozenset())
    script = next((a.script for a in detail.attempts if a.id == answering.attempt), detail.head.script)
    if (tree := parsed(script)) is None:
        return AnswerReads(None, answering.attempt)
    names = frozenset(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return AnswerReads(lines_behind(tree), answering.attempt, names)


def lines_behind(tree: ast.Module) -> frozenset[int] | None:
    """The lines of a script that what it finishes with is worked out on; None where that can't be told: it has functions of its
    own, or finishes with nothing."""
    nodes = list(ast.walk(tree))
    finishes = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "finish"]
    if not finishes or any(isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) for n in nodes):
        return None
    above = {id(child): node for node in nodes for child in ast.iter_child_nodes(node)}
    waiting: list[ast.expr] = []
    for call in finishes:
        waiting += [*call.args, *(k.value for k in call.keywords), *_conditions(call, above)]
    found: dict[int, ast.expr] = {}
    followed: set[str] = set()
    while waiting:
        one = waiting.pop()
        if id(one) in found:
            continue
        found[id(one)] = one
        names = {n.id for n in ast.walk(one) if isinstance(n, ast.Name)} - followed
        followed |= names
        for node in nodes:
            for value in _given(node, names):
                waiting += [value, *_conditions(node, above)]
    return frozenset(line for e in found.values() for line in range(e.lineno, (e.end_lineno or e.lineno) + 1))


def _given(node: ast.AST, names: set[str]) -> Iterator[ast.expr]:
    """What a statement puts into any of these names."""
    match node:
        case ast.Assign(targets=targets, value=value) if any(_names(t) & names for t in targets):
            yield value
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            if _names(target) & names:
                yield value
        case ast.AnnAssign(target=target, value=ast.expr() as value) if _names(target) & names:
            yield value
        case ast.For(target=target, iter=value) if _names(target) & names:
            yield value
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr), args=args) if name in names:
            if attr in _GROWING:
                yield from args


def _names(target: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}


def _conditions(node: ast.AST, above: dict[int, ast.AST]) -> Iterator[ast.expr]:
    """What decides whether, and how often, a statement is carried out: the tests and loops around it, and what ends those."""
    for parent in _around(node, above):
        if isinstance(parent, ast.If | ast.While):
            yield parent.test
        if isinstance(parent, ast.For):
            yield parent.iter
        if isinstance(parent, ast.Try):
            yield from (inner for one in parent.body for inner in ast.walk(one) if isinstance(inner, ast.Call))
        if isinstance(parent, ast.For | ast.While):
            for ending in ast.walk(parent):
                if isinstance(ending, ast.Break | ast.Continue):
                    yield from _tests_within(ending, parent, above)


def _tests_within(node: ast.AST, loop: ast.AST, above: dict[int, ast.AST]) -> Iterator[ast.expr]:
    within = takewhile(lambda one: one is not loop, _around(node, above))
    yield from (one.test for one in within if isinstance(one, ast.If | ast.While))


def _around(node: ast.AST, above: dict[int, ast.AST]) -> Iterator[ast.AST]:
    """All that a statement stands in, the innermost first."""
    while (parent := above.get(id(node))) is not None:
        yield parent
        node = parent
