"""What the expressions of a script mean, read without running it: a screen, an element, a row, a method not called yet, a
text, or nothing that is known. Each use of the phone is noted on the way, and each place where the script means something
that the doc doesn't have. Follows names as far as they are plain."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import replace

from apidocs.doc.api import Method
from apidocs.doc.words import word_set

from ..calls import Ref
from .members import Member
from .misread import CLOCK
from .uses import ANY_ROW, Bound, Reading, Rows, Slip, SlipKind, Text, Thing, Truth, Use, Value

BUILTINS = (frozenset(dir(builtins)) | {CLOCK}) - {"input", "open", "exit", "quit", "help"}
"""Those that the sandbox has, and a few that the check refuses by name."""
_GIVING_ALL, _GIVING_ONE = word_set("list sorted reversed enumerate tuple"), word_set("min max next")
_GOING_THROUGH = _GIVING_ALL | _GIVING_ONE | word_set("len any all set sum")
"""Of Python's own functions, those that take a list, and of these those that give its rows, or one of them."""


class Expressions:
    """Reads one expression after the other, knowing what the names stand for so far."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.members = reading.members
        self.known: dict[str, Value] = {}
        self.stored = set(stored_names(reading.tree))
        """Names the script makes itself, anywhere: a function may use what is set further down."""
        self.statement: ast.stmt | None = None

    def bind(self, target: ast.expr, value: Value) -> None:
        match target:
            case ast.Name():
                self.known[target.id] = value
            case ast.Tuple() | ast.List():
                for n, part in enumerate(target.elts):
                    # enumerate() gives a number and the thing; of others nothing is known
                    self.bind(part, value if n == len(target.elts) - 1 and isinstance(value, Thing) else None)
            case ast.Starred():
                self.bind(target.value, None)
            case _:
                self.value(target)

    def iterate(self, node: ast.expr) -> Value:
        """What each turn of a loop over this gives."""
        value = self.value(node)
        match value:
            case Rows():
                return Thing(value.ref)
            case Bound():
                self.slip("not-called", node, value.member.name, value, "iterated")
                if value.member.op == "rows":
                    return Thing(replace(value.member.ref, row=ANY_ROW))
            case Thing():
                self.slip("iterated", node, "", value)
        return None

    def truth(self, node: ast.expr) -> None:
        """A place where only true or false counts."""
        match node:
            case ast.BoolOp():
                for part in node.values:
                    self.truth(part)
                return
            case ast.UnaryOp(op=ast.Not()):
                self.truth(node.operand)
                return
        value = self.value(node)
        # a row or a found thing may be tested against None; elements are always there
        if isinstance(value, Thing):
            self.slip("truth", node, "", value)
        elif isinstance(value, Bound):
            self.slip("not-called", node, value.member.name, value, "truth")
        done = next((use for use in reversed(self.reading.uses) if use.node is node), None)
        if done is not None and done.acts and done.member.method is not None and done.member.method.returns == "None":
            self.slip("act-as-test", node, done.member.name, Thing(done.ref))

    def text(self, node: ast.expr, value: Value) -> None:
        """A place where a text is meant."""
        if isinstance(value, Thing):
            self.slip("as-text", node, "", value)

    def value(self, node: ast.expr) -> Value:
        """What an expression gives; noted for whoever asks later."""
        found = self.reading.values[node] = self._value(node)
        return found

    def _value(self, node: ast.expr) -> Value:
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Call():
                return self._call(node)
            case ast.Subscript():
                return self._subscript(node)
            case ast.Constant():
                return Text() if isinstance(node.value, str) else None
            case ast.JoinedStr():
                for part in node.values:
                    if isinstance(part, ast.FormattedValue):
                        self.text(part.value, self.value(part.value))
                        if part.format_spec:
                            self.value(part.format_spec)
                return Text()
            case ast.Compare():
                self._compare(node)
            case ast.BinOp():
                left, right = self.value(node.left), self.value(node.right)
                if isinstance(left, Text) or isinstance(right, Text):
                    self.text(node.left, left)
                    self.text(node.right, right)
                    return Text()
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                self.truth(node)
            case ast.IfExp():
                self.truth(node.test)
                one, other = self.value(node.body), self.value(node.orelse)
                return one if one == other else None
            case ast.NamedExpr():
                value = self.value(node.value)
                self.bind(node.target, value)
                return value
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp() | ast.Lambda():
                outer = dict(self.known)
                value = self._with_own_names(node)
                self.known = outer
                return value
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child)
        return None

    def _with_own_names(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp | ast.Lambda) -> Value:
        """What an expression gives whose names are known within it alone."""
        if isinstance(node, ast.Lambda):
            self.known |= {a.arg: None for a in node.args.args}
            self.value(node.body)
            return None
        for g in node.generators:
            self.bind(g.target, self.iterate(g.iter))
            for test in g.ifs:
                self.truth(test)
        if isinstance(node, ast.DictComp):
            self.value(node.key)
            self.value(node.value)
            return None
        element = self.value(node.elt)
        return Rows(element.ref) if isinstance(element, Thing) and element.ref.row else None

    def _name(self, node: ast.Name) -> Value:
        name = node.id
        if name in self.known:
            return self.known[name]
        if name in self.members.screens:
            return Thing(self.members.screens[name].ref)
        if name in self.members.functions:
            return Bound(self.members.functions[name])
        if name not in self.stored and name not in BUILTINS:
            self.slip("name", node, name)
        return None

    def _attribute(self, node: ast.Attribute) -> Value:
        on = self.value(node.value)
        name = node.attr
        match on:
            case Thing():
                member = self.members.get(on.ref, name)
                if member is None:
                    self.slip("member", node, name, on)
                    return None
                if member.handle:
                    return Thing(member.ref)
                if member.reads:
                    self.use(member, node)
                    return _given(member.method, on.ref)
                return Bound(member)
            case Text():
                if not hasattr(str, name):
                    self.slip("on-text", node, name, on)
            case Truth():
                if not hasattr(bool, name):
                    self.slip("on-truth", node, name, on)
            case Rows():
                if not hasattr(list, name):
                    self.slip("on-list", node, name, on)
            case Bound():
                self.slip("not-called", node.value, on.member.name, on, "attribute")
        return None

    def _subscript(self, node: ast.Subscript) -> Value:
        on = self.value(node.value)
        self.value(node.slice)
        match on:
            case Rows():
                return on if isinstance(node.slice, ast.Slice) else Thing(on.ref)
            case Bound() | Thing():
                self.slip("subscript", node, "", on)
            case Text():
                return on
        return None

    def _compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        values = [self.value(o) for o in operands]
        for n, op in enumerate(node.ops):
            sides = [(operands[n], values[n]), (operands[n + 1], values[n + 1])]
            plain = any(isinstance(v, Text) or isinstance(o, ast.Constant) and o.value is not None for o, v in sides)
            if isinstance(op, ast.In | ast.NotIn) and isinstance(sides[1][1], Bound):
                self.slip("not-called", sides[1][0], sides[1][1].member.name, sides[1][1], "iterated")
            elif plain:
                for operand, value in sides:
                    self.text(operand, value)

    def _call(self, node: ast.Call) -> Value:
        func = self.value(node.func)
        given = [self.value(a) for a in node.args]
        named = {k.arg: self.value(k.value) for k in node.keywords if k.arg}
        for k in node.keywords:
            if k.arg is None:
                self.value(k.value)
        if isinstance(func, Bound):
            return self._method(node, func.member, given, named)
        if isinstance(func, Thing):
            self.slip("called", node, "", func)
            return None
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.expr):
            member = self._read_and_called(node)
            if member is not None:
                return _given(member.method, member.ref)
        if isinstance(node.func, ast.Name) and node.func.id not in self.known:
            return self._builtin(node, node.func.id, given)
        return None

    def _method(self, node: ast.Call, member: Member, given: list[Value], named: dict[str, Value]) -> Value:
        method = member.method
        assert method is not None
        args = list(node.args) + [k.value for k in node.keywords]
        if problem := _misfit(method, node):
            self.slip("arguments", node, member.name, Bound(member), problem)
        else:
            for arg, value in zip(args, [*given, *named.values()], strict=False):
                self.text(arg, value)
        self.use(member, node, tuple(args))
        if member.op == "rows":
            return Rows(replace(member.ref, row=ANY_ROW))
        if member.op == "row":
            return Thing(replace(member.ref, row=ANY_ROW))
        if member.op == "find":
            text = args[0] if args else None
            found = text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else "…"
            return Thing(Ref(screen=member.ref.screen, found=found or "…"))
        return _given(method, member.ref)

    def _read_and_called(self, node: ast.Call) -> Member | None:
        """`x.is_on()`: what is read is called; the use itself was noted when the attribute was read."""
        use = next((u for u in reversed(self.reading.uses) if u.node is node.func), None)
        if use is None or not use.member.reads:
            return None
        self.slip("called", node, use.member.name, Bound(use.member))
        return use.member

    def _builtin(self, node: ast.Call, name: str, given: list[Value]) -> Value:
        first = given[0] if given else None
        if name in ("str", "print", "repr", "int", "float"):
            for arg, value in zip(node.args, given, strict=True):
                self.text(arg, value)
            return Text() if name in ("str", "repr") else None
        if name in _GOING_THROUGH:
            if isinstance(first, Bound) and not isinstance(node.args[0], ast.Lambda):
                self.slip("not-called", node.args[0], first.member.name, first, "iterated")
            elif isinstance(first, Thing):
                self.slip("iterated", node.args[0], "", first)
            if isinstance(first, Rows):
                if name in _GIVING_ALL:
                    return first
                if name in _GIVING_ONE:
                    return Thing(first.ref)
        if name == "filter" and len(given) == 2 and isinstance(given[1], Rows):
            return given[1]
        return None

    def use(self, member: Member, node: ast.expr, args: tuple[ast.expr, ...] = ()) -> None:
        self.reading.uses.append(Use(member, node, args, self.statement))

    def slip(
        self, kind: SlipKind, node: ast.expr | ast.stmt, name: str = "", on: Value = None, detail: str = ""
    ) -> None:
        self.reading.slips.append(Slip(kind, node, name, on, detail, self.statement))


def _given(method: Method | None, ref: Ref) -> Value:
    if method is None:
        return None
    if method.returns == "bool":
        return Truth(ref)
    return Text(replace(ref, part="") if ref.row else None) if method.returns == "str" else None


def _misfit(method: Method, node: ast.Call) -> str:
    """What is wrong with the number or names of a call's arguments; empty where nothing is."""
    names = [name for name, _ in method.args]
    if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
        return ""
    keywords = [k.arg for k in node.keywords]
    if unknown := [k for k in keywords if k not in names]:
        return f"unknown argument {unknown[0]!r}"
    count = len(node.args) + len(keywords)
    if count > len(names):
        return "too many arguments" if names else "takes no argument"
    if count < len(names) and method.name != "finish":
        missing = [n for n in names[len(node.args) :] if n not in keywords]
        needed = [n for n in missing if n not in method.optional]
        return f"needs {needed[0]!r}" if needed else "" if missing else "too many arguments"
    return ""


def stored_names(tree: ast.Module) -> Iterator[str]:
    """Names that a script makes itself, anywhere in it."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Import() | ast.ImportFrom():
                yield from ((a.asname or a.name).split(".")[0] for a in node.names)
            case ast.ExceptHandler() if node.name:
                yield node.name
            case ast.MatchAs() | ast.MatchStar() if node.name:
                yield node.name
