"""Demo phones in all kinds of states: what is stored, set, granted, and where an app was left, by a seed.

Seed 0 is the phone as it comes, seed 1 one with nothing in it, seed 2 one where everything is marked, on and connected; the
others are drawn at random, and a few random touches leave the app somewhere: in a dialog, a form, a selection.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from demophone.apps import builtin_apps, load_app
from demophone.device import Device

POCKET = Path(__file__).parents[2] / "bench" / "pocket"
NAMES = ("notes", "contacts", "clock", "settings", "calendar", "mail")
TOUCHES = 12
Stored = dict[str, Any]


def seeded_device(name: str, seed: int) -> Device:
    """A phone with the demo apps, Calendar and Mail, in the state of `seed`; `app.demo.NAME` has been used a little."""
    apps = [*builtin_apps(), load_app(POCKET / "calendar_app.py"), load_app(POCKET / "mail_app.py")]
    device = Device(apps, fixed_clock=datetime(2026, 3, 2, 9, 30))
    draw = random.Random(f"{name} {seed}")
    if seed > 0:
        for one, change in _STORED.items():
            change(device.tasks.apps[f"app.demo.{one}"].store, _Draw(draw, seed))
        _phone(device, _Draw(draw, seed))
    if seed > 2:
        _use(device, f"app.demo.{name}", draw)
    device.happened()
    return device


class _Draw:
    """What a seed gives: nothing, everything, or by chance."""

    def __init__(self, draw: random.Random, seed: int) -> None:
        self.draw, self.extreme = draw, {1: False, 2: True}.get(seed)

    def flag(self) -> bool:
        return self.extreme if self.extreme is not None else self.draw.random() < 0.5

    def some(self, items: list[Any]) -> list[Any]:
        """Some of them in any order, all of them, or none."""
        if self.extreme is not None:
            return list(items) if self.extreme else []
        return self.draw.sample(items, self.draw.randint(0, len(items)))

    def one(self, items: list[Any]) -> Any:
        return items[-1] if self.extreme else self.draw.choice(items)

    def settings(self, settings: Stored, options: dict[str, list[str]]) -> None:
        for key, value in settings.items():
            if isinstance(value, bool):
                settings[key] = self.flag()
            elif key in options:
                settings[key] = self.one(options[key])


def _notes(store: Stored, draw: _Draw) -> None:
    store["notes"] = draw.some(store["notes"])
    for note in store["notes"]:
        note.update(pinned=draw.flag(), deleted=draw.flag(), folder=draw.one(["Home", "Personal", "Travel", "Work"]))
        if draw.flag():
            note["items"] = [{"text": text, "done": draw.flag()} for text in ("Bread", "Soap", "Stamps")]
    sorts = ["Title", "Date created", "Date modified"]
    draw.settings(store["settings"], {"sort": sorts, "theme": ["Light", "Dark"], "text_size": ["Small", "Huge"]})
    store["exported"] = draw.some(["old.txt"])


def _contacts(store: Stored, draw: _Draw) -> None:
    store["contacts"] = draw.some(store["contacts"])
    store["groups"] = draw.some(["Choir", "Family", "Work"])
    for contact in store["contacts"]:
        contact.update(favourite=draw.flag(), groups=sorted(draw.some(list(store["groups"]))))
    options = {"sort": ["First name", "Last name"], "start_tab": ["Contacts", "Favourites", "Groups"]}
    draw.settings(store["settings"], options | {"name_format": ["First name first", "Last name first"]})
    store["messages"] = draw.some([{"to": "+44 7700 900112", "text": "On my way"}])


def _clock(store: Stored, draw: _Draw) -> None:
    store["alarms"] = draw.some(store["alarms"])
    for alarm in store["alarms"]:
        alarm.update(on=draw.flag(), vibrate=draw.flag(), label=draw.one(["", "Bins"]))
    running = "2026-03-02T09:29:00" if draw.flag() else None
    laps = draw.some([12.5, 30.1])
    store["stopwatch"] = {"began": running, "before": 4.2 if laps else 0.0, "laps": laps}
    timer = {"id": 1, "label": "Tea", "length": 80_000, "left": 80_000.0, "began": running, "rung": False}
    store["timers"] = draw.some([timer, {**timer, "id": 2, "began": None, "rung": draw.flag()}])
    store["cities"] = draw.some(["Amsterdam", "London", "Tokyo", "Zurich"])
    options = {"style": ["Digital", "Analog"], "alarm_sort": ["Creation order", "On first"], "week_start": ["Sunday"]}
    draw.settings(store["settings"], options)


def _settings(store: Stored, draw: _Draw) -> None:
    for network in store["networks"]:
        network.update(saved=draw.flag(), connected=False)
    for network in draw.some(store["networks"])[:1]:
        network.update(saved=True, connected=True)
    for device in store["bluetooth"]:
        device.update(paired=draw.flag(), connected=draw.flag())
    store["languages"] = ["Deutsch (Deutschland)", *draw.some(["English (United States)", "Suomi (Suomi)"])]


def _calendar(store: Stored, draw: _Draw) -> None:
    store["events"] = draw.some(store["events"])
    for event in store["events"]:
        event["important"] = draw.flag()
    store["calendars"] = {name: draw.flag() for name in store["calendars"]}
    draw.settings(store["settings"], {"calendar": ["Family", "Work"], "theme": ["Light", "Dark"]})


def _mail(store: Stored, draw: _Draw) -> None:
    store["messages"] = draw.some(store["messages"])
    for message in store["messages"]:
        message.update(unread=draw.flag(), starred=draw.flag(), box=draw.one(["Archive", "Bin", "Inbox", "Inbox"]))
    draw.settings(store["settings"], {"density": ["Compact", "Spacious"], "swipe": ["Delete", "Nothing"]})


_STORED: dict[str, Callable[[Stored, _Draw], None]] = {
    "notes": _notes,
    "contacts": _contacts,
    "clock": _clock,
    "settings": _settings,
    "calendar": _calendar,
    "mail": _mail,
}


def _phone(device: Device, draw: _Draw) -> None:
    for key, value in device.settings.items():
        if value in ("0", "1") and key[1] != "adb_enabled":
            device.settings[key] = "1" if draw.flag() else "0"
    device.pin = "4711" if draw.flag() else ""
    device.permissions |= {("app.demo.notes", "storage")} if draw.flag() else set()
    device.clipboard = "copied" if draw.flag() else ""


def _use(device: Device, package: str, draw: random.Random) -> None:
    """Touch the app here and there, as somebody would who then put the phone away."""
    device.start(package)
    for _ in range(draw.randint(0, TOUCHES)):
        touchable = [n for root in device.windows() for n in root.walk() if n.clickable and n.package == package]
        if not touchable:
            break
        left, top, right, bottom = draw.choice(touchable).bounds
        device.tap((left + right) / 2, (top + bottom) / 2, 700 if draw.random() < 0.2 else 0)
    if package not in device.tasks.apps:
        raise AssertionError(f"the touches of this seed took {package} away: draw others")
    if draw.random() < 0.3:
        device.key(3)
