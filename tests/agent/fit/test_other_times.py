"""A row told by another time than the task's, and another time that is chosen in an app."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.shipped.apps import shipped_for

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
