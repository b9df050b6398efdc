"""An alarm, a timer or an appointment at another time than the task says waits for the person."""

from __future__ import annotations

from datetime import datetime

import pytest

from agent.decide.deciding import GRAVE, UNHEARD
from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc


@pytest.fixture(autouse=True)
def on_a_wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.fit.other_moments._now", lambda: datetime(2026, 4, 15, 10, 0))


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
        ("put dentist on Friday at 10 into my calendar", 'phone.add_event("dentist", "Thursday 10:00")'),
        ("add an event dentist on May 3 at 9", 'phone.add_event("Dentist", "May 5 9:00")'),
        ("put lunch on the calendar tomorrow at noon", 'phone.add_event("lunch", "today 12:00")'),
        ("add a meeting tonight at 8", 'phone.add_event("meeting", "tomorrow 20:00")'),
        ("add a meeting next week on Tuesday at 9", 'phone.add_event("meeting", "Thursday 9:00")'),
        ("add yoga every Friday at 10 to my calendar", 'phone.add_event("yoga", "Friday 10:00")'),
        ("set an alarm for 7:30 every weekday", 'phone.set_alarm("7:30")'),
        ("set an alarm for 7:30 on weekdays", 'phone.set_alarm("7:30", days="weekends")'),
        ("set an alarm for 7 but not on Fridays", 'phone.set_alarm("7:00", days="friday")'),
        ("set an alarm for 7 every day but Sunday", 'phone.set_alarm("7:00", days="daily")'),
        ("set an alarm for 7:30", 'phone.set_alarm("7:30", days="daily")'),
        ("wake me at 6:30 Monday to Friday", 'phone.set_alarm("6:30", days="Mon, Fri")'),
        ("set an alarm for Monday at 7", 'phone.set_alarm("7:00")'),
        ("set an alarm for Thursdays at 7", 'phone.set_alarm("7:00")'),
        ("set an alarm for next Tuesday at 7", 'phone.set_alarm("7:00", days="Tuesday")'),
        ("set an alarm for the day after tomorrow at 7", 'phone.set_alarm("7:00")'),
        ("set an alarm for December 24 at 7", 'phone.set_alarm("7:00")'),
        ("wake me in 9 hours", 'phone.set_alarm("09:00")'),
        ("wake me in 9 hours", 'phone.set_alarm("in 8 hours")'),
        ("alarm at 11 at night", 'phone.set_alarm("11:00")'),
        ("alarm half an hour before 8", 'phone.set_alarm("08:00")'),
        ("start a timer for an hour and 20 minutes", 'phone.set_timer("20 minutes")'),
        ("put a class on Monday from 4 to 5 pm into my calendar", 'phone.add_event("class", "Monday 17:00")'),
        ("put the concert on 5 July into my calendar", 'phone.add_event("concert", "5 July 17:00")'),
        ("set an alarm for 7 every other day", 'phone.set_alarm("7:00", days="daily")'),
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
        ("put dinner on Friday at 7 pm into my calendar", 'phone.add_event("dinner", "2026-04-17 19:00")'),
        ("add an event dentist on May 3 at 9", 'phone.add_event("Dentist", "3 May 09:00")'),
        ("add a meeting at 3 pm", 'phone.add_event("meeting", "15:00")'),
        ("add a meeting next week on Tuesday at 9", 'phone.add_event("meeting", "21 April 09:00")'),
        ("schedule the weekly sync on Friday at 10", 'phone.add_event("weekly sync", "Friday 10:00")'),
        ("add dentist on Christmas Eve at 4 pm to my calendar", 'phone.add_event("dentist", "24 December 16:00")'),
        ("wake me at 6:30 from Monday to Friday", 'phone.set_alarm("6:30", days="weekdays")'),
        ("set an alarm for 7 but not on Fridays", 'phone.set_alarm("7:00", days="Mon, Tue, Wed, Thu, Sat, Sun")'),
        ("set an alarm for 7 every day but Sunday", 'phone.set_alarm("7:00", days="Mon, Tue, Wed, Thu, Fri, Sat")'),
        ("wake me in 9 hours", 'phone.set_alarm("19:00")'),
        ("wake me in 9 hours", 'phone.set_alarm("in 9 hours")'),
        ("alarm at 11 at night", 'phone.set_alarm("23:00")'),
        ("alarm for half eight", 'phone.set_alarm("08:30")'),
        ("alarm for eight forty", 'phone.set_alarm("eight forty")'),
        ("put the concert on 5 July into my calendar", 'phone.add_event("concert", "5 July")'),
        ("alarm at 8 on Saturday and Sunday", 'phone.set_alarm("8:00", days="weekends")'),
        ("alarm 7 am Monday, no, Tuesday", 'phone.set_alarm("7:00", days="Tuesday")'),
        ("set an alarm for Thursday at 7", 'phone.set_alarm("7:00")'),
        (
            "alarm at 7 on Mondays and at 8 on Tuesdays",
            'phone.set_alarm("7:00", days="Mon")\nphone.set_alarm("8:00", days="Tue")',
        ),
        (
            "add dentist on Friday at 9 to my calendar and wake me at 7 on Fridays",
            'phone.add_event("dentist", "Friday 9:00")\nphone.set_alarm("7:00", days="Fri")',
        ),
    ],
)
def test_the_moment_of_the_task_is_not(task: str, script: str) -> None:
    assert "other_moment" not in kinds(task, script)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('phone.set_alarm("07:15", days="Sun")', set()),
        ('phone.set_alarm("07:15", days="Sundays")', set()),
        ('phone.set_alarm("07:15", days="Mon")', {"forgotten", "other_moment"}),
    ],
)
def test_days_are_heard_however_they_are_written(script: str, found: set[str]) -> None:
    assert kinds("get me up at quarter past seven on Sundays", script) & (GRAVE | UNHEARD) == found


