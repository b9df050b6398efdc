"""Whether a screen is the one that was recorded: by structure and by the element that is meant, never by pixels; and whether what
a tap flips stands there as it stood. Reads dumps, touches nothing.

Rows of lists, typed text and where things lie may differ; which controls there are, and what the one that is acted on is and
says, may not. A tap on a star, a box or a switch that stands otherwise undoes what it once did. What one of several is chosen by
isn't flipped and may stand as it likes: a tab, a radio button, what another one of its kind lost its mark to, and what was gone
behind the tap, as an option or a place in a drawer is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from apidocs.screens.windows import Window, is_list
from phones.hierarchy import Hierarchy, Node
from phones.locating import describe, in_repeating_list

from ..proof.differences import same_control

SAME_SCREEN = 0.85
"""Share of the controls of either screen that both have, from which they are the same: a hint or a badge may come and go."""


@dataclass(frozen=True)
class Sameness:
    """How two screens compare."""

    structure: float
    """0 to 1: the share of controls they have in common."""
    element: str = ""
    """How the element differs; empty where it doesn't."""

    @property
    def same(self) -> bool:
        return self.structure >= SAME_SCREEN and not self.element

    def __str__(self) -> str:
        if self.same:
            return "the recorded screen"
        parts = [f"{self.structure:.0%} of the controls agree"] if self.structure < SAME_SCREEN else []
        return "; ".join([*parts, self.element] if self.element else parts)


def compare(recorded: Hierarchy, live: Hierarchy, was: Node | None, node: Node | None, *, content: bool) -> Sameness:
    """Compare two dumps and the element in each. `content` says that what the element says is the person's, and may differ."""
    element = "" if was is None or node is None else element_differs(was, node, content=content)
    return Sameness(structure_agreement(recorded, live), element)


def structure_agreement(recorded: Hierarchy, live: Hierarchy) -> float:
    """The share of controls that both windows in front have, of those that either has."""
    a, b = structure(recorded), structure(live)
    return len(a & b) / len(a | b) if a | b else 1.0


def structure(hierarchy: Hierarchy) -> frozenset[tuple[str, ...]]:
    """The window in front as a set of controls: class, id, and the words of what is tapped; rows of lists left out."""
    window = Window.of(hierarchy)
    if window is None:
        return frozenset()
    found: set[tuple[str, ...]] = {("window", window.root.package, window.kind)}
    for node in window.nodes:
        if in_repeating_list(node) and not _fixed(node):
            continue
        words = "" if node.editable or is_list(node) else node.content_desc
        if node.clickable and not node.editable and not words:
            words = node.text
        if node.resource_id or words or node.clickable or node.checkable or node.editable:
            found.add((node.short_class, node.resource_id, words))
    return frozenset(found)


def _fixed(node: Node) -> bool:
    """Whether a row of a list is a setting rather than content: Android's preferences live in lists, too."""
    return node.resource_id in ("android:id/title", "android:id/checkbox", "android:id/switch_widget")


def element_differs(was: Node, node: Node, *, content: bool) -> str:
    """How an element differs from the recorded one, in words; empty where it is the same."""
    if was.resource_id != node.resource_id:
        return f"its id is {node.id_name or 'gone'}, it was {was.id_name or 'none'}"
    if was.cls != node.cls:
        return f"it is a {node.short_class}, it was a {was.short_class}"
    if content or was.editable:
        return ""
    if was.label != node.label:
        return f'it says "{node.label}", it said "{was.label}"'
    return ""


def recorded_node(hierarchy: Hierarchy, bounds: tuple[int, int, int, int] | None, node: str) -> Node | None:
    """The node that was acted on, from what the record keeps of it: its bounds, and the line that described it."""
    if bounds is None:
        return None
    there = [n for n in hierarchy.walk() if tuple(n.bounds) == tuple(bounds)]
    return next((n for n in there if describe(n) == node), there[-1] if there else None)


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
    return same_control(was, after) if after is not None else None
