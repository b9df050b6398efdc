"""Scrolling: which part of the screen scrolls, one page at a time, and when it stands at its end.

A page moves by about half of what is visible, so that two pages in a row overlap: whoever reads a list can join them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from apidocs.screens.windows import Window
from phones.hierarchy import Bounds, Hierarchy, Node

from .changes import signature
from .dialogs import keyboard
from .front import Front, Sight

Direction = Literal["down", "up"]
_SIDEWAYS = ("HorizontalScrollView", "ViewPager", "ViewPager2", "TabLayout", "SeekBar", "Spinner")
_FROM, _TO = 0.80, 0.25
"""Where a swipe down the list begins and ends, as shares of the visible height."""
_SWIPE_S = 0.6
"""Slow enough that little is thrown beyond the finger's way."""


def scroll_area(hierarchy: Hierarchy, within: Node | None = None) -> Node | None:
    """What scrolls up and down: around or inside `within`, else the largest such part of the window on top."""
    if within is not None:
        for node in (within, *within.ancestors()):
            if node.scrollable and _upright(node):
                return node
        inner = [n for n in within.walk() if n.scrollable and _upright(n)]
        return max(inner, key=lambda n: n.bounds.area, default=None)
    window = Window.of(hierarchy)
    found = [n for n in window.nodes if n.scrollable and _upright(n)] if window is not None else []
    return max(found, key=lambda n: n.bounds.area, default=None)


def free_bounds(hierarchy: Hierarchy, area: Node) -> Bounds:
    """The part of a scroll area that a finger can reach: a swipe that starts on the keyboard types."""
    box = area.bounds
    keys = keyboard(hierarchy)
    if keys is not None and keys.bounds.top < box.bottom and keys.bounds.height:
        box = box._replace(bottom=max(box.top, keys.bounds.top))
    return box


def page_distance(hierarchy: Hierarchy, within: Node | None = None) -> int:
    """How far one page is, in pixels; 0 where nothing scrolls."""
    area = scroll_area(hierarchy, within)
    return 0 if area is None else int(free_bounds(hierarchy, area).height * (_FROM - _TO))


def scroll(
    front: Front, direction: Direction, within: Node | None = None, *, most_px: int | None = None
) -> tuple[Sight, int]:
    """One page, or `most_px` where that is less. Returns what is seen then, and how far the finger went in pixels: 0 where
    nothing moved."""
    before = front.look()
    area = scroll_area(before.hierarchy, within)
    if area is None:
        return before, 0
    box = free_bounds(before.hierarchy, area)
    x = (box.left + box.right) // 2
    low, high = box.top + int(box.height * _FROM), box.top + int(box.height * _TO)
    if low - high < 20:
        return before, 0
    if most_px is not None:
        high = max(high, low - most_px)
    start, end = ((x, low), (x, high)) if direction == "down" else ((x, high), (x, low))
    content = signature(area)
    after = front.swipe(start, end, _SWIPE_S)
    moved = _same_area(after.hierarchy, area)
    if moved is not None and signature(moved) == content:
        return after, 0
    return after, low - high


def pages(front: Front, direction: Direction = "down", *, most_px: int | None = None) -> Iterator[Sight]:
    """The screen as it is, then page by page (or `most_px` by `most_px`) until it stands still, or the swipes are used up."""
    yield front.look()
    for _ in range(front.limits.swipes):
        sight, moved = scroll(front, direction, most_px=most_px)
        if not moved:
            return
        yield sight


def to_top(front: Front, within: Node | None = None) -> Sight:
    """Scroll up until nothing moves."""
    sight = front.look()
    for _ in range(front.limits.swipes):
        area = scroll_area(sight.hierarchy, within)
        if area is None or signature(area) in front.tops:
            return sight
        sight, moved = scroll(front, "up", within)
        if not moved:
            reached = scroll_area(sight.hierarchy, within)
            if reached is not None:
                front.tops.add(signature(reached))
            return sight
        within = _same_area(sight.hierarchy, within) if within is not None else None
    return sight


def from_top(front: Front) -> Iterator[Sight]:
    """The screen from its top, page by page."""
    to_top(front)
    yield from pages(front)


def throughout(front: Front, *, closely: bool = False) -> Iterator[Sight]:
    """All of the screen: from where it stands to its end, then from its top. What is given is in front at that moment. `closely`:
    then once more by a quarter as much, for what is known only beside something else that may stand far off."""
    yield from pages(front)
    yield from from_top(front)
    if closely and (distance := page_distance(to_top(front).hierarchy)):
        yield from pages(front, most_px=distance // 4)


def _same_area(hierarchy: Hierarchy, area: Node) -> Node | None:
    """The node of a new dump that is this one: same class, id and place."""
    for node in hierarchy.walk():
        if (node.cls, node.resource_id, node.bounds) == (area.cls, area.resource_id, area.bounds):
            return node
    return None


def _upright(node: Node) -> bool:
    return not node.short_class.endswith(_SIDEWAYS) and node.bounds.height >= 40
