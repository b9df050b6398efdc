"""Where else a text may stand that isn't on the screen it was looked for on: where the doc has it, on pages of settings."""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import AppDoc, Kind, Screen
from apidocs.doc.routing import Routes

from ..screen.matching import plain_words

_LOOKED_THROUGH = 2
"""Screens of either sort that are looked through."""
_SETTINGS = 3
"""Switches and choices that make a page one of settings."""


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
        found = [*saying[:_LOOKED_THROUGH], *(self._settings(other) if settings else ())]
        return list({s.name: s for s in found if s.name != other.name and not s.serves}.values())

    def _settings(self, other: Screen) -> list[Screen]:
        """Pages of settings, the fullest first."""

        def switches(screen: Screen) -> int:
            return sum(e.kind in (Kind.TOGGLE, Kind.CHOICE) for e in screen.elements)

        app = self._routes.home(other.name)
        found = [s for s in self._doc.screens if s.kind == "page" and s.name != other.name]
        found = [s for s in found if s.package in ("", app[0])]
        found = [s for s in found if "settings" in s.name.split("_") or switches(s) >= _SETTINGS]
        reached = [s for s in found if s.name == app[1] or self._reaches(app[1], s.name)]
        return sorted(reached, key=lambda s: (s.name != "settings", -len(s.elements)))[:_LOOKED_THROUGH]
