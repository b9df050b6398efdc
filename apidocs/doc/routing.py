"""Which way leads from one of the doc's screens to another: harmless hops first; else one that asks, where it only leads on.

"Export" that opens a form to fill in has exported nothing yet, so it may be taken on the way to that form, with consent as
for any such act. What saves a form, or does the deed itself, is never part of a way.
"""

from __future__ import annotations

from . import AppDoc, Effect, Element, Kind, Screen, Transition
from .buttons import says_no, says_yes
from .effects import asks, severity
from .paths import HARMLESS, home_of, needs_row, route, starts
from .words import word_set, words_of

Edge = tuple[str, str, str, str]
_AVOID = frozenset(Effect) - HARMLESS - {Effect.INPUT, Effect.SETTINGS}
"""Of the settings only choices are opened on the way, see `Routes._changes_nothing`."""
_MARKS = word_set(
    "select deselect unselect mark unmark tick untick star unstar pin unpin flag unflag like unlike favourite favorite"
)
"""First words of what changes something of the person's, though only a mark on it: no way to anywhere."""
_ANYWHERE = frozenset({Effect.COMMIT, Effect.SHARE})
"""What may lead on to a page; graver deeds only to a dialog that asks about them."""


def key_of(edge: Transition) -> Edge:
    return edge.source, edge.element, edge.action, edge.target


class Routes:
    """The ways of one doc."""

    def __init__(self, doc: AppDoc) -> None:
        self._doc = doc

    def path(
        self, start: str, goal: str, failed: set[Edge], *, rows: bool = False, asking: bool = False
    ) -> list[Transition]:
        """The best way, empty where there is none. `rows`: rows may be opened on it; `asking`: it may need consent."""
        return self._harmless(start, goal, failed, rows) or (self._asking(start, goal, failed) if asking else [])

    def effect(self, edge: Transition) -> Effect:
        """What a hop does, as the doc has it."""
        element = self.element(edge)
        plain = element is None or edge.action in ("back", "long_press") or element.kind is Kind.LIST
        return Effect.NAVIGATE if element is None or plain else element.effect

    def element(self, edge: Transition) -> Element | None:
        return self._doc.element(edge.source, edge.element)

    def targets(self, screen: str, element: str) -> set[str]:
        """Where a tap on an element was seen to lead, away from its screen."""
        steps = (t for t in self._doc.transitions if (t.source, t.element, t.action) == (screen, element, "tap"))
        return {t.target for t in steps} - {screen}

    def home(self, screen: str) -> tuple[str, str]:
        """The app to launch for a screen, and what shows then."""
        return home_of(self._doc, screen)

    @property
    def homes(self) -> dict[str, str]:
        """What a launch shows, by package."""
        return starts(self._doc)

    def _harmless(self, start: str, goal: str, failed: set[Edge], rows: bool) -> list[Transition]:
        usable = [t for t in self._doc.transitions if key_of(t) not in failed and self._changes_nothing(t)]
        return self._route(usable, start, goal, failed, _AVOID, rows)

    def _asking(self, start: str, goal: str, failed: set[Edge]) -> list[Transition]:
        usable = [
            t
            for t in self._doc.transitions
            if key_of(t) not in failed
            and self._changes_nothing(t)
            and (self.effect(t) not in _AVOID or self._leads_on(t, start, goal))
        ]
        return self._route(usable, start, goal, failed, frozenset(), False)

    def _route(
        self,
        usable: list[Transition],
        start: str,
        goal: str,
        failed: set[Edge],
        avoid: frozenset[Effect],
        rows: bool,
    ) -> list[Transition]:
        graph = self._doc.model_copy(update={"transitions": usable})
        lists = [(s.name, e.name) for s in self._doc.screens for e in s.elements if e.kind is Kind.LIST]
        path = route(graph, start, goal, avoid_effects=avoid, rows=lists if rows else ()) or []
        # a back that was never seen is guessed anew by each route()
        return path if not path or key_of(path[0]) not in failed else []

    def _changes_nothing(self, edge: Transition) -> bool:
        """Whether a hop may be taken on the way: it must change nothing but the screen."""
        element = self.element(edge)
        if element is None or edge.action == "back":
            return True
        if element.kind is Kind.LIST:
            if edge.action == "open" and element.item is not None and element.item.effect is Effect.SETTINGS:
                return False
            source = self._doc.screen(edge.source)
            return source is None or not self._selects(
                source
            )  # a tap there ticks a row, and the last one unticked ends it
        if needs_row(self._doc, edge):
            return True
        if _MARKS.intersection(words_of(element.label or element.name)[:1]):
            return False
        if element.kind is Kind.TOGGLE:
            return edge.action == "long_press"
        # a tap on a choice opens it and sets nothing yet
        return element.kind is Kind.CHOICE or element.effect is not Effect.SETTINGS

    def _selects(self, screen: Screen) -> bool:
        """Whether a screen is the selection mode of a list: a tap on a row picks it."""
        if "mode:action" in screen.marks:
            return True
        items = {e.item.name for e in screen.elements if e.item is not None}
        return any(
            e.item is not None and e.item.menu == screen.name and e.item.name in items
            for other in self._doc.screens
            for e in other.elements
        )

    def _leads_on(self, edge: Transition, start: str, goal: str) -> bool:
        """Whether a hop that asks for consent was seen to open something further, where the deed is done or not."""
        source, target, element = self._doc.screen(edge.source), self._doc.screen(edge.target), self.element(edge)
        if source is None or target is None or element is None or source is target or edge.action != "tap":
            return False
        if element.kind is not Kind.BUTTON or not asks(element.effect):
            return False
        if element.effect not in _ANYWHERE and (target.kind == "page" or edge.target != goal):
            return False
        back = (
            t.target == edge.source for t in self._doc.transitions if t.source == edge.target and t.action != "back"
        )
        if target.kind == "page" and any(back):
            return False  # it goes back to what opened it: the deed is done then
        if _ends(source, element):
            # the OK that a script forgot, of the dialog in front, where only what comes of it is left to be named
            return source.kind == "dialog" and (edge.source, edge.target) == (start, goal) and target.kind != "dialog"
        if self._deeds(edge.target) != {edge.element}:
            return False  # several deeds open it (a file picker), and which one is meant isn't said
        return target.kind != "page" or any(
            e.kind is Kind.INPUT or severity(e.effect) >= severity(Effect.COMMIT) for e in target.elements
        )

    def _deeds(self, screen: str) -> set[str]:
        """The elements that open a screen and do something besides."""
        return {
            t.element
            for t in self._doc.transitions
            if t.target == screen and t.action == "tap" and asks(self.effect(t))
        }


def _ends(screen: Screen, element: Element) -> bool:
    """Whether a button ends the form or dialog it stands in."""
    label = element.label or element.name
    return any(e.commit == element.name for e in screen.elements) or (
        screen.kind == "dialog" and (says_yes(label) or says_no(label))
    )
