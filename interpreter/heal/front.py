"""Knowing a screen again that an update has changed: by the share of its elements that are found, and by its words."""

from __future__ import annotations

import threading

from apidocs.doc import Kind, Screen
from apidocs.keep.fitting import made_from_sources, screen_in_front
from apidocs.screens.marks import look
from apidocs.screens.recognising import ScreenIndex
from apidocs.screens.windows import Window, words_on
from phones.hierarchy import Hierarchy, Node
from phones.phone import Phone

from ..calls.limits import Limits
from ..screen.front import Front
from ..screen.matching import NEAR, likeness, plain_words
from .element_matching import Print, controls_of, rungs, score_of
from .memory import Memory

FITS = 0.55
"""Share of a screen's elements that have to be found on an unknown one for it to be that screen."""
APART = 0.12
"""By how much it has to fit better than the next screen."""
_THERE = 0.4
"""Share of a screen's elements below which its marks alone aren't believed."""
_LOOKED_AT = 10
"""Screens of the doc that an unknown one is compared with closely."""


class HealingFront(Front):
    """Knows a screen again that an update has changed."""

    def __init__(self, phone: Phone, memory: Memory, limits: Limits, cancel: threading.Event) -> None:
        super().__init__(phone, memory.doc, limits, cancel)
        self._memory = memory

    def _identify(self, hierarchy: Hierarchy) -> Screen | None:
        window = Window.of(hierarchy)
        if window is not None and made_from_sources(self.doc, window):
            # what such screens are known by was never seen on a phone; those that were learned since have marks
            return screen_in_front(self.doc, hierarchy) or self._learned(super()._identify(hierarchy))
        found = super()._identify(hierarchy)
        if window is None or window.root.package != self.doc.package:
            return found
        if found is not None and not self._only_by_buttons(found, window) and self._shows_its_elements(found, window):
            return found
        other = self._by_elements(hierarchy, window)
        if other is not None and other is not found:
            self._remember(other, hierarchy, window)
        return other or (None if found is not None and self._only_by_buttons(found, window) else found)

    def _learned(self, screen: Screen | None) -> Screen | None:
        return None if screen is not None and screen.from_sources else screen

    def _shows_its_elements(self, screen: Screen, window: Window) -> bool:
        """Whether enough of a screen's elements are there: marks alone may fit another screen that has lost its own."""
        prints = self._memory.prints(screen)
        controls = controls_of(window)
        if screen.serves or not prints or not controls:
            return not controls  # options to choose from are no elements: whatever else fits better, is it
        # known by name, as most are: a glance is enough. A long page shows only a part of its elements
        if _known_by_name(prints, _names_on(controls)) >= _THERE * len(controls):
            return True
        return _share_found(prints, window, controls) >= _THERE

    def _only_by_buttons(self, screen: Screen, window: Window) -> bool:
        """Whether a dialog was known by its OK alone: a notice that says something else is not that dialog."""
        return screen.kind == "dialog" and window.kind == "dialog" and not _same_dialog(screen, window)

    def _by_elements(self, hierarchy: Hierarchy, window: Window) -> Screen | None:
        controls = controls_of(window)
        marks = {screen.name: score for score, screen in self._index.ranked(hierarchy)}
        scored: list[tuple[float, Screen]] = []
        for screen in self._nearest(controls, marks):
            if screen.kind != window.kind or (screen.kind == "dialog" and not _same_dialog(screen, window)):
                continue
            prints = self._memory.prints(screen)
            if not prints or not controls:
                continue
            share = _share_found(prints, window, controls)
            mark = marks.get(screen.name, 0.0)
            title = _title_agrees(screen, window)
            # a heading may be new where all else is there
            fit = max(0.6 * share + 0.25 * mark + 0.15 * title, 0.85 * share)
            scored.append((fit * _tabs_agree(screen, window), screen))
        scored.sort(key=lambda one: -one[0])
        if not scored or scored[0][0] < FITS:
            return None
        if len(scored) > 1 and scored[0][0] - scored[1][0] < APART:
            return None
        return scored[0][1]

    def _nearest(self, controls: list[Node], marks: dict[str, float]) -> list[Screen]:
        """The screens worth a closer look: those with the most ids and words in common, or the most marks."""
        names = _names_on(controls)

        def near(screen: Screen) -> float:
            return _known_by_name(self._memory.prints(screen), names) + 3 * marks.get(screen.name, 0.0)

        return sorted(self.doc.screens, key=lambda screen: -near(screen))[:_LOOKED_AT]

    def _remember(self, screen: Screen, hierarchy: Hierarchy, window: Window) -> None:
        """Add what it shows now to the screen's marks, so that it is known at once from now on."""
        now = look(window).marks()
        always = {m for m in screen.marks if not m.startswith("~")}
        sometimes = {m[1:] for m in screen.marks if m.startswith("~")}
        kept = always & now
        changed = sorted(now - always - sometimes)[:6]
        screen.marks = sorted(kept | {m for m in always if m.startswith(("kind:", "title:")) and m in now}) + sorted(
            f"~{m}" for m in (always | sometimes | now) - kept if not m.startswith(("kind:", "title:", "tab:", "mode:"))
        )
        for prefix in ("kind:", "tab:", "mode:"):
            screen.marks += sorted(m for m in now if m.startswith(prefix) and m not in screen.marks)
        self._index = ScreenIndex(self.doc)
        self._memory.heal(
            "screen", screen.name, "", "", f"known by its elements; new: {', '.join(changed)}", 1.0, hierarchy
        )


