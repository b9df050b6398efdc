"""Reading a script without running it: which things of the doc it names, what it does with each, and where it means something
that the doc doesn't have. Follows names through assignments, loops and branches; what an expression means is left to
`interpreter.reading.expressions`. The check words what is found here, the repair puts it right."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from apidocs.doc import AppDoc

from .expressions import Expressions
from .members import Members
from .uses import Bound, Reading, Thing, Value


def read(tree: ast.Module, doc: AppDoc, members: Members | None = None) -> Reading:
    """Reads a whole script, a tree of `ground.syntax`. Never raises."""
    reading = Reading(members or Members(doc), tree)
    reading.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    _Statements(reading).block(tree.body)
    return reading


class _Statements(Expressions):
    def block(self, body: Sequence[ast.stmt]) -> None:
        for statement in body:
            self.statement = statement
            self._statement(statement)

    def _statement(self, s: ast.stmt) -> None:
        match s:
            case ast.Expr():
                value = self.value(s.value)
                if isinstance(value, Bound):
                    self.slip("not-called", s.value, value.member.name, value, "statement")
                elif isinstance(value, Thing) and (
                    isinstance(s.value, ast.Attribute | ast.Name) or _row_by_text(s.value)
                ):
                    self.slip("idle", s.value, "", value)
            case ast.Assign():
                value = self.value(s.value)
                for target in s.targets:
                    self.assign(target, value, s)
            case ast.AnnAssign(target, value=given):
                self.assign(target, self.value(given) if given else None, s)
            case ast.AugAssign():
                self.value(s.value)
                self.assign(s.target, None, s)
            case ast.For(body=body, orelse=orelse) | ast.AsyncFor(body=body, orelse=orelse):
                self.bind(s.target, self.iterate(s.iter))
                self.block([*body, *orelse])
            case ast.While(test, body, orelse):
                self.truth(test)
                self.block([*body, *orelse])
            case ast.If():
                self.truth(s.test)
                before = dict(self.known)
                self.block(s.body)
                after, self.known = self.known, before
                self.block(s.orelse)
                self.known = {n: v for n, v in after.items() if self.known.get(n) == v}
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.shadow(s.name, s)
                outer = dict(self.known)
                self._all_of([s.args, *s.body])
                self.known = {**outer, s.name: None}
            case ast.Assert(test, said):
                self.truth(test)
                self._all_of([said] if said is not None else [])
            case _:
                self._all_of(ast.iter_child_nodes(s))
        self.statement = s

    def _all_of(self, nodes: Iterable[ast.AST]) -> None:
        """Whatever else a statement holds: of the names that it gives nothing is known yet."""
        for node in nodes:
            match node:
                case ast.stmt():
                    self.block([node])
                case ast.expr():
                    self.value(node)
                case ast.ExceptHandler(name=name, body=body):
                    self.known |= {name: None} if name else {}
                    self.block(body)
                case ast.withitem(context, target):
                    self.value(context)
                    self.bind(target or ast.Tuple([]), None)
                case ast.match_case(pattern, guard, body):
                    self._all_of([pattern])
                    if guard is not None:
                        self.truth(guard)
                    self.block(body)
                case ast.arguments():  # what a name is by default is worked out before there is that name
                    self._all_of(sorted(ast.iter_child_nodes(node), key=lambda part: isinstance(part, ast.arg)))
                case ast.arg(arg=name):
                    self.known[name] = None
                case _:
                    self._all_of(ast.iter_child_nodes(node))

    def assign(self, target: ast.expr, value: Value, statement: ast.stmt) -> None:
        if isinstance(target, ast.Attribute):
            on = self.value(target.value)
            if isinstance(on, Thing):
                self.slip("assigned", target, target.attr, on)
        else:
            self.bind(target, value)
            if isinstance(target, ast.Name):
                self.shadow(target.id, statement)

    def shadow(self, name: str, statement: ast.stmt) -> None:
        if name in self.members.screens:
            self.slip("shadows", statement, name)


def _row_by_text(node: ast.expr) -> bool:
    """Whether it names a row and nothing more: `main.note("Milk")`."""
    text = node.args[0] if isinstance(node, ast.Call) and len(node.args) == 1 else None
    return isinstance(text, ast.JoinedStr | ast.Name) or isinstance(text, ast.Constant) and isinstance(text.value, str)
