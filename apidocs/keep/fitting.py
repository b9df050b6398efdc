"""Whether a doc that ships fits what a phone shows, and which of its screens that is: its elements are held against the dump.

Looks at one dump. A page that scrolls shows a part of itself, so there it counts how much of what is shown the doc knows;
of one that stands still, how much of what always stands there is found. Too little of either, and it is another app, or a screen
that the doc doesn't have. A heading that is another one, or another tab, decides against a screen whatever else is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from phones.hierarchy import Hierarchy, Node
from phones.locating import find

from ..doc import AppDoc, Kind, Screen
from ..screens.lists import find_lists
from ..screens.sure import sure_match
from ..screens.windows import Window, is_scroll, words_on
from ..shipped.apps import always_there

FITS = 0.6
"""Share of a screen that has to be as the doc says for the doc to be taken."""
KNOWN = 0.4
"""And for a screen to be taken for that of the doc, where no other fits as well."""
_LEAST = 2
"""Elements that have to be found: one button alone may stand in any app."""
_HEADED = 0.25
"""What the same heading counts."""
_HEADINGS = ("collapsing_toolbar",)
"""What is read out as a page's heading, and says it in no text."""


@dataclass(frozen=True)
class Fit:
    """How well one screen of a doc fits what is in front."""

    screen: str = ""
    share: float = 0.0
    found: int = 0
    headed: bool = False
    """Whether its heading is there."""

    @property
    def enough(self) -> bool:
        """Whether the doc is to be taken."""
        return self.share >= FITS and self.found >= _LEAST

    @property
    def score(self) -> float:
        """What screens are compared by."""
        return self.share + (_HEADED if self.headed else 0.0)

    def __str__(self) -> str:
        return f"{self.share:.0%} of {self.screen}" if self.found else "nothing of it"


def fit(doc: AppDoc, hierarchy: Hierarchy) -> Fit:
    """The screen of the doc that fits best; an empty one where its app isn't in front."""
    window = Window.of(hierarchy)
    if window is None or window.root.package != doc.package:
        return Fit()
    found = (_of(screen, hierarchy, window) for screen in doc.screens)
    return max(found, key=lambda one: (one.enough, one.score, one.found), default=Fit())


def made_from_sources(doc: AppDoc, window: Window) -> list[Screen]:
    """The screens of the app in front that were never seen on a phone."""
    return [one for one in doc.screens if one.from_sources and (one.package or doc.package) == window.root.package]


def screen_in_front(doc: AppDoc, hierarchy: Hierarchy) -> Screen | None:
    """Which of those a dump shows, told by its elements; None where too little is there, or two fit alike."""
    window = Window.of(hierarchy)
    if window is None:
        return None
    screens = made_from_sources(doc, window)
    fits = [one for screen in screens if (one := _of(screen, hierarchy, window)).found and one.share >= KNOWN]
    fits.sort(key=lambda one: (-one.score, -one.found))
    if not fits or len(fits) > 1 and (fits[0].score, fits[0].found) == (fits[1].score, fits[1].found):
        return None
    return doc.screen(fits[0].screen)


def _of(screen: Screen, hierarchy: Hierarchy, window: Window) -> Fit:
    if screen.kind != window.kind or not _may_be(screen, window):
        return Fit()
    there = {e.name: m for e in screen.elements if (m := sure_match(find(hierarchy, e.locator), e)) is not None}
    expected = always_there(screen)
    share = len(expected & there.keys()) / len(expected) if expected else 0.0
    if window.kind != "page" or not expected or any(is_scroll(node) and node.scrollable for node in window.nodes):
        share = max(share, _of_shown(window, (match.node for match in there.values())))
    return Fit(screen.name, share, len(there), bool(screen.title) and screen.title == heading(window))


def _may_be(screen: Screen, window: Window) -> bool:
    """Whether nothing speaks against it: another app's window, heading, tab or mode."""
    tabs = {mark.lstrip("~")[4:] for mark in screen.marks if mark.lstrip("~").startswith("tab:")}
    if tabs and window.selected and not tabs & window.selected:
        return False
    if screen.package and screen.package != window.root.package:
        return False
    said = heading(window)
    if window.kind == "page" and screen.title and said and screen.title.casefold() != said.casefold():
        return False
    return ("mode:action" in screen.marks) == any("action_mode" in name for name in window.ids)


def heading(window: Window) -> str:
    """What a window is headed with, in text or only for who can't see it."""
    return window.title or next((n.content_desc for n in window.nodes if n.id_name in _HEADINGS), "")


def _of_shown(window: Window, known: Iterable[Node]) -> float:
    """How much of what can be touched, and says something, is known; rows of what a person has left out, and what stands in one
    line with a thing that is known."""
    content = find_lists(window, frozenset()).inside
    ours = {id(touched) for node in known for touched in (node, node.actionable()) if touched is not None}
    shown = [n for n in window.nodes if (n.clickable or n.checkable) and words_on(n) and id(n) not in content]
    shown = [n for n in shown if not window.is_up(n)]
    named = [n for n in shown if id(n) in ours or n.checkable and any(id(parent) in ours for parent in n.ancestors())]
    return len(named) / len(shown) if shown else 0.0


def names_there(screen: Screen, hierarchy: Hierarchy) -> set[str]:
    """Which of a screen's elements a dump shows."""
    return {e.name for e in screen.elements if sure_match(find(hierarchy, e.locator), e) is not None}


def can_be_missing(screen: Screen, name: str) -> bool:
    """Whether an element that isn't seen may still be as the doc says: rows that aren't there, what shows at times."""
    element = screen.element(name)
    return element is None or element.kind is Kind.LIST or name not in always_there(screen)
