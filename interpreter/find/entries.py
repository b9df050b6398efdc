"""Where an entry may stand that no known way leads through: pages of settings, buttons that lead where the walk never was.

Knows the doc and looks at the screen in front; going there is `navigating`'s.
"""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from apidocs.doc.effects import asks, effect_of
from apidocs.screens.windows import Window
from phones.hierarchy import Node

from ..screen.front import Front
from ..screen.matching import plain_words
from ..screen.scrolling import throughout
from ..screen.states import selecting
from .routing import Routes

_LOOKED_THROUGH = 2
"""Screens on which an entry with the title of another one is looked for."""
_SETTINGS = 3
"""Switches and choices that make a page one of settings."""
_DOORS = frozenset({"about", "help", "settings", "preferences", "options", "support", "info"})


class Entries:
    """The entries of one doc."""

    def __init__(self, doc: AppDoc, routes: Routes, reaches: Callable[[str, str], bool]) -> None:
        """`reaches` tells whether a way leads from one screen to another."""
        self._doc = doc
        self._routes = routes
        self._reaches = reaches

    def saying(self, text: str, other: Screen, *, settings: bool) -> list[Screen]:
        """Screens besides `other` that may say a text: those with an element of these words; the `settings` too."""
        wanted = plain_words(text)
        saying = [s for s in self._doc.screens if any(plain_words(e.label) == wanted != "" for e in s.elements)]
        found = [*saying[:_LOOKED_THROUGH], *(self.settings(other) if settings else ())]
        return list({s.name: s for s in found if s.name != other.name and not s.serves}.values())

    def settings(self, goal: Screen) -> list[Screen]:
        """Pages where entries to others stand among settings, the fullest first."""

        def switches(screen: Screen) -> int:
            return sum(e.kind in (Kind.TOGGLE, Kind.CHOICE) for e in screen.elements)

        app = self._routes.home(goal.name)
        found = [s for s in self._doc.screens if s.kind == "page" and s.name != goal.name]
        found = [s for s in found if s.package in ("", app[0])]
        found = [s for s in found if "settings" in s.name.split("_") or switches(s) >= _SETTINGS]
        reached = [s for s in found if s.name == app[1] or self._reaches(app[1], s.name)]
        return sorted(reached, key=lambda s: (s.name != "settings", -len(s.elements)))[:_LOOKED_THROUGH]

    def unseen_doors(self) -> list[tuple[Screen, Element]]:
        """Entries that lead where the walk never was, and where apps keep what is on no other page: about, help, settings."""
        been = {t.element for t in self._doc.transitions}  # the same button on another page leads to the same
        doors: dict[str, tuple[Screen, Element]] = {}
        for screen in self._doc.screens:
            if screen.kind == "dialog" or screen.package not in ("", self._doc.package):
                continue
            for element in screen.elements:
                said = plain_words(element.label or element.name.replace("_", " ")).split()
                leads = element.kind is Kind.BUTTON and element.effect is Effect.NAVIGATE
                if leads and element.name not in been and not _DOORS.isdisjoint(said) and len(said) < 4:
                    doors.setdefault(element.name, (screen, element))
        return list(doors.values())[:_LOOKED_THROUGH]


def entry_of(front: Front, wanted: str) -> Node | None:
    """A row of the page in front that says just this and only leads somewhere, scrolled to; None where there is none."""
    for sight in throughout(front):
        window = Window.of(sight.hierarchy) if not selecting(sight.hierarchy) else None
        for node in window.nodes if window is not None else []:
            row = node.actionable()
            if node.label.strip().casefold() != wanted or row is None or row.checkable:
                continue
            if not asks(effect_of(node.label, node.id_name, node.content_desc, Kind.BUTTON)):
                return row
    return None
