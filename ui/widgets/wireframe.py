"""A phone's screen drawn in letters, from its hierarchy: what can be read and touched, where it stands.

Windows from the lowest to the one on top, each in lines of its own (`wireframe_lines` says which). A drawing knows what stands
in each of its cells, so a click finds the thing it is on, wherever that had to move. Colours are the widget's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from .wireframe_lines import (
    BUTTON,
    EMPTY,
    FIELD,
    FRAME,
    TEXT,
    TOGGLE,
    Line,
    Thing,
    fits,
    fitting,
    lines_of,
    rows_for,
    side_by_side,
    things_of,
    worth,
    wrapped,
)

if TYPE_CHECKING:
    from phones.hierarchy import Bounds, Hierarchy, Node

__all__ = ["BUTTON", "EMPTY", "FIELD", "FRAME", "TEXT", "TOGGLE", "Drawing", "Run", "draw"]
STATUS_BAR = "com.android.systemui"


@dataclass(frozen=True)
class Run:
    """Some cells of one row that look alike."""

    text: str
    kind: str = EMPTY
    touched: bool = False
    chosen: bool = False


class Grid:
    """The cells of a drawing. A wide letter takes two; the second holds an empty string."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.cells = [[" "] * width for _ in range(height)]
        self.kinds = [[EMPTY] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, kind: str) -> None:
        """What lies beyond the edges isn't drawn."""
        if x < 0 or not 0 <= y < self.height:
            return
        for letter in text:
            size = cell_len(letter)
            if x + size > self.width:
                return
            if size == 0:
                continue
            self.cells[y][x], self.kinds[y][x] = letter, kind
            if size == 2:
                self.cells[y][x + 1], self.kinds[y][x + 1] = "", kind
            x += size

    def clear(self, left: int, top: int, right: int, bottom: int) -> None:
        for y in range(max(0, top), min(self.height, bottom)):
            for x in range(max(0, left), min(self.width, right)):
                self.cells[y][x], self.kinds[y][x] = " ", EMPTY

    def box(self, left: int, top: int, right: int, bottom: int) -> None:
        """A frame just inside of the given cells."""
        right, bottom = min(self.width, right) - 1, min(self.height, bottom) - 1
        if right - left < 2 or bottom - top < 2:
            return
        self.put(left, top, f"╭{'─' * (right - left - 1)}╮", FRAME)
        self.put(left, bottom, f"╰{'─' * (right - left - 1)}╯", FRAME)
        for y in range(top + 1, bottom):
            self.put(left, y, "│", FRAME)
            self.put(right, y, "│", FRAME)


@dataclass(frozen=True)
class Place:
    """Some cells of a row, and what of the phone stands in them."""

    y: int
    left: int
    right: int
    bounds: Bounds


@dataclass(frozen=True)
class Drawing:
    """A drawn screen, and the way back from its cells to the phone's pixels."""

    rows: list[list[Run]]
    width_px: int
    height_px: int
    places: Sequence[Place] = ()
    known: Sequence[tuple[float, float]] = ()
    """Rows, and the pixel rows that they stand for; what is between is between."""

    def pixel(self, x: int, y: int) -> tuple[int, int]:
        """The middle of what stands in a cell; of an empty one, the point of the display that it stands for."""
        for place in reversed(self.places):
            if place.y == y and place.left <= x < place.right:
                return place.bounds.center
        columns = max(1, sum(cell_len(run.text) for run in self.rows[0])) if self.rows else 1
        return int((x + 0.5) * self.width_px / columns), int(self._pixel_row(y + 0.5))

    def _pixel_row(self, at: float) -> float:
        rows = max(1, len(self.rows))
        known = [(0.0, 0.0), *self.known, (float(rows), float(self.height_px))]
        for (low, top), (high, bottom) in zip(known, known[1:], strict=False):
            if at <= high:
                return top + (bottom - top) * (at - low) / (high - low) if high > low else top
        return float(self.height_px)


