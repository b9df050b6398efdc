"""What of a phone's screen is drawn in letters, in lines: which things stand side by side, which line each line gets where
there are fewer rows than on the phone, and how things share a row that is too short for all their words.

Nothing that can be touched is left out in silence: words are cut before things are dropped, what stands below a title goes
before the title, and what still has no room is counted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from phones.hierarchy import Bounds, Node

TEXT, BUTTON, FIELD, TOGGLE, FRAME, EMPTY = "text", "button", "field", "toggle", "frame", ""
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
    "create": "+",
    "settings": "⚙",
}
"""Signs for icon buttons whose words have no room."""
_UNSEEN = str.maketrans(dict.fromkeys((*map(chr, range(32)), chr(127)), " "))
_SAME_LINE = 0.015
"""Of the display's height: so far may the middles of two things be apart that stand side by side."""
_TALL = 0.08
"""Of the display's height: a text that is higher begins where it begins, and isn't looked for in its middle."""
_LEAST = 3
"""Cells that a cut word keeps, while there is room."""
_LEAST_MINOR = 8
"""The same of what stands below on the phone; with less it says nothing, and is left out."""


@dataclass
class Thing:
    """One thing to draw."""

    words: str
    kind: str
    bounds: Bounds
    card: Bounds | None = None
    """What it is a part of, where that can be touched as a whole: a row of a list."""
    moves: bool = False
    """Whether it stands in something that scrolls."""
    sign: str = ""
    """One letter for it, where its words have no room."""
    minor: bool = False
    """It stands below on the phone, and here beside the title: words of the others come first."""

    @property
    def size(self) -> int:
        """Cells of its words."""
        return cell_len(self.words)


@dataclass
class Line:
    """Things side by side."""

    at: float
    """Pixel row."""
    things: list[Thing] = field(default_factory=list)
    more: int = 0
    """Instead of things: how many lines are left out here."""

    @property
    def moves(self) -> bool:
        return any(thing.moves for thing in self.things)


@dataclass(frozen=True)
class Spot:
    """Where a thing stands in a row."""

    x: int
    text: str
    kind: str
    thing: Thing


def things_of(root: Node, hidden: Sequence[Bounds] = ()) -> list[Thing]:
    """What of a window is worth a place, but what stands behind `hidden`."""
    found = []
    for node in root.walk():
        x, y = node.bounds.center
        covered = any(b.left <= x < b.right and b.top <= y < b.bottom for b in hidden)
        if worth(node) and not covered:
            words, kind = _words(node)
            found.append(Thing(words, kind, node.bounds, _card(node, root), _moves(node), _sign(node, kind)))
    return found


def worth(node: Node) -> bool:
    """Whether a node has something of its own to show."""
    if node.bounds.area <= 0:
        return False
    if node.editable or node.checkable:
        return True
    if node.text or (node.content_desc and not _spoken_by(node)):
        return True
    small = node.clickable and not node.children
    return small and node.short_class in ("ImageButton", "ImageView", "Button", "View")


def lines_of(things: Sequence[Thing], height_px: int) -> list[Line]:
    """The things by lines, from top to bottom and from left to right."""
    lines: list[Line] = []
    at_of = {id(thing): _at(thing, height_px) for thing in things}
    titles: dict[Bounds, float] = {}
    for thing in things:
        if thing.card is not None and thing.kind is TEXT:
            titles[thing.card] = min(at_of[id(thing)], titles.get(thing.card, height_px))
    for (
        thing
    ) in things:  # a switch stands between the title of its row and what is said below it: it goes with the title
        if thing.size == 1 and thing.kind in (TOGGLE, BUTTON) and thing.card in titles and thing.bounds != thing.card:
            at_of[id(thing)] = titles[thing.card]
    for thing in sorted(things, key=lambda one: (at_of[id(one)], one.bounds.left)):
        at = at_of[id(thing)]
        if lines and at - lines[-1].at <= _SAME_LINE * height_px:
            lines[-1].things.append(thing)
        else:
            lines.append(Line(at, [thing]))
    for line in lines:
        line.things.sort(key=lambda one: (one.bounds.left, one.bounds.top))
    return lines


