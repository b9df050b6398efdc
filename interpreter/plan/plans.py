"""A plan: a script as a typed tree of steps, made from its text and written back to it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cached_property

from apidocs.doc import AppDoc
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed

from .alike import alike, key_of
from .lowering import steps_of
from .reaching import Ways
from .tree import AsWritten, Node
from .writing import script_of


@dataclass(frozen=True)
class Plan:
    """The steps of a script, on the doc that says what its names mean."""

    steps: tuple[Node, ...]
    doc: AppDoc = field(compare=False, repr=False)

    @cached_property
    def script(self) -> str:
        """Its text, in the style of the docs' samples; ends in a line break unless it is empty."""
        return script_of(self.steps)

    @cached_property
    def deeds(self) -> tuple[Node, ...]:
        """The steps without what makes no difference on the phone."""
        return alike(self.steps, Ways(self.doc))

    @cached_property
    def key(self) -> str:
        """The same for plans that do the same on the phone; to be compared within one doc."""
        return key_of(self.deeds)


def same(plan: Plan, other: Plan) -> bool:
    """Whether two plans on one doc do the same on the phone, and answer the same; see `alike`."""
    return plan.key == other.key


def plan_of(script: str, doc: AppDoc) -> Plan | None:
    """The plan of a script; None where it isn't Python. Never raises on any text."""
    tree = parsed(script)
    if tree is None:
        return None
    whole = AsWritten(script.rstrip("\n"))
    try:
        _drop_docstrings(tree)
        plan = Plan(steps_of(tree, read(tree, doc)), doc)
        written = parsed(plan.script)
    except (ValueError, RecursionError):
        return Plan((whole,), doc)  # deeper, or odder, than can be written back in parts
    return plan if written is not None else Plan((whole,), doc)


def _drop_docstrings(tree: ast.Module) -> None:
    """A function's own text does nothing, and stands over lines that can't be set further in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            while node.body and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant):
                node.body.pop(0)
            node.body = node.body or [ast.Pass()]