def draw(
    hierarchy: Hierarchy, width: int, height: int, *, touched: Bounds | None = None, chosen: Bounds | None = None
) -> Drawing:
    """Draw a screen into `width` × `height` cells, what was touched and what is chosen marked."""
    grid = Grid(max(1, width), max(1, height))
    size = hierarchy.size
    if size[0] <= 0 or size[1] <= 0:
        return Drawing([[Run(" " * grid.width)] for _ in range(grid.height)], 1, 1)
    pen = _Pen(grid, *size, keep=touched or chosen)
    windows = [root for root in hierarchy.roots if root.package != STATUS_BAR]
    for index, root in enumerate(windows):
        pen.window(root, [_extent(above) for above in windows[index + 1 :]])
    marks = [pen.mark(bounds) if bounds else None for bounds in (touched, chosen)]
    return Drawing(list(_runs(grid, *marks)), *size, pen.places, pen.known)


class _Pen:
    """Draws windows, and remembers what stands where."""

    def __init__(self, grid: Grid, width_px: int, height_px: int, keep: Bounds | None) -> None:
        self.grid, self._x, self._y = grid, grid.width / width_px, grid.height / height_px
        self._height_px, self._keep = height_px, keep
        self.places: list[Place] = []
        self.known: list[tuple[float, float]] = []

    def window(self, root: Node, above: Sequence[Bounds]) -> None:
        """Draw one, without what stands behind those `above` it."""
        grid = self.grid
        left, top, right, bottom = self._cells(_extent(root))
        whole = right - left >= grid.width - 1 and bottom - top >= grid.height * 0.7
        if root.keyboard:
            self._clear(left, top, right, bottom)
            grid.box(left, top, right, bottom)
            grid.put(left + 2, top, " keyboard ", FRAME)
            return
        lines = lines_of(things_of(root, above), self._height_px)
        if whole:
            self._clear(0, 0, grid.width, grid.height)
            covered = [self._cells(bounds)[1] for bounds in above if self._reaches_across(bounds)]
            self._lines(lines, 0, 0, grid.width, max(1, min([grid.height, *covered])))
            return
        # a dialog, a menu: as high as its lines want, and what lies below is not to be seen
        missing = len(lines) + 2 - (bottom - top)
        if missing > 0:
            top = max(0, top - missing // 2 - missing % 2)
            bottom = min(grid.height, top + len(lines) + 2)
            top = max(0, min(top, bottom - len(lines) - 2))
        self._clear(left, top, right, bottom)
        grid.box(left, top, right, bottom)
        self._lines(lines, left + 1, top + 1, min(grid.width, right) - 1, max(top + 2, min(grid.height, bottom) - 1))

    def mark(self, bounds: Bounds) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of the cells to mark."""
        left, top, right, bottom = self._cells(bounds)
        inside = [place for place in self.places if _within(place.bounds, bounds)]
        if not inside:
            return left, top, right, top + 1 if bottom - top <= 2 else bottom
        rows = [place.y for place in inside]
        if len(inside) == 1:  # a thing as it is drawn, which may be wider than on the phone
            return inside[0].left, rows[0], inside[0].right, rows[0] + 1
        left, right = min([left, *(place.left for place in inside)]), max([right, *(place.right for place in inside)])
        return left, min(rows), right, max(rows) + 1

    def _lines(self, lines: Sequence[Line], left: int, top: int, right: int, bottom: int) -> None:
        if right - left < 1 or bottom - top < 1:
            return
        shown = fitting(lines, bottom - top, self._keep)
        rows = rows_for(shown, top, bottom, self._y)
        taken = set(rows)
        for line, y in zip(shown, rows, strict=True):
            if line.more:
                self.grid.put(left + 1, y, f"⋯ {line.more} more"[: right - left - 1], FRAME)
                continue
            # things that have no room side by side stand in two rows, where there is one
            spare = next((row for row in (y + 1, y - 1) if top <= row < bottom and row not in taken), None)
            if spare is not None and len(line.things) > 2 and not fits(line.things, right - left, self._x):
                taken.add(spare)
                halves = [(min(y, spare), line.things[::2]), (max(y, spare), line.things[1::2])]
            else:
                halves = [(y, line.things)]
            self.known.append((y + 0.5, line.at))
            if len(line.things) == 1 and line.things[0].kind in (TEXT, FIELD):
                free = next((row for row in range(y + 1, bottom) if row in taken), bottom) - y
                if self._wrapped(line.things[0], y, left, right, free):
                    continue
            for row, things in halves:
                for spot in side_by_side(things, left, right, self._x):
                    self.grid.put(spot.x, row, spot.text, spot.kind)
                    self.places.append(Place(row, spot.x, spot.x + cell_len(spot.text), spot.thing.bounds))
        self.known = _rising(self.known)

    def _wrapped(self, thing: Thing, y: int, left: int, right: int, free: int) -> bool:
        """Write a long text in as many rows as it has on the phone, and as are free; False where it isn't one."""
        begin, _, end, _ = self._cells(thing.bounds)
        begin, end = max(left, begin), min(right, max(end, begin + thing.size))
        most = min(free, max(1, round((thing.bounds.bottom - thing.bounds.top) * self._y)))
        if most < 2 or thing.size <= end - begin:
            return False
        for row, text in enumerate(wrapped(thing.words, end - begin, most), y):
            self.grid.put(begin, row, set_cell_size(text, end - begin) if thing.kind is FIELD else text, thing.kind)
            self.places.append(Place(row, begin, end, thing.bounds))
        return True

    def _cells(self, bounds: Bounds) -> tuple[int, int, int, int]:
        """Left, top, right, bottom; at least one cell."""
        left, top = round(bounds.left * self._x), round(bounds.top * self._y)
        right, bottom = round(bounds.right * self._x), round(bounds.bottom * self._y)
        left, top = min(left, self.grid.width - 1), min(top, self.grid.height - 1)
        return max(0, left), max(0, top), max(left + 1, right), max(top + 1, bottom)

    def _reaches_across(self, bounds: Bounds) -> bool:
        """Whether a window above covers the display from side to side down to its end, as a keyboard does."""
        left, _, right, bottom = self._cells(bounds)
        return right - left >= self.grid.width - 1 and bottom >= self.grid.height - 1

    def _clear(self, left: int, top: int, right: int, bottom: int) -> None:
        self.grid.clear(left, top, right, bottom)
        self.places = [
            place
            for place in self.places
            if not (top <= place.y < bottom and place.left < right and place.right > left)
        ]


def _rising(known: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """In the order of the rows, without what goes back on the display."""
    found: list[tuple[float, float]] = []
    for row, pixel in sorted(known):
        if not found or (row > found[-1][0] and pixel >= found[-1][1]):
            found.append((row, pixel))
    return found


def _within(bounds: Bounds, wanted: Bounds) -> bool:
    x, y = bounds.center
    return wanted.left <= x < wanted.right and wanted.top <= y < wanted.bottom


def _extent(root: Node) -> Bounds:
    """A window's root may span the display while what it shows is a panel in the middle."""
    node = root
    while len(node.children) == 1 and not worth(node):
        node = node.children[0]
    return node.bounds if node.bounds.area else root.bounds


Mark = tuple[int, int, int, int]


def _runs(grid: Grid, touched: Mark | None, chosen: Mark | None) -> Iterator[list[Run]]:
    def inside(mark: Mark | None, x: int, y: int) -> bool:
        return mark is not None and mark[0] <= x < mark[2] and mark[1] <= y < mark[3]

    for y in range(grid.height):
        runs: list[Run] = []
        for x in range(grid.width):
            letter, kind = grid.cells[y][x], grid.kinds[y][x]
            on, by = inside(touched, x, y), inside(chosen, x, y)
            last = runs[-1] if runs else None
            if last is not None and (last.kind, last.touched, last.chosen) == (kind, on, by):
                runs[-1] = Run(last.text + letter, kind, on, by)
            else:
                runs.append(Run(letter, kind, on, by))
        yield runs
