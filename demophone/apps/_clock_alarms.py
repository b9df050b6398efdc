"""The clock's alarms: a card each, which opens to days, sound, vibration and deletion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from demophone.apps._clock_tab import Tab, next_id
from demophone.intents import Intent
from demophone.toolkit import (
    Screen,
    TimePicker,
    View,
    button,
    card,
    checkbox,
    floating_button,
    icon_button,
    list_view,
    row,
    switch,
    text,
)
from demophone.toolkit import list_row as toolkit_row

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SOUNDS = ["Silent", "Bells", "Harp", "Morning walk", "Sunrise", "Wooden clock"]
Alarm = dict[str, Any]
EXTRA = "android.intent.extra.alarm"


def set_alarm(alarms: list[Alarm], intent: Intent) -> bool:
    """Set the alarm that an intent asks for: one that is there already is switched on. False where it says no time."""
    hour, minute = intent.number(f"{EXTRA}.HOUR"), intent.number(f"{EXTRA}.MINUTES") or 0
    if hour is None or not 0 <= hour <= 23 or not 0 <= minute <= 59:
        return False
    # Android counts the days from Sunday, which is 1
    days = sorted((day + 5) % 7 for day in intent.numbers(f"{EXTRA}.DAYS") if 1 <= day <= 7)
    wanted: Alarm = {
        "hour": hour,
        "minute": minute,
        "days": [DAYS[day] for day in days],
        "label": intent.text(f"{EXTRA}.MESSAGE"),
    }
    same = next((a for a in alarms if all(a[name] == value for name, value in wanted.items())), None)
    if same is None:
        same = {"id": next_id(alarms), **wanted, "vibrate": True, "sound": "Morning walk"}
        alarms.append(same)
    same["on"] = True
    return True


class AlarmTab(Tab):
    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.expanded = 0
        """Id of the alarm whose card is open."""

    def build(self) -> View:
        return list_view(
            "alarm_recycler_view", [self.card(a) for a in self.alarms()], empty="No alarms", pad=(0, 4, 0, 96)
        )

    def button(self) -> View:
        return floating_button("add", "Add alarm", self.add)

    def menu(self) -> list[tuple[str, Callable[[], object]]]:
        return [("Turn all off", self.all_off)]

    def alarms(self) -> list[Alarm]:
        by = self.settings["alarm_sort"]
        key: Callable[[Alarm], Any] = {
            "Alarm time": lambda a: (a["hour"], a["minute"]),
            "Creation order": lambda a: a["id"],
            "On first": lambda a: (not a["on"], a["hour"], a["minute"]),
        }[by]
        return sorted(self.store["alarms"], key=key)

    def week(self) -> list[str]:
        start = NAMES.index(self.settings["week_start"])
        return DAYS[start:] + DAYS[:start]

    def when(self, alarm: Alarm) -> str:
        """The line below the time: the days, or today or tomorrow for one that rings once."""
        if len(alarm["days"]) == 7:
            return "Every day"
        if alarm["days"]:
            return ", ".join(day for day in self.week() if day in alarm["days"])
        if not alarm["on"]:
            return "Not scheduled"
        now = self.now()
        return "Today" if (alarm["hour"], alarm["minute"]) > (now.hour, now.minute) else "Tomorrow"

    def card(self, alarm: Alarm) -> View:
        opened = alarm["id"] == self.expanded

        def flip() -> None:
            self.expanded = 0 if opened else alarm["id"]

        def turn(on: bool) -> None:
            alarm["on"] = on
            if on:
                self.say_when(alarm)

        time = self.clock(alarm["hour"], alarm["minute"])
        big = text(time, "digital_clock", size=38, desc=time, weight=1, on_click=lambda: self.pick_time(alarm))
        arrow = icon_button("up" if opened else "down", "Collapse alarm" if opened else "Expand alarm", flip, "arrow")
        label = text(alarm["label"], "label", size=14, color="muted") if alarm["label"] and not opened else None
        days = text(self.when(alarm), "days_of_week", size=14, color="muted", weight=1)
        onoff = switch(alarm["on"], turn, "onoff")
        more = self.details(alarm) if opened else []
        return card(
            label, row(big, arrow), row(days, onoff), *more, id="alarm_card", key=f"alarm:{alarm['id']}", pad=(16, 10, 8, 10),
            on_click=flip, desc=f"{alarm['label']} Alarm".strip(),
        )  # fmt: skip

    def details(self, alarm: Alarm) -> list[View]:
        def vibrate(on: bool) -> None:
            alarm["vibrate"] = on

        def name(label: str) -> None:
            alarm["label"] = label.strip()

        def sound(chosen: str) -> None:
            alarm["sound"] = chosen

        ask = self.screen
        return [
            toolkit_row(
                alarm["label"] or "Add label", id="edit_label", title_id="label_text",
                on_click=lambda: ask.prompt("Label", name, value=alarm["label"], hint="Label", field="label_field"),
            ),
            row(*(self.day(alarm, day) for day in self.week()), id="repeat_days"),
            toolkit_row(
                alarm["sound"], "Sound", id="choose_ringtone", title_id="ringtone", subtitle_id="ringtone_label",
                on_click=lambda: ask.choose("Alarm sound", SOUNDS, alarm["sound"], sound, confirm=True),
            ),
            checkbox(alarm["vibrate"], vibrate, "Vibrate", "vibrate_onoff", width=-1, pad=(12, 0, 0, 0)),
            button("Delete", lambda: self.ask_delete(alarm), "delete", color="error"),
        ]  # fmt: skip

    def day(self, alarm: Alarm, day: str) -> View:
        on = day in alarm["days"]

        def flip() -> None:
            alarm["days"] = [d for d in DAYS if (d in alarm["days"]) != (d == day)]

        return View(
            cls="android.widget.CheckBox",
            id=f"day_{day.lower()}",
            text=day[0],
            desc=NAMES[DAYS.index(day)],
            checkable=True,
            checked=on,
            on_click=flip,
            width=40,
            height=40,
            radius=20,
            margin=(2, 4, 2, 4),
            gravity="center middle",
            size=14,
            bg="accent" if on else "container",
            color="on_accent" if on else "on_surface",
        )

    def pick_time(self, alarm: Alarm) -> None:
        def take(hour: int, minute: int) -> None:
            alarm.update(hour=hour, minute=minute, on=True)
            self.say_when(alarm)

        self.screen.show(TimePicker(alarm["hour"], alarm["minute"], take, full_day=self.settings["hour24"]))

    def add(self) -> None:
        now = self.now()

        def take(hour: int, minute: int) -> None:
            alarm: Alarm = {
                "id": next_id(self.store["alarms"]), "hour": hour, "minute": minute, "days": [], "on": True, "label": "",
                "vibrate": True, "sound": "Morning walk",
            }  # fmt: skip
            self.store["alarms"].append(alarm)
            self.expanded = alarm["id"]
            self.say_when(alarm)

        self.screen.show(TimePicker(now.hour, 0, take, full_day=self.settings["hour24"]))

    def say_when(self, alarm: Alarm) -> None:
        """How long until it rings, as a toast."""
        now = self.now().replace(second=0, microsecond=0)
        ring = now.replace(hour=alarm["hour"], minute=alarm["minute"])
        while ring <= now or (alarm["days"] and DAYS[ring.weekday()] not in alarm["days"]):
            ring += timedelta(days=1)
        hours, minutes = divmod(int((ring - now).total_seconds()) // 60, 60)
        days, hours = divmod(hours, 24)
        parts = [
            f"{n} {word}{'s' if n != 1 else ''}"
            for n, word in ((days, "day"), (hours, "hour"), (minutes, "minute"))
            if n
        ]
        self.screen.toast(f"Alarm set for {', '.join(parts)} from now.")

    def ask_delete(self, alarm: Alarm) -> None:
        def delete() -> None:
            self.store["alarms"].remove(alarm)
            self.screen.toast("Alarm deleted")

        time = self.clock(alarm["hour"], alarm["minute"])
        self.screen.confirm("Delete alarm?", f"The alarm at {time} will be deleted.", "Delete", delete)

    def all_off(self) -> None:
        for alarm in self.store["alarms"]:
            alarm["on"] = False
