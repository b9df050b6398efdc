"""Settings that nobody saw while the app was learned."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Kind, Screen
from apidocs.retrieve.hinting import HintIndex
from apidocs.retrieve.unseen import unseen_setting
from tests.apidocs.conftest import element, rows


@pytest.fixture
def doc() -> AppDoc:
    alarms = rows("alarms", "alarm", {"time": Kind.TEXT, "enabled": Kind.TOGGLE}, title="time")
    settings = Screen(
        name="settings",
        elements=[element("autosave_notes", Kind.TOGGLE, "Autosave notes"), element("groups", Kind.TOGGLE, "Groups")],
    )
    return AppDoc(
        package="org.example.app", label="App", start="main", screens=[Screen(name="main", elements=[alarms]), settings]
    )


@pytest.mark.parametrize(
    ("task", "call"),
    [
        ("Enable delivery reports", 'settings.find("Delivery reports").turn_on()'),
        ("turn the large icons off", 'settings.find("Large icons").turn_off()'),
        ("please disable showing the dial pad", 'settings.find("Showing the dial pad").turn_off()'),
        ("don't vibrate on touch", 'settings.find("Vibrate on touch").turn_off()'),
        ("stop asking for a rating", 'settings.find("Asking for a rating").turn_off()'),
        ("switch on dark icons in settings", 'settings.find("Dark icons").turn_on()'),
    ],
)
def test_a_switch_of_no_known_name_is_looked_for_on_the_settings(doc: AppDoc, task: str, call: str) -> None:
    assert unseen_setting(task, doc, HintIndex(doc)) == call


@pytest.mark.parametrize(
    "task",
    [
        "turn off autosave notes",
        "disable groups",
        "turn off the alarm at six",
        "add a note called Milk",
        "stop the timer",
        "enable delivery reports and open the menu",
        "",
    ],
    ids=["known", "known by its label", "a row's switch", "no switch", "a thing", "two things", "nothing"],
)
def test_all_else_is_not(doc: AppDoc, task: str) -> None:
    assert unseen_setting(task, doc, HintIndex(doc)) == ""


def test_without_settings_there_is_nowhere_to_look(doc: AppDoc) -> None:
    bare = doc.model_copy(update={"screens": doc.screens[:1]})
    assert unseen_setting("enable delivery reports", bare, HintIndex(bare)) == ""
