"""The 12 tasks on a fifth app, Calendar: fresh when they were run first, and worked on since."""

from __future__ import annotations

import re
from typing import Any

from .judging import Change, PocketTask, State, Wanted, one_of, says, says_number
from .tasks import NOTES, added, changed, new_note, option

CALENDAR = "app.demo.calendar"


def _which_are(**values: object) -> Change:
    """Events with these values are gone."""

    def change(state: State) -> None:
        events: list[dict[str, Any]] = state[CALENDAR]["events"]
        gone = [event for event in events if all(event[key] == value for key, value in values.items())]
        assert gone, f"there is no event with {values}"
        state[CALENDAR]["events"] = [event for event in events if event not in gone]

    return change


def _event(title: object, day: str, start: str, end: object, **more: object) -> Change:
    event: dict[str, object] = {
        "title": title,
        "day": day,
        "start": start,
        "end": end,
        "all_day": False,
        "place": "",
        "calendar": "Personal",
        "repeat": "Does not repeat",
        "reminder": "10 minutes before",
        "notes": "",
        "important": False,
    }
    return added(CALENDAR, "events", **{**event, **more})


def _time(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 5


_SIX_FIFTY = re.compile(r"(?<!\d)0?6:50(?! ?pm)", re.IGNORECASE)
_ANY_END = Wanted("some time", _time)
_DEPARTURE = Wanted("a text with 6:50", lambda value: isinstance(value, str) and bool(_SIX_FIFTY.search(value)))

CALENDAR_TASKS = (
    PocketTask(
        "calendar-vet",
        "Put vet appointment in my calendar for today at 4 pm",
        (CALENDAR,),
        _event(one_of("Vet appointment", "Vet"), "2026-03-02", "16:00", _ANY_END),
    ),
    PocketTask(
        "calendar-lunch",
        "Add lunch with Elif on 6 March at 1 in the afternoon, at Cafe Lira",
        (CALENDAR,),
        _event("Lunch with Elif", "2026-03-06", "13:00", _ANY_END, place="Cafe Lira"),
    ),
    PocketTask(
        "calendar-dentist",
        "What time is my dentist appointment?",
        (CALENDAR,),
        answer=says("3:20 PM", "3:20PM", "3:20 p.m", "15:20"),
    ),
    PocketTask(
        "calendar-school",
        "Which room is the parents' evening in?",
        (CALENDAR,),
        answer=says("14"),
    ),
    PocketTask(
        "calendar-cancel",
        "Cancel the budget review",
        (CALENDAR,),
        _which_are(title="Budget review"),
    ),
    PocketTask(
        "calendar-yoga",
        "Remove all the yoga classes from my calendar",
        (CALENDAR,),
        _which_are(title="Yoga class"),
    ),
    PocketTask(
        "calendar-car",
        "Remind me of the car service one day before",
        (CALENDAR,),
        changed(CALENDAR, "events", {"title": "Car service"}, reminder="1 day before"),
    ),
    PocketTask(
        "calendar-star",
        "Star grandma's 80th in the calendar so I don't miss it",
        (CALENDAR,),
        changed(CALENDAR, "events", {"title": "Grandma's 80th"}, important=True),
    ),
    PocketTask(
        "calendar-work",
        "Hide my work events from the calendar",
        (CALENDAR,),
        option(CALENDAR, "Work", False, "calendars"),
    ),
    PocketTask(
        "calendar-sunday",
        "Let the week start on Sunday in my calendar",
        (CALENDAR,),
        option(CALENDAR, "week_start", "Sunday"),
    ),
    PocketTask(
        "calendar-count",
        "How many family events are coming up?",
        (CALENDAR,),
        answer=says_number(3),
    ),
    PocketTask(
        "calendar-flight",
        "Look up when my flight to Lisbon leaves and write it in a note called Flight",
        (CALENDAR, NOTES),
        new_note("Flight", _DEPARTURE),
    ),
)
