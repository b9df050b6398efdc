"""A day that is said, and that nothing in a script is for."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import AppDoc, Effect, Element, Kind, Screen

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
