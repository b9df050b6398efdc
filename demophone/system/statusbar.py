"""The system's own windows: the bar at the top, the notification shade, the lock screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..toolkit import App, Host, Screen, View, box, button, column, icon_button, image, list_view, row, space, text
from ..toolkit.view import MATCH, WRAP
from ..toolkit.widgets import FRAME

if TYPE_CHECKING:
    from ..device import Device

SYSTEM_UI = "com.android.systemui"


class SystemUi(App):
    """The package that owns the bars."""

    package, label, version, system_app, in_launcher = SYSTEM_UI, "System UI", "14", True, False

    def start(self) -> Screen:
        raise NotImplementedError("The system's bars have no launcher entry")


@dataclass
class Notification:
    """One line in the shade."""

    package: str
    label: str
    title: str
    text: str


class SystemHost(Host):
    """A host that belongs to the system and sees the whole phone."""

    def __init__(self, app: App, device: Device) -> None:
        super().__init__()
        self.app, self.device = app, device


class StatusBar(SystemHost):
    """Clock on the left, connection and battery on the right."""

    def build(self) -> View:
        now = self.now()
        get = self.device.settings.get
        color = "on_wall" if self.device.front.wallpaper else "on_surface"
        clock = text(
            now.strftime("%H:%M"), "clock", size=13, color=color, desc=now.strftime("%H:%M"), margin=(16, 0, 0, 0)
        )
        icons: list[View] = []
        if get(("global", "airplane_mode_on")) == "1":
            icons.append(image("airplane", "airplane", "Airplane mode.", icon_size=14, color=color))
        if get(("global", "wifi_on")) == "1":
            icons.append(image("wifi", "wifi_signal", "Wi-Fi three bars.", icon_size=14, color=color))
        icons.append(
            image("battery", "battery", "Battery 82 percent.", icon_size=14, color=color, margin=(6, 0, 16, 0))
        )
        bar = row(clock, space(weight=1), *icons, id="status_bar_contents", height=MATCH)
        return box(box(bar, id="status_bar", height=MATCH), cls=FRAME, id="status_bar_container")


class Shade(SystemHost):
    """Quick settings and notifications, over everything."""

    def build(self) -> View:
        tiles = self._tiles()
        quick = column(
            *(row(*tiles[i : i + 2], pad=(12, 4, 12, 4)) for i in range(0, len(tiles), 2)),
            id="qs_frame",
            pad=(0, 32, 0, 8),
        )
        rows = [self._row(n) for n in self.device.notifications]
        stack = list_view("notification_stack_scroller", rows, empty="No notifications")
        clear = button("Clear all", self._clear, "dismiss_text", align="right", margin=(0, 0, 12, 28)) if rows else None
        inside = column(quick, stack, clear, height=MATCH, bg="surface", id="notification_panel")
        return box(inside, cls=FRAME, id="notification_shade")

    def _tiles(self) -> list[View]:
        """The tiles write what the Settings app reads."""
        return [
            self._tile("Internet", "wifi", ("global", "wifi_on")),
            self._tile("Bluetooth", "bluetooth", ("global", "bluetooth_on")),
            self._tile("Do Not Disturb", "bell", ("global", "zen_mode")),
            self._tile("Airplane mode", "airplane", ("global", "airplane_mode_on")),
        ]

    def _tile(self, name: str, icon: str, key: tuple[str, str]) -> View:
        on = self.device.settings.get(key) == "1"

        def flip() -> None:
            self.device.change_setting(key, "0" if on else "1")

        color = "on_accent" if on else "on_surface"
        words = column(
            text(name, "tile_label", size=14, color=color, max_lines=1),
            text("On" if on else "Off", "app_label", size=12, color=color), margin=(12, 0, 0, 0),
        )  # fmt: skip
        return row(
            image(icon, "android:id/icon", color=color),
            words,
            cls="android.widget.Switch",
            desc=f"{name}",
            checkable=True,
            checked=on,
            on_click=flip,
            weight=1,
            height=64,
            pad=(16, 0, 8, 0),
            margin=(4, 0, 4, 0),
            bg="accent" if on else "container",
            radius=24,
            key=f"tile:{name}",
        )

    def _row(self, notification: Notification) -> View:
        words = column(
            text(notification.label, "app_name_text", size=12, color="muted"),
            text(notification.title, "android:id/title", bold=True, size=15),
            text(notification.text, "android:id/text", size=14, color="muted"),
        )  # fmt: skip
        return box(
            words, cls=FRAME, id="expandableNotificationRow", on_click=lambda: self._open(notification), bg="card", radius=16,
            pad=(16, 10, 16, 12), margin=(12, 4, 12, 4),
        )  # fmt: skip

    def _open(self, notification: Notification) -> None:
        self.device.notifications.remove(notification)
        self.device.shade_open = False
        self.device.start(notification.package)

    def _clear(self) -> None:
        self.device.notifications.clear()
        self.device.shade_open = False

    def on_swipe(self, dx: float, dy: float) -> bool:
        if dy < -150:
            self.device.shade_open = False
        return True


class Keyguard(SystemHost):
    """The lock screen: a swipe up unlocks, or asks for the PIN where there is one."""

    asking = False
    wallpaper = True

    def build(self) -> View:
        now = self.now()
        clock = column(
            text(now.strftime("%H:%M"), "lockscreen_clock_view", size=72, color="on_wall", align="center"),
            text(f"{now:%a}, {now:%b} {now.day}", "keyguard_date", color="on_wall", align="center"),
            id="keyguard_status_view", pad=(0, 96, 0, 0),
        )  # fmt: skip
        below = self._pad() if self.asking else column(
            image("lock", "lock_icon", "Locked", align="center", color="on_wall"),
            text("Swipe up to unlock", "keyguard_indication_text", color="on_wall", size=14, align="center", margin=(0, 12, 0, 48)),
        )  # fmt: skip
        inside = column(clock, space(weight=1), below, height=MATCH, bg="wall", id="keyguard_root_view")
        return box(inside, cls=FRAME, id="notification_shade")

    def _pad(self) -> View:
        typed = self.values.get("pinEntry", "")
        field = View(
            cls="android.widget.EditText", id="pinEntry", field="pinEntry", input="password", desc="PIN area", height=56,
            gravity="center middle", color="on_wall", size=24,
        )  # fmt: skip

        def key(digit: str) -> View:
            return button(
                digit, lambda: self._set(typed + digit), f"key{digit}", width=88, height=72, size=26, color="on_wall",
                bg="dock", radius=36, margin=(8, 6, 8, 6), desc=digit,
            )  # fmt: skip

        delete = icon_button(
            "backspace",
            "Delete",
            lambda: self._set(typed[:-1]),
            "delete_button",
            width=88,
            height=72,
            color="on_wall",
            margin=(8, 6, 8, 6),
        )
        enter = button(
            "OK",
            self._enter,
            "key_enter",
            width=88,
            height=72,
            bg="dock",
            color="on_wall",
            radius=36,
            desc="Enter",
            margin=(8, 6, 8, 6),
        )
        rows = [[key(d) for d in digits] for digits in ("123", "456", "789")] + [[delete, key("0"), enter]]
        message = text(
            self.values.get("wrong", "") or "Enter PIN", "keyguard_message_area", color="on_wall", align="center"
        )
        return column(
            message,
            field,
            *(row(*r, width=WRAP, align="center") for r in rows),
            id="keyguard_pin_view",
            pad=(0, 0, 0, 40),
        )

    def _set(self, typed: str) -> None:
        self.values["pinEntry"], self.values["wrong"] = typed, ""

    def _enter(self) -> None:
        if self.values.get("pinEntry", "") == self.device.pin:
            self.device.unlock()
        else:
            self.values["wrong"] = "Wrong PIN"
        self.values["pinEntry"] = ""

    def on_swipe(self, dx: float, dy: float) -> bool:
        if dy < -200:
            if self.device.pin:
                self.asking = True
            else:
                self.device.unlock()
        return True

    def on_back(self) -> bool:
        self.asking = False
        return True
