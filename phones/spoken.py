"""Words that a toolkit says as descriptions only, read as the texts they are.

Flutter gives no texts: a text is a plain view with a description, and of a row there is one node whose description has all its
lines. Whoever looks sees lines below each other; so they become texts here, and what reads dumps needs to know of one kind of
words alone.
"""

from __future__ import annotations

import re

from .nodes import Bounds, Node

_TEXT = "android.widget.TextView"
_PLACE = re.compile(r"\D{0,16}(\d+)\D{1,10}(\d+)\D{0,4}")
"""What is said of a tab besides its words: "Tab 1 of 3"."""


def read_spoken(root: Node) -> None:
    """Turn the descriptions of one window into texts, where it has no others."""
    nodes = list(root.walk())
    if not any(_plain(node) and node.content_desc for node in nodes):
        return
    if any(node.text and not node.editable or node.short_class.endswith("TextView") for node in nodes):
        return
    for node in nodes:
        lines = [line.strip() for line in node.content_desc.split("\n") if line.strip()]
        if node.editable or not lines:
            continue
        if len(lines) > 1 and _one_of_several(node, places := [line for line in lines[1:] if _PLACE.fullmatch(line)]):
            lines = list(dict.fromkeys(line for line in lines if line not in places))
        if len(lines) > 1:
            node.content_desc, node.spoken = "", True
            node.children += [_line(node, lines, number) for number in range(len(lines))]
        elif _plain(node):
            node.text, node.content_desc, node.spoken = lines[0], "", True
            if not (node.children or node.clickable or node.long_clickable or node.checkable):
                node.cls = _TEXT
        else:
            node.content_desc, node.spoken = lines[0], True


def _plain(node: Node) -> bool:
    return node.short_class == "View" and not node.resource_id


def _one_of_several(node: Node, places: list[str]) -> bool:
    """Whether the nodes beside it are counted in the same way."""
    if not places:
        return False
    around = node.parent.children if node.parent is not None else []
    # those before it have lost their place already, but what says one still comes after or before
    others = [line.strip() for other in around if other is not node for line in other.content_desc.split("\n")]
    return node.selected or any(_PLACE.fullmatch(other) and _of(other) == _of(places[0]) for other in others)


def _of(place: str) -> str:
    """How many there are."""
    found = _PLACE.fullmatch(place)
    return found[2] if found else ""


def _line(node: Node, lines: list[str], number: int) -> Node:
    """One line as a text of its own, where it stands as far as is known."""
    left, top, right, bottom = node.bounds
    high = (bottom - top) / len(lines)
    box = Bounds(left, top + round(high * number), right, top + round(high * (number + 1)))
    return Node(
        cls=_TEXT, package=node.package, text=lines[number], enabled=node.enabled, bounds=box,
        index=len(node.children) + number, parent=node, spoken=True,
    )  # fmt: skip
