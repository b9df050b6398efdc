"""Settings under AOSP's package, a few pages of them, laid out as its public sources and published page sources say: lines without
ids, one with a page behind it and a switch of its own at its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    View,
    column,
    list_view,
    page,
    pref,
    row,
    switch,
    text,
)

PACKAGE = "com.android.settings"


class AospSettings(App):
    package, label, version, icon = PACKAGE, "Settings", "13", "settings"

    def seed(self) -> dict[str, Any]:
        names = ("airplane", "wifi", "dark", "rotate", "location", "hours24", "automatic", "percentage", "saver")
        return {"settings": {name: False for name in names} | {"timeout": "30 seconds"}, "opened": []}

    def start(self) -> Screen:
        return Home()


class Pages(SettingsScreen):
    """A page of lines."""

    def leads(self, title: str, behind: Callable[[], Screen] | None = None) -> View:
        def go() -> None:
            self.store["opened"].append(title)
            self.open(behind() if behind is not None else Other(title))

        return pref(title, "", go)

    def two_targets(self, key: str, title: str) -> View:
        """A line that leads on, with a switch that stands apart."""

        def turn(on: bool) -> None:
            self.set(key, on)

        said = column(text(title, "android:id/title"), text("Off", "android:id/summary"), weight=1)
        flip = switch(bool(self.get(key)), turn, "switchWidget", desc=title)
        return row(said, flip, on_click=lambda: self.store["opened"].append(title), pad=(16, 12, 16, 12))


class Home(Pages):
    title = "Settings"

    def build(self) -> View:
        return page(list_view("recycler_view", self.rows()))

    def rows(self) -> list[View]:
        plain = ("Storage", "Wallpaper & style", "Accessibility", "Security")
        return [
            self.leads("Network & internet", Network),
            self.leads("Connected devices"),
            self.leads("Battery", Battery),
            self.leads("Display", Display),
            *(self.leads(title) for title in plain),
            self.leads("Location", Location),
            self.leads("System", System),
            self.leads("About phone"),
        ]


class Other(Pages):
    """A page that is otherwise than the doc says."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def rows(self) -> list[View]:
        return [self.leads("Something else")]


class Network(Pages):
    title = "Network & internet"

    def rows(self) -> list[View]:
        return [self.two_targets("wifi", "Wi‑Fi"), self.flag("airplane", "Airplane mode"), self.leads("VPN")]


class Battery(Pages):
    title = "Battery"

    def rows(self) -> list[View]:
        return [self.leads("Battery Saver", Saver), self.flag("percentage", "Battery percentage")]


class Saver(Pages):
    title = "Battery Saver"

    def rows(self) -> list[View]:
        return [self.flag("saver", "Use Battery Saver"), self.leads("Set a schedule")]


class Display(Pages):
    title = "Display"

    def rows(self) -> list[View]:
        return [
            self.leads("Brightness level"),
            self.two_targets("dark", "Dark theme"),
            self.choice("timeout", "Screen timeout", ["15 seconds", "30 seconds", "1 minute", "2 minutes"]),
            self.flag("rotate", "Auto-rotate screen"),
        ]


class Location(Pages):
    title = "Location"

    def rows(self) -> list[View]:
        return [self.flag("location", "Use location"), self.leads("Location services")]


class System(Pages):
    title = "System"

    def rows(self) -> list[View]:
        return [self.leads("Languages & input"), self.leads("Date & time", DateAndTime), self.leads("Reset options")]


class DateAndTime(Pages):
    title = "Date & time"

    def rows(self) -> list[View]:
        return [
            self.flag("automatic", "Set time automatically"),
            pref("Date", "March 2, 2026", lambda: None),
            pref("Time", "9:41 AM", lambda: None),
            self.leads("Time zone"),
            self.flag("hours24", "Use 24-hour format"),
        ]
