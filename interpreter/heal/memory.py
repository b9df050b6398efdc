"""What a run knows of an app besides its doc, dumps of its screens, and what it found to be other than the doc says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from apidocs.doc import AppDoc, Effect, Element, Screen
from phones.hierarchy import Hierarchy

from .element_matching import Ambiguous, Found, Print, climb, prints_of


@dataclass(frozen=True)
class Healing:
    """What no longer fitted, and what was found instead."""

    seq: int
    what: str
    """element, screen, way or dialog."""
    screen: str
    element: str
    old: str
    new: str
    score: float
    xml_old: str = field(default="", repr=False)
    xml_new: str = field(default="", repr=False)

    def __str__(self) -> str:
        where = f"{self.screen}.{self.element}" if self.element else self.screen
        return f"{self.what} {where}: {self.new}"


class Memory:
    """What is known of the app besides its doc: dumps of its screens. Writes down what is healed."""

    def __init__(self, doc: AppDoc, dump_of: Callable[[str], Hierarchy | None]) -> None:
        self.doc = doc
        """The run's own copy, which healing changes."""
        self.dump_of = dump_of
        """A dump of a screen, by its name, where one is remembered."""
        self.healings: list[Healing] = []
        self.seq = 0
        """Of the call under way."""
        self._prints: dict[str, dict[str, Print]] = {}

    def prints(self, screen: Screen) -> dict[str, Print]:
        """What the elements of a screen looked like, by name."""
        if screen.name not in self._prints:
            self._prints[screen.name] = prints_of(screen.elements, self.dump_of(screen.name))
        return self._prints[screen.name]

    def found(self, screen: Screen, element: Element, live: Hierarchy, effect: Effect) -> Found | Ambiguous | None:
        """The control that an element of a screen is now; see `climb`."""
        others = dict(self.prints(screen))
        known = others.pop(element.name, None)
        return climb(known, list(others.values()), live, effect) if known is not None else None

    def heal(self, what: str, screen: str, element: str, old: str, new: str, score: float, live: Hierarchy) -> None:
        """Write down one healing, once."""
        before = self.dump_of(screen)
        found = Healing(self.seq, what, screen, element, old, new, score, before.xml if before else "", live.xml)
        if not any((h.what, h.screen, h.element, h.new) == (what, screen, element, new) for h in self.healings):
            self.healings.append(found)