def fitting(lines: Sequence[Line], rows: int, keep: Bounds | None = None) -> list[Line]:
    """As many lines as there are rows. What stands below a title is taken into its line, what is lowest in its card first;
    then lines of what scrolls are left out, with a line that counts them. `keep`: what has to be seen."""
    found = [Line(line.at, list(line.things)) for line in lines]
    while len(found) > rows:
        depths = _depths(found, keep)
        deepest = max(depths)
        if deepest == 0:
            break
        index = len(found) - 1 - depths[::-1].index(deepest)
        found[index - 1].things += [dataclasses.replace(thing, minor=True) for thing in found[index].things]
        del found[index]
    return found if len(found) <= rows else _without_some(found, max(1, rows), keep)


def _depths(lines: Sequence[Line], keep: Bounds | None) -> list[int]:
    """How many lines of the same card stand right above each line that only says more of it."""
    depths: list[int] = []
    for index, line in enumerate(lines):
        more = index > 0 and _goes_on(lines[index - 1], line) and not _shows(line, keep)
        depths.append(depths[-1] + 1 if more else 0)
    return depths


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line only says more of the thing whose title stands above."""
    cards = {thing.card for thing in line.things}
    card = next(iter(cards)) if len(cards) == 1 else None
    return (
        card is not None
        and all(thing.kind is TEXT for thing in line.things)
        and any(thing.card == card for thing in above.things)
    )


def _shows(line: Line, wanted: Bounds | None) -> bool:
    return wanted is not None and any(_inside(thing.bounds, wanted) for thing in line.things)


def _inside(bounds: Bounds, wanted: Bounds) -> bool:
    x, y = bounds.center
    return wanted.left <= x < wanted.right and wanted.top <= y < wanted.bottom


def _without_some(lines: list[Line], rows: int, keep: Bounds | None) -> list[Line]:
    """So many lines as there are rows, what is left out counted: of the longest stretch that scrolls, so that the bars above
    and below it stay, or of all where that isn't enough."""
    start, end = _stretch(lines)
    room = rows - (len(lines) - (end - start))
    if room < 1:
        start, end, room = 0, len(lines), rows
    stretch = lines[start:end]
    wanted = next((at for at, line in enumerate(stretch) if _shows(line, keep)), 0)
    if room == 1:
        return [*lines[:start], stretch[wanted], *lines[end:]]
    if wanted < room - 1:
        first, last = 0, room - 1
    elif wanted >= len(stretch) - (room - 1):
        first, last = len(stretch) - (room - 1), len(stretch)
    else:  # in the middle: what is left out above is counted, too, where there is a row for it
        first = wanted - max(0, (room - 3) // 2)
        last = first + max(1, room - 2)
    found = stretch[first:last]
    if first and len(found) < room:
        found = [Line(stretch[0].at, [], first), *found]
    if last < len(stretch) and len(found) < room:
        found.append(Line(stretch[last].at, [], len(stretch) - last))
    return [*lines[:start], *found, *lines[end:]]


def _stretch(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the longest stretch of lines that scroll begins and ends."""
    best = begin = 0, 0
    for index, line in enumerate(lines):
        begin = (begin[0], index + 1) if line.moves and begin[1] == index else (index, index + line.moves)
        best = max(best, begin, key=lambda one: one[1] - one[0])
    return best


def rows_for(lines: Sequence[Line], top: int, bottom: int, scale: float) -> list[int]:
    """A row for each line between `top` and `bottom`, as near as may be to where it stands on the phone, each its own."""
    rows: list[int] = []
    for line in lines:
        rows.append(max(int(line.at * scale), rows[-1] + 1 if rows else top))
    last = bottom
    for index in range(len(rows) - 1, -1, -1):
        last = rows[index] = min(rows[index], last - 1)
    return [max(top, row) for row in rows]


def side_by_side(things: Sequence[Thing], left: int, right: int, scale: float) -> list[Spot]:
    """The things of a line between two columns: where they stand on the phone, moved and cut so that each has a place."""
    room = right - left
    texts = [_for_its_room(thing, scale) for thing in things]
    sizes = [cell_len(text) for text in texts]
    if sum(sizes) + len(sizes) - 1 > room:
        texts = [thing.sign or text for thing, text in zip(things, texts, strict=True)]
        sizes = _shared([cell_len(text) for text in texts], [thing.minor for thing in things], room)
    if things[0].kind is TEXT and all(
        thing.minor for thing in things[1:]
    ):  # cut rather than moved: what is below each other stays so
        own = right - max(left, int(things[0].bounds.left * scale))
        sizes[0] = min(sizes[0], own) if own >= 0.6 * room else sizes[0]
    spots: list[Spot] = []
    starts: list[int] = []
    for thing, size in zip(things, sizes, strict=True):
        begin = int(thing.bounds.left * scale)
        own = int(thing.bounds.right * scale) - begin
        if thing.kind is BUTTON and own - size > 1 and own < room * 0.8:
            begin += (own - size) // 2
        before = sizes[len(starts) - 1] if starts else 0
        after = starts[-1] + before + (before > 0) if starts else left
        starts.append(max(begin, after))
    last = right + 1
    for index in range(len(starts) - 1, -1, -1):
        last = starts[index] = max(left, min(starts[index], last - (sizes[index] > 0) - sizes[index]))
    for index, (thing, text) in enumerate(zip(things, texts, strict=True)):
        size = sizes[index]
        if thing.kind is FIELD:  # a field is as wide as it is, where there is room
            free = (starts[index + 1] - 1 if index + 1 < len(starts) else right) - starts[index]
            size = max(size, min(free, round((thing.bounds.right - thing.bounds.left) * scale)))
        if size > 0:
            spots.append(
                Spot(
                    starts[index],
                    cut(text, size) if thing.kind is not FIELD else set_cell_size(text, size),
                    thing.kind,
                    thing,
                )
            )
    return spots


def fits(things: Sequence[Thing], room: int, scale: float) -> bool:
    """Whether a line has room for all its words."""
    return sum(cell_len(_for_its_room(thing, scale)) + 1 for thing in things) - 1 <= room


def wrapped(text: str, width: int, most: int) -> list[str]:
    """A text in lines of at most `width` cells, broken between words; the last one is cut."""
    lines: list[str] = []
    words = text.split(" ")
    while words and len(lines) < most:
        line = words.pop(0)
        while words and len(lines) < most - 1 and cell_len(line) + 1 + cell_len(words[0]) <= width:
            line += f" {words.pop(0)}"
        lines.append(" ".join([line, *words]) if len(lines) == most - 1 else line)
    return [cut(line, width) for line in lines]


def cut(text: str, size: int) -> str:
    """A text in so many cells."""
    if cell_len(text) <= size:
        return text
    return set_cell_size(text, size - 1).rstrip() + "…" if size > 2 else set_cell_size(text, size)


def _shared(sizes: Sequence[int], minor: Sequence[bool], room: int) -> list[int]:
    """Sizes that have room, with a cell between them. What is minor gives up first, then the longest; where there is no room
    for all, those at the end have none."""
    found = list(sizes)

    def over() -> int:
        return sum(found) + sum(size > 0 for size in found) - 1 - room

    for least, who in ((_LEAST_MINOR, True), (0, True), (_LEAST, False), (1, False), (0, False)):
        while over() > 0:
            longest = max(
                (i for i in range(len(found)) if minor[i] or not who), key=lambda i: (found[i], i), default=-1
            )
            if longest < 0 or found[longest] <= least:
                break
            found[longest] -= 1
            if who and least == 0:  # so little says nothing
                found[longest] = 0
    return found


def _for_its_room(thing: Thing, scale: float) -> str:
    """The sign of an icon that is smaller than its words; else the words."""
    own = round((thing.bounds.right - thing.bounds.left) * scale)
    return thing.sign if thing.sign and thing.size > max(own, 1) else thing.words


def _at(thing: Thing, height_px: int) -> float:
    bounds = thing.bounds
    tall = bounds.bottom - bounds.top > _TALL * height_px
    if tall and thing.kind in (TEXT, FIELD):
        return bounds.top + _SAME_LINE * height_px
    return (bounds.top + bounds.bottom) / 2


def _card(node: Node, root: Node) -> Bounds | None:
    """What it is a part of that can be touched as a whole."""
    above = node if node.clickable else node.parent
    while above is not None and above is not root:
        if above.clickable:
            return above.bounds
        above = above.parent
    return None


def _moves(node: Node) -> bool:
    above: Node | None = node
    while above is not None:
        if above.scrollable:
            return True
        above = above.parent
    return False


def _sign(node: Node, kind: str) -> str:
    if kind is not BUTTON or node.text:
        return ""
    said = node.label.casefold()
    return next((sign for word, sign in ICONS.items() if word in said), "")


def _spoken_by(node: Node) -> bool:
    """Whether a part of it says as much: a row described as a whole beside its own texts."""
    return any(below.text for below in node.walk() if below is not node)


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
