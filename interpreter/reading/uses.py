"""What is found by reading a script: which things of the doc it uses and how, and where it slips. Data only; `reader`
finds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..calls import Ref
from .members import Member, Members

ANY_ROW = "*"
"""Stands for the key of a row that is only known when the script runs."""

SlipKind = Literal[
    "name", "member", "not-called", "truth", "assigned", "iterated", "subscript", "on-text", "on-truth", "on-list",
    "as-text", "arguments", "called", "shadows", "idle", "act-as-test",
]  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """A handle."""

    ref: Ref


@dataclass(frozen=True)
class Rows:
    """A list of handles of one list's rows."""

    ref: Ref


@dataclass(frozen=True)
class Bound:
    """A method that is not called yet, or a function of ours."""

    member: Member


@dataclass(frozen=True)
class Text:
    """A text read from the phone, or any other."""

    of: Ref | None = None
    """The row whose part it is, where it is one's."""


@dataclass(frozen=True)
class Truth:
    """Yes or no, read from the phone."""

    of: Ref
    """Whose state it is."""


Value = Thing | Rows | Bound | Text | Truth | None
"""What an expression gives; None: anything else, or not known."""


@dataclass(frozen=True)
class Use:
    """One thing done with one thing of the doc."""

    member: Member
    node: ast.expr
    """The call, or the attribute that is read."""
    args: tuple[ast.expr, ...] = ()
    statement: ast.stmt | None = None

    @property
    def ref(self) -> Ref:
        return self.member.ref

    @property
    def op(self) -> str:
        return self.member.op

    @property
    def acts(self) -> bool:
        """Whether it does something on the phone."""
        return self.member.method is not None and self.member.method.acts

    @property
    def reads(self) -> bool:
        """Whether it asks the phone for something."""
        return self.member.method is not None and not self.member.method.acts

    @property
    def line(self) -> int:
        return self.node.lineno

    def literal(self, position: int) -> str | None:
        """A text argument as it stands in the script; None where it is worked out."""
        if position < len(self.args):
            arg = self.args[position]
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                return arg.value
        return None


@dataclass(frozen=True)
class Slip:
    """A place where the script means what isn't there."""

    kind: SlipKind
    node: ast.expr | ast.stmt
    """The name, attribute, call or subscript."""
    name: str = ""
    on: Value = None
    """What it stands behind."""
    detail: str = ""
    statement: ast.stmt | None = None

    @property
    def line(self) -> int:
        # of `a.b` over two lines the name stands on the last
        return (self.node.end_lineno or self.node.lineno) if isinstance(self.node, ast.Attribute) else self.node.lineno


@dataclass
class Reading:
    """All that was found, in the script's order."""

    members: Members
    tree: ast.Module
    uses: list[Use] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    values: dict[ast.expr, Value] = field(default_factory=dict)
    """What each expression gives, where that is known."""

    def parent(self, node: ast.AST) -> ast.AST | None:
        return self.parents.get(node)

    def around(self, node: ast.AST | None) -> Iterator[ast.AST]:
        """A node, and all that it stands in, the innermost first."""
        while node is not None:
            yield node
            node = self.parents.get(node)

    def block_of(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements that a statement stands among."""
        above = self.parents[statement]
        for _, value in ast.iter_fields(above):
            if isinstance(value, list) and any(v is statement for v in value):
                return value
        return [statement]
