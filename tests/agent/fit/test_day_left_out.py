"""A day that is said, and that nothing in a script is for."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Screen
from phones.locating import Locator

FORM = Screen(
    name="new_visit",
    elements=[
        Element(name="title", kind=Kind.INPUT, label="Title", effect=Effect.INPUT, commit="save"),
        Element(name="date", kind=Kind.CHOICE, label="Date", effect=Effect.INPUT),
        Element(name="time", kind=Kind.CHOICE, label="Time", effect=Effect.INPUT),
        Element(name="save", kind=Kind.BUTTON, label="Save", effect=Effect.COMMIT),
    ],
)
ALARM = Screen(
    name="new_alarm",
    elements=[
        Element(name="time", kind=Kind.INPUT, label="Time", effect=Effect.INPUT, commit="ok"),
        Element(name="ok", kind=Kind.BUTTON, label="OK", effect=Effect.COMMIT),
    ],
)
DOC = AppDoc(package="org.demo.visits", label="Visits", start="new_visit", screens=[FORM, ALARM])
TITLE = 'new_visit.title.set_text("vet")\n'
SAVE = "new_visit.save.tap()"


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("add a vet visit tomorrow at 10", f'{TITLE}new_visit.time.choose("10:00")\n{SAVE}'),
        ("schedule a visit called vet for Thursday", TITLE + SAVE),
        ("create the vet visit on 4 June", TITLE + SAVE),
        ("set an alarm for Thursday at 6", 'new_alarm.time.set_text("6:00")\nnew_alarm.ok.tap()'),
    ],
)
def test_it_waits(task: str, script: str) -> None:
    assert any(doubt.kind == "other_moment" for doubt in doubts(script, task, DOC))


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("add a vet visit tomorrow", f'{TITLE}new_visit.date.choose("tomorrow")\n{SAVE}'),
        ("add a vet visit on Thursday", f'{TITLE}new_visit.date.choose("2026-06-04")\n{SAVE}'),
        ("add a vet visit on 4 June", f'{TITLE}new_visit.date.tap()\nfind("4").tap()\n{SAVE}'),
        ("add a vet visit today", TITLE + SAVE),
        ('add a visit called "vet on Thursday"', f'new_visit.title.set_text("vet on Thursday")\n{SAVE}'),
        ("add a visit for vet Thursday", f'new_visit.title.set_text("vet Thursday")\n{SAVE}'),
        ("set an alarm for tomorrow at 6", 'new_alarm.time.set_text("6:00")\nnew_alarm.ok.tap()'),
    ],
)
def test_what_is_for_that_day_does_not(task: str, script: str) -> None:
    assert not [doubt for doubt in doubts(script, task, DOC) if doubt.kind == "other_moment"]


LIST = Screen(
    name="main",
    elements=[
        Element(
            name="alarms",
            kind=Kind.LIST,
            item=Item(
                name="alarm",
                row=Locator(resource_id="row"),
                parts=[
                    Part(name="label", kind=Kind.TEXT, locator=Locator(resource_id="label")),
                    Part(name="days", kind=Kind.TEXT, locator=Locator(resource_id="days")),
                    Part(name="onoff", kind=Kind.TOGGLE, locator=Locator(resource_id="onoff")),
                ],
            ),
        )
    ],
)
RINGING = AppDoc(package="org.demo.ringing", label="Ringing", start="main", screens=[LIST])
ON = 'finish("yes" if main.alarm("gym").onoff.is_on else "no")'


@pytest.mark.parametrize(
    ("task", "script", "waits"),
    [
        ("does the gym alarm ring on Thursdays?", ON, True),
        ("is the gym alarm set for Thursday", ON, True),
        ("is the gym alarm on?", ON, False),
        ("will the gym alarm ring tomorrow?", ON, False),
        ("is the Thursday alarm on?", ON.replace("gym", "Thursday"), False),
        (
            "does the gym alarm ring on Thursdays?",
            'finish("yes" if main.alarm("gym").onoff.is_on and "Thu" in main.alarm("gym").days else "no")',
            False,
        ),
    ],
)
def test_whether_it_is_on_tells_nothing_of_a_day(task: str, script: str, waits: bool) -> None:
    assert any(doubt.kind == "other_question" for doubt in doubts(script, task, RINGING)) is waits
