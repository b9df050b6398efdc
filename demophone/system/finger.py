"""A finger on the display: taps, long presses, swipes, and the gestures the system keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..contract import UiNode
from ..toolkit.screen import Overlay, Screen
from ..toolkit.view import View, dp
from . import touch
from .keys import press
from .window import NAVIGATION_DP, STATUS_DP, Window

if TYPE_CHECKING:
    from ..device import Device

LONG_PRESS_MS = 400


class Finger:
    """What touches do to a phone."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def tap(self, x: float, y: float, hold_ms: int = 0) -> bool:
        width, height = self.device.display_size()
        if not (0 <= x < width and 0 <= y < height):
            return False
        if self.device.screen_on:
            self.device.act(lambda: self._touch(x, y, long=hold_ms >= LONG_PRESS_MS))
        return True

    def _touch(self, x: float, y: float, long: bool) -> None:
        window = self._window_at(x, y)
        if window is None:
            return
        if not window.frame.has(x, y):
            if isinstance(window.host, Overlay) and window.host.outside_closes:
                window.host.cancel()
            return
        view = touch.touched(window.root, x, y)
        if view is None or not view.enabled:
            return
        if isinstance(window.host, Screen):
            window.host.touched = view.box
        if view.field:
            window.host.focus = view.key
            window.host.all_selected = long
            self.device.compositor.keyboard_up = True
        if view.on_slide:
            self._slide(view, x)
        elif long and view.on_long:
            view.on_long()
        elif view.on_click:
            view.on_click()

    def _window_at(self, x: float, y: float) -> Window | None:
        """The window that gets a touch: the topmost there; an overlay gets those beside it too."""
        for window in reversed(self.device.layouts()):
            if isinstance(window.host, Overlay) or window.frame.has(x, y):
                return window
        return None

    def _slide(self, view: View, x: float) -> None:
        if view.on_slide:
            view.on_slide(min(1.0, max(0.0, (x - view.box.left - dp(16)) / max(1, view.box.width - dp(32)))))

    def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> bool:
        width, height = self.device.display_size()
        if not (0 <= x1 < width and 0 <= y1 < height):
            return False
        dx, dy = x2 - x1, y2 - y1
        if max(abs(dx), abs(dy)) < dp(8):
            return self.tap(x1, y1, duration_ms)
        if self.device.screen_on:
            self.device.act(lambda: self._swipe(x1, y1, x2, y2, duration_ms))
        return True

    def _swipe(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> None:
        width, height = self.device.display_size()
        dx, dy = x2 - x1, y2 - y1
        sideways = abs(dx) > abs(dy)
        if not self.device.locked and self._system_gesture(x1, y1, dx, dy):
            return
        window = self._window_at(x1, y1)
        if window is None or not window.frame.has(x1, y1):
            return
        view = touch.touched(window.root, x1, y1)
        if view is not None and view.on_slide and view.enabled and sideways:
            self._slide(view, x2)
            return
        row = touch.swipeable(window.root, x1, y1) if sideways and dx < 0 else None
        if row is not None and row.on_swipe:
            row.on_swipe()
            return
        axis, distance = ("x", -dx) if sideways else ("y", -dy)
        found = touch.scrollers(window.root, x1, y1, axis)
        for scroller in found:
            if touch.scroll_by(window, scroller, touch.swiped(distance, duration_ms, touch.page_of(scroller, axis))):
                return
        # a list at its end swallows the swipe; a host's own gesture needs a place that doesn't scroll or stands at its top
        if not found or all(window.layout.limits.get(s.key, 0) == 0 or dy > 0 for s in found):
            window.host.on_swipe(dx, dy)

    def _system_gesture(self, x: float, y: float, dx: float, dy: float) -> bool:
        """Gesture navigation: back from either edge, home from below, the shade from above."""
        width, height = self.device.display_size()
        if y >= height - dp(NAVIGATION_DP) and dy < -dp(60):
            self.device.shade_open = False
            self.device.tasks.home()
            return True
        if (x < dp(8) or x >= width - dp(8)) and abs(dx) > dp(40) and abs(dx) > abs(dy):
            press(self.device, 4, 0)
            return True
        if y < dp(STATUS_DP) and dy > dp(60) and not self.device.shade_open:
            self.device.shade_open = True
            return True
        return False

    def scroll(self, node: UiNode, forward: bool, axis: str) -> bool:
        """One page of a node that scrolls along an axis."""
        found = self.device.current(node)
        if found is None or found[1].scroll != axis:
            return False
        window, view = found
        page = touch.page_of(view, axis)
        moved = touch.scroll_by(window, view, page if forward else -page)
        self.device.happened()
        return moved
