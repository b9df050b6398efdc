"""A script's tree made into that of a plan: its paths to things of the doc become these things, its calls on them steps.

What names mean is left to `interpreter.reading.reader`; nothing is put right or left out here but what does nothing (`pass`, a text
that stands alone).
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from apidocs.doc.api import Method
from interpreter.calls import Ref
from interpreter.reading.expressions import stored_names
from interpreter.reading.scripts import names_given
from interpreter.reading.uses import Bound, Reading, Thing

from .parts import Block, rebuilt
from .tree import Answer, Each, Nth, Read, Rows, Step, Subject, constant

_ON_PHONE = ("back", "enter", "wait", "open_app")


def steps_of(tree: ast.Module, reading: Reading) -> Block:
    """The steps of a whole script."""
    return _Lowering(reading, set(stored_names(tree))).block(tree.body)


class _Lowering:
    """Goes through one script, after `interpreter.reading.reader` has said what its names mean."""

    def __init__(self, reading: Reading, stored: set[str]) -> None:
        """`stored`: the names that the script makes itself."""
        self._reading, self._values, self._stored = reading, reading.values, stored
        self._held: dict[str, Subject] = {}
        """The things that the script's names stand for so far."""

    # statements

    def block(self, body: Sequence[ast.stmt]) -> Block:
        """The steps of a block, in order."""
        return [node for statement in body if (node := self._statement(statement)) is not None]

    def _statement(self, s: ast.stmt) -> ast.stmt | None:
        match s:
            case ast.Pass() | ast.Expr(ast.Constant()):
                return None
            case ast.Expr(ast.Call() as call) if (done := self._called(call)) is not None:
                return done
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
                kept = self._expr(value)
                self._held.pop(name, None)
                if isinstance(kept, Subject) and not kept.part:
                    self._held[name] = kept
                return ast.Assign([ast.Name(name, ast.Store())], kept)
            case ast.For(target, over, body, orelse):
                return self._loop(target, over, body, orelse)
            case ast.While(test, body, orelse):
                said = self._expr(test)
                self._forget(s)
                done = ast.While(said, self.block(body), self.block(orelse))
                self._forget(s)
                return done
            case ast.If(test, body, orelse):
                return self._branch(test, body, orelse)
        self._forget(s)
        made = rebuilt(s, self._part)
        self._forget(s)
        return made

    def _loop(self, target: ast.expr, over: ast.expr, body: Block, orelse: Block) -> ast.For:
        through = self._expr(ast.List(over.elts, ast.Load()) if isinstance(over, ast.Tuple) else over)
        self._forget(ast.For(target, over, body, orelse))
        if isinstance(through, Rows) and (names := names_given(target)):  # none in `for row.name in …`
            self._held[names[-1]] = Subject(through.on.screen, through.on.element, row=Each())
        done = ast.For(target, through, self.block(body), self.block(orelse))
        self._forget(done)
        return done

    def _branch(self, test: ast.expr, then: Block, otherwise: Block) -> ast.If:
        said = self._expr(test)
        before = dict(self._held)
        done = self.block(then)
        after, self._held = self._held, before
        other = self.block(otherwise)
        self._held = {name: one for name, one in after.items() if self._held.get(name) == one}
        return ast.If(said, done, other)

    def _forget(self, s: ast.stmt) -> None:
        """What is set in a statement that may run again, or not at all, is not known there."""
        for name in stored_names(ast.Module([s], [])):
            self._held.pop(name, None)

    def _called(self, call: ast.Call) -> ast.stmt | None:
        """The step that a call is; None where it isn't one."""
        bound = self._values.get(call.func)
        if not isinstance(bound, Bound) or (args := self._arguments(call, bound.member.method)) is None:
            return None
        match call.func:
            case ast.Name("finish") if len(args) < 2:
                return Answer(*args)
            case ast.Name(name) if name in _ON_PHONE:
                return Step(Subject(), name, args)
            case ast.Attribute(thing, name) if bound.member.op not in ("rows", "row", "find"):
                return Step(on, name, args) if (on := self._subject(thing)) is not None else None
        return None

    def _arguments(self, call: ast.Call, method: Method | None) -> list[ast.expr] | None:
        """The arguments in the order of the table; None where they don't fit into one."""
        if method is None or any(isinstance(arg, ast.Starred) for arg in call.args):
            return None
        args, names = list(call.args), [name for name, _ in method.args]
        for keyword in call.keywords:
            while len(args) < len(names) and keyword.arg != names[len(args)] in method.optional:
                args.append(constant(""))
            if len(args) >= len(names) or keyword.arg != names[len(args)]:
                return None
            args.append(keyword.value)
        return [self._expr(arg) for arg in args]

    # expressions

    def _part(self, node: ast.AST) -> ast.AST:
        """Any part of a statement that has no form of its own here."""
        if isinstance(node, ast.stmt):
            return self._statement(node) or ast.Pass()
        return self._expr(node) if isinstance(node, ast.expr) else rebuilt(node, self._part)

    def _expr(self, node: ast.expr) -> ast.expr:
        match node:
            case ast.Attribute() if (read := self._read(node)) is not None:
                return read
            case ast.Call() if (given := self._rows(node) or self._read_called(node)) is not None:
                return given
            case ast.Name() | ast.Attribute() | ast.Call() | ast.Subscript():
                if (on := self._subject(node)) is not None:
                    return on
            case ast.NamedExpr(ast.Name(name), value):
                kept = self._expr(value)
                self._held.pop(name, None)
                return ast.NamedExpr(ast.Name(name, ast.Store()), kept)
            case ast.ListComp(generators=generators) | ast.GeneratorExp(generators=generators):
                held, own = self._held, [name for one in generators for name in names_given(one.target)]
                self._held = {name: on for name, on in held.items() if name not in own}
                made = rebuilt(node, self._part)
                self._held = held
                return made
        match node:
            case ast.Call(ast.Attribute(ast.Constant(str()), "join"), [ast.GeneratorExp(value, over)], []):
                return self._expr(ast.Call(node.func, [ast.ListComp(value, over)], []))
        return rebuilt(node, self._part)

    def _rows(self, node: ast.Call) -> Rows | None:
        """Every row of a list."""
        bound = self._values.get(node.func)
        if not isinstance(node.func, ast.Attribute) or node.args or node.keywords or not isinstance(bound, Bound):
            return None
        ref = bound.member.ref
        own = bound.member.op == "rows" and self._subject(node.func.value) == Subject(ref.screen)
        return Rows(Subject(ref.screen, ref.element)) if own else None

    def _read(self, node: ast.Attribute) -> Read | None:
        """What the phone says of a thing; None where it is something else."""
        if isinstance(self._values.get(node), Bound | Thing) or (on := self._subject(node.value)) is None:
            return None
        member = self._reading.members.get(on.ref, node.attr)
        return Read(on, node.attr) if member is not None and member.reads else None

    def _read_called(self, call: ast.Call) -> Read | None:
        """What is read and called: `settings.wifi.is_on()`."""
        if not isinstance(call.func, ast.Attribute) or call.args or call.keywords:
            return None
        return self._read(call.func)

    # things

    def _subject(self, node: ast.expr) -> Subject | None:
        """The thing of the doc; None where it is no plain path to one."""
        value = self._values.get(node)
        match node:
            case ast.Name(name) if isinstance(value, Thing):
                return self._named(name, value.ref)
            case ast.Attribute(inner, name) if isinstance(value, Thing) and (on := self._subject(inner)) is not None:
                return replace(on, part=name) if on.row is not None else replace(on, element=name)
            case ast.Call(ast.Name("find") as func, [text], []) if isinstance(self._values.get(func), Bound):
                return Subject(found=self._expr(text))
            case ast.Call(ast.Attribute(inner, name) as func) if isinstance(bound := self._values.get(func), Bound):
                on, args = self._subject(inner), self._arguments(node, bound.member.method)
                if on is None or on != Subject(on.screen) or args is None or len(args) != 1:
                    return None
                if bound.member.op == "row":
                    return replace(on, element=bound.member.ref.element, item=name, row=args[0])
                return replace(on, found=args[0]) if bound.member.op == "find" else None
            case ast.Subscript(ast.Call() as rows, index):
                number, of = _whole_number(index), self._rows(rows)
                return replace(of.on, row=Nth(number)) if number is not None and of is not None else None
        return None

    def _named(self, name: str, ref: Ref) -> Subject | None:
        held = self._held.get(name)
        if held is not None and _shape(held.ref) == _shape(ref):
            return replace(held, variable=name)
        if name not in self._stored:
            return Subject(screen=ref.screen)
        if ref.part or ref.found:
            return None
        return Subject(ref.screen, ref.element, row=Each() if ref.row else None, variable=name)


def _shape(ref: Ref) -> tuple[str, str, bool, str, bool]:
    return ref.screen, ref.element, bool(ref.row), ref.part, bool(ref.found)


def _whole_number(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(int() as number) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(ast.USub(), ast.Constant(int() as number)) if not isinstance(number, bool):
            return -number
    return None
