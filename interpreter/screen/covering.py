"""Where a finger can touch a thing: what of it is on the display, and what lies over it."""

from __future__ import annotations

from phones.aiming import selector_of, worded
from phones.hierarchy import Bounds, Hierarchy, Node

from ..calls.errors import CallFailed
from .dialogs import keyboard


def aim(hierarchy: Hierarchy, node: Node) -> tuple[int, int, Node | None]:
    """Where to touch, and what stands there that the phone can find again by itself: the node, or words in it. Raises CallFailed
    where it is not on the display."""
    point = free_point(hierarchy, node)
    family = _family(node)
    for each in worded(node):
        box = visible_bounds(hierarchy, each)
        if box.area and not _covered(hierarchy, node, family, box.center) and selector_of(hierarchy, each):
            return *box.center, each
    return *point, None


def free_point(hierarchy: Hierarchy, node: Node) -> tuple[int, int]:
    """A pixel of the node that nothing else lies over, its centre where that is free. Raises CallFailed where it is not on the
    display."""
    points = _points(hierarchy, node)
    if not points:
        raise CallFailed(f'"{node.label or node.id_name or node.short_class}" is in the dump but not on the display.')
    family = _family(node)
    free = next((point for point in points if not _covered(hierarchy, node, family, point)), None)
    return free or next((point for point in points if not hierarchy.in_banner(*point)), points[0])


def _points(hierarchy: Hierarchy, node: Node) -> list[tuple[int, int]]:
    """Pixels of what is seen of a node, its centre first; none where nothing is."""
    box = visible_bounds(hierarchy, node)
    thirds = [(box.left + box.width * i // 6, box.top + box.height * j // 6) for j in (3, 1, 5) for i in (3, 1, 5)]
    return [box.center, *thirds] if box.area else []


def under_banner(hierarchy: Hierarchy, node: Node) -> bool:
    """Whether a banner of the system's lies over all that is seen of a node: the touch would be the banner's."""
    points = _points(hierarchy, node) if hierarchy.banners else []
    banner = root_of(node) in hierarchy.banners
    return bool(points) and not banner and all(hierarchy.in_banner(*point) for point in points)


def visible_bounds(hierarchy: Hierarchy, node: Node) -> Bounds:
    """The node's rectangle, clipped to the display and to what scrolls it."""
    width, height = hierarchy.size
    box = node.bounds.intersect(Bounds(0, 0, width, height))
    for ancestor in node.ancestors():
        if ancestor.scrollable:
            box = box.intersect(ancestor.bounds)
    return box


def under_keyboard(hierarchy: Hierarchy, node: Node) -> bool:
    """Whether the keyboard covers the node's centre."""
    keys = keyboard(hierarchy)
    return keys is not None and keys.bounds.contains(*node.bounds.center)


def _family(node: Node) -> set[int]:
    """What may lie over a node and hands a touch on to it: all in it, unless the node takes touches and something in it does, too,
    for itself."""
    inner = node.walk() if not node.clickable else ()
    return {id(n) for n in (node, *inner, *node.ancestors())}


def _covered(hierarchy: Hierarchy, node: Node, family: set[int], point: tuple[int, int]) -> bool:
    """Whether a tap at the point would hit a clickable thing drawn later (a floating button over a list)."""
    root = root_of(node)
    keys = keyboard(hierarchy)
    if keys is not None and keys is not root and keys.bounds.contains(*point):
        return True
    if root not in hierarchy.banners and hierarchy.in_banner(*point):
        return True
    later = False
    for other in root.walk():
        if other is node:
            later = True
        elif later and id(other) not in family and other.clickable and other.bounds.contains(*point):
            return True
    return False


def root_of(node: Node) -> Node:
    return [node, *node.ancestors()][-1]
