"""An alarm, a timer or an appointment at another time than the task says waits for the person."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE, UNHEARD
from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc


def kinds(task: str, script: str) -> set[str]:
    return {doubt.kind for doubt in doubts(script, task, phone_doc())}


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("wake me up at quarter to seven tomorrow", 'phone.set_alarm("07:30")'),
        ("wake me up at 6:45 tomorrow", 'phone.set_alarm("06:45", days="Mon")'),
        ("wake me up at 7 pm", 'phone.set_alarm("07:00")'),
        ("wake me up in time", 'phone.set_alarm("07:00")'),
        ("start a 12 minute timer for pasta", 'phone.set_timer("12 hours 12 minutes")'),
        ("put a dentist appointment on Friday at 3 into my calendar", 'phone.add_event("Dentist", "Friday 03:00")'),
        ("put a dentist appointment on Friday at 3 into my calendar", 'phone.add_event("Dentist", "Friday 13:00")'),
        ("put the fair on Friday into my calendar", 'phone.add_event("Fair", "Friday 09:00")'),
    ],
)
def test_another_moment_is_doubted(task: str, script: str) -> None:
    assert "other_moment" in kinds(task, script) and "other_moment" in GRAVE


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("wake me up at quarter to seven tomorrow", 'phone.set_alarm("06:45")'),
        ("wake me up at quarter to seven tomorrow", 'phone.set_alarm("quarter to seven")'),
        ("wake me up at 6:45 tomorrow", 'phone.set_alarm("06:45", days="tomorrow")'),
        ("wake me at 6:45 tomorrow and on Mondays", 'phone.set_alarm("06:45", days="Mon")'),
        ("set an alarm for 7:30 every weekday", 'phone.set_alarm("07:30", days="weekdays")'),
        ("set a timer for ten minutes", 'phone.set_timer("10 minutes")'),
        ("start a timer for 1 hour and 15 minutes", 'phone.set_timer("1 hour 15 minutes")'),
        ("put a dentist appointment on Friday at 3 into my calendar", 'phone.add_event("Dentist", "Friday 15:00")'),
        ("put a dentist appointment on Friday at 3 into my calendar", 'phone.add_event("Dentist", "Friday at 3")'),
        ("put the fair on Friday into my calendar", 'phone.add_event("Fair", "Friday")'),
        ("put the flight on Friday at 3 am into my calendar", 'phone.add_event("Flight", "Friday 03:00")'),
    ],
)
def test_the_moment_of_the_task_is_not(task: str, script: str) -> None:
    assert "other_moment" not in kinds(task, script)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('phone.set_alarm("07:15", days="Sun")', set()),
        ('phone.set_alarm("07:15", days="Sundays")', set()),
        ('phone.set_alarm("07:15", days="Mon")', {"forgotten"}),
    ],
)
def test_days_are_heard_however_they_are_written(script: str, found: set[str]) -> None:
    assert kinds("get me up at quarter past seven on Sundays", script) & (GRAVE | UNHEARD) == found
