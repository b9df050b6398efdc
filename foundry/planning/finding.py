"""Where the doc of a generated app has what the blueprint knows: which element, on which screen, is the control of a path, and
what a script has to write before it to have a thing at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from apidocs.doc import AppDoc, Element, Kind, Part, Screen
from apidocs.doc.paths import HARMLESS, effect_of_step
from apidocs.doc.table import Rows, rows_of
from apidocs.samples.ways import Ground, literal

from ..blueprint import Blueprint

ROW = "{row}"
"""Stands in lines for the row that is meant: one by its text, or a loop's variable."""
_HOPS = 3
"""Screens behind the one that a row opens."""
_LEAVING = ("navigate up", "cancel", "discard", "keep editing", "collapse", "close", "ok", "back")
_LISTS = 3
"""Lists of things that are tried."""


@dataclass(frozen=True)
class Control:
    """Something that a script can name, and the lines before it."""

    before: tuple[str, ...]
    at: str
    """`main.theme`, `{row}.favourite`, `find("Delete")`."""
    kind: Kind | None
    """None: found by its text, can be asked anything."""
    screen: Screen | None = None
    element: Element | None = None
    path: str = ""
    guessed: bool = False
    """Named by words of the screen that the doc doesn't tell: only who sees the app can know them."""


@dataclass(frozen=True)
class Place:
    """A screen that a thing is at hand on, with the lines that lead there; None where the doc doesn't know the screen."""

    before: tuple[str, ...]
    screen: Screen | None


