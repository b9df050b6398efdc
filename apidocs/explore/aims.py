"""What a walk through an app that is known is after: what has changed, one screen, or only whether all is still there.

Held against the doc as the walk goes: which of its screens a group of dumps is, which of its elements each control. What is
known and leads where the walk has been already isn't tried again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from phones.hierarchy import Hierarchy

from ..doc import AppDoc, Element, Kind, Screen, Transition
from ..doc.paths import route
from ..elements.collecting import Control, controls
from ..screens.lists import Rows
from ..screens.marks import Seen
from ..screens.recognising import ScreenIndex
from ..screens.telling_apart import Grouper
from ..screens.touched_parts import speaking_parts

_ACTIONS = {"row": ("open", "tap"), "press": ("long_press",), "more": ("tap", "long_press"), "part": ("part",)}
"""What a transition calls what is done to a key of this kind."""


class Aim(Protocol):
    """Says which of the things that may be tried are."""

    screens: dict[int, str]
    """By group the screen of the doc that it is, where it is one."""

    def met(self, number: int, seen: Seen, dump: Hierarchy, grouper: Grouper) -> None:
        """A dump of a group came."""

    def tried(self, number: int, key: str, target: int | None) -> None:
        """A control of a group has been touched, and led to another."""

    def wants(self, number: int, key: str) -> bool:
        """Whether a control of a group is to be touched."""


class _Known:
    """A walk held against a doc."""

    def __init__(self, doc: AppDoc) -> None:
        self.doc = doc
        self.screens: dict[int, str] = {}
        self.elements: dict[tuple[int, str], str] = {}
        """By group and control the element that it is; not those that look otherwise than it."""
        self.strange: dict[int, set[str]] = {}
        """By group the controls that are none of the doc's, or look otherwise."""
        self.been: set[str] = set()
        """Screens that were seen, and those that what was tried led to before."""
        self._index = ScreenIndex(doc)

    def met(self, number: int, seen: Seen, dump: Hierarchy, grouper: Grouper) -> None:
        if number not in self.screens:
            found = self._index.identify(dump)
            if found is None:
                return
            self.screens[number] = found.name
            self.been.add(found.name)
        screen = self.doc.screen(self.screens[number])
        if screen is None:
            return
        for key, element in _elements(screen, seen):
            self.elements[number, key] = element.name
        keys = {control.key for control in controls(seen) if control.kind is not Kind.TEXT}
        self.strange.setdefault(number, set()).update(key for key in keys if (number, key) not in self.elements)

    def tried(self, number: int, key: str, target: int | None) -> None:
        if target not in self.screens:  # what it led to then, it seems, looks otherwise now
            self.been.update(step.target for step in self._leads(number, key))

    def _leads(self, number: int, key: str) -> Iterator[Transition]:
        """What a control led to, as the doc has it."""
        source, element = self.screens.get(number), self.elements.get((number, key))
        prefix = key.partition(":")[0]
        actions = _ACTIONS.get(prefix, ("tap", "choose"))
        for step in self.doc.transitions if element is not None else ():
            if (step.source, step.element) == (source, element) and step.action in actions:
                yield step

    def _behind(self, number: int, key: str) -> set[str]:
        """The screens behind a control: what it led to, and the options that it is picked from."""
        source, element = self.screens.get(number), self.elements.get((number, key))
        serving = {screen.name for screen in self.doc.screens if screen.serves == f"{source}.{element}"}
        return serving | {step.target for step in self._leads(number, key)}


