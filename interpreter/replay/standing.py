"""Whether what a tap flips stands as it stood when the tap was recorded: a star, a box, a switch. Reads dumps, touches nothing.

A tap on what stands otherwise undoes what it once did. What one of several is chosen by isn't flipped and may stand as it likes:
a tab, a radio button, what another one of its kind lost its mark to, and what was gone behind the tap, as an option or a place
in a drawer is.
"""

from __future__ import annotations

from collections.abc import Callable

from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy, Node


def stands_otherwise(
    was: Node, node: Node, recorded: Hierarchy, live: Hierarchy, after: Callable[[], Hierarchy | None]
) -> str:
    """How a control that is about to be tapped stands otherwise than it did, in words; empty where it doesn't.

    `was` is the recorded node in its dump `recorded`, `node` the one in `live`; `after` gives the dump behind the recorded tap.
    """
    tabs = _is_tab(was, recorded) and _is_tab(node, live)
    if node.selected != was.selected and not tabs and not _chosen_by(was, recorded, after()):
        return _told("marked" if node.selected else "not marked", "marked" if was.selected else "not marked")
    box_then, box = _box(was), _box(node)
    if box_then and box and box.checked != box_then.checked and not _chosen_by(box_then, recorded, after()):
        return _told("on" if box.checked else "off", "on" if box_then.checked else "off")
    if node.label != was.label and node.label and was.label:
        left = _left_by_it(was, after())
        if left is not None and left.label == node.label:
            return f'it says "{node.label}", as it did after that tap'
    return ""


def _told(now: str, then: str) -> str:
    return f"it is {now} now, it was {then}"


def _is_tab(node: Node, hierarchy: Hierarchy) -> bool:
    window = Window.of(hierarchy)
    groups = window.tabs if window is not None else []
    return any(tab is node or tab in node.ancestors() for group in groups for tab in group)


def _chosen_by(was: Node, recorded: Hierarchy, after: Hierarchy | None) -> bool:
    """Whether the recorded tap chose, as far as the dump behind it shows, and didn't flip."""
    if was.short_class.endswith("RadioButton"):
        return True
    if after is None:
        return False
    if _left_by_it(was, after) is None:
        return True
    for other in recorded.walk():
        alike = other.cls == was.cls and (other.resource_id == was.resource_id or other.parent is was.parent)
        if other is not was and alike and _marked(other):
            left = _left_by_it(other, after)
            if left is not None and not _marked(left):
                return True
    return False


def _marked(node: Node) -> bool:
    return node.selected or node.checked


def _box(node: Node) -> Node | None:
    """What a tap on a node turns: itself, or the one box in it that takes no touch of its own."""
    inside = [node] if node.checkable else [n for n in node.walk() if n.checkable]
    return inside[0] if len(inside) == 1 and (inside[0] is node or not inside[0].clickable) else None


def _left_by_it(was: Node, after: Hierarchy | None) -> Node | None:
    """The same control behind the tap, where it is still there."""
    if after is None:
        return None
    alike = (n for n in after.walk() if (n.cls, n.resource_id, n.package) == (was.cls, was.resource_id, was.package))
    return next((n for n in alike if n.bounds.intersect(was.bounds).area), None)
