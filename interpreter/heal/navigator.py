"""A navigator that goes on where the doc no longer fits the app: the ladder, put to use.

Decides when an element that isn't found is another control now, and what lies behind an entry that is new. What is healed is
written down and put into the run's own copy of the doc, so that it is found directly from then on; whether it is kept is the
person's to say. Only harmless things are touched to look for something: nothing that may save, send or delete.
"""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import Effect, Element, Kind, Screen
from apidocs.doc.buttons import goes_on, says_no, says_seen
from apidocs.doc.effects import effect_of, gravest, severity
from apidocs.screens.sure import sure_match
from apidocs.screens.windows import words_on
from phones.hierarchy import Node
from phones.locating import Match, build_locator

from ..calls.declared import at_least
from ..find.navigating import Navigator
from ..forms.put_in import Forms
from ..screen.dialogs import title_of_dialog
from ..screen.front import Front, Sight
from ..screen.options import notice_button
from .element_matching import Ambiguous, Found, controls_of
from .front import HealingFront
from .memory import Memory

BEHIND = frozenset(
    "more,more options,menu,next,continue,advanced,show more,show all,other,others,details,options".split(",")
)
"""What stands on an entry behind which the rest of a screen may have gone."""


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
        if element.locator.under:  # what says the same elsewhere is the other one
            return match
        if screen.from_sources:  # nothing that only resembles what was never seen on a phone
            return sure_match(sight.find(element.locator), element) if match is not None else None
        if match is not None and not self._doubtful(match, element):
            return match
        if sight.screen is None:
            return match
        return self._climb(sight, screen, element) if sight.name == screen.name else None

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
            found = self._memory.found(screen, element, sight.hierarchy, at_least(element))
            if isinstance(found, Ambiguous):
                self._front.note(
                    f"{screen.name}.{element.name} isn't clear now: {len(found.nodes)} controls could be it"
                )
            self._climbed[key] = self._take(sight, screen, element, found) if isinstance(found, Found) else None
        return self._climbed[key]

    def _take(self, sight: Sight, screen: Screen, element: Element, found: Found) -> Match:
        """Put the control that was found into the doc in place of the old one."""
        old = element.locator.model_dump_json(exclude_defaults=True)
        stable = bool(element.label) and not found.node.editable
        window = sight.window
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

    def _in_view(self, source: Screen, element: Element) -> Match | None:
        match = super()._in_view(source, element)
        return match if match is not None or element.locator.under else self._behind(source, element)

    def _behind(self, screen: Screen, element: Element) -> Match | None:
        """Look behind what is new on the screen and says that there is more; back again where it isn't there."""
        sight = self._look()
        if sight.name != screen.name:
            return None
        back = self._from_second_half(screen, element)
        if back is not None:
            return back
        for node in self._openers(sight):
            entry = (screen.name, f"{node.id_name}|{words_on(node)}", element.name)
            if entry in self._tried:
                continue
            self._tried.add(entry)
            after = self._clear(self._front.tap(node))
            if after.name in self._routes.targets(screen.name, element.name):
                return self._leads_there(screen, element, sight, node)
            match = self._there(after, screen, element)
            if match is not None:
                self._memory.heal(
                    "way", screen.name, element.name, "", f'behind "{words_on(node)}"', 1.0, after.hierarchy
                )
                self._front.note(f'{screen.name}.{element.name} is behind "{words_on(node)}" now')
                return match
            if after.signature != sight.signature:
                self._front.key("back")
            sight = self._look()
            if sight.name != screen.name:
                return None
        return None

    def _leads_there(self, screen: Screen, element: Element, sight: Sight, node: Node) -> Match | None:
        """What leads where the element led is the element: back, and taken for it."""
        self._take(sight, screen, element, Found(node, 1.0, "where it leads"))
        self._front.key("back")
        return self.visible(self._look(), screen, element)

    def _from_second_half(self, screen: Screen, element: Element) -> Match | None:
        """Where a screen has become two, what isn't on the second half is on the first: one step back."""
        if not any(h.what == "way" and h.screen == screen.name for h in self._memory.healings):
            return None
        after = self._clear(self._front.key("back"))
        return self.visible(after, screen, element) if after.name == screen.name else None

    def _openers(self, sight: Sight) -> list[Node]:
        """New or known entries that say there is more behind them, and are known to be harmless. To go on from a form may keep
        what stands in it: that is nothing to try."""
        window = sight.window
        if window is None:
            return []
        found = []
        filled = bool(self._forms.unsaved()) or any(node.editable for node in window.nodes)
        for node in controls_of(window):
            words = words_on(node)
            effect = effect_of(words, node.id_name, node.content_desc, Kind.BUTTON)
            if node.checkable or filled and goes_on(words):
                continue
            if words.strip().casefold().rstrip("….") in BEHIND and severity(effect) <= severity(Effect.NAVIGATE):
                found.append(node)
        return found

    def _there(self, sight: Sight, screen: Screen, element: Element) -> Match | None:
        """The element where it has gone to: found wholly, or by its words."""
        matches = sight.find(element.locator)
        if matches and matches[0].score > 0.99:
            return matches[0]
        if screen.from_sources:
            return None
        found = self._memory.found(screen, element, sight.hierarchy, gravest([Effect.COMMIT, element.effect]))
        return self._take(sight, screen, element, found) if isinstance(found, Found) else None


def dismiss(front: Front, sight: Sight, note: Callable[[str], None]) -> Sight | None:
    """Close a notice that wasn't there when it was recorded, without saying yes to anything; None where it stays.

    Back is what a person presses who wants nothing of it; where that does nothing, the one button that says no, or the only one
    of a notice that says no more than "seen".
    """
    window = sight.window
    if window is None or window.kind != "dialog":
        return None
    title = title_of_dialog(sight.hierarchy)
    if any(n.editable or n.checkable for n in window.nodes):
        return None
    after = front.key("back")
    if after.signature == sight.signature:
        buttons = [n for n in controls_of(window) if says_no(words_on(n))]
        only = notice_button(sight.hierarchy)
        if not buttons and only is not None and says_seen(words_on(only)):
            buttons = [only]
        if len(buttons) != 1:
            return None
        after = front.tap(buttons[0])
    if after.signature == sight.signature:
        return None
    note(f'a notice that wasn\'t there then was closed: "{title}"')
    return after
