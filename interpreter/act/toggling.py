"""Turning a switch on or off: nothing where it is so already; otherwise one tap, and the state read again.

A toggle is a switch, or a mark that a button sets and takes off: a star, a pin. A mark shows how it stands by standing out
(`selected`), or says what the next tap does ("Remove from favourites"). An app that tells tools neither is known by nothing: then
it is said that it can't be seen, and what can't be seen isn't taken for off.
"""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import Effect, Element, Part
from apidocs.doc.table import marks
from apidocs.doc.words import cut
from phones.hierarchy import Node

from ..calls import Proof
from ..calls.errors import CallFailed
from ..find.targets import RowTarget, Target, agreed, said
from ..proof.conditions import asked, held, unseen
from ..screen.dialogs import dialog_in_front, words_of_dialog
from ..screen.front import Front
from ..screen.states import Spot, is_on, switch_at


def turn(front: Front, target: Target, on: bool, agree: Callable[[Spot], Effect]) -> tuple[Spot, Proof]:
    """Bring a toggle to the wanted state. `agree(spot)` gets consent and gives the effect; it is asked only if a tap is due.

    Returns where it was before, and what it shows now. Raises CallFailed where there is nothing to turn, or the tap changed
    nothing.
    """
    standing, spot = Standing(front, target), target.reach()
    state = standing.of(spot)
    if state is None and not standing.marks:
        raise CallFailed(f"{target.name} can't be turned on or off: there is no switch at {spot.words!r}.")
    if state is None and not on:
        raise CallFailed(f"{unseen_mark(target, spot)}, so it was not touched: a tap may set it.")
    if state is on:
        front.note(f"{target.name} was {_word(on)} already")
        return spot, Proof("held", f"{said(target, spot)} was {_word(on)} already", before=True)
    spot, effect = agreed(target, spot, agree)
    if standing.of(spot) is on:
        return spot, held(f"{said(target, spot)} is {_word(on)}")
    before = spot.sight
    after = front.tap(finger_for(spot), effect)
    if after.signature == before.signature:
        after = front.await_change(before)
    for last in (False, True):
        now = target.again()
        if now is not None and standing.of(now) is on:
            return spot, held(f"{said(target, spot)} is {_word(on)}")
        dialog = dialog_in_front(after.hierarchy)
        if dialog is not None and asked(before, after):
            asks = words_of_dialog(dialog)
            front.note(f'a dialog opened: "{asks}"; {target.name} is {_word(on)} once it is confirmed')
            return spot, unseen(f'{said(target, spot)}: the app asks first, "{cut(asks)}"')
        if not last:
            front.pause(front.limits.moment_s)
            after = front.settle()
    if target.again() is None:
        front.note(f"{target.name} is out of view after the tap, so its state couldn't be read again")
        return spot, unseen(f"{said(target, spot)} is out of view after the tap")
    if standing.marks and state is None:
        return spot, unseen(unseen_mark(target, spot))
    if front.answer_lost:
        raise CallFailed(
            f"The phone's answer to a tap was lost, and {target.name} is still {_word(not on)}: the tap may never have come, or "
            "may still come. It was not repeated: look at the phone."
        )
    raise CallFailed(f"{target.name} is still {_word(not on)} after it was tapped.")


def unseen_mark(target: Target, spot: Spot) -> str:
    """That a mark doesn't show how it stands."""
    return f'Whether "{said(target, spot)}" is set can\'t be seen'


def finger_for(spot: Spot) -> Node:
    """What to tap: the switch where it takes taps itself, else what is around it."""
    switch = next((s for s in (switch_at(n) for n in (spot.state, spot.node) if n is not None) if s is not None), None)
    if switch is not None and switch.clickable:
        return switch
    return spot.node if spot.node.clickable else (switch or spot.node).actionable() or spot.node


def _word(on: bool) -> str:
    return "on" if on else "off"


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
