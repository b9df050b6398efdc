"""Going to the screen a call is on: the shortest known path, each hop checked; then back; then a fresh launch.

Never changes a setting on the way, never leaves a form with unsaved input, and never invents which row of a list is meant: a
screen that only a row opens needs a row opened by the script. Which hops may be taken stands in `routing`.
"""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen, Transition
from apidocs.doc.effects import asks
from apidocs.doc.paths import needs_row
from apidocs.doc.routing import Edge, Routes, key_of
from phones.hierarchy import Node
from phones.locating import Match, find

from ..calls.errors import CallFailed, Changed, NotThere
from ..forms.keeping import goes_up, was_left
from ..forms.put_in import Entry, Forms
from ..screen.front import Front, Sight
from ..screen.interruptions import recognise
from ..screen.matching import plain_words
from ..screen.scrolling import throughout
from ..screen.shown_effect import refuse_hidden
from ..screen.states import selecting
from .namesakes import meant_of
from .no_way import no_way, said_there
from .only_row import only_row
from .shown_rows import menu_button

_BACKS = 4
_LOOKED_THROUGH = 2
"""Screens of either sort that are looked through for a text that isn't where it was to be."""
_SETTINGS = 3
"""Switches and choices that make a page one of settings."""
_SURE = 0.9
_TICKED = ("CheckBox", "Switch", "SwitchCompat", "SwitchMaterial", "ToggleButton")


