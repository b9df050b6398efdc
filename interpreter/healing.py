"""A front and a navigator that go on where the doc no longer fits the app: the ladder, put to use.

Decides when an unknown screen is one of the doc's after all, when an element that isn't found is another control now, and
what lies behind an entry that is new. What is healed is written down and put into the run's own copy of the doc, so that it
is found directly from then on; whether it is kept is the person's to say. Only harmless things are touched to look for
something: nothing that may save, send or delete.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from apidocs.effects import effect_of, gravest, severity
from apidocs.marks import look
from apidocs.screens import ScreenIndex
from apidocs.windows import Window, words_on
from phones.hierarchy import Hierarchy, Node
from phones.locating import Match, build_locator
from phones.phone import Phone

from .errors import CallFailed
from .forms import Forms
from .front import Front, Sight
from .ladder import Ambiguous, Found, Print, climb, controls_of, prints_of, rungs, score_of
from .limits import Limits
from .matching import NEAR, likeness, plain_words
from .navigating import Navigator

FITS = 0.55
"""Share of a screen's elements that have to be found on an unknown one for it to be that screen."""
APART = 0.12
"""By how much it has to fit better than the next screen."""
_THERE = 0.4
"""Share of a screen's elements below which its marks alone aren't believed."""
_LOOKED_AT = 10
"""Screens of the doc that an unknown one is compared with closely."""
BEHIND = frozenset(
    {
        "more",
        "more options",
        "menu",
        "next",
        "continue",
        "advanced",
        "show more",
        "show all",
        "other",
        "others",
        "details",
        "options",
    }
)
"""What stands on an entry behind which the rest of a screen may have gone."""
_DISMISS = frozenset(
    {
        "ok",
        "okay",
        "got it",
        "later",
        "not now",
        "no thanks",
        "skip",
        "close",
        "dismiss",
        "maybe later",
        "understood",
        "continue",
    }
)


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

    def heal(self, what: str, screen: str, element: str, old: str, new: str, score: float, live: Hierarchy) -> None:
        """Write down one healing, once."""
        before = self.dump_of(screen)
        found = Healing(self.seq, what, screen, element, old, new, score, before.xml if before else "", live.xml)
        if not any((h.what, h.screen, h.element, h.new) == (what, screen, element, new) for h in self.healings):
            self.healings.append(found)


class HealingFront(Front):
    """Knows a screen again that an update has changed."""

    def __init__(self, phone: Phone, memory: Memory, limits: Limits, cancel: threading.Event) -> None:
        super().__init__(phone, memory.doc, limits, cancel)
        self._memory = memory
        self._mended: dict[str, ScreenIndex] = {}

    def _identify(self, hierarchy: Hierarchy) -> Screen | None:
        found = super()._identify(hierarchy)
        window = Window.of(hierarchy)
        if window is None or window.root.package != self.doc.package:
            return found
        if found is not None and not self._only_by_buttons(found, window) and self._shows_its_elements(found, window):
            return found
        other = self._by_elements(hierarchy, window)
        if other is not None and other is not found:
            self._remember(other, hierarchy, window)
        return other or (None if found is not None and self._only_by_buttons(found, window) else found)

    def _shows_its_elements(self, screen: Screen, window: Window) -> bool:
        """Whether enough of a screen's elements are there: marks alone may fit another screen that has lost its own."""
        prints = self._memory.prints(screen)
        controls = controls_of(window)
        if screen.serves or not prints or not controls:
            return not controls  # options to choose from are no elements: whatever else fits better, is it
        names = _names_on(controls)
        # known by name, as most are: a glance is enough. A long page shows only a part of its elements
        if sum(bool({p.id.rsplit("/", 1)[-1], p.words} & names) for p in prints.values()) >= _THERE * len(controls):
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
            known = self._memory.prints(screen).values()
            return sum(bool({p.id.rsplit("/", 1)[-1], p.words} & names) for p in known) + 3 * marks.get(
                screen.name, 0.0
            )

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
    names: set[str] = set()
    nodes: set[int] = set()
    total = 0.0
    for score, name, index in pairs:
        if name in names or index in nodes or score < 0.4:
            continue
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
    return not (known and shown) or len(known & shown) / len(known | shown) > 0.4


