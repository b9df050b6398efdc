"""A phone's screen drawn in letters, from its hierarchy: what can be read and touched, where it stands.

Decides what of a dump is worth a place in a few hundred cells: texts, buttons, fields, switches, in the order of their
windows; where two things want the same place, the one that was there first keeps it. Colours are the widget's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from phones.hierarchy import Bounds, Hierarchy, Node

TEXT, BUTTON, FIELD, TOGGLE, FRAME, EMPTY = "text", "button", "field", "toggle", "frame", ""
STATUS_BAR = "com.android.systemui"
ICONS = {
    "more": "⋮",
    "navigate up": "←",
    "back": "←",
    "search": "⌕",
    "close": "✕",
    "clear": "✕",
    "menu": "≡",
    "drawer": "≡",
    "add": "+",
    "new": "+",
    "settings": "⚙",
}
"""Signs for icon buttons whose words have no room."""
_UNSEEN = str.maketrans(dict.fromkeys((*map(chr, range(32)), chr(127)), " "))


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

    def free(self, x: int, y: int, width: int) -> bool:
        """Whether nothing stands there."""
        if not (0 <= y < self.height and x >= 0 and x + width <= self.width):
            return False
        row, kinds = self.cells[y], self.kinds[y]
        around = [kinds[i] for i in (x - 1, x + width) if 0 <= i < self.width]
        return all(row[i] == " " and kinds[i] in (EMPTY, FRAME) for i in range(x, x + width)) and all(
            kind in (EMPTY, FRAME)
            for kind in around  # two words side by side stay two
        )

    def put(self, x: int, y: int, text: str, kind: str) -> None:
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
class Drawing:
    """A drawn screen, and the way back from its cells to the phone's pixels."""

    rows: list[list[Run]]
    width_px: int
    height_px: int

    def pixel(self, x: int, y: int) -> tuple[int, int]:
        """The middle of a cell, on the phone's display."""
        rows = max(1, len(self.rows))
        columns = max(1, sum(cell_len(run.text) for run in self.rows[0])) if self.rows else 1
        return int((x + 0.5) * self.width_px / columns), int((y + 0.5) * self.height_px / rows)


def draw(
    hierarchy: Hierarchy, width: int, height: int, *, touched: Bounds | None = None, chosen: Bounds | None = None
) -> Drawing:
    """Draw a screen into `width` × `height` cells, what was touched and what is chosen marked."""
    from interpreter.dialogs import is_input_method

    grid = Grid(max(1, width), max(1, height))
    size = hierarchy.size
    if size[0] <= 0 or size[1] <= 0:
        return Drawing([[Run(" " * grid.width)] for _ in range(grid.height)], 1, 1)
    place = _Place(grid, *size)
    for root in hierarchy.roots:
        if root.package != STATUS_BAR:
            _window(root, place, keyboard=is_input_method(root))
    marks = [place.mark(bounds) if bounds else None for bounds in (touched, chosen)]
    return Drawing(list(_runs(grid, *marks)), *size)


class _Place:
    """From pixels to cells."""

    def __init__(self, grid: Grid, width_px: int, height_px: int) -> None:
        self.grid, self._x, self._y = grid, grid.width / width_px, grid.height / height_px

    def cells(self, bounds: Bounds) -> tuple[int, int, int, int]:
        """Left, top, right, bottom; at least one cell."""
        left, top = round(bounds.left * self._x), round(bounds.top * self._y)
        right, bottom = round(bounds.right * self._x), round(bounds.bottom * self._y)
        left, top = min(left, self.grid.width - 1), min(top, self.grid.height - 1)
        return max(0, left), max(0, top), max(left + 1, right), max(top + 1, bottom)

    def mark(self, bounds: Bounds) -> tuple[int, int, int, int]:
        """The cells to mark: a thing of a line or two is drawn in one row."""
        left, top, right, bottom = self.cells(bounds)
        if bottom - top <= 2:
            return left, self.row(bounds), right, self.row(bounds) + 1
        return left, top, right, bottom

    def row(self, bounds: Bounds) -> int:
        """The row of its middle: what stands side by side on the phone does so here."""
        return max(0, min(self.grid.height - 1, int(bounds.center[1] * self._y)))


