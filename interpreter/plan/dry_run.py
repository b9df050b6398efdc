"""A plan walked through on the doc's transitions, without a phone."""

from __future__ import annotations

from collections.abc import Sequence

from apidocs.doc import AppDoc

from .parts import blocks, subjects
from .plans import Plan
from .reaching import NOWHERE, Places, Ways
from .tree import Branch, Node, Step


def walks(plan: Plan, doc: AppDoc) -> float:
    """The share of the things a plan uses, 0 to 1, whose screens can be gone to from where the step before leaves off, or from
    a fresh launch; rows are opened only where the plan does. 1 for a plan that uses nothing."""
    run = _DryRun(Ways(doc))
    run.block(plan.steps, NOWHERE)
    return run.reached / run.used if run.used else 1.0


class _DryRun:
    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.used = self.reached = 0

    def block(self, nodes: Sequence[Node], here: Places) -> Places:
        for node in nodes:
            here = self._node(node, here)
        return here

    def _node(self, node: Node, here: Places) -> Places:
        for on in subjects(node):
            if not on.screen and on.known:
                continue  # the phone itself, or whatever is in front
            self.used += 1
            known = on.known and self.ways.doc.screen(on.screen) is not None
            self.reached += known and any(self.ways.reaches(place, on.screen) for place in here)
            here = frozenset({on.screen}) if known else NOWHERE
        if isinstance(node, Step):
            return self.ways.after(node, here)
        ends = [self.block(block, here) for block in blocks(node)]
        return here.union(*ends) if not isinstance(node, Branch) else frozenset().union(*ends)
