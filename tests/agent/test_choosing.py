"""Which app a task is for."""

import pytest

from agent.choosing import choose_apps
from apidocs.doc import AppDoc, Element, Item, Kind, Screen
from phones.locating import Locator
from phones.phone import InstalledApp


def app(label: str, item: str, *names: str) -> AppDoc:
    elements = [Element(name=name, kind=Kind.BUTTON, label=name.replace("_", " "), locator=Locator()) for name in names]
    rows = Element(name=f"{item}s", kind=Kind.LIST, locator=Locator(), item=Item(name=item, row=Locator()))
    return AppDoc(
        package=f"app.{label.lower()}",
        label=label,
        screens=[Screen(name="main", elements=[*elements, rows])],
        start="main",
    )


NOTES = app("Notes", "note", "new_note", "checklist", "search", "title", "pin")
CONTACTS = app("Contacts", "contact", "phone", "email", "favourite", "search", "company")
CLOCK = app("Clock", "alarm", "timer", "stopwatch", "vibrate", "add")
SETTINGS = app("Settings", "network", "display", "brightness", "theme", "font_size")
DOCS = [NOTES, CONTACTS, CLOCK, SETTINGS]
INSTALLED = [InstalledApp(doc.package, doc.label, "1") for doc in DOCS]


@pytest.mark.parametrize(
    ("task", "label"),
    [
        ("add a note called Milk", "notes"),
        ("what is Maria's email?", "contacts"),
        ("turn off vibration for the 7:00 alarm", "clock"),
        ("set the font size to large", "settings"),
        ("how many alarms are on", "clock"),
        ("in the Notes app, search for milk", "notes"),
        ("open Clock and add an alarm", "clock"),
        ("pin the note about the trip", "notes"),
        ("add a note called Alarm times, then pin it", "notes"),
        ('add a note called "phone numbers" with the text "email Bob"', "notes"),
        ("add an alarm and turn vibrate on", "clock"),
    ],
)
def test_one_app(task: str, label: str) -> None:
    choice = choose_apps(task, DOCS, INSTALLED)
    assert choice is not None and choice.packages == (f"app.{label}",)


@pytest.mark.parametrize(
    ("task", "labels"),
    [
        ("look up Maria's phone number and write it into a note", ["contacts", "notes"]),
        ("add a note called Bob with his email address from the contacts", ["contacts", "notes"]),
        ("find Bob's email in Contacts and add a note in Notes with it", ["contacts", "notes"]),
    ],
)
def test_two_apps(task: str, labels: list[str]) -> None:
    choice = choose_apps(task, DOCS, INSTALLED)
    assert choice is not None and sorted(choice.packages) == sorted(f"app.{label}" for label in labels)


def test_nothing_speaks_for_any_app() -> None:
    assert choose_apps("xyzzy", DOCS, INSTALLED) is None


def test_the_app_in_front_when_nothing_else_speaks() -> None:
    choice = choose_apps("xyzzy", DOCS, INSTALLED, in_front="app.clock")
    assert choice is not None and choice.packages == ("app.clock",)


def test_an_app_without_a_doc_is_found_by_its_name() -> None:
    other = InstalledApp("org.other.weather", "Weather", "1")
    choice = choose_apps("open the Weather app", DOCS, [*INSTALLED, other])
    assert choice is not None and choice.packages == ("org.other.weather",)
