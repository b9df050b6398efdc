"""What two looks of a turn tell: whether something takes a touch, whether its window was left, and what a place is called."""

from __future__ import annotations

from apidocs.screens.windows import Window
from interpreter.screen.front import Sight
from phones.hierarchy import Node


def takes(node: Node) -> bool:
    """Whether it takes a touch itself."""
    return node.clickable or node.checkable


def was_left(before: Sight, after: Sight) -> bool:
    """Whether another window is in front."""
    was, now = Window.of(before.hierarchy), Window.of(after.hierarchy)
    return was is None or now is None or (was.kind, before.title) != (now.kind, after.title)


def place_of(sight: Sight) -> str:
    """A screen, for people."""
    if sight.screen is None:
        return sight.title.removesuffix(f" of {sight.hierarchy.package}")
    return sight.screen.title or sight.name.replace("_", " ")
