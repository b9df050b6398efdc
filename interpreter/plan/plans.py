"""A plan: a script as the steps that it takes on the phone, made from its text."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from apidocs.doc import AppDoc
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed

from .alike import alike, key_of
from .lowering import steps_of
from .parts import Block
from .reaching import Ways
from .tree import variable


@dataclass(frozen=True)
class Plan:
    """The steps of a script, on the doc that says what its names mean."""

    steps: Block
    deeds: Block
    """The steps without what makes no difference on the phone."""
    key: str
    """The same for plans that do the same on the phone; to be compared within one doc."""
    doc: AppDoc = field(compare=False, repr=False)


def same(plan: Plan, other: Plan) -> bool:
    """Whether two plans on one doc do the same on the phone, and answer the same; see `alike`."""
    return plan.key == other.key


def plan_of(script: str, doc: AppDoc) -> Plan | None:
    """The plan of a script; None where it isn't Python. Never raises on any text."""
    tree = parsed(script)
    if tree is None:
        return None
    try:
        steps = steps_of(tree, read(tree, doc))
        deeds = alike(steps, Ways(doc))
        return Plan(steps, deeds, key_of(deeds), doc)
    except RecursionError:
        whole: Block = [ast.Expr(variable(script))]  # deeper than can be gone through: nothing of it is known
        return Plan(whole, whole, script.strip(), doc)
