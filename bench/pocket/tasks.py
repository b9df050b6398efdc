"""The 24 tasks on the demo phone's four apps: in a person's words, with what the phone should come to.

Written from what the apps do and what people ask of a phone, before any model was run on them. Judged on a fresh demo
phone at `CLOCK`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .judging import (
    RUNNING,
    Change,
    PocketTask,
    State,
    holding_digits,
    one_of,
    phone_number,
    says,
    says_number,
    says_phone_number,
)

NOTES, CONTACTS, CLOCK_APP, SETTINGS = (f"app.demo.{name}" for name in ("notes", "contacts", "clock", "settings"))
CLOCK = "2026-03-02T09:30"
"""Where the demo phone's clock stands still: a Monday."""


def _records(state: State, package: str, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = state[package][kind]
    return found


def _which(records: Iterable[dict[str, Any]], **values: object) -> dict[str, Any]:
    """The one record with these values; a task that speaks of none or of several is a mistake of ours."""
    (found,) = (one for one in records if all(one[key] == value for key, value in values.items()))
    return found


def changed(package: str, kind: str, by: dict[str, object], **to: object) -> Change:
    """One record, found by its values, gets others."""
    return lambda state: _which(_records(state, package, kind), **by).update(to)


def added(package: str, kind: str, **record: object) -> Change:
    return lambda state: _records(state, package, kind).append(record)


def option(package: str, key: str, value: object, section: str = "settings") -> Change:
    def change(state: State) -> None:
        assert key in state[package][section], f"{package} has no setting {key}"
        state[package][section][key] = value

    return change


def both(*changes: Change) -> Change:
    def change(state: State) -> None:
        for one in changes:
            one(state)

    return change


def new_note(title: object, body: object = "", items: list[dict[str, object]] | None = None) -> Change:
    note = {"title": title, "body": body, "folder": "Personal", "pinned": False, "items": items, "deleted": False}
    return added(NOTES, "notes", **note)


def _bin_drafts(state: State) -> None:
    for note in _records(state, NOTES, "notes"):
        if "draft" in note["title"].lower():
            note.update(deleted=True, pinned=False)


def _star_family(state: State) -> None:
    for contact in _records(state, CONTACTS, "contacts"):
        contact["favourite"] = contact["favourite"] or "Family" in contact["groups"]


def _early_alarms_off(state: State) -> None:
    for alarm in _records(state, CLOCK_APP, "alarms"):
        alarm["on"] = alarm["on"] and alarm["hour"] >= 8


def _to_cafe(state: State) -> None:
    for network in _records(state, SETTINGS, "networks"):
        network["connected"] = network["name"] == "CafeCorner Guest"
        network["saved"] = network["saved"] or network["connected"]


_NOTES = (
    PocketTask(
        "notes-add",
        "Make a note called Dentist that says Tuesday at 3 with Dr Patel",
        (NOTES,),
        new_note("Dentist", "Tuesday at 3 with Dr Patel"),
    ),
    PocketTask(
        "notes-checklist",
        "Start a checklist called Camping with tent, stove and torch on it",
        (NOTES,),
        new_note("Camping", items=[{"text": text, "done": False} for text in ("tent", "stove", "torch")]),
    ),
    PocketTask("notes-drafts", "Delete every note that has draft in its title", (NOTES,), _bin_drafts),
    PocketTask("notes-wifi", "What's the wifi password at the cabin?", (NOTES,), answer=says("salmon-42-river")),
    PocketTask(
        "notes-pin",
        "Pin my Lisbon trip note to the top",
        (NOTES,),
        changed(NOTES, "notes", {"title": "Trip to Lisbon"}, pinned=True),
    ),
    PocketTask(
        "notes-huge", "The text in my notes is too small, make it huge", (NOTES,), option(NOTES, "text_size", "Huge")
    ),
    PocketTask("notes-travel", "How many notes are in my Travel folder?", (NOTES,), answer=says_number(2)),
)

_CONTACTS = (
    PocketTask(
        "contacts-add",
        "Save Nina Brandt as a contact, her number is 07700 900123",
        (CONTACTS,),
        added(
            CONTACTS,
            "contacts",
            first="Nina",
            last="Brandt",
            phone=phone_number("07700 900123"),
            email="",
            company="",
            note="",
            birthday="",
            favourite=False,
            groups=[],
        ),
    ),
    PocketTask(
        "contacts-number",
        "What's Kenji Tanaka's phone number?",
        (CONTACTS,),
        answer=says_phone_number("+81 90 5550 0187"),
    ),
    PocketTask(
        "contacts-text",
        "Text Omar Farouk that I'm running ten minutes late",
        (CONTACTS,),
        added(
            CONTACTS,
            "messages",
            to=phone_number("+44 7700 900871"),
            text=one_of(
                "I'm running ten minutes late",
                "I am running ten minutes late",
                "Running ten minutes late",
                "I'm running 10 minutes late",
            ),
        ),
    ),
    PocketTask("contacts-family", "Mark everyone in my Family group as a favourite", (CONTACTS,), _star_family),
    PocketTask(
        "contacts-call",
        "Call Hannah Schmidt",
        (CONTACTS,),
        added(CONTACTS, "calls", number=phone_number("+49 1555 0100234")),
    ),
)

_CLOCK = (
    PocketTask(
        "clock-alarm",
        "Set an alarm for 6:40 in the morning",
        (CLOCK_APP,),
        added(
            CLOCK_APP,
            "alarms",
            hour=6,
            minute=40,
            days=[],
            on=True,
            label="",
            vibrate=True,
            sound="Morning walk",
        ),
    ),
    PocketTask(
        "clock-off",
        "Turn off the Get up alarm",
        (CLOCK_APP,),
        changed(CLOCK_APP, "alarms", {"label": "Get up"}, on=False),
    ),
    PocketTask(
        "clock-tea",
        "Start the tea timer",
        (CLOCK_APP,),
        changed(CLOCK_APP, "timers", {"label": "Tea"}, began=RUNNING),
    ),
    PocketTask(
        "clock-tokyo",
        "What time is it in Tokyo right now?",
        (CLOCK_APP,),
        answer=says("6:30 PM", "6:30PM", "6:30 p.m", "18:30"),
    ),
    PocketTask(
        "clock-early", "Turn off all the alarms that ring before 8 in the morning", (CLOCK_APP,), _early_alarms_off
    ),
    PocketTask(
        "clock-snooze", "Make snooze last only 5 minutes", (CLOCK_APP,), option(CLOCK_APP, "snooze", "5 minutes")
    ),
)

_SETTINGS = (
    PocketTask("settings-dark", "Switch to dark mode", (SETTINGS,), option(SETTINGS, "ui_night_mode", "2", "secure")),
    PocketTask(
        "settings-timeout",
        "Keep the screen on for 5 minutes before it turns off",
        (SETTINGS,),
        option(SETTINGS, "screen_off_timeout", "300000", "system"),
    ),
    PocketTask("settings-cafe", "Connect to the CafeCorner Guest wifi", (SETTINGS,), _to_cafe),
    PocketTask(
        "settings-saver",
        "Check whether Battery Saver is on, and turn it on if it isn't",
        (SETTINGS,),
        option(SETTINGS, "low_power", "1", "global"),
    ),
)

_ACROSS = (
    PocketTask(
        "across-priya",
        "Find Priya Nair's number and put it in a new note called Call Priya",
        (CONTACTS, NOTES),
        new_note("Call Priya", holding_digits("+44 7700 900890")),
    ),
    PocketTask(
        "across-bed",
        "Turn on Do Not Disturb and switch on my Wind down alarm",
        (SETTINGS, CLOCK_APP),
        both(
            option(SETTINGS, "zen_mode", "1", "global"),
            changed(CLOCK_APP, "alarms", {"label": "Wind down"}, on=True),
        ),
    ),
)

TASKS = (*_NOTES, *_CONTACTS, *_CLOCK, *_SETTINGS, *_ACROSS)
