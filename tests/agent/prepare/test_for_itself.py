"""Which tasks are for the phone itself: by what people say of a phone, behind learned apps that have it, never a launcher."""

from __future__ import annotations

import pytest

from agent.prepare.for_itself import for_itself
from apidocs.doc import AppDoc, Element, Item, Kind, Screen
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
        "open the clock app", "text Ben that I am late",
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
    ],
)  # fmt: skip
def test_not_for_the_phone_itself(task: str) -> None:
    assert for_itself(task, [], LABELS).choice is None


def test_a_learned_app_that_has_the_very_words_goes_first() -> None:
    notes = doc("app.notes", "Text size", "Autosave")
    assert for_itself("turn off wifi", [notes], LABELS).choice is not None
    assert (
        for_itself("turn off wifi", [notes, doc("app.settings", "Use Wi-Fi")], LABELS).choice is not None
    )  # "wi fi" is no "wifi"
    assert for_itself("turn off bluetooth", [notes, doc("app.settings", "Use Bluetooth")], LABELS).choice is None
    assert for_itself("text Ben that I am late", [notes], LABELS).choice is not None
    assert for_itself("text Ben that I am late", [doc("app.people", item="contact")], LABELS).choice is None
    assert for_itself("open the notes app", [notes], LABELS).choice is None
