"""Clocks under AOSP's package: one laid out as its public sources say, one that differs here and there, one of another maker's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    TimePicker,
    View,
    box,
    button,
    checkbox,
    column,
    floating_button,
    icon_button,
    list_view,
    page,
    pref,
    row,
    switch,
    tabs,
    text,
    toolbar,
)

PACKAGE = "com.android.deskclock"
TABS = ["Alarm", "Clock", "Timer", "Stopwatch"]
DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
Alarm = dict[str, Any]


class AospClock(App):
    package, label, version, icon = PACKAGE, "Clock", "13", "clock"
    differs = False
    """No button for cities, no setting for the style of the clock; what adds an alarm is called otherwise."""

    def seed(self) -> dict[str, Any]:
        settings = {
            "style": "Digital", "seconds": False, "automatic_home_clock": True, "silence_after": "10 minutes",
            "snooze": "10 minutes", "volume_buttons": "Do nothing", "week_start": "Monday",
        }  # fmt: skip
        alarms: list[Alarm] = [
            {"hour": 8, "minute": 30, "days": DAYS[1:6], "on": False, "label": "Work"},
            {"hour": 9, "minute": 0, "days": [], "on": True, "label": ""},
        ]
        return {"alarms": alarms, "typed": "", "timer": "", "running": False, "settings": settings}

    def start(self) -> Screen:
        return Main()


class ChangedClock(AospClock):
    differs = True


class Main(Screen):
    def __init__(self) -> None:
        super().__init__()
        self.tab, self.open_alarm = "Alarm", -1

    def build(self) -> View:
        bar = toolbar(self, "", menu=[("Screen saver", lambda: None), ("Settings", lambda: self.open(Settings()))])
        content: dict[str, Callable[[], View]] = {
            "Alarm": self.alarms, "Clock": self.world, "Timer": self.timer, "Stopwatch": self.stopwatch,
        }  # fmt: skip
        return page(bar, tabs(TABS, self.tab, self.pick), content[self.tab](), fab=self.fab())

    def pick(self, tab: str) -> None:
        self.tab = tab

    @property
    def differs(self) -> bool:
        return getattr(self.app, "differs", False)

    def fab(self) -> View | None:
        def flip() -> None:
            self.store["running"] = not self.store["running"]

        def start() -> None:
            self.store["timer"], self.store["typed"] = self.store["typed"], ""

        match self.tab:
            case "Alarm":
                return floating_button("add", "New alarm" if self.differs else "Add alarm", self.add)
            case "Clock":
                return None if self.differs else floating_button("add", "Cities", lambda: self.open(Cities()))
            case "Timer":
                return floating_button("play", "Start", start) if self.store["typed"] else None
            case _:
                running = self.store["running"]
                return floating_button("play", "Pause" if running else "Start", flip)

    def add(self) -> None:
        def take(hour: int, minute: int) -> None:
            alarm = {"hour": hour, "minute": minute, "days": [], "on": True, "label": ""}
            self.store["alarms"].append(alarm)
            self.open_alarm = len(self.store["alarms"]) - 1

        self.show(TimePicker(12, 0, take, full_day=False))

    def alarms(self) -> View:
        rows = [self.card(number, alarm) for number, alarm in enumerate(self.store["alarms"])]
        return list_view("alarms_recycler_view", rows, pad=(0, 4, 0, 96))

    def card(self, number: int, alarm: Alarm) -> View:
        opened = number == self.open_alarm
        hour, half = alarm["hour"] % 12 or 12, "PM" if alarm["hour"] >= 12 else "AM"
        said = f"{hour}:{alarm['minute']:02} {half}"

        def flip() -> None:
            self.open_alarm = -1 if opened else number

        def turn(on: bool) -> None:
            alarm["on"] = on

        def delete() -> None:
            self.store["alarms"].remove(alarm)
            self.open_alarm = -1

        days = ", ".join(day[:3] for day in alarm["days"]) or "Today"
        more: list[View] = []
        if opened:
            more = [
                row(*(self.day(alarm, day) for day in DAYS), id="repeat_days"),
                checkbox(True, lambda on: None, "Vibrate", "vibrate_onoff"),
                text(alarm["label"], "edit_label", desc=f"Label {alarm['label']}".strip(), on_click=lambda: None),
                button("Delete", delete, "delete"),
            ]
        elif alarm["label"]:
            more = [text(alarm["label"], "label")]
        arrow = icon_button("down", "Collapse alarm" if opened else "Expand alarm", flip, "arrow")
        top = row(text(said, "digital_clock", desc=said, size=38, weight=1), arrow)
        below = row(text(days, "days_of_week", weight=1), switch(alarm["on"], turn, "onoff"))
        return box(column(top, below, *more), on_click=flip, desc=f"{said} {alarm['label'] or 'Alarm'}")

    def day(self, alarm: Alarm, day: str) -> View:
        def flip() -> None:
            alarm["days"] = [one for one in DAYS if (one in alarm["days"]) != (one == day)]

        return View(
            cls="android.widget.CheckBox", id="day_button_box", text=day[0], desc=day, checkable=True,
            checked=day in alarm["days"], on_click=flip, width=40, height=40,
        )  # fmt: skip

    def world(self) -> View:
        return column(text("9:41 AM", "digital_clock", size=48), text("Mon, Mar 2", "date"))

    def timer(self) -> View:
        def key(digit: str) -> View:
            def typed() -> None:
                self.store["typed"] += digit

            return button(digit, typed, f"timer_setup_digit_{digit}")

        keys = [row(*(key(str(3 * line + one)) for one in (1, 2, 3))) for line in range(3)]
        return column(text(self.store["typed"], "timer_setup_time"), *keys, row(key("0")))

    def stopwatch(self) -> View:
        return column(text("00.00", "stopwatch_time_text", size=48))


class Cities(Screen):
    activity = ".CitySelectionActivity"

    def build(self) -> View:
        def city(name: str) -> View:
            inner = row(checkbox(False, lambda on: None, "", "city_onoff"), text(name, "city_name", weight=1))
            return box(inner, on_click=lambda: None)

        search = icon_button("search", "Search", lambda: None, "search_button")
        return page(toolbar(self, "", [search], up=True), list_view("cities_list", [city("Lima"), city("Oslo")]))


class Settings(SettingsScreen):
    title = "Settings"

    def rows(self) -> list[View]:
        style = self.choice("style", "Style", ["Analog", "Digital"])
        return [
            *([] if getattr(self.app, "differs", False) else [style]),
            self.flag("seconds", "Display time with seconds"),
            self.flag("automatic_home_clock", "Automatic home clock"),
            self.choice("silence_after", "Silence after", ["1 minute", "5 minutes", "10 minutes", "Never"]),
            self.choice("snooze", "Snooze length", ["5 minutes", "10 minutes"]),
            self.choice("volume_buttons", "Volume buttons", ["Snooze", "Dismiss", "Do nothing"]),
            self.choice("week_start", "Start week on", ["Saturday", "Sunday", "Monday"]),
            pref("Change date & time", "", lambda: None),
        ]


class OtherClock(App):
    """Another maker's, under the same package: none of its ids and few of its words are AOSP's."""

    package, label, version, icon = PACKAGE, "Clock", "15.2", "clock"

    def seed(self) -> dict[str, Any]:
        return {"rings": []}

    def start(self) -> Screen:
        return OtherMain()


class OtherMain(Screen):
    def build(self) -> View:
        def ring() -> None:
            self.store["rings"].append("7:00")

        rings = [row(text(ring, "ring_time")) for ring in self.store["rings"]]
        plus = button("Start", ring, "fab")  # the same id and a word of AOSP's, for something else
        return page(toolbar(self, "Wake-ups"), list_view("rings", rings, empty="Nothing rings"), plus)
