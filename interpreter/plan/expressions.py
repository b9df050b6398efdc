"""The expressions of a script made into those of a plan, and the things of the doc that they are about."""

from __future__ import annotations

import ast
import builtins
import io
import re
import tokenize
from dataclasses import replace
from math import isfinite

from apidocs.doc.api import FOUND, METHODS, ROW, SCREEN
from interpreter.calls import Ref
from interpreter.reading.uses import Bound, Reading, Text, Thing

from .tree import (
    Asked,
    Both,
    Chosen,
    Code,
    Collected,
    Compare,
    Count,
    Each,
    Either,
    Expr,
    Folded,
    Joined,
    Listed,
    Not,
    Nth,
    Read,
    Rows,
    Secret,
    Subject,
    Touch,
    Value,
    Variable,
)

_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
_FOLDING = frozenset({"lower", "upper", "casefold", "strip"})
_READ = frozenset(m.name for methods in (*METHODS.values(), ROW, FOUND, SCREEN) for m in methods if m.prop)
_SINGLE = re.compile(r"f?'[^'\"]*'")


class Unwritable(ValueError):
    """A part of a script that can't be written back apart from the rest."""


class Expressions:
    """Reads the expressions of one script, after `interpreter.reading.reader` has said what its names mean."""

    def __init__(self, reading: Reading, stored: set[str]) -> None:
        """`stored`: the names that the script makes itself."""
        self.reading, self._stored = reading, stored
        self.held: dict[str, Subject] = {}
        """The things that the script's names stand for so far."""
        self.missing = {slip.node for slip in reading.slips if slip.kind in ("name", "member")}
        """Names that the doc doesn't have."""
        self.missing |= {
            node.value
            for node in ast.walk(reading.tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and self._meant_as_screen(node)
        }

    def _meant_as_screen(self, node: ast.Attribute) -> bool:
        """Whether a name of Python's stands where only a screen makes sense: `filter.genre`."""
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        named = self.reading.values.get(node.value)
        if name in self._stored or isinstance(named, Bound | Thing) or not hasattr(builtins, name):
            return False
        return not hasattr(getattr(builtins, name), node.attr)

    def expr(self, node: ast.expr) -> Expr:
        match node:
            case ast.Constant(value) if value is None or isinstance(value, str | int):
                return Value(value)
            case ast.Constant(float() as value) if isfinite(value):
                return Value(value)
            case ast.Name(name) if name in self._stored and not isinstance(self.reading.values.get(node), Thing):
                return Variable(name)
            case ast.Attribute():
                return self._rows_uncalled(node) or self.read(node) or self.subject(node) or self._code(node)
            case ast.Call():
                return self._call(node) or self.subject(node) or self._code(node)
            case ast.Name() | ast.Subscript():
                return self.subject(node) or self._code(node)
            case ast.UnaryOp(ast.Not(), test):
                return Not(self.expr(test))
            case ast.BoolOp(ast.And(), tests):
                return Both(tuple(self.expr(test) for test in tests))
            case ast.BoolOp(ast.Or(), tests):
                return Either(tuple(self.expr(test) for test in tests))
            case ast.Compare(left, [op], [right]):
                return Compare(self.expr(left), _COMPARED[type(op)], self.expr(right))
            case ast.IfExp(test, yes, no):
                return Chosen(self.expr(test), self.expr(yes), self.expr(no))
            case ast.List(items) if not any(isinstance(item, ast.Starred) for item in items):
                return Listed(tuple(self.expr(item) for item in items))
            case ast.ListComp():
                return self._collected(node) or self._code(node)
        return self._code(node)

    def read(self, node: ast.Attribute) -> Expr | None:
        """What the phone says of a thing; None where it is something else."""
        value = self.reading.values.get(node)
        if isinstance(value, Bound | Thing):
            return None
        on = self.subject(node.value)
        if on is None:
            return None
        if node in self.missing or not on.known:
            return Read(on, node.attr, known=False)
        member = self.reading.members.get(on.ref, node.attr)
        return Read(on, node.attr) if member is not None and member.reads else None

    def read_call(self, call: ast.Call) -> Expr | None:
        """What is read and called: `settings.wifi.is_on()`."""
        if not isinstance(call.func, ast.Attribute) or call.args or call.keywords or call.func in self.missing:
            return None
        read = self.read(call.func)
        return read if isinstance(read, Read) and (read.known or read.name in _READ) else None

    def astray(self, node: ast.Attribute) -> bool:
        """Whether a path leads out of the doc: there, or further up."""
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute | ast.Call | ast.Subscript):
            if inner in self.missing:
                return True
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
        return inner in self.missing

    def subject(self, node: ast.expr) -> Subject | None:
        """The thing of the doc, or what would be one; None where it is no plain path to one."""
        value = self.reading.values.get(node)
        match node:
            case ast.Name(name):
                if isinstance(value, Thing):
                    return self._named(name, value.ref)
                return Subject(screen=name, known=False) if node in self.missing else None
            case ast.Attribute(inner, name):
                if (on := self.subject(inner)) is None or isinstance(value, Text):
                    return None
                if isinstance(value, Bound):
                    # a list that is taken for one thing
                    return replace(on, element=name, known=False) if value.member.op in ("rows", "row") else None
                if isinstance(value, Thing):
                    return replace(on, part=name) if on.row is not None else replace(on, element=name)
                return self._unknown(on, name) if self.astray(node) else None
            case ast.Call(ast.Name("find") as func, [text], []) if isinstance(self.reading.values.get(func), Bound):
                return Subject(found=self.expr(text))
            case ast.Call(ast.Name(name) as func, [text], []) if func in self.missing and not _starred(text):
                return Subject(item=name, row=self.expr(text), known=False)
            case ast.Call(ast.Attribute(inner, name) as func, args, keywords):
                if (on := self.subject(inner)) is None or on != Subject(on.screen, known=on.known):
                    return None
                bound = self.reading.values.get(func)
                given = [*args, *(k.value for k in keywords if k.arg == "text")]
                if len(given) != 1 or len(args) + len(keywords) != 1 or _starred(given[0]):
                    return None
                if isinstance(bound, Bound) and bound.member.op == "find":
                    return replace(on, found=self.expr(given[0]))
                if isinstance(bound, Bound) and bound.member.op == "row":
                    ref = bound.member.ref
                    return replace(on, element=ref.element, item=name, row=self.expr(given[0]))
                if isinstance(bound, Bound) and bound.member.op == "rows" and not keywords:
                    # the list's name for one of its rows
                    return replace(on, element=name, item=name, row=self.expr(given[0]), known=False)
                if bound is None and self.astray(func) and not keywords:
                    return replace(on, item=name, row=self.expr(given[0]), known=False)
            case ast.Subscript(ast.Call() as rows, index):
                number = _whole_number(index)
                of = self._call(rows)
                if number is not None and isinstance(of, Rows):
                    return replace(of.on, row=Nth(number))
        return None

    def _named(self, name: str, ref: Ref) -> Subject | None:
        held = self.held.get(name)
        if held is not None and _shape(held.ref) == _shape(ref):
            return replace(held, variable=name)
        if name not in self._stored:
            return Subject(screen=ref.screen)
        if ref.part or ref.found:
            return None
        return Subject(ref.screen, ref.element, row=Each() if ref.row else None, variable=name)

    def _unknown(self, on: Subject, name: str) -> Subject | None:
        if on.found is not None or on.part:
            return None
        if on.row is not None or on.element:
            return replace(on, part=name, known=False)
        return replace(on, element=name, known=False)

    def arguments(self, call: ast.Call, bound: Bound | None) -> tuple[Expr, ...] | None:
        """The arguments in the order of the table; None where they don't fit into one."""
        if any(isinstance(arg, ast.Starred) for arg in call.args):
            return None
        args = list(call.args)
        method = bound.member.method if bound is not None else None
        names = [name for name, _ in method.args] if method is not None else []
        for keyword in call.keywords:
            while method is not None and len(args) < len(names) and keyword.arg != names[len(args)] in method.optional:
                args.append(ast.Constant(""))
            if len(args) >= len(names) or keyword.arg != names[len(args)]:
                return None
            args.append(keyword.value)
        return tuple(self.expr(arg) for arg in args)

    def _call(self, node: ast.Call) -> Expr | None:
        bound = self.reading.values.get(node.func)
        match node:
            case ast.Call(ast.Name(("ask" | "secret") as name), [arg], []) if isinstance(bound, Bound):
                return Asked(self.expr(arg)) if name == "ask" else Secret(self.expr(arg))
            case ast.Call(ast.Name("len"), [arg], []) if "len" not in self._stored and bound is None:
                return Count(self.expr(arg))
            case ast.Call(ast.Attribute(inner), [], []) if isinstance(bound, Bound) and bound.member.op == "rows":
                rows = bound.member.ref
                own = self.subject(inner) == Subject(rows.screen)
                return Rows(Subject(rows.screen, rows.element)) if own else None
            case ast.Call(ast.Attribute(inner, "join"), [texts], []) if _is_text(inner):
                over = self._collected(texts) if isinstance(texts, ast.GeneratorExp) else None
                return Joined(self.expr(inner), over or self.expr(texts))
            case ast.Call(ast.Attribute(inner, name), [], []) if not isinstance(bound, Bound | Thing):
                if name in _FOLDING and not isinstance(inner, ast.Constant) and self.subject(inner) is None:
                    return Folded(self.expr(inner), name)
                return self.read_call(node)
        return None

    def _rows_uncalled(self, node: ast.Attribute) -> Rows | None:
        """A list whose rows are meant and not asked for: `for note in main.notes:`."""
        bound = self.reading.values.get(node)
        if not isinstance(bound, Bound) or bound.member.op != "rows":
            return None
        on = Subject(bound.member.ref.screen)
        return Rows(replace(on, element=node.attr), called=False) if self.subject(node.value) == on else None

    def _collected(self, node: ast.ListComp | ast.GeneratorExp) -> Collected | None:
        match node.generators:
            case [ast.comprehension(ast.Name(name), over, tests, 0)]:
                through = self.expr(over)
                held = self.held.pop(name, None)
                said = [self.expr(test) for test in tests]
                value = self.expr(node.elt)
                if held is not None:
                    self.held[name] = held
                test = Both(tuple(said)) if len(said) > 1 else said[0] if said else None
                return Collected(value, name, through, test)
        return None

    def _code(self, node: ast.expr) -> Code:
        return Code(self.text(node), self.touches(node))

    def touches(self, node: ast.AST) -> tuple[Touch, ...]:
        """The uses of the phone within it."""
        within = {id(inner) for inner in ast.walk(node)}
        uses = [use for use in self.reading.uses if id(use.node) in within]
        return tuple(Touch(use.ref, use.op, use.acts) for use in uses)

    def text(self, node: ast.AST) -> str:
        """It as text, always the same for the same tree. Raises Unwritable where it can't be set in a block."""
        text = ast.unparse(node)
        if isinstance(node, ast.expr) and "\n" in text:
            raise Unwritable(text)
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        except (tokenize.TokenError, SyntaxError):
            raise Unwritable(text) from None
        lines = text.split("\n")
        for token in reversed([one for one in tokens if one.type == tokenize.STRING]):
            if token.start[0] != token.end[0]:
                raise Unwritable(text)
            if _SINGLE.fullmatch(token.string):
                line, at, end = token.start[0] - 1, token.start[1], token.end[1]
                lines[line] = lines[line][:at] + token.string.replace("'", '"') + lines[line][end:]
        return "\n".join(lines)


def _shape(ref: Ref) -> tuple[str, str, bool, str, bool]:
    return ref.screen, ref.element, bool(ref.row), ref.part, bool(ref.found)


def _starred(node: ast.expr) -> bool:
    return isinstance(node, ast.Starred)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _whole_number(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(int() as number) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(ast.USub(), ast.Constant(int() as number)) if not isinstance(number, bool):
            return -number
    return None
