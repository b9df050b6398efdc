"""A row told by another time than the task's, and another time that is chosen in an app."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import Effect, Kind, Screen
from apidocs.shipped.apps import shipped_for
from tests.interpreter.notes_app import NOTES_DOC, element

CLOCK = shipped_for("Clock")
OFF = 'alarms.alarm("{}").switch.turn_off()'
ADD = 'alarms.add_alarm.choose("{}")'


def waits(task: str, script: str) -> bool:
    assert CLOCK is not None
    return any(doubt.kind == "other_moment" for doubt in doubts(script, task, CLOCK))


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("turn off the 6 pm alarm", OFF.format("6:00 AM")),
        ("turn off the alarm at 6 in the evening", OFF.format("6:00 AM")),
        ("turn off the 6:20 alarm", OFF.format("6:00")),
        ("turn off the half past six alarm", OFF.format("6:00")),
        ("add an alarm for 6 pm", ADD.format("6:00 am")),
        ("add an alarm for 6:45", ADD.format("6:15 am")),
        ("add an alarm in 3 hours", ADD.format("3:00 am")),
        ("add an alarm for 9 tonight", ADD.format("9:00 am")),
    ],
)
def test_another_time_waits(task: str, script: str) -> None:
    assert waits(task, script) and "other_moment" in GRAVE


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("turn off the 6 am alarm", OFF.format("6:00 AM")),
        ("turn off the 6 am alarm", OFF.format("6:00")),
        ("turn off the alarm at half six", OFF.format("6:30")),
        ("turn off the gym alarm", OFF.format("6:00")),
        ("turn off my gym alarm at 6", OFF.format("gym")),
        ("add an alarm for quarter to seven", ADD.format("6:45 am")),
        ("add an alarm for 6 pm", ADD.format("18:00")),
        ("add an alarm an hour before 8 am", ADD.format("7:00 am")),
        ("set the snooze to 1.5", 'settings.snooze_length.choose("1.50")'),
        ("change my 6 am alarm to 7", OFF.format("6:00 AM")),
    ],
)
def test_the_times_of_the_task_do_not(task: str, script: str) -> None:
    assert not waits(task, script)


EVENT = Screen(
    name="event",
    elements=[
        element("title", Kind.INPUT, commit="save"),
        element("start", Kind.CHOICE, commit="save"),
        element("end", Kind.CHOICE, commit="save"),
        element("save", Kind.BUTTON, effect=Effect.COMMIT),
    ],
)
EVENTS = NOTES_DOC.model_copy(update={"screens": [*NOTES_DOC.screens, EVENT]})


def moments(task: str, *chosen: str) -> list[str]:
    script = "\n".join(f"event.{one}" for one in (*chosen, "save.tap()"))
    return [str(doubt) for doubt in doubts(script, task, EVENTS) if doubt.kind == "other_moment"]


@pytest.mark.parametrize("task", ["move the walk to 6 pm", "the walk is now at 6 pm", "postpone the walk to 18:00"])
def test_what_is_moved_gets_another_start(task: str) -> None:
    assert moments(task, 'end.choose("6 pm")') == ['line 1: it only sets "end", and the task says nothing of an end']
    assert not moments(task, 'start.choose("6 pm")')


@pytest.mark.parametrize(
    "task",
    [
        "the walk ends at 6 pm",
        "let the walk go on until 6 pm",
        "make the walk longer, till 6 pm",
        "the walk is from 5 to 6 pm",
    ],
)
def test_an_end_that_is_said_is_set(task: str) -> None:
    assert not moments(task, 'end.choose("6 pm")')


def test_an_appointment_in_the_night_is_asked_about() -> None:
    assert moments("move the walk to 4:30", 'start.choose("4:30")')
    assert not moments("move the walk to 4:30", 'start.choose("4:30 pm")')
    assert not moments("move the walk to 4:30 in the morning", 'start.choose("4:30")')
    assert not moments("move the walk to 9:30", 'start.choose("9:30")')
    assert not moments("move the walk from 22:00 to 6:30", 'start.choose("6:30")')
