"""Whether a screen is the one that was recorded: by structure and by the element that is meant, never by pixels.

Rows of lists, typed text, what is checked and where things lie may differ; which controls there are, and what the one that
is acted on is and says, may not.
"""

from __future__ import annotations

from dataclasses import dataclass

from apidocs.screens.windows import Window, is_list
from phones.hierarchy import Hierarchy, Node
from phones.locating import describe, in_repeating_list

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