class HealingNavigator(Navigator):
    """Finds elements again that have changed, and looks behind what is new."""

    def __init__(self, front: HealingFront, memory: Memory, forms: Forms, clear: Callable[[Sight], Sight]) -> None:
        super().__init__(front, memory.doc, forms, clear)
        self._memory = memory
        self._tried: set[tuple[str, str, str]] = set()
        """Entries that were looked behind, for which element."""
        self._climbed: dict[tuple[int, str, str], Match | None] = {}

    def visible(self, sight: Sight, screen: Screen, element: Element) -> Match | None:
        match = super().visible(sight, screen, element)
        if match is not None and not self._doubtful(match, element):
            return match
        if sight.screen is not None and sight.name != screen.name:
            return None
        if sight.screen is None:
            return match
        return self._climb(sight, screen, element)

    def _doubtful(self, match: Match, element: Element) -> bool:
        """Whether what was found says something else than the element did, and was found by something else than its words."""
        if not element.label or match.node.editable or element.kind not in (Kind.BUTTON, Kind.TOGGLE, Kind.CHOICE):
            return False
        if element.inline:
            return False  # it holds its options, and says them; its label stands beside it
        if {"text", "content_desc", "label"} & set(match.used.split("+")):
            return False
        words = words_on(match.node).strip().casefold()
        return bool(words) and words != element.label.strip().casefold()

    def _climb(self, sight: Sight, screen: Screen, element: Element) -> Match | None:
        key = (sight.signature, screen.name, element.name)
        if key not in self._climbed:
            self._climbed[key] = self._climb_now(sight, screen, element)
        return self._climbed[key]

    def _climb_now(self, sight: Sight, screen: Screen, element: Element) -> Match | None:
        prints = self._memory.prints(screen)
        known = prints.get(element.name)
        if known is None:
            return None
        others = [p for name, p in prints.items() if name != element.name]
        found = climb(known, others, sight.hierarchy, effect_of_element(element))
        if not isinstance(found, Found):
            if isinstance(found, Ambiguous):
                self._front.note(
                    f"{screen.name}.{element.name} isn't clear now: {len(found.nodes)} controls could be it"
                )
            return None
        return self._take(sight, screen, element, found)

    def _take(self, sight: Sight, screen: Screen, element: Element, found: Found) -> Match:
        """Put the control that was found into the doc in place of the old one."""
        old = element.locator.model_dump_json(exclude_defaults=True)
        stable = bool(element.label) and not found.node.editable
        window = Window.of(sight.hierarchy)
        assert window is not None  # the node was found in it
        locator = build_locator(window.root, found.node, stable_text=stable)
        if locator.path and not locator.resource_id:
            locator = build_locator(sight.hierarchy, found.node, stable_text=stable)
        new = locator.model_dump_json(exclude_defaults=True)
        element.locator = locator
        if element.label and words_on(found.node):
            element.label = words_on(found.node)
        if element.state is not None:
            shown = element.state.resource_id
            carriers = [n for n in found.node.walk() if n.checkable or (shown and n.resource_id == shown)]
            # without one the state is read from the element itself, never from what stands where it stood
            element.state = build_locator(sight.hierarchy, carriers[0], stable_text=False) if carriers else None
        self._memory.heal("element", screen.name, element.name, old, new, found.score, sight.hierarchy)
        self._front.note(f"{screen.name}.{element.name} was found anew by {found.used} ({found.score:.0%}): {new}")
        return Match(found.node, found.score, f"healed: {found.used}")

    def seek(self, screen: Screen, element: Element) -> tuple[Sight, Match]:
        try:
            return super().seek(screen, element)
        except CallFailed:
            found = self._behind(screen, element)
            if found is None:
                raise
            return found

    def _in_view(self, source: Screen, element: Element) -> Match | None:
        match = super()._in_view(source, element)
        if match is None:
            found = self._behind(source, element)
            match = found[1] if found is not None else None
        return match

    def _behind(self, screen: Screen, element: Element) -> tuple[Sight, Match] | None:
        """Look behind what is new on the screen and says that there is more; back again where it isn't there."""
        sight = self._look()
        if sight.name != screen.name:
            return None
        back = self._from_second_half(sight, screen, element)
        if back is not None:
            return back
        for node in self._openers(sight, screen):
            entry = (screen.name, f"{node.id_name}|{words_on(node)}", element.name)
            if entry in self._tried:
                continue
            self._tried.add(entry)
            after = self._clear(self._front.tap(node))
            if after.name and after.name in self._targets(screen, element):
                return self._leads_there(screen, element, sight, node)
            match = self._there(after, screen, element)
            if match is not None:
                self._memory.heal(
                    "way", screen.name, element.name, "", f'behind "{words_on(node)}"', 1.0, after.hierarchy
                )
                self._front.note(f'{screen.name}.{element.name} is behind "{words_on(node)}" now')
                return after, match
            if after.signature != sight.signature:
                self._front.key("back")
            sight = self._look()
            if sight.name != screen.name:
                return None
        return None

    def _targets(self, screen: Screen, element: Element) -> set[str]:
        return {t.target for t in self._doc.transitions if (t.source, t.element) == (screen.name, element.name)}

    def _leads_there(self, screen: Screen, element: Element, sight: Sight, node: Node) -> tuple[Sight, Match] | None:
        """What leads where the element led is the element: back, and taken for it."""
        self._take(sight, screen, element, Found(node, 1.0, 1.0, "where it leads"))
        self._front.key("back")
        before = self._look()
        match = self.visible(before, screen, element)
        return (before, match) if match is not None else None

    def _from_second_half(self, sight: Sight, screen: Screen, element: Element) -> tuple[Sight, Match] | None:
        """Where a screen has become two, what isn't on the second half is on the first: one step back."""
        if not any(h.what == "way" and h.screen == screen.name for h in self._memory.healings):
            return None
        after = self._clear(self._front.key("back"))
        if after.name != screen.name:
            return None
        match = self.visible(after, screen, element)
        return (after, match) if match is not None else None

    def _openers(self, sight: Sight, screen: Screen) -> list[Node]:
        """New or known entries that say there is more behind them, and are known to be harmless."""
        window = Window.of(sight.hierarchy)
        if window is None:
            return []
        found = []
        for node in controls_of(window):
            words = words_on(node)
            effect = effect_of(words, node.id_name, node.content_desc, Kind.BUTTON)
            if words.strip().casefold().rstrip("….") in BEHIND and severity(effect) <= severity(Effect.NAVIGATE):
                found.append(node)
        return found

    def _there(self, sight: Sight, screen: Screen, element: Element) -> Match | None:
        """The element where it has gone to: found wholly, or by its words."""
        matches = sight.find(element.locator)
        if matches and matches[0].score > 0.99:
            return matches[0]
        prints = self._memory.prints(screen)
        known = prints.get(element.name)
        if known is None:
            return None
        others = [p for name, p in prints.items() if name != element.name]
        found = climb(known, others, sight.hierarchy, gravest([Effect.COMMIT, element.effect]))
        return self._take(sight, screen, element, found) if isinstance(found, Found) else None


def effect_of_element(element: Element) -> Effect:
    """What using an element does at least: its own effect, or what its kind is for."""
    least = {Kind.TOGGLE: Effect.SETTINGS, Kind.CHOICE: Effect.SETTINGS, Kind.INPUT: Effect.INPUT}
    return gravest([element.effect, least.get(element.kind, Effect.NAVIGATE)])


def dismiss(front: Front, sight: Sight, note: Callable[[str], None]) -> Sight | None:
    """Close a notice that wasn't there when it was recorded, without saying yes to anything; None where it stays.

    Back is what a person presses who wants nothing of it; a button is pressed only where it says no more than "seen".
    """
    window = Window.of(sight.hierarchy)
    if window is None or window.kind != "dialog":
        return None
    title = window.title or next((n.text for n in window.nodes if n.text), "")
    if any(n.editable or n.checkable for n in window.nodes):
        return None
    after = front.key("back")
    if after.signature == sight.signature:
        buttons = [n for n in controls_of(window) if words_on(n).strip().casefold() in _DISMISS]
        if len(buttons) != 1:
            return None
        after = front.tap(buttons[0])
    if after.signature == sight.signature:
        return None
    note(f'a notice that wasn\'t there then was closed: "{title}"')
    return after
