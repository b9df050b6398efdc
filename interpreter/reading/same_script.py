"""When two scripts are the same: as syntax trees, in which only what can't make a difference has been made alike.

What is made alike: formatting, quotes, comments; the names of variables; texts put together in another way; `not a == b` for
`a != b`; a `pass` beside other statements. What isn't: anything that has an order, any call, `print` for `finish`, a value
that is named before it is used. Scripts that only come to the same on the phone are different ones here.
"""

from __future__ import annotations

import ast

from .scripts import names_given, parsed


def same(script: str, right: str) -> bool:
    """Whether two scripts are the same; where one is no Python, only letter for letter."""
    one, other = normalised(script), normalised(right)
    if one is None or other is None:
        return script.strip() == right.strip()
    return one == other


def normalised(script: str) -> str | None:
    """A script's tree as text, the same for the same scripts; None where it is no Python."""
    tree = parsed(script.strip())
    try:
        return normalised_tree(tree) if tree is not None else None
    except (ValueError, RecursionError):  # a number too long to be written out, too deep a tree
        return None


def normalised_tree(tree: ast.Module) -> str:
    """A tree as text, the same for the same scripts. Changes the tree."""
    # texts within texts come to rest from inside outwards, so one pass is enough
    tree = _Alike().visit(tree)
    return ast.dump(_Renamed(tree).visit(tree))


OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class _Alike(ast.NodeTransformer):
    """Other spellings of the same."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant(node.value)  # without the u of u"…"

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)) if not isinstance(value, bool):
                return ast.Constant(-value)
            case ast.UnaryOp(ast.Not(), ast.Compare(left, [op], [right])) if type(op) in OPPOSITES:
                return ast.Compare(left, [OPPOSITES[type(op)]()], [right])
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add):
            left, right = _text_parts(node.left), _text_parts(node.right)
            if left is not None and right is not None:
                return _text(left + right)
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        self.generic_visit(node)
        return _text(list(node.values))

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        self.generic_visit(node)
        if node.conversion == ord("s") and node.format_spec is None:
            return ast.FormattedValue(node.value, -1)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        parts = _text_parts(node)
        return node if parts is None else _text(parts)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """Only with a number: what changes a list in place isn't the same."""
        self.generic_visit(node)
        match node:
            case ast.AugAssign(ast.Name(name), op, ast.Constant(int() | float()) as value):
                return ast.Assign([ast.Name(name, ast.Store())], ast.BinOp(ast.Name(name, ast.Load()), op, value))
        return node

    def visit_If(self, node: ast.If | ast.For | ast.While) -> ast.stmt:
        self.generic_visit(node)
        node.body, node.orelse = _acting(node.body) or [ast.Pass()], _acting(node.orelse)
        return node

    visit_For = visit_While = visit_If

    def visit_Module(self, node: ast.Module) -> ast.Module:
        self.generic_visit(node)
        node.body = _acting(node.body)
        return node


def _acting(body: list[ast.stmt]) -> list[ast.stmt]:
    """Without what does nothing: `pass`, and a constant that stands alone."""
    return [
        one
        for one in body
        if not isinstance(one, ast.Pass) and not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
    ]


def _text_parts(node: ast.expr) -> list[ast.expr] | None:
    """The parts of what is surely a text, as an f-string has them; None where it may be something else."""
    match node:
        case ast.Constant(str()):
            return [node]
        case ast.JoinedStr(values):
            return list(values)
        case ast.Call(ast.Name("str"), [ast.Constant(str()) as text], []):
            return [text]
        case ast.Call(ast.Name("str"), [value], []) if not isinstance(value, ast.Starred):
            return [ast.FormattedValue(value, -1)]
    return None


def _text(parts: list[ast.expr]) -> ast.expr:
    """One text of these parts; neighbours that are constants become one."""
    joined: list[ast.expr] = []
    for part in _flat(parts):
        last = joined[-1] if joined else None
        if isinstance(part, ast.Constant) and isinstance(last, ast.Constant):
            joined[-1] = ast.Constant(str(last.value) + str(part.value))
        elif not (isinstance(part, ast.Constant) and part.value == ""):
            joined.append(part)
    if not joined:
        return ast.Constant("")
    return joined[0] if len(joined) == 1 and isinstance(joined[0], ast.Constant) else ast.JoinedStr(joined)


def _flat(parts: list[ast.expr]) -> list[ast.expr]:
    """A text that is put into a text is a part of it."""
    flat: list[ast.expr] = []
    for part in parts:
        inner = None
        if isinstance(part, ast.FormattedValue) and part.conversion == -1 and part.format_spec is None:
            inner = _text_parts(part.value)
        flat += _flat(inner) if inner is not None else [part]
    return flat


class _Renamed(ast.NodeTransformer):
    """Variables by the order in which they appear; what a script doesn't assign is somebody else's, and stays."""

    def __init__(self, tree: ast.AST) -> None:
        self._own = {*names_given(tree)}
        self._own |= {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)}
        self._names: dict[str, str] = {}

    def _new(self, name: str) -> str:
        # no variable is called so, and no screen: the two can't be mixed up
        return self._names.setdefault(name, f"${len(self._names)}") if name in self._own else name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._new(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self._new(node.arg))
