"""Where views come to lie: measure from the outside in, place from the inside out, clip what scrolls.

The rules are Android's for linear, frame and scrolling layouts, no more than the phone's apps need. Scroll offsets are kept
by the host and clamped here, because only here is it known how long the content is.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil
from typing import TypeVar

from .fonts import break_lines, line_height, text_width
from .view import MATCH, WRAP, Rect, View, dp, edges_px

T = TypeVar("T")

ART_SIZE = {"switch": (52.0, 32.0), "checkbox": (32.0, 32.0), "radio": (32.0, 32.0), "slider": (0.0, 40.0)}
"""Of controls that paint themselves, dp."""
ART_GAP = 4.0
"""Between such a control and its text."""


@dataclass
class Layout:
    """One laying out of one window."""

    scrolls: MutableMapping[str, int]
    """Offsets in pixels by view key; clamped on the way."""
    values: MutableMapping[str, str]
    """What is typed in editable views, which can make them higher."""
    font_scale: float = 1.0
    limits: dict[str, int] = field(default_factory=dict)
    """The largest offset of each scrolling view: filled by `place`."""
    loaded: float = 1.0
    """Share of a list's rows that are there already; less than 1 while a screen is still loading."""

    def text_px(self, view: View) -> int:
        """Pixel size of a view's text."""
        return _text_px(view.size, self.font_scale)

    def label(self, view: View) -> str:
        """The text to be drawn in a view."""
        if view.field:
            typed = self.values.get(view.field, "")
            return "•" * len(typed) if view.input == "password" else typed
        return view.text

    def measure(self, view: View, width: int, height: int | None) -> tuple[int, int]:
        """Pixels the view wants of what is offered; a height of None is without end."""
        if not _elastic(view):
            height = None  # it takes what it needs whatever height is offered: one answer for all offers
        known = view.measured.get((width, height))
        if known is not None:
            return known
        left, top, right, bottom = edges_px(view.pad)
        outer_width = max(0, width if view.width in (MATCH, WRAP) else min(width, dp(view.width)))
        fixed_height: int | None = None
        if view.height not in (MATCH, WRAP):
            fixed_height = dp(view.height)
        elif view.height == MATCH and height is not None:
            fixed_height = height
        if fixed_height is not None and view.width != WRAP:  # its content has no say
            view.measured[(width, height)] = outer_width, max(0, fixed_height)
            return outer_width, max(0, fixed_height)
        room = fixed_height if fixed_height is not None else height
        inner_width = max(0, outer_width - left - right)
        inner_height = None if room is None else max(0, room - top - bottom)
        content_width, content_height = self._content(view, inner_width, inner_height)
        wanted_width = min(outer_width, content_width + left + right) if view.width == WRAP else outer_width
        if fixed_height is not None:
            wanted_height = fixed_height
        else:
            wanted_height = content_height + top + bottom
            if room is not None and view.scroll == "y":
                wanted_height = min(wanted_height, room)
        view.measured[(width, height)] = wanted_width, max(0, wanted_height)
        return wanted_width, max(0, wanted_height)

    def _content(self, view: View, width: int, height: int | None) -> tuple[int, int]:
        if not view.children:
            return self._leaf(view, width)
        if view.scroll == "y":
            sizes = [self._outer(child, width // view.span, None) for child in view.children]
            return width, sum(max(h for _, h in row) for row in _batches(sizes, view.span))
        if view.scroll == "x":
            sizes = [self._outer(child, width, height) for child in view.children]
            return sum(w for w, _ in sizes), max(h for _, h in sizes)
        if view.flow == "row":
            widths = self._row_widths(view, width, height)
            return sum(widths), max(
                self._outer(child, w, height)[1] for child, w in zip(view.children, widths, strict=True)
            )
        if view.flow == "column":
            heights = self._column_heights(view, width, height, fill=view.height != WRAP)
            return max(self._outer(child, width, height)[0] for child in view.children), sum(heights)
        sizes = [self._outer(child, width, height) for child in view.children]
        return max(w for w, _ in sizes), max(h for _, h in sizes)

    def _leaf(self, view: View, width: int) -> tuple[int, int]:
        art_width, art_height = (dp(side) for side in ART_SIZE[view.art]) if view.art in ART_SIZE else (0, 0)
        if view.icon:
            art_width = art_height = dp(view.icon_size)
        label = self.label(view) or (view.hint if view.field else "")
        if not label:
            if view.field:
                return width, line_height(self.text_px(view))
            return (width if view.art == "slider" else art_width), art_height
        size = self.text_px(view)
        if view.art in ART_SIZE:
            art_width += dp(ART_GAP)
        room = max(1, width - art_width)
        lines = break_lines(label, size, room) if view.max_lines != 1 else (label.replace("\n", " "),)
        if view.max_lines:
            lines = lines[: view.max_lines]
        widest = min(room, max([text_width(line, size) for line in lines]))
        return art_width + widest, max(art_height, line_height(size) * len(lines))

    def _outer(self, child: View, width: int, height: int | None) -> tuple[int, int]:
        """A child's size with its margins."""
        left, top, right, bottom = edges_px(child.margin)
        offered = None if height is None else max(0, height - top - bottom)
        w, h = self.measure(child, max(0, width - left - right), offered)
        return w + left + right, h + top + bottom

    def _row_widths(self, view: View, width: int, height: int | None) -> list[int]:
        widths = [0] * len(view.children)
        left = width
        for index, child in enumerate(view.children):
            if not child.weight:
                widths[index] = min(left, self._outer(child, left, height)[0])
                left -= widths[index]
        return _share(view, widths, left)

    def _column_heights(self, view: View, width: int, height: int | None, fill: bool = True) -> list[int]:
        """Heights of a column's children. Without `fill` those with a weight want no more than their content needs."""
        heights = [0] * len(view.children)
        left = height
        for index, child in enumerate(view.children):
            if child.weight and height is not None:
                continue
            heights[index] = self._outer(child, width, left)[1]
            if left is not None:
                left = max(0, left - heights[index])
        if left is None:
            return heights
        if fill:
            return _share(view, heights, left)
        for index, child in enumerate(view.children):
            if child.weight:
                heights[index] = min(left, self._outer(child, width, left)[1])
                left -= heights[index]
        return heights

    def place(self, view: View, box: Rect, clip: Rect, path: str = "") -> None:
        """Put a view and everything below it where it belongs. `clip` is what can be seen of its parent."""
        view.box = box
        view.shown = box.clip(clip)
        view.key = view.key or view.field or view.id or path
        inner = box.inset(view.pad)
        inner = Rect(inner.left, inner.top, max(inner.left, inner.right), max(inner.top, inner.bottom))
        if view.scroll:
            self._place_scrolling(view, inner, path)
        elif view.flow == "row":
            self._place_row(view, inner, path)
        elif view.flow == "column":
            self._place_column(view, inner, path)
        else:
            for index, child in enumerate(view.children):
                self._fit(child, inner, view, f"{path}/{index}")

    def _place_row(self, view: View, inner: Rect, path: str) -> None:
        widths = self._row_widths(view, inner.width, inner.height)
        x = inner.left + _slack(view.gravity, inner.width - sum(widths), "center", "right")
        for index, (child, w) in enumerate(zip(view.children, widths, strict=True)):
            self._fit(child, Rect(x, inner.top, x + w, inner.bottom), view, f"{path}/{index}", along="x")
            x += w

    def _place_column(self, view: View, inner: Rect, path: str) -> None:
        heights = self._column_heights(view, inner.width, inner.height)
        y = inner.top + _slack(view.gravity, inner.height - sum(heights), "middle", "bottom")
        for index, (child, h) in enumerate(zip(view.children, heights, strict=True)):
            self._fit(child, Rect(inner.left, y, inner.right, y + h), view, f"{path}/{index}", along="y")
            y += h

    def _place_scrolling(self, view: View, inner: Rect, path: str) -> None:
        if view.recycling and self.loaded < 1:
            view.children = view.children[: ceil(len(view.children) * self.loaded)]
        if view.scroll == "x":
            sizes = [self._outer(child, inner.width, inner.height)[0] for child in view.children]
            offset = self._offset(view, sum(sizes) - inner.width)
            x = inner.left - offset
            for index, (child, w) in enumerate(zip(view.children, sizes, strict=True)):
                self._fit(child, Rect(x, inner.top, x + w, inner.bottom), view, f"{path}/{index}", along="x")
                x += w
            return
        column = inner.width // view.span
        rows = list(_batches(view.children, view.span))
        heights = [max(self._outer(child, column, None)[1] for child in row) for row in rows]
        y = inner.top - self._offset(view, sum(heights) - inner.height)
        for number, (row, h) in enumerate(zip(rows, heights, strict=True)):
            for index, child in enumerate(row):
                x = inner.left + index * column
                cell = Rect(x, y, x + column, y + h)
                self._fit(child, cell, view, f"{path}/{number * view.span + index}", along="y")
            y += h

    def _offset(self, view: View, limit: int) -> int:
        self.limits[view.key] = max(0, limit)
        offset = min(max(0, self.scrolls.get(view.key, 0)), max(0, limit))
        if offset or view.key in self.scrolls:
            self.scrolls[view.key] = offset
        return offset

    def _fit(self, child: View, slot: Rect, parent: View, path: str, along: str = "") -> None:
        """Place a child in its slot: its wanted size, aligned; the whole slot along the parent's flow."""
        left, top, right, bottom = edges_px(child.margin)
        room = Rect(slot.left + left, slot.top + top, slot.right - right, slot.bottom - bottom)
        width, height = self.measure(child, max(0, room.width), max(0, room.height) if along != "y" else None)
        if along == "x" or child.width == MATCH:
            width = max(0, room.width)
        if along == "y" or child.height == MATCH:
            height = max(0, room.height)
        where = child.align or parent.gravity
        x = room.left + _slack(where, room.width - width, "center", "right")
        y = room.top + _slack(where, room.height - height, "middle", "bottom")
        if parent.scroll and Rect(x, y, x + width, y + height).clip(parent.shown).empty:
            # out of sight: what is in it need not be placed, for nothing of it can be seen or touched
            child.box, child.shown = Rect(x, y, x + width, y + height), Rect(0, 0, 0, 0)
            return
        # rows may be seen in a list's padding while they scroll by, as with Android's clipToPadding="false"
        self.place(child, Rect(x, y, x + width, y + height), parent.shown, path)


@lru_cache(maxsize=256)
def _text_px(size: float, scale: float) -> int:
    return max(8, dp(size * scale))


def _elastic(view: View) -> bool:
    """Whether the height a view wants depends on the height it is offered."""
    if view.elastic is None:
        view.elastic = (
            view.height == MATCH
            or bool(view.scroll)
            or any(_elastic(child) or (view.flow == "column" and child.weight) for child in view.children)
        )
    return view.elastic


def _slack(where: str, slack: int, middle: str, end: str) -> int:
    """How far from the start something lies that has `slack` pixels to spare."""
    if slack <= 0:
        return 0
    if middle in where:
        return slack // 2
    return slack if end in where else 0


def _share(view: View, sizes: list[int], left: int) -> list[int]:
    """What is left over goes to the children with a weight."""
    total = sum(child.weight for child in view.children)
    if total <= 0:
        return sizes
    taken = 0.0
    for index, child in enumerate(view.children):
        if child.weight:
            start = round(left * taken / total)
            taken += child.weight
            sizes[index] = max(0, round(left * taken / total) - start)
    return sizes


def _batches(items: list[T], size: int) -> list[list[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
