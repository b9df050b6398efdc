"""Which tasks are for the phone itself: by what people say of a phone, what it sets and reads back before any learned app, deeds
behind learned apps that have them, never a launcher."""

from __future__ import annotations

import pytest

from agent.prepare.for_itself import for_itself
from apidocs.doc import AppDoc, Element, Item, Kind, Screen
from bench.dayone.settings import TASKS as SETTINGS
from phones.locating import Locator

LABELS = {"app.clock": "Clock", "app.notes": "Notes", "app.people": "Contacts", "app.settings": "Settings"}


def doc(package: str, *labels: str, item: str = "") -> AppDoc:
    elements = [Element(name=f"e{n}", kind=Kind.TOGGLE, label=label) for n, label in enumerate(labels)]
    if item:
        elements.append(Element(name="rows", kind=Kind.LIST, item=Item(name=item, row=Locator(resource_id="row"))))
    return AppDoc(package=package, label=LABELS[package], screens=[Screen(name="main", elements=elements)])


@pytest.mark.parametrize(
    "task",
    [
        "set an alarm for 7:30 every weekday", "is wifi on?", "is Wi‑Fi on?", "turn on dark mode", "set a timer for ten minutes",
        "open youtube.com", "call Ann", "how full is the battery", "put a dentist appointment on Friday at 3 into my calendar",
        "make the screen brighter", "what time is it?", "take a screenshot", "set an alarm on Monday at 7", "show me the battery",
        "open the clock app", "text Ben that I am late", "start the timer for 12 minutes", "set an alarm for 6 to stop the soup",
        "set an alarm for 7 with a note to feed the cat", "text Ben: set an alarm for 7", "take a note and set an alarm for 7",
        "put my phone on vibrate", "is the phone on silent?", "take the phone off vibrate", "unmute this phone",
        "pause the music", "pause my podcast", "pause the Swan Lake", "pause it",
    ],
)  # fmt: skip
def test_for_the_phone_itself(task: str) -> None:
    assert for_itself(task, [], LABELS).choice is not None


@pytest.mark.parametrize(
    "task",
    [
        "add a note called Milk", "delete all my alarms", "what's the wifi password at the cabin?", "order a pizza",
        "what's the weather tomorrow?", "asdf qwer zxcv", "take a selfie", "which alarms are set?", "cancel the timer",
        "show the battery percentage at the top of the screen", "Wind down alarm on, please", "School run alarm off",
        "set the timer to vibrate", "put it on vibrate for calls", "vibrate mode for my messages please",
        "stop the 12 minute timer", "pause my tea timer", "pause the stopwatch", "pause the download",
        "reset the timer", "add 4 minutes to the timer",
        "make my alarm ten minutes later", "note: get a new alarm", "make a note to set a timer",
        "jot down: turn off bluetooth on the train",
        "remind me to call Ann", "add call Ann to my to-do list", "new task: text Ben", "put an alarm clock on the shopping list",
        "remember that the wifi is slow upstairs",
        "open report.pdf", "show photo.jpg", "call it Soup",
        "rename the first album, call it Rome", "call the new list Party", "add a note and call it Nothing much",
    ],
)  # fmt: skip
def test_not_for_the_phone_itself(task: str) -> None:
    assert for_itself(task, [], LABELS).choice is None


SETTINGS_APP = doc(
    "app.settings",
    *(
        "Use Wi-Fi",
        "Wi-Fi calling",
        "Use Bluetooth",
        "Mobile data",
        "Data saver",
        "Airplane mode",
        "Dark theme",
        "Battery Saver",
    ),
    *(
        "Battery percentage",
        "Do Not Disturb",
        "Auto-rotate screen",
        "Adaptive brightness",
        "Brightness level",
        "Use location",
    ),
    *("Media volume", "Ring volume", "Alarm volume", "Screen timeout", "Font size", "Storage", "Notifications"),
)
EVERY_SETTING = [*(one for one in SETTINGS if one.id not in ("torch-brightness", "volume-alone"))]


@pytest.mark.parametrize("docs", [[], [SETTINGS_APP]], ids=["nothing learned", "Settings learned"])
@pytest.mark.parametrize("task", [one.words for one in EVERY_SETTING])
def test_what_the_phone_sets_and_reads_back_is_its_own_whatever_is_learned(task: str, docs: list[AppDoc]) -> None:
    found = for_itself(task, docs, LABELS)
    assert found.choice is not None and found.found


@pytest.mark.parametrize(
    "task",
    [
        "turn on wifi calling",
        "turn on Wi-Fi calling",
        "show the battery percentage",
        "switch the wi-fi calling off please",
    ],
)
def test_what_a_learned_app_has_more_of_is_the_apps(task: str) -> None:
    found = for_itself(task, [SETTINGS_APP], LABELS)
    assert found.choice is None and found.never


@pytest.mark.parametrize(
    "task",
    [
        "turn on wifi calling", "set the torch brightness to 30%", "enable dark mode schedule", "turn off location history",
        "set the tv volume to 20", "turn on car bluetooth", "turn on rotation lock",
    ],
)  # fmt: skip
def test_a_settings_name_that_is_part_of_a_longer_one_is_something_else(task: str) -> None:
    found = for_itself(task, [], LABELS)
    assert found.choice is None and found.never


@pytest.mark.parametrize(
    ("task", "names"),
    [
        ("turn on wifi now", {"wifi"}), ("turn off wifi immediately, please", {"wifi"}),
        ("turn off location services", {"location"}),
        ("lower the system volume", {"volume"}), ("turn wi-fi off", {"wifi"}), ("please crank volume to 90", {"volume"}),
        ("turn off wifi and bluetooth", {"wifi", "bluetooth"}), ("turn off wifi bluetooth", {"wifi", "bluetooth"}),
        ("turn on wifi hotspot", {"open_settings"}), ("switch bluetooth back on", {"bluetooth"}), ("I want wifi off", {"wifi"}),
        ("make the text a bit bigger", {"font_size"}), ("make the letters on the screen smaller", {"font_size"}),
    ],
)  # fmt: skip
def test_words_that_leave_a_setting_what_it_is(task: str, names: set[str]) -> None:
    found = for_itself(task, [], LABELS)
    assert found.choice is not None and set(found.found) == names


def test_a_deed_is_the_phones_unless_a_learned_app_has_more_of_what_is_said() -> None:
    notes, clock = (
        doc("app.notes", "Text size", "Autosave"),
        doc("app.clock", "Alarm", "Label", "Snooze length", "Vibrate"),
    )
    people = doc("app.people", "Company", item="contact")
    assert for_itself("set an alarm for 7", [notes, clock], LABELS).choice is not None
    assert for_itself("set an alarm called Gym for 7", [notes, clock], LABELS).choice is not None
    assert for_itself("set an alarm for 7 with the label Gym", [notes, clock], LABELS).choice is not None
    assert for_itself("set an alarm for 7 that doesn't vibrate", [notes, clock], LABELS).choice is None
    assert for_itself("set an alarm for 7 that doesn't vibrate", [notes], LABELS).choice is not None
    assert for_itself("text Ben that I am late", [people], LABELS).choice is not None
    assert for_itself("add a contact: Ben, 0170 555", [notes], LABELS).choice is not None
    assert for_itself("add a contact: Ben, 0170 555", [people], LABELS).choice is None
    assert (
        for_itself("set an alarm for 7 that doesn't vibrate and turn on do not disturb", [clock], LABELS).choice
        is not None
    )
    assert for_itself("open the notes app", [notes], LABELS).choice is None