class Navigator:
    """Finds the way between the doc's screens, for one run."""

    def __init__(self, front: Front, doc: AppDoc, forms: Forms, clear: Callable[[Sight], Sight]) -> None:
        self._front = front
        self._doc = doc
        self._routes = Routes(doc)
        self._forms = forms
        self._clear = clear
        """Deals with what stands in the way; see `interruptions`."""
        self._missing: list[str] = []
        """What wasn't where it leads on from, on the way that was looked for last."""
        self._repeated: set[Edge] = set()
        """Hops that were made once more, since something had come up instead."""
        self._trail: list[str] = []
        """Screens that were in front in this run: back may lead to them."""
        self.agree: Callable[[Sight, Match, Element], None] | None = None
        """Gets consent to a hop that asks for it, raises Denied; None where nobody is asked: then none is taken."""
        self.named_row: Callable[[Screen, Element], Node | None] | None = None
        """Finds the row of a list that the task names, and brings it into view; None where no task is known."""
        self.task = ""
        """What the person asked for, in their words, where that is known."""
        self.passed: Callable[[Sight], None] | None = None
        """Told of every screen that the run comes by."""
        self.ask_to_leave: Callable[[Sight, bool], list[Entry]] = lambda sight, everything: []
        """Gets consent where leaving may keep what was put in, see `keeping`, and gives what that is; raises Denied."""

    def saw(self, sight: Sight) -> None:
        """Remember a screen that the run came by."""
        if sight.name and (not self._trail or self._trail[-1] != sight.name):
            self._trail.append(sight.name)
        if self.passed is not None:
            self.passed(sight)

    def screen(self, name: str) -> Screen:
        """The doc's screen. Raises CallFailed where it has none of that name."""
        screen = self._doc.screen(name)
        if screen is None:
            raise CallFailed(f"The doc of {self._doc.label} has no screen {name}.")
        return screen

    def go(self, goal: Screen) -> Sight:
        """Bring the screen to the front. Raises CallFailed where no known way leads there, saying what to do."""
        failed: set[Edge] = set()
        self._missing = []
        backs = launches = 0
        sight = self._look(goal)
        package, start = self._routes.home(goal.name)
        for _ in range(self._front.limits.hops):
            if sight.name == goal.name:
                return sight
            path = self._path(sight.name, goal.name, failed) if sight.screen else []
            path = path or (self._by_a_row(sight.name, goal, failed) if sight.screen else [])
            if path and needs_row(self._doc, path[0]):
                sight = self._through_row(sight, path[0], failed)
            elif path:
                sight = self._hop(sight, path[0], failed)
            elif backs < _BACKS and self._back_may_help(sight, goal, package, start):
                backs += 1
                sight = self._back(sight)
            elif launches < 2 and self._launch_may_help(goal, start, failed):
                sight = self._launch(package, start, stop_first=launches > 0)
                launches += 1
            else:
                break
        if sight.name == goal.name:
            return sight
        rows = (self._path(at, goal.name, set(), rows=True) for at in (sight.name, start) if at)
        raise CallFailed(no_way(self._doc, sight.title, goal.name, rows, self._missing))

    def from_no_row(self, goal: Screen) -> None:
        """Leave the page of a row that somebody else has opened, where `goal` is a screen that only a row leads to: whose page a
        script acts on is for the script to say. Raises CallFailed where something typed would be lost."""
        if not self._only_by_a_row(goal.name):
            return
        for _ in range(_BACKS):
            sight = self._look(goal)
            if not self._only_by_a_row(sight.name):
                return
            self._back(sight)

    def _only_by_a_row(self, name: str) -> bool:
        start = self._routes.home(name)[1] if name else ""
        known = bool(name) and name != start and not self._path(start, name, set())
        return known and bool(self._path(start, name, set(), rows=True))

    def saying(self, text: str, other: Screen, *, settings: bool) -> list[Screen]:
        """Screens besides `other` that may say a text that isn't there: those with an element of these words, and where it is one
        of the `settings` pages of them, the fullest first."""
        wanted = plain_words(text)
        found = [s for s in self._doc.screens if any(plain_words(e.label) == wanted != "" for e in s.elements)]
        found = found[:_LOOKED_THROUGH] + (self._settings_pages(other) if settings else [])
        return list({s.name: s for s in found if s.name != other.name and not s.serves}.values())

    def _settings_pages(self, other: Screen) -> list[Screen]:
        package, start = self._routes.home(other.name)

        def is_one(screen: Screen) -> bool:
            switches = sum(e.kind in (Kind.TOGGLE, Kind.CHOICE) for e in screen.elements)
            named = "settings" in screen.name.split("_") or switches >= _SETTINGS
            return named and screen.kind == "page" and screen.package in ("", package)

        found = [s for s in self._doc.screens if s.name != other.name and is_one(s)]
        reached = [s for s in found if s.name == start or self._path(start, s.name, set())]
        return sorted(reached, key=lambda s: (s.name != "settings", -len(s.elements)))[:_LOOKED_THROUGH]

    def unselected(self, sight: Sight) -> Sight:
        """Leave a selection mode as it is left by a person who wants nothing of it: by back, which unpicks all."""
        for _ in range(_BACKS):
            if not selecting(sight.hierarchy):
                break
            after = self._clear(self._front.key("back"))
            self._front.note(f"left the selection mode of {sight.title}")
            self.saw(after)
            if after.signature == sight.signature:
                break
            sight = after
        return sight

    def seek(self, screen: Screen, element: Element) -> tuple[Sight, Match]:
        """Bring an element into view: on the screen as it is, else on its own screen, scrolling down, then from the top. Raises
        CallFailed where it isn't there."""
        sight = self._look(screen)
        match = self.visible(sight, screen, element)
        if match is not None:
            return sight, match
        self.go(screen)
        match, sight = self._in_view(screen, element), self._front.look()
        if match is not None:
            return sight, match
        called = f' ("{element.label}")' if element.label else ""
        raise NotThere(
            f"{screen.name}.{element.name}{called} isn't on the screen, neither above nor below. "
            f"In front is {sight.title}: {said_there(sight.hierarchy)}"
        )

    def visible(self, sight: Sight, screen: Screen, element: Element) -> Match | None:
        """The element on the screen as it is; on an unknown screen only where the match leaves no doubt, on another known
        one only where the same button does the same."""
        if (
            sight.screen is not None
            and sight.name != screen.name
            and not self._same_there(sight.screen, screen, element)
        ):
            return None
        matches = sight.find(element.locator)
        if sight.screen is not None or not matches:
            return meant_of(matches, element)
        best, owner = matches[0], screen.package or self._doc.package
        alone = len(matches) == 1 or matches[1].score < best.score
        worded = any(part in best.used.split("+") for part in ("text", "content_desc", "label"))
        telling = worded or (best.node.resource_id and not best.node.resource_id.startswith("android:id/"))
        sure = best.score >= _SURE and alone and telling and best.node.package == owner
        # the screen may only have changed its looks upon what the script did there
        sure = sure and (worded or not asks(element.effect) or self._trail[-1:] == [screen.name])
        return best if sure else None

    def _same_there(self, other: Screen, screen: Screen, element: Element) -> bool:
        """Whether another screen has the very same button, which leads where this one does, or is known to lead at all."""
        twin = next((e for e in other.elements if e.locator == element.locator and e.label == element.label), None)
        if twin is None or not twin.kind == element.kind == Kind.BUTTON:
            return False
        if twin.effect is not Effect.NAVIGATE or element.effect is not Effect.NAVIGATE:
            return False
        there, here = self._routes.targets(other.name, twin.name), self._routes.targets(screen.name, element.name)
        return bool(there) and (there == here or not here)

    def _look(self, goal: Screen | None = None) -> Sight:
        """What is in front, with what stands in the way dealt with; unless that is where the script wants to be."""
        sight = self._front.look()
        if goal is None or sight.name != goal.name:
            sight = self._clear(sight)
        self.saw(sight)
        return sight

    # the ways

    def _path(self, start: str, goal: str, failed: set[Edge], *, rows: bool = False) -> list[Transition]:
        return self._routes.path(start, goal, failed, rows=rows, asking=self.agree is not None)

    def _hop(self, sight: Sight, edge: Transition, failed: set[Edge]) -> Sight:
        source, target = self.screen(edge.source), self.screen(edge.target)
        effect = self._routes.effect(edge)
        if not asks(effect):
            self._forms.keep(source, target)
        if edge.action == "back":
            return self._arrived(edge, self._leave(sight), failed)
        element = source.element(edge.element)
        assert element is not None  # the route came by it
        match = self._in_view(source, element)
        if match is None:
            self._front.note(f"{edge.source}.{edge.element} isn't there; looked for another way to {edge.target}")
            failed.add(key_of(edge))
            self._missing.append(f"{edge.source}.{edge.element}")
            return self._look()
        if match.node.short_class.endswith(_TICKED):
            failed.add(key_of(edge))  # it has become a switch: turning it is nothing that is done on the way
            return self._look()
        refuse_hidden(self._doc, self._front.look().hierarchy, match.node, effect)
        if asks(effect) and self.agree is not None:
            self.agree(self._front.look(), match, element)
        kept = self.ask_to_leave(self._front.look(), False) if goes_up(match.node) else []
        press = self._front.long_press if edge.action == "long_press" else self._front.tap
        try:
            after = press(match.node, effect)
        except Changed:
            if key_of(edge) in self._repeated:
                raise
            self._repeated.add(key_of(edge))
            self._front.note("the screen changed on the way; went on from what is in front now")
            return self._look()
        self._kept(kept, sight, after)
        return self._arrived(edge, after, failed)

    def _by_a_row(self, start: str, goal: Screen, failed: set[Edge]) -> list[Transition]:
        """The way that opens a row nobody has opened, where it may be known all the same which: the task names it, or a
        dialog or menu lies behind the only one there is."""
        if self.named_row is None and goal.kind == "page":
            return []
        path = self._path(start, goal.name, failed, rows=True)
        asking = (e for edge in path if (e := self._routes.element(edge)) is not None and e.item is not None)
        return [] if any(asks(e.item.effect) for e in asking if e.item is not None) else path

    def _through_row(self, sight: Sight, edge: Transition, failed: set[Edge]) -> Sight:
        """Open the row that is meant; where that isn't clear, the edge is no way."""
        source, element = self.screen(edge.source), self._routes.element(edge)
        assert element is not None and element.item is not None  # it needs a row
        if edge.action != "long_press" and selecting(sight.hierarchy):
            return self.unselected(sight)
        node = self.named_row(source, element) if self.named_row is not None else None
        node = node or only_row(sight, element, self.screen(edge.target), self.task)
        if node is None:
            failed.add(key_of(edge))
            return self._look()
        refuse_hidden(self._doc, self._front.look().hierarchy, node, Effect.NAVIGATE)
        press = self._front.long_press if edge.action == "long_press" else self._front.tap
        if edge.action == "long_press" and (button := menu_button(element.item, node)) is not None:
            node, press = button, self._front.tap
        if edge.action == "part":
            part = element.item.opening(edge.target)
            touched = next((match.node for match in find(node, part.locator)), None) if part is not None else None
            if touched is None:
                failed.add(key_of(edge))
                return self._look()
            node = touched
        return self._arrived(edge, press(node, Effect.NAVIGATE), failed)

    def _in_view(self, source: Screen, element: Element) -> Match | None:
        """The element of the screen in front, scrolled to."""
        for sight in throughout(self._front, closely=bool(element.locator.under)):
            if (match := self.visible(sight, source, element)) is not None:
                return match
        return None

    def _back_where_it_came_from(self, edge: Transition, sight: Sight) -> bool:
        """Whether a dialog that several screens open was left for another of them than the one the doc knows: nothing is waited
        for then."""
        left = self._front.doc.screen(edge.source)
        return left is not None and left.kind != "page" and sight.name not in ("", edge.source)

    def _arrived(self, edge: Transition, sight: Sight, failed: set[Edge]) -> Sight:
        """Check where a hop led; one that led elsewhere isn't taken again for this goal."""
        came, sight = sight, self._clear(sight)
        if sight.name != edge.target and sight is came and not self._back_where_it_came_from(edge, sight):
            sight = self._clear(self._front.await_screen(edge.target))
        if sight.name == edge.source != edge.target and self._may_repeat(edge):
            self._front.note(
                f"{edge.source}.{edge.element} led nowhere, or something came up in the way; went there again"
            )
            return self._front.hide_keyboard()
        if sight.screen is None:
            sight = self._taken_for(edge, sight)
        how = "back" if edge.action == "back" else f"{edge.source}.{edge.element}"
        if sight.name != edge.target:
            failed.add(key_of(edge))
            self._front.note(f"went by {how}: expected {edge.target}, came to {sight.title}")
        else:
            self._front.note(f"went by {how} to {edge.target}")
        self.saw(sight)
        return sight

    def _may_repeat(self, edge: Transition) -> bool:
        """Whether a hop that came to nothing is tried once more: touches get lost, and what only leads on does no harm twice."""
        if key_of(edge) in self._repeated or asks(self._routes.effect(edge)):
            return False
        self._repeated.add(key_of(edge))
        return True

    def _taken_for(self, edge: Transition, sight: Sight) -> Sight:
        """A screen that shows nothing it is known by (scrolled, emptied) is what the only known way there leads to."""
        target = self.screen(edge.target)
        window = sight.window
        elsewhere = self._routes.targets(edge.source, edge.element) - {edge.target}
        if window is None or edge.action != "tap" or elsewhere or window.kind != target.kind != "dialog":
            return sight
        if window.root.package != (target.package or self._doc.package):
            return sight
        if target.activity and window.activity and target.activity != window.activity:
            return sight
        self._front.note(f"took an unknown screen for {edge.target}, where {edge.source}.{edge.element} leads")
        return self._front.believe(target)

    def _back(self, sight: Sight) -> Sight:
        """One step back, where that loses nothing."""
        self._forms.keep(sight.screen, None)
        after = self._clear(self._leave(sight))
        self._front.note(f"went back from {sight.title} to {after.title}")
        self.saw(after)
        return after

    def _leave(self, sight: Sight) -> Sight:
        """The back key; an open keyboard takes the first one for itself."""
        kept = self.ask_to_leave(sight, False)
        self._front.hide_keyboard()
        after = self._front.key("back")
        found = recognise(after.hierarchy)
        if found is not None and found.kind == "discard":
            self._front.key("back")
            raise CallFailed(
                f'Leaving {sight.title} would lose something: the app asked "{found.message}". Save it first, or leave it '
                "on purpose: back()"
            )
        self._kept(kept, sight, after)
        return after

    def _kept(self, entries: list[Entry], before: Sight, after: Sight) -> None:
        if entries and was_left(before, after):
            self._forms.kept(entries)

    def _launch(self, package: str, start: str, *, stop_first: bool) -> Sight:
        if stop_first:
            self._forms.keep(None, None)
        elif (sight := self._front.look()).hierarchy.package != package:
            self._forms.kept(self.ask_to_leave(sight, True))
        after = self._front.launch(package, stop_first=stop_first)
        if start and after.name != start:
            after = self._front.await_screen(start) if stop_first or not after.screen else after
        after = self._clear(after)
        label = self._doc.label if package == self._doc.package and len(self._routes.homes) < 2 else package
        self._front.note(f"{'started' if stop_first else 'brought up'} {label}, came to {after.title}")
        self.saw(after)
        return after

    def _back_may_help(self, sight: Sight, goal: Screen, package: str, start: str) -> bool:
        """Back leads to what lies below: not from the start screen, and not out of the app the screen is in."""
        if sight.screen is None and sight.hierarchy.package not in self._routes.homes:
            return False
        if sight.name and sight.name in self._routes.homes.values():
            return False
        there = self._routes.home(sight.name)[0] if sight.screen else sight.hierarchy.package
        if there != package:
            return False
        return goal.name in (start, *self._trail) or bool(self._path(start, goal.name, set()))

    def _launch_may_help(self, goal: Screen, start: str, failed: set[Edge]) -> bool:
        if goal.name == start or self._path(start, goal.name, failed):
            return True
        return bool(self._by_a_row(start, goal, failed))