class WhatChanged(_Known):
    """To see every page once more, and to try what the doc hasn't. Menus and dialogs of a page on which nothing is new are
    believed to be as they were; `whole`: they are looked at, too. `look`: what is new is tried only where it may be what is
    missing there."""

    def __init__(self, doc: AppDoc, *, whole: bool = False, look: bool = False) -> None:
        super().__init__(doc)
        self.whole, self.look = whole, look
        self._windows = {screen.name for screen in doc.screens if screen.kind != "page"}

    def wants(self, number: int, key: str) -> bool:
        if number not in self.screens:
            return not self.look
        if (number, key) not in self.elements:
            return not self.look or self._misses(number)
        unseen = self._behind(number, key) - self.been
        if not self.whole and not self.strange.get(number):
            unseen = {name for name in unseen if name not in self._windows or self._leads_on(name, set())}
        return bool(unseen)

    def _misses(self, number: int) -> bool:
        """Whether something that leads to where the walk wasn't yet hasn't been met on a screen."""
        there = {element for (group, _), element in self.elements.items() if group == number}
        return any(
            step.element and step.element not in there and step.target not in self.been
            for step in self.doc.transitions
            if step.source == self.screens[number]
        )

    def _leads_on(self, window: str, passed: set[str]) -> bool:
        """Whether a page that wasn't seen yet lies behind a menu or dialog."""
        passed.add(window)
        below = {step.source for step in self.doc.transitions if step.target == window}  # seen again when it is closed
        onward = {step.target for step in self.doc.transitions if step.source == window and step.element}
        return any(
            target not in self._windows or self._leads_on(target, passed)
            for target in onward - below - self.been - passed
        )


class OneScreen(_Known):
    """To learn one screen again, with what opens over it, and what behind it the doc hasn't."""

    def __init__(self, doc: AppDoc, goal: str) -> None:
        super().__init__(doc)
        self.goal = goal
        self.around: set[int] = set()
        """The groups that are it or open over it."""
        self._rows = [(screen.name, e.name) for screen in doc.screens for e in screen.elements if e.item is not None]

    def met(self, number: int, seen: Seen, dump: Hierarchy, grouper: Grouper) -> None:
        super().met(number, seen, dump, grouper)
        opened = any(group in self.around for group, _ in grouper.groups[number].openers)
        over = seen.kind != "page" or bool(seen.mode) or number not in self.screens
        if self.screens.get(number) == self.goal or opened and over:
            self.around.add(number)

    def wants(self, number: int, key: str) -> bool:
        if number in self.around:
            return True
        here = self.screens.get(number, "")
        if self.around or not here:
            return False
        way = route(self.doc, here, self.goal, rows=self._rows)
        step = way[0] if way else None
        return step is not None and step in self._leads(number, key)


def _elements(screen: Screen, seen: Seen) -> Iterator[tuple[str, Element]]:
    """The keys of the controls and lists of a dump that are as an element of the screen is."""
    plain = [element for element in screen.elements if element.item is None]
    for control in controls(seen):
        element = next((e for e in plain if _same(e, control)), None)
        if element is not None:
            yield control.key, element
    lists = [element for element in screen.elements if element.item is not None]
    for rows in seen.lists.found:
        element = next((e for e in lists if _same_list(e, rows)), None)
        if element is None and len(lists) == len(seen.lists.found) == 1:
            element = lists[0]
        if element is not None:
            yield from ((key, element) for key in _row_keys(rows))


def _same(element: Element, control: Control) -> bool:
    """Whether it says the same; without words, whether it has the same id."""
    by = element.locator
    words = {element.label, by.text, by.content_desc, by.label} - {""}
    says = {control.label, control.desc} - {""}
    if words and says:
        return bool(words & says)
    return bool(by.resource_id) and by.resource_id == control.node.resource_id


def _same_list(element: Element, rows: Rows) -> bool:
    row = element.item.row if element.item is not None else None
    return row is not None and bool(row.resource_id) and row.resource_id == rows.rows[0].resource_id


def _row_keys(rows: Rows) -> list[str]:
    parts = dict.fromkeys(part.id_name for row in rows.rows for part in speaking_parts(row))
    keys = [f"press:{rows.key}", f"more:{rows.key}", *(f"row:{rows.key}#{index}" for index in range(len(rows.rows)))]
    return [*keys, *(f"part:{rows.key}#{name}" for name in parts)]
