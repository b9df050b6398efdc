"""A doc that ships, walked on the phone: each screen that a harmless way leads to is gone to, and what it names is looked for.

It goes as a run goes, by the same ways and with the same strictness, so what is found here is found then. Nothing is touched
but what leads on, nothing is granted, and the app is brought back to the screen it was on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from apidocs.doc import AppDoc, Kind, Screen, Shipped
from apidocs.doc.table import api_names
from apidocs.explore.exploring import Progress
from apidocs.keep.fitting import can_be_missing, names_there
from apidocs.samples.bank import holding
from interpreter.calls.errors import CallFailed
from interpreter.calls.limits import Limits
from interpreter.forms.put_in import Forms
from interpreter.heal.front import HealingFront
from interpreter.heal.memory import Memory
from interpreter.heal.navigator import HealingNavigator
from interpreter.screen.scrolling import from_top, pages
from phones.phone import Phone

_LIMITS = Limits(swipes=20, hops=8, patience_s=1.0)


@dataclass
class Walked:
    """What came of it."""

    met: list[str] = field(default_factory=list)
    """Screens that were in front."""
    unmet: list[str] = field(default_factory=list)
    """Screens that no harmless way led to; of those nothing is said."""
    missing: dict[str, list[str]] = field(default_factory=dict)
    """By screen, what always stands there by the doc, and doesn't here."""
    acts: int = 0

    @property
    def mark(self) -> Shipped:
        """What may be said of the doc."""
        return Shipped.PARTLY if self.unmet or self.missing else Shipped.VERIFIED


def walk_through(
    phone: Phone, doc: AppDoc, *, seconds: float, on_progress: Callable[[Progress], None] | None = None
) -> Walked:
    """Go through the doc's screens. Raises PhoneError where the phone is lost."""
    return _Walk(phone, doc, time.monotonic() + seconds, on_progress).go_through()


def as_found(doc: AppDoc, walked: Walked) -> AppDoc:
    """The doc without what isn't there, marked with what was found of it."""
    screens = []
    for screen in doc.screens:
        there = [one for one in screen.elements if one.name not in walked.missing.get(screen.name, [])]
        screens.append(screen.model_copy(update={"elements": there}))
    names = {(screen.name, element.name) for screen in screens for element in screen.elements}
    ways = [way for way in doc.transitions if not way.element or (way.source, way.element) in names]
    found = doc.model_copy(update={"screens": screens, "transitions": ways, "shipped": walked.mark})
    return found.model_copy(update={"samples": holding(doc.samples, api_names(found))})


class _Walk:
    def __init__(self, phone: Phone, doc: AppDoc, until: float, on_progress: Callable[[Progress], None] | None) -> None:
        self.doc = doc.model_copy(deep=True)
        self.walked = Walked()
        self._seen: dict[str, set[str]] = {}
        """By screen, what was seen of it."""
        self._until, self._on_progress = until, on_progress
        memory = Memory(self.doc, lambda screen: None)
        self._front = HealingFront(phone, memory, _LIMITS, threading.Event())
        self._navigator = HealingNavigator(self._front, memory, Forms(), lambda sight: sight)

    def go_through(self) -> Walked:
        first = self._front.look().name
        for screen in self._in_order():
            if time.monotonic() < self._until and self._may_be_met(screen) and self._gone_to(screen):
                self._look_at(screen)
            else:
                self.walked.unmet.append(screen.name)
            self._tell()
        for name in (first, self.doc.start):
            place = self.doc.screen(name)
            if place is not None and self._gone_to(place):
                break
        return self.walked

    def _in_order(self) -> list[Screen]:
        """The screens by how far they are from the first."""
        order = [self.doc.start]
        for name in order:
            order += [way.target for way in self.doc.transitions if way.source == name and way.target not in order]
        return sorted(
            self.doc.screens, key=lambda screen: order.index(screen.name) if screen.name in order else len(order)
        )

    def _may_be_met(self, screen: Screen) -> bool:
        """Whether something that was seen leads there; without that it isn't tried, which would take long for nothing."""
        ways = (way for way in self.doc.transitions if way.target == screen.name and way.action == "tap")
        return screen.name == self.doc.start or any(way.element in self._seen.get(way.source, ()) for way in ways)

    def _gone_to(self, screen: Screen) -> bool:
        try:
            return self._navigator.go(screen).name == screen.name
        except CallFailed:
            return False

    def _look_at(self, screen: Screen) -> None:
        there: set[str] = set()
        wanted = {element.name for element in screen.elements if element.kind is not Kind.LIST}
        for look in (pages, from_top):
            for sight in look(self._front):
                if sight.name != screen.name:
                    break
                there |= names_there(screen, sight.hierarchy)
                if wanted <= there:
                    break
            if not self._lacking(screen, there):
                break
        self._seen[screen.name] = there
        self.walked.met.append(screen.name)
        if lacking := self._lacking(screen, there):
            self.walked.missing[screen.name] = lacking

    def _lacking(self, screen: Screen, there: set[str]) -> list[str]:
        return [e.name for e in screen.elements if e.name not in there and not can_be_missing(screen, e.name)]

    def _tell(self) -> None:
        self.walked.acts = len(self._front.steps)
        if self._on_progress is not None:
            gone = {*self.walked.met, *self.walked.unmet}
            left = sum(len(screen.elements) for screen in self.doc.screens if screen.name not in gone)
            self._on_progress(Progress(self.walked.acts, len(self.walked.met), left))
