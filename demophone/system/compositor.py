"""Which windows there are at this moment, in what order, and laid out how; remembered until something changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..toolkit.screen import Host, Overlay, Screen
from ..toolkit.view import Rect, dp
from .keyboard import Keyboard, KeyboardApp, keyboard_height
from .statusbar import Keyguard, Shade, StatusBar, SystemUi
from .touch import scroll_by
from .window import STATUS_DP, Display, Window, overlay_window, plain_window, screen_window

if TYPE_CHECKING:
    from ..device import Device

APPEAR_S, LOADED_S = 0.09, 0.25
"""With realistic timing: until when the old screen still stands, and until when lists are not complete."""


class Compositor:
    """The windows of a phone. `touchable()` is what a finger meets, `painted()` what the eye sees."""

    def __init__(self, device: Device) -> None:
        self.device = device
        system = SystemUi()
        keyboard = KeyboardApp()
        system.attach(device, None)
        keyboard.attach(device, None)
        self.status_bar, self.shade, self.keyguard = (
            StatusBar(system, device),
            Shade(system, device),
            Keyguard(system, device),
        )
        self.keyboard = Keyboard(keyboard, device)
        self.keyboard_up = False
        self.keyboard_forced = False
        """It came up though nothing wants it."""
        self.monotonic: Callable[[], float] = time.monotonic
        self._host: Host | None = None
        self._changed_at = -1.0
        self._key: object = None
        self.latest: list[Window] = []
        """As laid out last, perhaps out of date."""
        self._revealed: tuple[Host, str] | None = None
        self._before: list[Window] = []
        """What stood there before the last change of screens."""

    @property
    def front(self) -> Host:
        """Who gets keys and typed text."""
        if self.device.locked:
            return self.keyguard
        if self.device.shade_open:
            return self.shade
        return self.device.tasks.front.top

    @property
    def phase(self) -> int:
        """0 while the old screen still stands, 1 while lists load, 2 when all is there."""
        if not self.device.realistic:
            return 2
        passed = self.monotonic() - self._changed_at
        return 0 if passed < APPEAR_S else 1 if passed < LOADED_S else 2

    def note_change(self) -> None:
        """After something happened: where another host is in front now, its transition begins and the keyboard goes."""
        if self.front is not self._host:
            if self._host is not None:
                self._before = self.latest
                self._changed_at = self.monotonic()
            self._host = self.front
            self.keyboard_up = False

    def windows(self) -> list[Window]:
        """All windows, the lowest first. Those under an overlay are only painted, see `seen`."""
        self.note_change()
        device, host = self.device, self.front
        now = device.clock.now()
        key = (
            device.version, host, device.rotation, self.phase, self.keyboard_up, now.replace(second=0, microsecond=0),
            hash(frozenset(device.settings.items())), now if host.live else None,
        )  # fmt: skip
        if key != self._key:
            self.latest = self._compose(host)
            if host.keyboard_wanted:
                host.keyboard_wanted = False
                self.keyboard_up = True
                self.latest = self._compose(host)
            if self.keyboard_up and not host.focus and not self.keyboard_forced:
                self.keyboard_up = False
                self.latest = self._compose(host)
            if self._reveal(host):
                self.latest = self._compose(host)
            self._key = (*key[:4], self.keyboard_up, *key[5:])
        return self.latest

    def _reveal(self, host: Host) -> bool:
        """Scroll the field that got the focus into sight, once; True where something moved."""
        focus = (host, host.focus) if self.keyboard_up else None
        if focus == self._revealed:
            return False
        self._revealed = focus
        window = next((window for window in self.latest if window.host is host), None)
        if focus is None or window is None:
            return False
        for scroller in window.root.walk():
            field = next((v for v in scroller.walk() if v.editable and v.key == host.focus), None)
            if scroller.scroll == "y" and field is not None and not field.box.empty:
                down = max(0, field.box.bottom - scroller.shown.bottom)
                up = max(0, scroller.shown.top - field.box.top)
                return bool(down or up) and scroll_by(window, scroller, down or -up)
        return False

    def seen(self) -> list[Window]:
        """What the accessibility service reports: the app's topmost window, the keyboard, the bars."""
        windows = self.windows()
        if self.phase == 0 and self._before:
            windows = self._before
        over = [window for window in windows if isinstance(window.host, Overlay)]
        if not over:
            return windows
        hidden = [w for w in windows if isinstance(w.host, (Screen, Overlay)) and w is not over[-1]]
        return [window for window in windows if window not in hidden]

    def _compose(self, host: Host) -> list[Window]:
        width, height = self.device.display_size()
        up = self.keyboard_up and (bool(host.focus) or self.keyboard_forced)
        ime = self.device.settings.get(("secure", "default_input_method"), "")
        high = keyboard_height(ime, height, width) if up else 0
        # one that came up unasked lies over the app, which knows nothing of it
        takes = 0 if self.keyboard_forced else high
        loaded, retouch = 1.0 if self.phase == 2 else 0.34, self.device.retouch
        display = Display(width, height, self.device.font_scale(), takes, loaded, retouch)
        bar = plain_window(self.status_bar, display, Rect(0, 0, width, dp(STATUS_DP)))
        if host is self.keyguard or host is self.shade:
            return [plain_window(host, display, Rect(0, 0, width, height)), bar]
        screen = self.device.tasks.front
        below = Display(width, height, display.font_scale, 0 if screen.overlays else takes, loaded, retouch)
        windows = [screen_window(screen, below)]
        windows += [overlay_window(overlay, display) for overlay in screen.overlays]
        if up:
            windows.append(plain_window(self.keyboard, display, Rect(0, height - high, width, height)))
        return [*windows, bar]