def _window(root: Node, place: _Place, *, keyboard: bool = False) -> None:
    grid = place.grid
    left, top, right, bottom = place.cells(_extent(root))
    whole = right - left >= grid.width - 1 and bottom - top >= grid.height * 0.7
    if not whole:  # a dialog, a menu, the keyboard: what lies below is not to be seen
        grid.clear(left, top, right, bottom)
        grid.box(left, top, right, bottom)
    else:
        grid.clear(0, 0, grid.width, grid.height)
    if keyboard:
        grid.put(left + 2, top, " keyboard ", FRAME)
        return
    things = [node for node in root.walk() if _worth(node)]
    for node in sorted(things, key=lambda n: (n.bounds.center[1], n.bounds.left)):
        _thing(node, place)


def _extent(root: Node) -> Bounds:
    """A window's root may span the display while what it shows is a panel in the middle."""
    node = root
    while len(node.children) == 1 and not _worth(node):
        node = node.children[0]
    return node.bounds if node.bounds.area else root.bounds


def _worth(node: Node) -> bool:
    if node.bounds.area <= 0:
        return False
    if node.editable or node.checkable:
        return True
    if node.text or (node.content_desc and not _spoken_by(node)):
        return True
    small = node.clickable and not node.children
    return small and node.short_class in ("ImageButton", "ImageView", "Button", "View")


def _spoken_by(node: Node) -> bool:
    """Whether a part of it says as much: a row described as a whole beside its own texts."""
    return any(below.text for below in node.walk() if below is not node)


def _thing(node: Node, place: _Place) -> None:
    grid = place.grid
    left, _, right, _ = place.cells(node.bounds)
    words, kind = _words(node)
    room = max(1, min(right, grid.width) - left)
    if kind is BUTTON and room < cell_len(words) <= room + 4:
        left = max(0, left - 1)
        room = min(room + 2, grid.width - left)
    if kind is BUTTON and not node.text and cell_len(words) > room:
        words = next((sign for word, sign in ICONS.items() if word in words.casefold()), words)
    if kind is TEXT and cell_len(words) > room:  # letters are wider here than on the phone: use what is free beside it
        wanted = min(cell_len(words), grid.width - left)
        while room < wanted and grid.free(left, place.row(node.bounds), room + 1):
            room += 1
    if cell_len(words) > room:
        words = set_cell_size(words, max(1, room - 1)).rstrip() + "…" if room > 2 else words[:room]
    middle = place.row(node.bounds)
    if kind is FIELD:
        words = set_cell_size(words, room)
    elif kind is BUTTON and room - cell_len(words) > 1 and not node.children and room < grid.width * 0.8:
        left += (room - cell_len(words)) // 2
    for y in (middle, middle + 1, middle - 1):
        for x in (left, left + 1):  # two that touch on the phone keep a cell between them here
            if grid.free(x, y, cell_len(words)):
                grid.put(x, y, words, kind)
                return
    if grid.free(left, middle, 1) and 0 <= middle < grid.height:  # as much as there is room for
        free = 1
        while free < cell_len(words) and grid.free(left, middle, free + 1):
            free += 1
        if free > 3:
            grid.put(left, middle, set_cell_size(words, free - 2).rstrip() + "…", kind)


def _words(node: Node) -> tuple[str, str]:
    label = " ".join(node.label.translate(_UNSEEN).split())
    if node.checkable:
        mark = "●" if node.checked else "○"
        return (f"{mark} {label}" if label else mark), TOGGLE
    if node.editable:
        return "•" * len(node.text) if node.password and node.text else label or "…", FIELD
    touchable = node.clickable or (node.parent is not None and node.parent.clickable and not node.parent.text)
    if not label:
        return "▢", BUTTON
    return label, BUTTON if touchable and (node.clickable or node.short_class == "Button") else TEXT


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
