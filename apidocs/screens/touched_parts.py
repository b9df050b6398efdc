"""What in a row says something and takes a touch of its own: an alarm's time, which opens a picker, a timer's label, which asks
for another. A touch there is none on the row.
"""

from __future__ import annotations

from phones.hierarchy import Node

from .row_menus import menu_button
from .windows import texts, visible, words_on

_SHARE = 0.6
"""Of a row's area: what is larger is the row."""


def speaking_parts(row: Node) -> list[Node]:
    """The parts of a row, told by an id of the app's own. None where the row takes no touch and one thing in it does: that is how
    the row is touched."""
    touched = [node for node in row.walk() if _touchable(node)]
    parts = [node for node in touched if _has_id(node) and node is not row and _speaks(node, row)]
    if not parts or len(touched) < 2:
        return []
    menu = menu_button(row)
    return [part for part in parts if part is not menu]


def part_touched(node: Node, row: Node) -> Node | None:
    """The part of a row that takes a touch on a node within it; None where it isn't one of those."""
    own = next((each for each in (node, *node.ancestors()) if each is row or _touchable(each)), None)
    return next((part for part in speaking_parts(row) if part is own), None)


def said_on(part: Node) -> str:
    """What it says."""
    return words_on(part).strip()


def _has_id(node: Node) -> bool:
    return bool(node.resource_id) and not node.resource_id.startswith("android:")


def _speaks(node: Node, row: Node) -> bool:
    if node.checkable or node.editable or node.short_class.endswith("Button") or not texts(node):
        return False
    plain = not any(_touchable(each) for each in node.walk() if each is not node)
    return plain and node.bounds.area < row.bounds.area * _SHARE


def _touchable(node: Node) -> bool:
    return (node.clickable or node.checkable or node.editable) and visible(node)