class Finder:
    """Looks things up in one doc."""

    def __init__(self, doc: AppDoc, blueprint: Blueprint) -> None:
        self.doc, self.blueprint = doc, blueprint
        self.ground = Ground(doc)

    # -- elements by label -----------------------------------------------------------------------------------------

    def matching(self, screen: Screen, path: str) -> list[Element]:
        """The elements of a screen that are what the path says, the likeliest first."""
        ranked = [(self._fits(element, path), element) for element in screen.elements if element.kind is not Kind.LIST]
        found = sorted((pair for pair in ranked if pair[0]), key=lambda pair: -pair[0])
        return [element for rank, element in found if rank == found[0][0] or rank > 1]

    def _fits(self, element: Element, path: str) -> int:
        label = norm(self.blueprint.labels.get(path, path))
        texts = (element.label, element.locator.text, element.locator.content_desc, element.locator.label)
        said = [norm(text) for text in texts if text]
        if label in said:
            return 4
        first = [norm(text.split("\n")[0]) for text in texts if text]
        if label in first or any(re.sub(r" \(.*\)$", "", text) == label for text in first):
            return 3
        if norm(element.description) == label or norm(element.name.replace("_", " ")) == label:
            return 2
        key = path.rpartition(".")[2]
        ids = re.split(r"[_/]", element.locator.resource_id.rpartition("/")[2].lower())
        return 1 if "." in path and key in "_".join(ids) and key.split("_")[-1] in ids else 0

    def free(self, path: str, kinds: tuple[Kind, ...] = ()) -> list[Control]:
        """What a path is called on screens that need no thing at hand."""
        found = []
        for screen in self.screens:
            way = self.ground.ways[screen.name]
            if way.rows is not None:
                continue
            for element in self.matching(screen, path):
                if not kinds or element.kind in kinds:
                    found.append(
                        Control(way.lines(), f"{screen.name}.{element.name}", element.kind, screen, element, path)
                    )
        return sorted(found, key=lambda control: self._rank(control, path))

    def _rank(self, control: Control, path: str) -> tuple[int, int]:
        assert control.element is not None and control.screen is not None
        return -self._fits(control.element, path), self.ground.distance(control.screen.name)[0]

    @cached_property
    def screens(self) -> list[Screen]:
        return self.ground.screens()

    @cached_property
    def start(self) -> Screen:
        return self.doc.screen(self.doc.start) or self.doc.screens[0]

    def titled(self, path: str) -> list[Screen]:
        """Screens that are called so."""
        label = norm(self.blueprint.label_of(path))
        names = label.replace(" ", "_")
        pages = [s for s in self.screens if s.kind == "page"]
        exact = [s for s in pages if norm(s.title) == label]
        return exact + [s for s in pages if s not in exact and s.name in (names, f"{names}_screen")]

    # -- things ----------------------------------------------------------------------------------------------------

    @cached_property
    def lists(self) -> list[Rows]:
        """Lists that may hold the things, the likeliest first."""
        free = [s for s in self.screens if self.ground.ways[s.name].rows is None]
        found = [rows for screen in free for rows in rows_of(screen)]
        paths = {f"page.{page.key}" for page in self.blueprint.domain.pages}
        pages = {screen.name for path in paths for screen in self.titled(path)}

        def rank(rows: Rows) -> tuple[bool, bool, int, bool]:
            away = self.ground.distance(rows.screen)
            return rows.screen in pages, rows.screen != self.start.name, away[0], away[1]

        return sorted(found, key=rank)[:_LISTS]

    def row(self, rows: Rows | None, said: str) -> str:
        if rows is None:
            return f"{self.start.name}.find({literal(said)})"
        return f"{rows.screen}.{rows.item.name}({literal(said)})"

    def places(self, rows: Rows | None) -> list[Place]:
        """The screens on which one of these rows is what all is about, the nearest first."""
        found: list[Place] = []
        told: list[Place] = []
        seen: set[str] = {self.start.name, *([rows.screen] if rows else [])}
        waiting = [*self._entries(rows)]
        for _ in range(_HOPS):
            onward: list[Place] = []
            for place in waiting:
                if place.screen is not None and place.screen.name in seen:
                    continue
                found.append(place)
                if place.screen is not None:
                    seen.add(place.screen.name)
                    for silent, one in self._onward(place, seen):
                        onward.append(one)
                        if silent:
                            told.append(self._told(place, one))
            waiting = onward
        return [*found, *told]

    def _entries(self, rows: Rows | None) -> Iterator[Place]:
        if rows is None:
            targets = [
                t.target for t in self.doc.transitions if t.source == self.start.name and t.action in ("tap", "open")
            ]
            for name in dict.fromkeys(targets):
                screen = self.doc.screen(name)
                if screen is not None and self._is_of_thing(screen):
                    yield Place((f"{ROW}.open()",), screen)
            yield Place((f"{ROW}.open()",), None)
            yield Place((f"{ROW}.long_press()",), None)
            return
        opened = [rows.item.opens, *self._targets(rows, ("open", "tap"))]
        held = [rows.item.menu, *self._targets(rows, ("long_press",))]
        for action, names in (("open", opened), ("long_press", held)):
            screens = [s for name in dict.fromkeys(names) if (s := self.doc.screen(name)) and name != rows.screen]
            for screen in screens:
                yield Place((f"{ROW}.{action}()",), screen)
            if not screens:
                yield Place((f"{ROW}.{action}()",), None)
        for part in rows.item.parts:
            if part.kind is Kind.BUTTON:
                yield Place((f"{ROW}.{part.name}.tap()",), None)

    def _targets(self, rows: Rows, actions: tuple[str, ...]) -> list[str]:
        steps = [t for t in self.doc.transitions if t.source == rows.screen and t.action in actions]
        return [t.target for t in steps if t.element in (rows.element.name, rows.item.name)]

    def _is_of_thing(self, screen: Screen) -> bool:
        """Whether a screen speaks of one thing: its fields, flags or deeds."""
        paths = [p for p, _ in self.blueprint.domain.sayables() if p.startswith(("field.", "flag.", "deed."))]
        return sum(bool(self.matching(screen, path)) for path in paths) > 1

    def _told(self, place: Place, target: Place) -> Place:
        """The same place with the tap that leads there written out."""
        assert place.screen is not None and target.screen is not None
        taps = self.ground.taps
        source, goal = place.screen.name, target.screen
        name = next(e.name for e in place.screen.elements if taps.get((source, e.name)) is goal)
        return Place((*place.before, f"{source}.{name}.tap()"), goal)

    def _onward(self, place: Place, seen: set[str]) -> Iterator[tuple[bool, Place]]:
        """Where one gets from there, and whether that needs no line."""
        assert place.screen is not None
        for element in place.screen.elements:
            target = self.ground.taps.get((place.screen.name, element.name))
            if target is None or target.name in seen or element.kind is Kind.LIST or self._leaves(element):
                continue
            steps = (t for t in self.doc.transitions if (t.source, t.element) == (place.screen.name, element.name))
            step = next((t for t in steps if t.target == target.name), None)
            if step is None or effect_of_step(self.doc, step) not in HARMLESS:
                continue
            way = self.ground.ways.get(target.name)
            # a page that only a thing leads to is found by itself; one that is there without, or a menu, is said
            silent = target.kind == "page" and way is not None and way.rows is not None
            line = f"{place.screen.name}.{element.name}.tap()"
            yield silent, Place(place.before if silent else (*place.before, line), target)

    def _leaves(self, element: Element) -> bool:
        """Whether it leads out of where one is."""
        return norm(element.label) in (norm(self.blueprint.labels["cancel"]), *_LEAVING)

    def of_thing(self, path: str, rows: Rows | None, part: Part | None = None) -> Iterator[Control]:
        """What a path is called for one thing: on its row, on the screens behind it, at last by its words."""
        if rows is not None:
            for one in self.parts(rows, path):
                yield Control((), f"{ROW}.{one.name}", one.kind)
        places = self.places(rows)
        for place in places:
            if place.screen is None:
                continue
            for element in self.matching(place.screen, path):
                at = f"{place.screen.name}.{element.name}"
                yield Control(place.before, at, element.kind, place.screen, element, path)
            for inner in rows_of(place.screen):
                for one in self.parts(inner, path):
                    at = f"{place.screen.name}.{inner.item.name}({literal(self.blueprint.label_of(path))}).{one.name}"
                    yield Control(place.before, at, one.kind, place.screen, guessed=True)
        label = literal(self.blueprint.label_of(path))
        for place in places[:4]:
            yield Control(place.before, f"find({label})", None, place.screen, guessed=True)
        for place in places[:2]:
            more = [e for e in place.screen.elements if "more" in e.name.split("_")] if place.screen else []
            for element in more[:1]:
                assert place.screen is not None
                tap = f"{place.screen.name}.{element.name}.tap()"
                yield Control((*place.before, tap), f"find({label})", None, place.screen, guessed=True)

    def parts(self, rows: Rows, path: str) -> list[Part]:
        """The pieces of a row that are what the path says."""
        kind, _, key = path.partition(".")
        label = norm(self.blueprint.label_of(path)).replace(" ", "_")
        parts = rows.item.parts

        def names(part: Part) -> set[str]:
            return {
                part.name,
                part.locator.resource_id.rpartition("/")[2],
                norm(part.locator.content_desc).replace(" ", "_"),
            }

        found = [p for p in parts if any(label and (label in name or key in name) for name in names(p))]
        if kind == "flag" and key == self.blueprint.row_flag:
            switches = [p for p in parts if p.kind in (Kind.TOGGLE, Kind.BUTTON)]
            toggles = [p for p in switches if p.kind is Kind.TOGGLE] or switches[:1]
            found += [p for p in toggles if p not in found]
        if kind == "field" and key in self.blueprint.shown:
            texts = [p for p in parts if p.kind is Kind.TEXT and p is not rows.title]
            at = self.blueprint.shown.index(key)
            found += [p for p in texts[at : at + 1] if p not in found]
        return found


def norm(text: str) -> str:
    """Words as far as a label is told by them."""
    return " ".join(text.casefold().replace("…", "").replace("’", "'").split()).strip(" .:")
