"""Marks that a button sets and takes off, a star, a pin: which way it stands is seen on the button, and which way it is meant to
stand is in the person's words (`Closing`)."""

from __future__ import annotations

import re

from apidocs.doc import Effect, Kind
from apidocs.doc.buttons import says_it_saves
from apidocs.doc.effects import mark_said, severity
from phones.hierarchy import Node

from ..act.toggling import Standing, unseen_mark
from ..calls import Outcome, Proof
from ..consent.closing import Closing
from ..find.targets import RowTarget, Target, said
from ..proof.conditions import held, refuted, unseen
from ..screen.front import Front, Sight
from ..screen.states import Spot

_QUOTED = re.compile(r'"([^"]*)"')


class Marks:
    """The mark that one call is on, if it is one."""

    def __init__(self, target: Target, closing: Closing, standing: Standing, front: Front, outcome: Outcome) -> None:
        self._target, self._closing, self._standing = target, closing, standing
        self._front, self._outcome = front, outcome

    def stays(self, spot: Spot, effect: Effect) -> bool:
        """Whether it is set, and the person takes none off: a tap would. That it was is noted, and proves nothing where their
        words speak of no mark."""
        if not self._closing.keeps_marks or not self._is_one(spot, effect) or not _set(spot.node):
            return False
        self._stood(spot, "was marked already", "a tap would take that off", sure=self._closing.says_marks)
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

    def tapped(self, spot: Spot, stood: bool | None) -> None:
        """A mark was tapped that stood so: which way it stands now is the act's proof, and what it was before is kept."""
        proof = self._outcome.proof
        if proof is not None and (proof.before or proof.verdict == "refuted"):
            return
        again = self._target.again()
        stands = self._standing.of(again) if again is not None else None
        told = "" if stands is not None else self._told()
        stands = mark_said(told) if told else stands
        if stands is None or stands is stood:
            self._outcome.proof = unseen(unseen_mark(self._target, spot))
            return
        self._outcome.replaced = "off" if stands else "on"
        if (self._closing.keeps_marks and not stands) or (self._closing.takes_marks and stands):
            self._outcome.proof = refuted(f"{told or said(self._target, spot)}: it stood the other way before")
        elif not told and (proof is None or " is o" not in proof.what):
            self._outcome.proof = held(f"{said(self._target, spot)} is {'on' if stands else 'off'} now")

    def _told(self) -> str:
        """What the app says of the mark: in a message, else in what came to stand on the screen."""
        proof = self._outcome.proof
        says = [message.text for message in self._outcome.messages]
        says += _QUOTED.findall(proof.what) if proof is not None and proof.verdict == "held" else []
        return next((text for text in says if mark_said(text) is not None), "")

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

    def _stood(self, spot: Spot, how: str, why: str, *, sure: bool = True) -> None:
        what = f'"{said(self._target, spot)}" {how}'
        self._front.note(f"{what}; {why}")
        self._outcome.proof = Proof("held", what, before=True) if sure else unseen(f"{what}, and was left so")


def _set(node: Node) -> bool:
    return node.selected or node.checkable and node.checked
