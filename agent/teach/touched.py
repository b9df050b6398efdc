"""What a finger met, by the doc's names: an element, a row of a list and what in it, an option; the keyboard, or the bars.

Looks at one dump and a pixel, and touches nothing. What came of the touch is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from apidocs.doc import AppDoc, Element, Kind, Part, Screen
from apidocs.screens.recognising import ScreenIndex
from apidocs.screens.windows import Window
from interpreter.find.joining import Seen
from interpreter.find.shown_rows import ShownRows, menu_button
from interpreter.screen.changes import signature
from interpreter.screen.front import Sight
from interpreter.screen.options import Option, options_on
from interpreter.screen.states import Spot, spot_of, texts_of
from phones.hierarchy import Hierarchy, Node
from phones.locating import THE_ROW, find

Place = Literal["app", "keyboard", "bar"]
_BAR_KEYS = {"back": "back", "home": "home", "home_button": "home", "recent_apps": "recent", "overview": "recent"}


@dataclass(frozen=True, eq=False)
class Hit:
    """What is under a pixel."""

    place: Place
    node: Node | None = None
    """What takes the touch there."""
    element: Element | None = None
    row: Seen | None = None
    part: Part | None = None
    """Of the row, where the touch was on a piece of it that is touched by itself."""
    menu: bool = False
    """Whether it was on the row's own button for its menu."""
    option: Option | None = None
    """Of a choice whose options stand on the screen."""
    key: str = ""
    """Of the system's bars: back, home, recent."""


def place_of(sight: Sight) -> str:
    """A screen, for people."""
    if sight.screen is None:
        return sight.title.removesuffix(f" of {sight.hierarchy.package}")
    return sight.screen.title or sight.name.replace("_", " ")


class Looker:
    """Knows a doc's screens and elements again in dumps."""

    def __init__(self, doc: AppDoc) -> None:
        self.doc = doc
        self._index = ScreenIndex(doc)
        self._sights: dict[int, tuple[Hierarchy, Sight]] = {}

    def sight(self, hierarchy: Hierarchy) -> Sight:
        """Which of the doc's screens a dump shows."""
        kept = self._sights.get(id(hierarchy))
        if kept is None or kept[0] is not hierarchy:
            screen = self._index.identify(hierarchy)
            kept = hierarchy, Sight(hierarchy, screen, signature(hierarchy))
            self._sights[id(hierarchy)] = kept
        return kept[1]

    def spot(self, sight: Sight, element: Element) -> Spot | None:
        """Where an element of the screen in front stands; None where it isn't in view."""
        matches = sight.find(element.locator)
        return spot_of(sight, element, matches[0].node, matches[0].used) if matches else None

    def lists(self, screen: Screen) -> Iterator[ShownRows]:
        """The screen's lists whose rows can be told."""
        yield from (ShownRows(screen, e) for e in screen.elements if e.item is not None)

    def hit(self, sight: Sight, x: int, y: int) -> Hit:
        """What a touch at a pixel is on."""
        hierarchy = sight.hierarchy
        if any(root.keyboard and root.bounds.contains(x, y) for root in hierarchy.roots):
            return Hit("keyboard")
        bar = next((r for r in hierarchy.roots if hierarchy.is_bar(r) and r.bounds.contains(x, y)), None)
        key = _bar_key(bar, x, y) if bar is not None else ""
        if key:
            return Hit("bar", key=key)
        if hierarchy.in_banner(x, y):
            return Hit("bar")  # a notification over the app, say
        window = Window.of(hierarchy)
        if window is None or not window.root.bounds.contains(x, y):
            return Hit("bar", key="" if bar is not None else "back")  # beside a dialog: it closes
        node = _taking(window.root, x, y)
        if sight.screen is None or node is None:
            return Hit("app", node)
        return self._in_list(sight, sight.screen, node, x, y) or self._element(sight, sight.screen, node, x, y)

    def _in_list(self, sight: Sight, screen: Screen, node: Node, x: int, y: int) -> Hit | None:
        for rows in self.lists(screen):
            for row in rows.shown(sight):
                family = {id(n) for n in row.node.walk()}
                around = {id(n) for n in row.node.ancestors()}
                # a row that takes no touch itself may hand it to what is around it
                if not row.bounds.contains(x, y) or id(node) not in family and id(node) not in around:
                    continue
                opens_menu = menu_button(rows.item, row.node) is node
                part = None if opens_menu else _part(rows, row, node)
                return Hit("app", node, rows.element, row, part, opens_menu)
        return None

    def _element(self, sight: Sight, screen: Screen, node: Node, x: int, y: int) -> Hit:
        found: list[tuple[int, int, Element, Option | None]] = []
        for element in screen.elements:
            if element.item is not None:
                continue
            spot = self.spot(sight, element)
            if spot is None or _says_otherwise(element, node):
                continue
            option = _option_at(spot, element, x, y)
            rank = 0 if option is not None else _rank(spot, element, node)
            if rank is not None:
                found.append((rank, spot.node.bounds.area, element, option))
        if not found:
            return Hit("app", node)
        _, _, element, option = min(found, key=lambda one: one[:2])
        return Hit("app", node, element, option=option)


def _taking(root: Node, x: int, y: int) -> Node | None:
    """What takes a touch: of all that is there, what is drawn last and can be touched lets none through."""
    under = [n for n in root.walk() if n.bounds.contains(x, y)]
    touchable = [n for n in under if (n.clickable or n.long_clickable or n.checkable or n.editable)]
    if touchable:
        return touchable[-1]
    return under[-1] if under else None


def _rank(spot: Spot, element: Element, node: Node) -> int | None:
    """How surely a touch on `node` is one on the element, 0 the surest; None where it isn't."""
    if spot.node is node:
        return 0 if element.kind is not Kind.TEXT else 1
    if element.kind is not Kind.TEXT:
        carriers = [n for n in (spot.node, spot.state) if n is not None]
        if any(n is node or n.actionable() is node for n in carriers):
            return 2
        # a field within its frame, a switch within its row
        if any(n is spot.node for n in node.ancestors()) and not spot.node.scrollable:
            return 3
    return None


def _says_otherwise(element: Element, node: Node) -> bool:
    """Whether what was touched has words of its own, and they aren't the element's: rows that are told apart by their place are
    elsewhere once the page was scrolled."""
    label = element.label.casefold()
    if not label or element.kind is Kind.INPUT or element.inline:
        return False
    said = [text.casefold() for text in texts_of(node)]
    return bool(said) and not any(label in text for text in said)


def _option_at(spot: Spot, element: Element, x: int, y: int) -> Option | None:
    if not element.inline:
        return None
    return next((o for o in options_on(spot.node, element) if o.finger.bounds.contains(x, y)), None)


def _part(rows: ShownRows, row: Seen, node: Node) -> Part | None:
    """The piece of a row that was touched by itself."""
    for part in rows.item.parts:
        if part.kind is Kind.TEXT:
            continue
        carriers = find(row.node, part.locator)
        if carriers and carriers[0].node is node and (node is not row.node or part.locator == THE_ROW):
            return part
    return None


def _bar_key(bar: Node, x: int, y: int) -> str:
    there = (node.id_name for node in bar.walk() if node.bounds.contains(x, y))
    return next((_BAR_KEYS[name] for name in there if name in _BAR_KEYS), "")
