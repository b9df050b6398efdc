"""Touching a thing rather than a pixel: the selector by which the phone's own server finds it at the moment of the touch.

Between a dump and a touch a list may be filled anew, a banner push everything down, a question come up. Where the phone itself
looks the thing up again in the same call, the touch meets that thing or nothing. Only what tells a node from all others on the
display is used; what has nothing of the kind is touched where it was seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .hierarchy import Hierarchy, Node

_FIELDS = {
    "text": ("text", 0x01),
    "cls": ("className", 0x10),
    "desc": ("description", 0x40),
    "id": ("resourceId", 0x200000),
}
"""Ours, uiautomator's, and its bit in a selector's mask. All four go through Android's own BySelector."""
_TELLING = (("id", "text"), ("id", "desc"), ("cls", "text"), ("cls", "desc"), ("id", "cls"))


def selector_of(hierarchy: Hierarchy, node: Node) -> dict[str, Any] | None:
    """What finds the node alone on this display, by what it says wherever it says something; None where nothing does."""
    everything = list(hierarchy.walk())
    for names in _TELLING:
        wanted = {name: _value(node, name) for name in names}
        if not all(wanted.values()) or "text" in names and node.editable:
            continue  # what a field says is what was typed into it
        if names == ("id", "cls") and (node.text or node.content_desc) and not node.editable:
            continue  # with the same id and other words it would be another thing
        if sum(all(_value(each, name) == value for name, value in wanted.items()) for each in everything) == 1:
            return _selector(wanted)
    return None


def worded(node: Node) -> Iterator[Node]:
    """The node, then what says something in it and takes no touch of its own: a row is found by its words."""
    yield node
    for inner in node.walk():
        if inner is not node and (inner.text or inner.content_desc) and not _taken(inner, node):
            yield inner


def _taken(inner: Node, outer: Node) -> bool:
    """Whether a touch there is somebody else's."""
    for node in (inner, *inner.ancestors()):
        if node is outer:
            return False
        if node.clickable or node.checkable or node.long_clickable or node.editable or node.scrollable:
            return True
    return True


def _value(node: Node, name: str) -> str:
    if node.spoken and name != "id":
        return ""  # the phone has other words for it
    return {"id": node.resource_id, "text": node.text, "desc": node.content_desc, "cls": node.cls}[name]


def _selector(wanted: dict[str, str]) -> dict[str, Any]:
    mask, fields = 0, {}
    for name, value in wanted.items():
        field, bit = _FIELDS[name]
        mask |= bit
        fields[field] = value
    return {"mask": mask, "childOrSibling": [], "childOrSiblingSelector": [], **fields}
