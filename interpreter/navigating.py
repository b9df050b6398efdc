"""Going to the screen a call is on: the shortest known path, each hop checked; then back; then a fresh launch.

Never taps what commits, sends or changes a setting on the way, never leaves a form with unsaved input, and never invents
which row of a list is meant: a screen that only a row opens needs a row opened by the script.
"""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen, Transition
from apidocs.effects import asks
from apidocs.paths import HARMLESS, needs_row, route
from phones.locating import Match

from .errors import CallFailed
from .forms import Forms
from .front import Front, Sight
from .interruptions import recognise
from .scrolling import pages, to_top

_BACKS = 4
_SURE = 0.9
_AVOID = frozenset(Effect) - HARMLESS - {Effect.INPUT, Effect.SETTINGS}
"""Of the settings only choices are opened on the way, see `_usable`."""
Edge = tuple[str, str, str, str]


class Navigator:
    """Finds the way between the doc's screens, for one run."""

    def __init__(self, front: Front, doc: AppDoc, forms: Forms, clear: Callable[[Sight], Sight]) -> None:
        self._front = front
        self._doc = doc
        self._forms = forms
        self._clear = clear
        """Deals with what stands in the way; see `interruptions`."""
        self._trail: list[str] = []
        """Screens that were in front in this run: back may lead to them."""

    def saw(self, sight: Sight) -> None:
        """Remember a screen that the run came by."""
        if sight.name and (not self._trail or self._trail[-1] != sight.name):
            self._trail.append(sight.name)

    def screen(self, name: str) -> Screen:
        """The doc's screen. Raises CallFailed where it has none of that name."""
        screen = self._doc.screen(name)
        if screen is None:
            raise CallFailed(f"The doc of {self._doc.label} has no screen {name}.")
        return screen

    def go(self, goal: Screen) -> Sight:
        """Bring the screen to the front. Raises CallFailed where no known way leads there, saying what to do."""
        failed: set[Edge] = set()
        backs = launches = 0
        sight = self._look(goal)
        for _ in range(self._front.limits.hops):
            if sight.name == goal.name:
                return sight
            path = self._path(sight.name, goal.name, failed) if sight.screen else []
            if path:
                sight = self._hop(sight, path[0], failed)
            elif backs < _BACKS and self._back_may_help(sight, goal):
                backs += 1
                sight = self._back(sight)
            elif launches < 2 and self._launch_may_help(goal, failed):
                sight = self._launch(sight, stop_first=launches > 0)
                launches += 1
            else:
                break
        if sight.name == goal.name:
            return sight
        raise CallFailed(self._no_way(sight, goal, failed))

    def seek(self, screen: Screen, element: Element) -> tuple[Sight, Match]:
        """Bring an element into view: on the screen as it is, else on its own screen, scrolling down, then from the top.

        Raises CallFailed where it isn't there.
        """
        sight = self._look(screen)
        match = self.visible(sight, screen, element)
        if match is not None:
            return sight, match
        sight = self.go(screen)
        for look in (lambda: pages(self._front, "down", self._front.limits.swipes), self._from_top):
            for sight in look():
                match = self.visible(sight, screen, element)
                if match is not None:
                    return sight, match
        raise CallFailed(
            f"{screen.name}.{element.name}"
            + (f' ("{element.label}")' if element.label else "")
            + f" isn't on the screen, neither above nor below. In front is {sight.title}: {_said(sight)}"
        )

    def visible(self, sight: Sight, screen: Screen, element: Element) -> Match | None:
        """The element on the screen as it is; on an unknown screen only where the match leaves no doubt."""
        if sight.screen is not None and sight.name != screen.name:
            return None
        matches = sight.find(element.locator)
        if not matches:
            return None
        if sight.screen is not None:
            return matches[0]
        best, owner = matches[0], screen.package or self._doc.package
        alone = len(matches) == 1 or matches[1].score < best.score
        worded = any(part in best.used.split("+") for part in ("text", "content_desc", "label"))
        telling = worded or (best.node.resource_id and not best.node.resource_id.startswith("android:id/"))
        sure = best.score >= _SURE and alone and telling and best.node.package == owner
        sure = sure and (worded or not asks(element.effect))
        return best if sure else None

    def _from_top(self) -> list[Sight]:
        sights = [to_top(self._front)]
        # already seen below where the search began; here only what was above
        sights += pages(self._front, "down", self._front.limits.swipes)
        return sights

    def _look(self, goal: Screen | None = None) -> Sight:
        """What is in front, with what stands in the way dealt with; unless that is where the script wants to be."""
        sight = self._front.look()
        if goal is None or sight.name != goal.name:
            sight = self._clear(sight)
        self.saw(sight)
        return sight

    # the ways

    def _path(self, start: str, goal: str, failed: set[Edge], *, rows: bool = False) -> list[Transition]:
        usable = [t for t in self._doc.transitions if _key(t) not in failed and self._usable(t)]
        graph = self._doc.model_copy(update={"transitions": usable})
        lists = [(s.name, e.name) for s in self._doc.screens for e in s.elements if e.kind is Kind.LIST]
        path = route(graph, start, goal, avoid_effects=_AVOID, rows=lists if rows else ()) or []
        # a back that was never seen is guessed anew by each route()
        return path if not path or _key(path[0]) not in failed else []

    def _usable(self, edge: Transition) -> bool:
        """Whether a hop may be taken on the way: it must change nothing but the screen."""
        source = self._doc.screen(edge.source)
        element = source.element(edge.element) if source and edge.element else None
        if element is None or edge.action == "back" or needs_row(self._doc, edge):
            return True
        if element.kind is Kind.TOGGLE:
            return edge.action == "long_press"
        # a tap on a choice opens it and sets nothing yet
        return element.kind is Kind.CHOICE or element.effect is not Effect.SETTINGS

    def _hop(self, sight: Sight, edge: Transition, failed: set[Edge]) -> Sight:
        source, target = self.screen(edge.source), self.screen(edge.target)
        self._forms.keep(source, target)
        if edge.action == "back":
            return self._arrived(edge, self._leave(sight), failed)
        element = source.element(edge.element)
        assert element is not None  # _usable looked
        match = self._in_view(source, element)
        if match is None:
            self._front.note(f"{edge.source}.{edge.element} isn't there; looked for another way to {edge.target}")
            failed.add(_key(edge))
            return self._look()
        press = self._front.long_press if edge.action == "long_press" else self._front.tap
        return self._arrived(edge, press(match.node), failed)

    def _in_view(self, source: Screen, element: Element) -> Match | None:
        for sights in (lambda: pages(self._front, "down", self._front.limits.swipes), self._from_top):
            for sight in sights():
                match = self.visible(sight, source, element)
                if match is not None:
                    return match
        return None

    def _arrived(self, edge: Transition, sight: Sight, failed: set[Edge]) -> Sight:
        """Check where a hop led; one that led elsewhere isn't taken again for this goal."""
        sight = self._clear(sight)
        if sight.name != edge.target:
            sight = self._clear(self._front.await_screen(edge.target))
        how = "back" if edge.action == "back" else f"{edge.source}.{edge.element}"
        if sight.name != edge.target:
            failed.add(_key(edge))
            self._front.note(f"went by {how}: expected {edge.target}, came to {sight.title}")
        else:
            self._front.note(f"went by {how} to {edge.target}")
        self.saw(sight)
        return sight

    def _back(self, sight: Sight) -> Sight:
        """One step back, where that loses nothing."""
        self._forms.keep(sight.screen, None)
        after = self._clear(self._leave(sight))
        self._front.note(f"went back from {sight.title} to {after.title}")
        self.saw(after)
        return after

    def _leave(self, sight: Sight) -> Sight:
        """The back key; an open keyboard takes the first one for itself."""
        self._front.hide_keyboard()
        after = self._front.key("back")
        found = recognise(after.hierarchy)
        if found is not None and found.kind == "discard":
            self._front.key("back")
            raise CallFailed(
                f'Leaving {sight.title} would lose something: the app asked "{found.message}". Save it first, or leave it '
                "on purpose: back()"
            )
        return after

    def _launch(self, sight: Sight, *, stop_first: bool) -> Sight:
        if stop_first:
            self._forms.keep(None, None)
        after = self._front.launch(self._doc.package, stop_first=stop_first)
        start = self._doc.start
        if start and after.name != start:
            after = self._front.await_screen(start) if stop_first or not after.screen else after
        after = self._clear(after)
        self._front.note(f"{'started' if stop_first else 'brought up'} {self._doc.label}, came to {after.title}")
        self.saw(after)
        return after

    def _back_may_help(self, sight: Sight, goal: Screen) -> bool:
        """Back leads to what lies below: not from the start screen, and not out of another app."""
        if sight.hierarchy.package != self._doc.package and sight.screen is None:
            return False
        if sight.name and sight.name == self._doc.start:
            return False
        return goal.name in (self._doc.start, *self._trail) or bool(self._path(self._doc.start, goal.name, set()))

    def _launch_may_help(self, goal: Screen, failed: set[Edge]) -> bool:
        return goal.name == self._doc.start or bool(self._path(self._doc.start, goal.name, failed))

    def _no_way(self, sight: Sight, goal: Screen, failed: set[Edge]) -> str:
        """Why the screen can't be gone to, and what the script has to do itself."""
        for start in (sight.name, self._doc.start):
            path = self._path(start, goal.name, set(), rows=True) if start else []
            for edge in path:
                source = self._doc.screen(edge.source)
                element = source.element(edge.element) if source else None
                if element is not None and element.item is not None and needs_row(self._doc, edge):
                    act = "open" if edge.action == "open" else "long_press"
                    return (
                        f"{goal.name} is reached through a row of {edge.source}.{element.name}, and which one isn't said. "
                        f"First open a row: {edge.source}.{element.item.name}('…').{act}()"
                    )
        for edge in self._doc.transitions:
            source = self._doc.screen(edge.source)
            element = source.element(edge.element) if source else None
            if edge.target == goal.name and element is not None:
                return (
                    f"No harmless way leads from {sight.title} to {goal.name}. "
                    f"It was seen after {edge.source}.{edge.element}: use that first, if it is what is meant."
                )
        return f"No known way leads from {sight.title} to {goal.name}."


def _key(edge: Transition) -> Edge:
    return edge.source, edge.element, edge.action, edge.target


def _said(sight: Sight) -> str:
    """The first words on the screen, for a message."""
    words = [n.label for n in sight.hierarchy.walk() if n.label and (n.clickable or n.checkable or n.text)]
    return ", ".join(f'"{w[:30]}"' for w in dict.fromkeys(words[:60]))[:300] or "nothing that says anything"