def _names_on(controls: list[Node]) -> set[str]:
    """Their ids and words."""
    return {part for n in controls for part in (n.id_name, words_on(n)) if part}


def _known_by_name(prints: dict[str, Print], names: set[str]) -> int:
    """How many of a screen's elements have their id or words among these."""
    return sum(not names.isdisjoint((known.id.rsplit("/", 1)[-1], known.words)) for known in prints.values())


def _share_found(prints: dict[str, Print], window: Window, controls: list[Node]) -> float:
    """How well a screen's elements are found among the controls, each control for one of them at most."""
    prints = {name: known for name, known in prints.items() if known.kind is not Kind.TEXT}
    pairs = sorted(
        (
            (score_of(rungs(known, window, controls, node)), name, index)
            for name, known in prints.items()
            for index, node in enumerate(controls)
        ),
        reverse=True,
    )
    names, nodes, total = set[str](), set[int](), 0.0
    for score, name, index in pairs:
        if score >= 0.4 and name not in names and index not in nodes:
            names.add(name)
            nodes.add(index)
            total += score
    # both count: how many of its elements are there, and how many of what is there are its elements
    return 2 * total / (len(prints) + len(controls)) if prints else 0.0


def _tabs_agree(screen: Screen, window: Window) -> float:
    """1 where the screen's tab is selected, or is called otherwise now; less where it is there and another is selected."""
    tabs = [m.lstrip("~")[4:] for m in screen.marks if m.lstrip("~").startswith("tab:")]
    if not tabs or not window.selected:
        return 1.0 if bool(tabs) == bool(window.selected) else 0.8
    if any(_alike(tab, words) for tab in tabs for words in window.selected):
        return 1.0
    others = [words_on(tab) for group in window.tabs for tab in group if not tab.selected]
    return 0.5 if any(_alike(tab, words) for tab in tabs for words in others) else 0.95


def _alike(a: str, b: str) -> bool:
    return likeness(plain_words(a), plain_words(b)) >= NEAR


def _title_agrees(screen: Screen, window: Window) -> float:
    if not screen.title or not window.title:
        return 0.5
    return 1.0 if _alike(screen.title, window.title) else 0.0


def _same_dialog(screen: Screen, window: Window) -> bool:
    """A dialog is told by its heading or its words; its buttons are any dialog's."""
    title = next((m[6:] for m in screen.marks if m.startswith("title:")), screen.title)
    if title and window.title:
        return _alike(title, window.title)
    known = {m.lstrip("~")[5:] for m in screen.marks if m.lstrip("~").startswith("word:")}
    shown = look(window).words
    # of a sheet about one thing, only the words that are the same for all of them are known
    among = known if "more:word" in screen.marks else known | shown
    return not (known and shown) or len(known & shown) / len(among) > 0.4
