"""A small phone to test the wire against: one settings-like screen, an input, a list that scrolls, a lock screen."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from demophone.contract import AppEntry, UiNode
from demophone.phone import DemoPhoneThread
from demophone.system.clock import Clock

PACKAGE = "org.example.settings"
ROWS = [f"Option {number}" for number in range(40)]
ROW_HEIGHT, LIST_TOP, LIST_BOTTOM = 150, 600, 2250


class FakeDevice:
    """Fulfils `DeviceApi` with as little as the wire side needs to be seen working."""

    def __init__(self) -> None:
        self.width, self.height, self.rotation = 1080, 2400, 0
        self.props = {
            "ro.build.version.sdk": "34",
            "ro.build.version.release": "14",
            "ro.product.model": "Fake One",
            "ro.product.name": "fake",
            "ro.product.brand": "Example",
            "ro.product.cpu.abi": "arm64-v8a",
            "ro.serialno": "FAKE1",
        }
        self.settings = {("secure", "default_input_method"): "com.example.keys/.Keys"}
        self.imes = ["com.example.keys/.Keys"]
        self.screen_on, self.locked, self.auto_rotate = True, False, True
        self.pin = ""
        self.clock = Clock(datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC))
        self.clipboard = ""
        self.installed = {PACKAGE: AppEntry(PACKAGE, "Settings", ".Main", "2.1", 21, system=True)}
        self.installed["org.example.notes"] = AppEntry("org.example.notes", "Notes", ".ui.Start", "1.4", 14)
        self.front = PACKAGE
        self.running = {PACKAGE: 9001}
        self.typed, self.focused = "", False
        self.scrolled = 0
        self.tapped: list[str] = []
        self.touches: list[tuple[Any, ...]] = []
        self.toast = ""
        self.urls: list[str] = []
        self.checked = False
        self.late: list[tuple[Callable[[], bool], str]] = []

    # the screen

    def windows(self) -> list[UiNode]:
        if not self.screen_on:
            return []
        bar = UiNode("android.widget.FrameLayout", "com.android.systemui", bounds=(0, 0, 1080, 80))
        _add(bar, UiNode("android.widget.TextView", "com.android.systemui", text="12:00", bounds=(20, 10, 200, 70)))
        if self.locked:
            root = UiNode("android.widget.FrameLayout", "com.android.systemui", bounds=(0, 0, 1080, 2400))
            _add(
                root,
                UiNode(
                    "android.widget.TextView", "com.android.systemui", text="Swipe up", bounds=(0, 2000, 1080, 2100)
                ),
            )
            return [root, bar]
        root = UiNode("android.widget.FrameLayout", self.front, bounds=(0, 0, 1080, 2400))
        content = UiNode("android.widget.FrameLayout", self.front, "android:id/content", bounds=(0, 80, 1080, 2400))
        _add(root, content)
        title = UiNode(
            "android.widget.TextView", self.front, text=self.installed[self.front].label, bounds=(40, 100, 900, 200)
        )
        more = UiNode(
            "android.widget.ImageButton", self.front, content_desc="More", clickable=True, bounds=(950, 100, 1060, 200)
        )
        field = UiNode(
            "android.widget.EditText",
            self.front,
            f"{self.front}:id/search",
            text=self.typed,
            hint="Search settings",
            clickable=True,
            focusable=True,
            focused=self.focused,
            bounds=(40, 250, 1040, 380),
        )
        switch = UiNode(
            "android.widget.Switch",
            self.front,
            f"{self.front}:id/switch",
            text="Quiet",
            checkable=True,
            checked=self.checked,
            clickable=True,
            bounds=(40, 420, 1040, 540),
        )
        rows = UiNode(
            "androidx.recyclerview.widget.RecyclerView",
            self.front,
            f"{self.front}:id/list",
            scrollable=True,
            focusable=True,
            bounds=(0, LIST_TOP, 1080, LIST_BOTTOM),
        )
        for node in (title, more, field, switch, rows):
            _add(content, node)
        for number, label in enumerate(ROWS):
            top = LIST_TOP + number * ROW_HEIGHT - self.scrolled
            if top < LIST_TOP or top + ROW_HEIGHT > LIST_BOTTOM:
                continue
            row = UiNode(
                "android.widget.LinearLayout", self.front, clickable=True, bounds=(0, top, 1080, top + ROW_HEIGHT)
            )
            bounds = (40, top + 20, 800, top + 80)
            _add(row, UiNode("android.widget.TextView", self.front, f"{self.front}:id/title", label, bounds=bounds))
            summary = f'About "{label}" & more' if number == 1 else f"About {label}"
            bounds = (40, top + 90, 800, top + 140)
            _add(row, UiNode("android.widget.TextView", self.front, f"{self.front}:id/summary", summary, bounds=bounds))
            _add(rows, row)
        for come, text in self.late:
            if come():
                _add(content, UiNode("android.widget.TextView", self.front, text=text, bounds=(40, 2260, 1040, 2380)))
        return [root, bar]

    def tap(self, x: float, y: float, hold_ms: int = 0) -> bool:
        if not (0 <= x < self.width and 0 <= y < self.height):
            return False
        self.touches.append(("tap", x, y, hold_ms))
        hit = ""
        self.focused = False
        for root in self.windows()[:1]:
            for node in root.walk():
                left, top, right, bottom = node.bounds
                if left <= x < right and top <= y < bottom:
                    hit = node.text or node.content_desc or hit
                    if node.cls.endswith("EditText"):
                        self.focused = True
                    if node.checkable:
                        self.checked = not self.checked
        self.tapped.append(hit)
        return True

    def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> bool:
        self.touches.append(("drag", x1, y1, x2, y2, duration_ms))
        self._scroll(int(y1 - y2))
        return True

    def _scroll(self, by: int) -> bool:
        limit = len(ROWS) * ROW_HEIGHT - (LIST_BOTTOM - LIST_TOP)
        before, self.scrolled = self.scrolled, max(0, min(limit, self.scrolled + by))
        return self.scrolled != before

    def scroll_node(self, node: UiNode, *, forward: bool, horizontal: bool = False) -> bool:
        return not horizontal and self._scroll(1500 if forward else -1500)

    def key(self, code: int, meta: int = 0) -> bool:
        self.touches.append(("key", code, meta))
        if code == 3:
            self.front = PACKAGE
        elif code == 26:
            self.screen_on = not self.screen_on
        elif code == 67:
            self.typed = self.typed[:-1]
        return True

    def type_text(self, text: str, *, replace: bool) -> bool:
        if self.focused:
            self.typed = text if replace else self.typed + text
        return self.focused

    def set_node_text(self, node: UiNode, text: str) -> bool:
        if not node.cls.endswith("EditText"):
            return False
        self.typed = text
        return True

    # apps

    def apps(self) -> list[AppEntry]:
        return list(self.installed.values())

    def start(self, package: str, activity: str = "") -> bool:
        app = self.installed.get(package)
        if app is None or activity not in ("", app.activity, package + app.activity):
            return False
        self.front = package
        self.running.setdefault(package, 9000 + len(self.running) + 1)
        return True

    def stop_app(self, package: str) -> None:
        self.running.pop(package, None)
        if self.front == package:
            self.front = PACKAGE

    def clear_data(self, package: str) -> bool:
        self.stop_app(package)
        return package in self.installed

    def uninstall(self, package: str) -> bool:
        return self.installed.pop(package, None) is not None

    def install_keyboard(self) -> None:
        self.imes.append("com.github.uiautomator/.AdbKeyboard")

    def foreground(self) -> tuple[str, str]:
        return self.front, self.installed[self.front].activity

    def pid_of(self, package: str) -> int:
        return self.running.get(package, 0)

    # the rest

    def set_rotation(self, quarter_turns: int, *, freeze: bool) -> None:
        self.rotation, self.auto_rotate = quarter_turns, not freeze

    def wake(self) -> None:
        self.screen_on = True

    def sleep(self) -> None:
        self.screen_on, self.locked = False, True

    def unlock(self) -> None:
        self.locked = False

    def open_notifications(self) -> bool:
        return True

    def open_quick_settings(self) -> bool:
        return True

    def close_shade(self) -> None:
        return

    def open_url(self, url: str) -> None:
        self.urls.append(url)

    def last_toast(self) -> str:
        return self.toast

    def clear_toast(self) -> None:
        self.toast = ""

    def screenshot_png(self) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (self.width, self.height), (30, 90, 160)).save(out, "PNG")
        return out.getvalue()

    def settled(self) -> bool:
        return True

    def app_state(self, package: str) -> dict[str, object]:
        return {"typed": self.typed} if package == PACKAGE else {}


def _add(parent: UiNode, child: UiNode) -> None:
    child.parent, child.index = parent, len(parent.children)
    parent.children.append(child)


@pytest.fixture
def device() -> FakeDevice:
    return FakeDevice()


@pytest.fixture
def phone(device: FakeDevice, start_demo_phone: Callable[..., DemoPhoneThread]) -> Iterator[DemoPhoneThread]:
    """The small phone, known to adb, as it comes: nothing was copied to it yet."""
    yield start_demo_phone(device, served=False)
