"""How a toggle stands, be it a switch or a mark that a button sets and takes off: a star, a pin.

A mark shows how it stands by standing out (`selected`), or says what the next tap does ("Remove from favourites"). An app that
tells tools neither is known by nothing: then it is said that it can't be seen, and what can't be seen isn't taken for off.
"""

from __future__ import annotations

from apidocs.doc import Element, Part
from apidocs.doc.table import marks

from ..find.row_target import RowTarget
from ..find.targets import Target
from ..screen.front import Front
from ..screen.states import Spot, is_on


class Standing:
    """How the one thing that a call is on stands."""

    def __init__(self, front: Front, target: Target) -> None:
        self._front = front
        self._thing: Element | Part | None = target.part if isinstance(target, RowTarget) else target.element
        self.marks = self._thing is not None and marks(self._thing)
        """Whether it is a button that marks a thing."""

    def of(self, spot: Spot) -> bool | None:
        """Whether it is on, or marked; None where nothing there can be, or a mark doesn't show it."""
        if not self.marks:
            return is_on(spot)
        known = isinstance(self._thing, Element) and self._thing.shows_mark
        return is_on(spot, marks=True, shows=known or spot.node.resource_id in self._front.stood_out)
