"""Marks that a button sets and takes off, a star, a pin: which way it stands is seen on the button, and which way it is meant to
stand is in the person's words (`Closing`)."""

from __future__ import annotations

from apidocs.doc import Effect, Kind
from apidocs.doc.buttons import says_it_saves
from apidocs.doc.effects import severity
from phones.hierarchy import Node

from ..calls import Outcome, Proof
from ..consent.closing import Closing
from ..find.row_target import RowTarget
from ..find.targets import Target, said
from ..screen.front import Front, Sight
from ..screen.states import Spot


class Marks:
    """The mark that one call is on, if it is one."""

    def __init__(self, target: Target, closing: Closing, front: Front, outcome: Outcome) -> None:
        self._target, self._closing, self._front, self._outcome = target, closing, front, outcome

    def stays(self, spot: Spot, effect: Effect) -> bool:
        """Whether it is set, and the person only sets marks: a tap would take it off. That it was is noted."""
        if not self._closing.keeps_marks or not self._is_one(spot, effect) or not _set(spot.node):
            return False
        self._stood(spot, "was marked already", "a tap would take that off")
        return True

    def taken_back(self, spot: Spot, effect: Effect, after: Sight) -> Sight:
        """What is in front once a mark that the tap has set is off again, where the person only takes marks off: it was off."""
        if not self._closing.takes_marks or not self._is_one(spot, effect) or _set(spot.node):
            return after
        now = self._now(after)
        if now is None or not _set(now):
            return after
        self._stood(spot, "was not marked", "the tap had set it, and is taken back")
        return self._front.tap(now, effect)

    def _is_one(self, spot: Spot, effect: Effect) -> bool:
        """Whether it is a button that may mark something, and nothing that saves."""
        thing = self._target.part if isinstance(self._target, RowTarget) else self._target.element
        if thing is None or thing.kind is not Kind.BUTTON or severity(effect) < severity(Effect.SETTINGS):
            return False
        return not says_it_saves(f"{thing.label} {spot.node.label}")

    def _now(self, after: Sight) -> Node | None:
        """Where it is after the tap."""
        if isinstance(self._target, RowTarget):
            again = self._target.again()
            return again.node if again is not None else None
        element = self._target.element
        return next((match.node for match in after.find(element.locator)), None) if element is not None else None

    def _stood(self, spot: Spot, how: str, why: str) -> None:
        what = f'"{said(self._target, spot)}" {how}'
        self._front.note(f"{what}; {why}")
        self._outcome.proof = Proof("held", what, before=True)


def _set(node: Node) -> bool:
    return node.selected or node.checkable and node.checked