@pytest.mark.parametrize(
    ("task", "script", "found"),
    [
        ("add a meeting with Ann at 3 pm", 'phone.add_event("meeting with Ann", "today 15:00")', set()),
        ("put dinner on Friday at 7 pm into my calendar", 'phone.add_event("dinner", "17 April 2026 19:00")', set()),
        (
            "set an alarm for 6 every day but Sunday",
            'phone.set_alarm("6:00", days="Mon, Tue, Wed, Thu, Fri, Sat")',
            set(),
        ),
        ("put dentist on Friday at 10 into my calendar", 'phone.add_event("dentist", "10:00")', {"forgotten"}),
        ("add dinner to my calendar on May 3 at 7 pm", 'phone.add_event("dinner", "2027-05-03 19:00")', set()),
        ("alarm 7 am Monday, no, Tuesday", 'phone.set_alarm("7:00", days="Tuesday")', set()),
        ("alarm 7 am Monday, no, Tuesday", 'phone.set_alarm("7:00", days="Monday")', {"forgotten"}),
        ("set the volume to 40%", 'phone.volume.choose("50%")', {"forgotten"}),
        ("alarm for 6:30, no wait, 7:30", 'phone.set_alarm("06:30")', {"forgotten"}),
        ("alarm for 6:30, no wait, 7:30", 'phone.set_alarm("07:30")', set()),
        ("alarms for 6 and 6:20", 'phone.set_alarm("06:00")', {"forgotten"}),
        ("wake me in 20 minutes", 'phone.set_timer("20 minutes")', set()),
        ("wake me in 9 hours", 'phone.set_alarm("19:00")', set()),
        (
            "add a class on Monday from 4 to 5 pm to my calendar",
            'phone.add_event("class", "Monday 16:00", "1 hour")',
            set(),
        ),
        (
            "add a class on Monday from 4 to 6 pm to my calendar",
            'phone.add_event("class", "Monday 16:00")',
            {"forgotten"},
        ),
    ],
)
def test_a_docs_examples_explain_no_day_and_no_number(task: str, script: str, found: set[str]) -> None:
    assert kinds(task, script) & UNHEARD == found


@pytest.mark.parametrize(
    ("task", "script", "more"),
    [
        ("stop the 12 minute timer", 'phone.set_timer("12 minutes")', True),
        ("cancel my alarm at 6", 'phone.set_alarm("06:00")', True),
        ("push my 6 am alarm to 7", 'phone.set_alarm("07:00")', True),
        ("add 4 minutes to the timer", 'phone.set_timer("4 minutes")', True),
        ("I don't need the alarm at 6 any more", 'phone.set_alarm("06:00")', True),
        ("start the timer for 12 minutes", 'phone.set_timer("12 minutes")', False),
        ("set my alarm for 6", 'phone.set_alarm("06:00")', False),
        ("set an alarm for 6 to stop the soup", 'phone.set_alarm("06:00", label="stop the soup")', False),
        ("stop the timer and set one for 12 minutes", 'phone.set_timer("12 minutes")', False),
    ],
)
def test_an_alarm_that_is_there_is_no_new_one(task: str, script: str, more: bool) -> None:
    assert ("made_anew" in kinds(task, script)) == more
