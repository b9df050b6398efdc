"""A script's tree made into the steps of a plan: what each statement is, and what it is on in the doc.

What names mean is left to `interpreter.reading.reader`; nothing is put right or left out here but what does nothing (`pass`, a text
that stands alone).
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from interpreter.calls import Ref
from interpreter.reading.expressions import stored_names
from interpreter.reading.uses import Bound, Reading, Thing

from .expressions import Expressions
from .tree import (
    Answer,
    Asked,
    AsWritten,
    Branch,
    Code,
    Each,
    Expr,
    Keep,
    Leave,
    Listed,
    Look,
    Loop,
    More,
    Node,
    Rows,
    Secret,
    Step,
    Subject,
    While,
)


class Lowering(Expressions):
    """Goes through the statements of one script."""

    def block(self, body: Sequence[ast.stmt]) -> tuple[Node, ...]:
        """The steps of a block, in order."""
        return tuple(node for statement in body if (node := self._statement(statement)) is not None)

    def _statement(self, s: ast.stmt) -> Node | None:
        match s:
            case ast.Pass() | ast.Expr(ast.Constant()):
                return None
            case ast.Expr(ast.Call() as call) if (done := self._called(call)) is not None:
                return done
            case ast.Expr(value):
                at = self.expr(value)
                return Look(at) if not isinstance(at, Code) else AsWritten(at.text, at.touches)
            case ast.Assign([ast.Name(name)], value):
                return self._kept(name, value)
            case ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
                return self._kept(name, value)
            case ast.AugAssign(ast.Name(name), ast.Add(), by):
                self.held.pop(name, None)
                return More(name, self.expr(by))
            case ast.For(target, over, body, []) if names := _plain_names(target):
                return self._loop(names, over, body)
            case ast.While(test, body, []):
                said = self.expr(test)
                self._forget(body)
                return While(said, self.block(body))
            case ast.If(test, then, otherwise):
                return self._branch(test, then, otherwise)
            case ast.Break():
                return Leave("break")
            case ast.Continue():
                return Leave("continue")
        self._forget([s])
        return AsWritten(self.text(s), self.touches(s))

    def _kept(self, name: str, value: ast.expr) -> Node:
        kept = self.expr(value)
        if isinstance(kept, Subject) and not kept.part:
            self.held[name] = kept
        else:
            self.held.pop(name, None)
        return Keep(name, kept)

    def _loop(self, names: list[str], over: ast.expr, body: list[ast.stmt]) -> Node:
        if isinstance(over, ast.Tuple) and not any(isinstance(item, ast.Starred) for item in over.elts):
            through: Expr = Listed(tuple(self.expr(item) for item in over.elts))
        else:
            through = self.expr(over)
        for name in names:
            self.held.pop(name, None)
        self._forget(body)
        if isinstance(through, Rows):
            self.held[names[-1]] = Subject(through.on.screen, through.on.element, row=Each())
        return Loop(", ".join(names), through, self.block(body))

    def _branch(self, test: ast.expr, then: list[ast.stmt], otherwise: list[ast.stmt]) -> Node:
        said = self.expr(test)
        before = dict(self.held)
        done = self.block(then)
        after, self.held = self.held, before
        other = self.block(otherwise)
        self.held = {name: one for name, one in after.items() if self.held.get(name) == one}
        return Branch(said, done, other)

    def _forget(self, body: list[ast.stmt]) -> None:
        """What is set in a block that may run again, or not at all, is not known there."""
        for name in {name for s in body for name in stored_names(ast.Module([s], []))}:
            self.held.pop(name, None)

    def _called(self, call: ast.Call) -> Node | None:
        """The step that a call is; None where it isn't one."""
        match call.func:
            case ast.Name(name) if isinstance(bound := self.reading.values.get(call.func), Bound):
                return self._function(name, bound, call)
            case ast.Attribute(thing, name):
                bound = self.reading.values.get(call.func)
                if isinstance(bound, Bound) and bound.member.op in ("rows", "row", "find"):
                    return None  # gives a thing, and does nothing with it
                if bound is None and (read := self.read_call(call)) is not None:
                    return Look(read)
                on = self.subject(thing)
                known = isinstance(bound, Bound) and on is not None and on.known
                args = self.arguments(call, bound if isinstance(bound, Bound) else None)
                if on is None or args is None:
                    return None
                if not (isinstance(bound, Bound | Thing) or not on.known or call.func in self.missing):
                    return None
                return Step(on, name, args, known)
        return None

    def _function(self, name: str, bound: Bound, call: ast.Call) -> Node | None:
        args = self.arguments(call, bound)
        if args is None or bound.member.ref != Ref():
            return None
        match name, args:
            case "finish", ():
                return Answer()
            case "finish", (value,):
                return Answer(value)
            case "ask", (question,):
                return Look(Asked(question))
            case "secret", (which,):
                return Look(Secret(which))
            case (("back" | "enter" | "wait" | "open_app"), _):
                return Step(Subject(), name, args)
        return None


def steps_of(tree: ast.Module, reading: Reading) -> tuple[Node, ...]:
    """The steps of a whole script. Raises `Unwritable` where a part of it can't be written back."""
    return Lowering(reading, set(stored_names(tree))).block(tree.body)


def _plain_names(target: ast.expr) -> list[str]:
    """The names that a loop gives its things; none where it is more than names."""
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    return names if len(names) == len(parts) and (len(parts) > 1 or not isinstance(target, ast.Tuple)) else []
