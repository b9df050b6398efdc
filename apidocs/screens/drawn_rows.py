"""Rows of lists that are drawn, without ids: which of their texts is what, and what in them can be touched by itself.

A text is told by its place among the row's texts, and named as the page that the row opens labels the same value. Nothing of
what a row says becomes a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from phones.hierarchy import Node
from phones.locating import Locator, find, structural_path

from ..doc import Kind, Part
from ..doc.api import RESERVED
from ..doc.words import figures_only, identifier
from .windows import texts, visible, without_arrow, words_on

_TEXT = "android.widget.TextView"
_PLAIN = ("title", "subtitle", "detail", "further_detail")
_PARTS = 6


def plain_texts(row: Node) -> list[Node]:
    """What a row says itself, without the words of what is touched in it."""
    own = without_arrow([n for n in texts(row) if n.short_class == "TextView" or n is row])
    return [n for n in own if not any(each.clickable for each in _within(n, row))]


def drawn_parts(rows: Sequence[Node], labels: Mapping[int, str]) -> list[Part]:
    """The parts of rows that have no ids. `labels` has what a text is called elsewhere, by its place in the row."""
    parts: list[Part] = []
    taken: set[str] = set()
    said = [plain_texts(row) for row in rows]
    usual, count = Counter(map(len, said)).most_common(1)[0]
    # where rows say more or less, a place is no piece: only what is first is sure
    steady = usual if count >= 0.8 * len(rows) else 1
    if steady and not any(lines and lines[0] is row for row, lines in zip(rows, said, strict=True)):
        for place in range(min(steady, len(_PLAIN))):
            column = [lines[place].text for lines in said if len(lines) > place]
            name = _name(labels.get(place, ""), taken) or _plain_name(place, column, taken)
            taken.add(name)
            parts.append(Part(name=name, kind=Kind.TEXT, locator=Locator(cls=_TEXT, instance=place)))
    for node, row in _controls(rows):
        name = _name(words_on(node), taken) or ("checkbox" if node.checkable else "button")
        if name in taken:
            continue
        taken.add(name)
        kind = Kind.TOGGLE if node.checkable else Kind.BUTTON
        parts.append(Part(name=name, kind=kind, locator=_locator(node, row)))
    return parts[:_PARTS]


def _controls(rows: Sequence[Node]) -> list[tuple[Node, Node]]:
    """What most rows have that is touched by itself, one of each kind, with the row it stands in."""
    found: dict[tuple[str, str], list[tuple[Node, Node]]] = {}
    for row in rows:
        for node in row.walk():
            acts = node is not row and (node.clickable or node.checkable) and visible(node)
            if acts and not any(each.clickable for each in _within(node.parent, row)):
                found.setdefault((node.cls, words_on(node)), []).append((node, row))
    whole = sum(bool(words_on(row)) for row in rows)  # one that is cut off at the edge says nothing
    return [pairs[0] for pairs in found.values() if 2 * len({id(row) for _, row in pairs}) > whole]


def _within(node: Node | None, row: Node) -> list[Node]:
    """The node and what is around it, up to the row."""
    found = []
    while node is not None and node is not row:
        found.append(node)
        node = node.parent
    return found


def _locator(node: Node, row: Node) -> Locator:
    words = words_on(node)
    for one in (
        Locator(content_desc=words, cls=node.cls) if node.content_desc == words != "" else None,
        Locator(label=words, cls=node.cls) if words else None,
        Locator(cls=node.cls),
    ):
        matches = find(row, one) if one is not None else []
        alone = len(matches) == 1 or bool(matches) and matches[1].score < matches[0].score
        if one is not None and alone and matches[0].node is node:
            return one
    return Locator(cls=node.cls, path=structural_path(node, row))


def _name(words: str, taken: set[str]) -> str:
    name = identifier(words.split("(")[0], max_words=3)
    return name if name and name not in taken and name not in RESERVED and name.isascii() else ""


def _plain_name(place: int, column: list[str], taken: set[str]) -> str:
    name = _PLAIN[place]
    if place and column and all(map(figures_only, column)):
        name = "time" if all(":" in text for text in column) else "number" if all(map(_is_number, column)) else "date"
    return name if name not in taken and name not in RESERVED else _PLAIN[place]


def _is_number(text: str) -> bool:
    return not any(c.isalpha() for c in text) and sum(c in "./-" for c in text) < 2
