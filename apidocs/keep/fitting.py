"""Whether a doc that ships fits what a phone shows: its screens are held against what is in front.

Looks at one dump. A page that scrolls shows a part of itself, so there it counts how much of what is shown the doc knows;
of one that stands still, how much of what always stands there is found. Too little of either, and it is another app.
"""

from __future__ import annotations

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
_LEAST = 2
"""Elements that have to be found: one button alone may stand in any app."""


@dataclass(frozen=True)
class Fit:
    """How well a doc fits what is in front."""

    screen: str = ""
    """The screen it fits best."""
    share: float = 0.0
    found: int = 0

    @property
    def enough(self) -> bool:
        """Whether the doc is to be taken."""
        return self.share >= FITS and self.found >= _LEAST

    def __str__(self) -> str:
        return f"{self.share:.0%} of {self.screen}" if self.screen else "nothing of it"


def fit(doc: AppDoc, hierarchy: Hierarchy) -> Fit:
    """The page of the doc that fits best; an empty one where none of its windows is in front."""
    window = Window.of(hierarchy)
    if window is None or window.root.package != doc.package:
        return Fit()
    return max((_of(screen, hierarchy, window) for screen in doc.screens), key=lambda one: one.share, default=Fit())


def _of(screen: Screen, hierarchy: Hierarchy, window: Window) -> Fit:
    if screen.kind != window.kind or screen.package not in ("", window.root.package):
        return Fit()
    tab = next((mark[4:] for mark in screen.marks if mark.startswith("tab:")), "")
    if tab and window.selected and tab not in window.selected:
        return Fit()
    there = {e.name: m for e in screen.elements if (m := sure_match(find(hierarchy, e.locator), e)) is not None}
    expected = always_there(screen)
    of_all = len(expected & there.keys()) / len(expected) if expected else 0.0
    share = max(of_all, _of_shown(window, [match.node for match in there.values()])) if _scrolls(window) else of_all
    return Fit(screen.name, share, len(there))


def _scrolls(window: Window) -> bool:
    return any(is_scroll(node) and node.scrollable for node in window.nodes)


def _of_shown(window: Window, known: list[Node]) -> float:
    """How much of what can be touched, and says something, is known; rows of what a person has left out."""
    content = find_lists(window, frozenset()).inside
    ours = {id(node.actionable() or node) for node in known} | {id(node) for node in known}
    shown = [n for n in window.nodes if (n.clickable or n.checkable) and words_on(n) and id(n) not in content]
    shown = [n for n in shown if not window.is_up(n)]
    return sum(id(n) in ours for n in shown) / len(shown) if shown else 0.0


def names_there(screen: Screen, hierarchy: Hierarchy) -> set[str]:
    """Which of a screen's elements a dump shows."""
    return {e.name for e in screen.elements if sure_match(find(hierarchy, e.locator), e) is not None}


def can_be_missing(screen: Screen, name: str) -> bool:
    """Whether an element that isn't seen may still be as the doc says: rows that aren't there, what shows at times."""
    element = screen.element(name)
    return element is None or element.kind is Kind.LIST or name not in always_there(screen)
