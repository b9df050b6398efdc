"""What a finger meets: which view takes a touch, what a swipe scrolls, and by how far."""

from __future__ import annotations

from ..toolkit.view import View
from .window import Window

FLICK_PX_PER_MS = 4.0
"""A swipe faster than this goes on after the finger has left."""


def touched(view: View, x: float, y: float) -> View | None:
    """The view that takes a touch: the topmost one that is touchable, disabled ones included (they swallow it)."""
    if not view.shown.has(x, y):
        return None
    for child in reversed(view.children):
        found = touched(child, x, y)
        if found is not None:
            return found
    return view if view.touchable else None


def scrollers(view: View, x: float, y: float, axis: str) -> list[View]:
    """Views under a point that scroll along an axis, innermost first."""
    found: list[View] = []
    if view.shown.has(x, y):
        for child in reversed(view.children):
            found = scrollers(child, x, y, axis)
            if found:
                break
        if view.scroll == axis:
            found.append(view)
    return found


def swipeable(view: View, x: float, y: float) -> View | None:
    """The innermost view under a point that does something when it is swiped to the left."""
    if not view.shown.has(x, y):
        return None
    for child in reversed(view.children):
        found = swipeable(child, x, y)
        if found is not None:
            return found
    return view if view.on_swipe else None


def scroll_by(window: Window, view: View, pixels: int) -> bool:
    """Move the content of a scrolling view; False where it stands at that end already."""
    limit = window.layout.limits.get(view.key, 0)
    old = window.host.scrolls.get(view.key, 0)
    new = min(max(0, old + pixels), limit)
    window.host.scrolls[view.key] = new
    return new != old


def swiped(distance: float, duration_ms: int, page: int) -> int:
    """How far content moves under a swipe: as far as the finger, and up to a page further after a flick."""
    speed = abs(distance) / max(1, duration_ms)
    if speed <= FLICK_PX_PER_MS:
        return round(distance)
    further = min(page, abs(distance) * (speed / FLICK_PX_PER_MS - 1))
    return round(distance + (further if distance > 0 else -further))


def page_of(view: View, axis: str) -> int:
    """Pixels of one page of a scrolling view."""
    inner = view.box.inset(view.pad)
    return max(1, inner.height if axis == "y" else inner.width)
