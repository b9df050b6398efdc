"""What a run has seen done and may not stand: switches that were turned, when they come into view again and at its end, and the
last act.

A server may turn a switch back a moment later, and put a deleted row back. Nothing is touched for this, and hardly anything waited
for: as long as an act that shows nothing is waited for anyway, and longer only while the switch is greyed out or a wheel turns,
which says that it isn't decided yet. A form that was left, and another thing's page, show other switches of the same name.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from apidocs.doc import Effect, Kind
from apidocs.doc.committing import committing

from ..calls import Call, Outcome
from ..calls.errors import CallFailed
from ..find.loading import wheels_on
from ..find.targets import Target, said
from ..screen.front import Front, Sight
from ..screen.states import Spot, is_on
from .conditions import refuted, unseen
from .differences import same_control
from .things import Thing, Things

_MOST = 20
"""So many of those that were turned last are looked for."""
_POLL_S = 0.25
_SURE_S = 1.0
"""What has stood so for this long is looked at without waiting."""


@dataclass(frozen=True, eq=False)
class Turned:
    """A switch that was seen to stand as it should."""

    call: Call
    outcome: Outcome
    screen: str
    within: str
    """The thing that was open then."""
    again: Callable[[], Spot | None]
    """Where it is in view; None where it isn't."""
    on: bool
    """How it was turned."""
    state_of: Callable[[Spot], bool | None]
    """How it stands; None where that can't be seen."""
    is_so: str
    """`Wi-Fi is on`"""
    stays: bool
    """Whether its page shows this very switch whenever it is in front, as one of settings does."""
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, eq=False)
class Acting:
    """An act that is to do something, and the screen as it was seen after it: an app may say later that it didn't."""

    call: Call
    outcome: Outcome
    words: str
    effect: Effect
    after: Sight
    things: tuple[Thing, ...] = ()
    at: float = field(default_factory=time.monotonic)

    @property
    def deleted(self) -> bool:
        """Whether it took rows out of a list, which a server may put back."""
        proof = self.outcome.proof
        return self.effect is Effect.DELETE and bool(self.things) and proof is not None and proof.verdict == "held"

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.at < _SURE_S


class TurnedSwitches:
    """The switches of one run that were turned and are to stand so at its end."""

    def __init__(self, front: Front, things: Things, told: Callable[[Call, Outcome], None]) -> None:
        self._front, self._things, self._told = front, things, told
        self._turned: list[Turned] = []

    def add(
        self,
        call: Call,
        outcome: Outcome,
        target: Target,
        spot: Spot,
        on: bool,
        state_of: Callable[[Spot], bool | None] = is_on,
    ) -> None:
        """A switch was turned `on`, or off, and where that was seen it is to stand so; `state_of` as in `Turned`."""
        screen, proof = spot.sight.screen, outcome.proof
        if screen is None or proof is None or proof.verdict != "held" or proof.before:
            return
        self.touched(call)
        filled_in = committing(screen) is not None or any(e.kind is Kind.INPUT for e in screen.elements)
        within = self._things.within
        stays = screen.kind == "page" and not within and not filled_in
        is_so = f"{said(target, spot)} is {'on' if on else 'off'}"
        one = Turned(call, outcome, screen.name, within, target.again, on, state_of, is_so, stays)
        self._turned = [*self._turned, one][-_MOST:]

    def switched(self, call: Call, outcome: Outcome, target: Target, spot: Spot, after: Sight) -> None:
        """After a tap on a switch: where it was seen to go over, it is to stand so."""
        stood, now = is_on(spot), same_control(spot.node, after.hierarchy, in_line=True)
        if stood is not None and now is not None and is_on(Spot(now, after)) is (not stood):
            self.add(call, outcome, target, spot, not stood)

    def touched(self, call: Call) -> None:
        """The script does something to a thing once more: what was seen of it before no longer counts."""
        self._turned = [one for one in self._turned if one.call is call or one.call.ref != call.ref]

    def saw(self, sight: Sight, last: Call | None) -> None:
        """A screen came to the front: what no longer stands on it isn't proved. `last` is the act that was made last: what stands
        no more after others were made may be their doing."""
        if sight.kind == "page":
            self._turned = [one for one in self._turned if one.stays or one.screen == sight.name]
        here = sight.name, self._things.within
        for one in [one for one in self._turned if (one.screen, one.within) == here]:
            spot = _in_view(one)
            if spot is None or one.state_of(spot) in (None, one.on):
                continue
            turned_back = refuted(f"{one.is_so} no longer: it was turned back")
            perhaps = unseen(f"{one.is_so} no longer: something that was done later may have turned it back")
            one.outcome.proof = turned_back if last is one.call else perhaps
            self._turned.remove(one)
            self._told(one.call, one.outcome)

    def at_the_end(self, last: Call | None) -> None:
        """Look once more at those in view."""
        if not self._turned:
            return
        self._front.time_passed()
        newest, sight = self._turned[-1], self._front.look()
        if newest.screen == sight.name and newest.call is last:
            if time.monotonic() - newest.at < _SURE_S:
                self._front.pause(self._front.limits.moment_s)
            self._await_decided(newest)
        self.saw(self._front.look(), last)

    def _await_decided(self, one: Turned) -> None:
        began = time.monotonic()
        while time.monotonic() - began < self._front.limits.settle_s:
            sight = self._front.look()
            spot = _in_view(one)
            greyed = spot is not None and not (spot.state or spot.node).enabled
            if sight.name != one.screen or not (greyed or wheels_on(sight)):
                return
            self._front.pause(_POLL_S)


def _in_view(one: Turned) -> Spot | None:
    with suppress(CallFailed):  # a row may have lost the part
        return one.again()
    return None
