"""The view: one description of something on the screen, made anew each time a screen is built.

It holds what an app says of it (class, id, text, size, handlers, looks) and, after layout, where it came to lie. Sizes are
dp and sp as on Android; layout turns them into pixels. What a view keeps between two builds (typed text, scroll offset,
focus) lies in its host, under the view's key.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

DENSITY = 2.75
"""Pixels per dp: a 1080 px wide phone of 440 dpi."""

MATCH = -1.0
"""As wide (or high) as the parent allows."""
WRAP = -2.0
"""As wide (or high) as the content needs."""

Handler = Callable[[], object]
Edges = tuple[float, float, float, float]
"""Left, top, right, bottom, in dp."""


def dp(value: float) -> int:
    """Pixels of a length in dp."""
    return round(value * DENSITY)


@lru_cache(maxsize=1024)
def edges_px(edges: Edges) -> tuple[int, int, int, int]:
    """Pixels of four edges."""
    left, top, right, bottom = edges
    return dp(left), dp(top), dp(right), dp(bottom)


class Rect(NamedTuple):
    """Pixels; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def empty(self) -> bool:
        return self.right <= self.left or self.bottom <= self.top

    def has(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def clip(self, other: Rect) -> Rect:
        left, top, right, bottom = self
        l, t, r, b = other  # noqa: E741
        return Rect(
            left if left > l else l, top if top > t else t, right if right < r else r, bottom if bottom < b else b
        )

    def inset(self, edges: Edges) -> Rect:
        left, top, right, bottom = edges_px(edges)
        return Rect(self.left + left, self.top + top, self.right - right, self.bottom - bottom)


@dataclass(eq=False, slots=True, kw_only=True)
class View:
    """One view. Apps make them with the functions of `widgets`, `bars` and `rows`; every field can be set there by name."""

    cls: str = "android.view.View"
    """Android's class name, as the dump shows it."""
    id: str = ""
    """`title` stands for `PACKAGE:id/title`; a full id (`android:id/title`) is taken as it is."""
    text: str = ""
    desc: str = ""
    """Content description: what a screen reader says of a view without text."""
    hint: str = ""
    children: list[View] = dataclasses.field(default_factory=list)
    package: str = ""
    """Of another app's view in this window; empty is the window's own."""

    flow: str = "frame"
    """How children lie: `column`, `row`, or one over the other in a `frame`."""
    width: float = MATCH
    height: float = WRAP
    weight: float = 0
    """Share of what is left along the parent's flow."""
    pad: Edges = (0, 0, 0, 0)
    margin: Edges = (0, 0, 0, 0)
    gravity: str = ""
    """Where children (or the text) lie inside: any of left center right, top middle bottom."""
    align: str = ""
    """Where this view lies in its parent; overrides the parent's gravity."""
    scroll: str = ""
    """`y` or `x` where the content may be longer than the view."""
    recycling: bool = False
    """A RecyclerView: rows outside are not there at all, so that sibling positions count from the first visible one."""
    span: int = 1
    """Columns of a scrolling grid; 1 is a list."""

    on_click: Handler | None = None
    on_long: Handler | None = None
    on_swipe: Handler | None = None
    """Swiped to the left."""
    on_change: Callable[[str], object] | None = None
    """After each change of an editable view's text."""
    on_submit: Handler | None = None
    """The keyboard's action key (Done, Search, Go)."""
    on_slide: Callable[[float], object] | None = None
    """A slider was set, 0 to 1."""
    value: float = 0
    """Of a slider, 0 to 1."""
    field: str = ""
    """An editable view: the name of its text in the host's `values`."""
    input: str = "text"
    """text, number, phone, email, password or multiline."""
    max_length: int = 0
    """0 is no limit."""
    autofocus: bool = False
    """Has the focus, and the keyboard up, when its screen opens."""
    clickable: bool = False
    """Says it is clickable though it has no handler of its own."""
    checkable: bool = False
    checked: bool = False
    enabled: bool = True
    selected: bool = False
    focusable: bool = False

    size: float = 16
    """Of the text, sp."""
    color: str = "on_surface"
    """A role of the palette or `#rrggbb`."""
    bold: bool = False
    max_lines: int = 0
    """0 is no limit. The dump always has the whole text, as on Android."""
    bg: str = ""
    radius: float = 0
    outline: str = ""
    icon: str = ""
    icon_size: float = 24
    art: str = ""
    """A control that paints itself: switch, checkbox, radio, slider, field, progress."""

    spoken: bool = False
    """Its text is told as a description, as Flutter does it."""
    bare: bool = False
    """Lays out and says nothing: it is no node, what is in it belongs to the node around it."""
    quiet: bool = False
    """Painted and touchable, but not told to the accessibility service (keys of the keyboard)."""
    key: str = ""
    """What the host remembers it by; empty is its id, or its place in the tree."""
    box: Rect = Rect(0, 0, 0, 0)
    """Set by layout: where it lies, whether visible or not."""
    shown: Rect = Rect(0, 0, 0, 0)
    """Set by layout: the part of `box` that can be seen."""
    measured: dict[tuple[int, int | None], tuple[int, int]] = dataclasses.field(default_factory=dict)
    """Kept by layout: what it wanted of what it was offered."""
    elastic: bool | None = None
    """Kept by layout: whether its height depends on the height offered."""

    @property
    def editable(self) -> bool:
        return bool(self.field)

    @property
    def touchable(self) -> bool:
        """Takes a touch for itself rather than leaving it to what lies around it."""
        return self.clickable or bool(self.on_click or self.on_long or self.on_slide or self.field)

    def walk(self) -> Iterator[View]:
        """This view and all below it, in document order."""
        stack = [self]
        while stack:
            view = stack.pop()
            yield view
            stack.extend(reversed(view.children))
