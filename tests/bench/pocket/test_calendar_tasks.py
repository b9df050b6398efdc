"""The tasks on the fifth app: the same questions to their judges as to those of the 24."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bench.pocket.calendar_tasks import CALENDAR, CALENDAR_TASKS
from bench.pocket.judging import PocketTask, judge
from bench.pocket.tasks import NOTES, TASKS

Hand = Any


def vet(hand: Hand) -> None:
    hand.open(CALENDAR, "New event")
    hand.type("event_title", "Vet appointment")
    hand.tap("Start")
    hand.type("input_hour", "4")
    hand.tap("PM", "OK", "Save")


def lunch(hand: Hand) -> None:
    hand.open(CALENDAR, "New event")
    hand.type("event_title", "Lunch with Elif")
    hand.tap("Date")
    hand.type("day", "6")
    hand.tap("OK", "Start")
    hand.type("input_hour", "1")
    hand.tap("PM", "OK")
    hand.type("event_place", "Cafe Lira")
    hand.tap("Save")


def dentist(hand: Hand) -> str:
    hand.open(CALENDAR, "Dentist")
    return str(hand.text("detail_when"))


def school(hand: Hand) -> str:
    hand.open(CALENDAR, "Parents' evening")
    return str(hand.text("detail_place"))


def cancel(hand: Hand) -> None:
    hand.open(CALENDAR, "Budget review", "More options", "Delete", "Delete")


def yoga(hand: Hand) -> None:
    for _ in range(3):
        hand.open(CALENDAR, "Yoga class", "More options", "Delete", "Delete")


def car(hand: Hand) -> None:
    hand.open(CALENDAR, "Car service", "Edit event", "event_reminder", "1 day before", "Save")


def star(hand: Hand) -> None:
    hand.open(CALENDAR, "Grandma's 80th", "menu_important")


def work(hand: Hand) -> None:
    hand.open(CALENDAR, "More options", "Calendars", "Work")


def sunday(hand: Hand) -> None:
    hand.open(CALENDAR, "More options", "Settings", "Start of the week", "Sunday")


def count(hand: Hand) -> str:
    hand.open(CALENDAR, "More options", "Calendars", "Work", "Personal")
    hand.back()
    found = len(hand.all("event_row"))
    hand.tap("More options", "Calendars", "Work", "Personal")
    return f"{found} events"


def flight(hand: Hand) -> None:
    hand.open(CALENDAR, "Flight to Lisbon")
    leaves = hand.text("detail_when").split(", ")[1]
    hand.open(NOTES, "fab", "Text note")
    hand.type("note_title", "Flight")
    hand.type("note_text", leaves)
    hand.tap("Save")


HANDS: dict[str, Callable[[Hand], str | None]] = {
    f"calendar-{do.__name__}": do
    for do in (vet, lunch, dentist, school, cancel, yoga, car, star, work, sunday, count, flight)
}
every_task = pytest.mark.parametrize("task", CALENDAR_TASKS, ids=[task.id for task in CALENDAR_TASKS])


@pytest.fixture
def phone(make_hand: Callable[..., Hand]) -> Hand:
    return make_hand("calendar_app.py")


def test_there_are_12_on_an_app_that_the_24_do_not_know() -> None:
    assert len({task.id for task in (*TASKS, *CALENDAR_TASKS)}) == 36
    assert all(CALENDAR in task.apps for task in CALENDAR_TASKS) and not any(CALENDAR in task.apps for task in TASKS)


@every_task
def test_doing_nothing_fails(phone: Hand, task: PocketTask) -> None:
    before = phone.state()
    for answer in ("", "Done.", task.words):
        assert not judge(task, before, copy.deepcopy(before), answer).success


@every_task
def test_who_does_the_task_passes(phone: Hand, task: PocketTask) -> None:
    before = copy.deepcopy(phone.state())
    answer = HANDS[task.id](phone) or ""
    verdict = judge(task, before, phone.state(), answer)
    assert verdict.success, verdict.why


@every_task
def test_the_right_hand_for_another_task_fails(phone: Hand, task: PocketTask) -> None:
    before = copy.deepcopy(phone.state())
    other = CALENDAR_TASKS[(CALENDAR_TASKS.index(task) + 1) % len(CALENDAR_TASKS)]
    answer = HANDS[other.id](phone) or ""
    assert not judge(task, before, phone.state(), answer).success


def test_all_day_event_can_be_given_a_time_and_back(phone: Hand) -> None:
    phone.open(CALENDAR, "Grandma's 80th", "Edit event", "event_all_day", "Save")
    event = next(e for e in phone.state()[CALENDAR]["events"] if e["title"] == "Grandma's 80th")
    assert (event["all_day"], event["start"], event["end"]) == (False, "09:00", "10:00")
    phone.tap("Edit event", "event_all_day", "Save")
    event = next(e for e in phone.state()[CALENDAR]["events"] if e["title"] == "Grandma's 80th")
    assert (event["all_day"], event["start"], event["end"]) == (True, "", "")


def test_unsaved_event_is_not_left_without_asking(phone: Hand) -> None:
    phone.open(CALENDAR, "New event", "Navigate up", "New event")
    phone.type("event_title", "Half a thought")
    phone.tap("Navigate up", "Keep editing", "Navigate up", "Discard", "Day")
    assert len(phone.state()[CALENDAR]["events"]) == 14


def test_days_are_paged_by_buttons_without_a_label(phone: Hand) -> None:
    phone.open(CALENDAR, "Day", "next_day", "next_day")
    assert phone.text("shown_day") == "Wed 4 Mar"
    assert [node.text for node in phone.all("event_title")] == ["Dentist", "Parents' evening"]
    phone.tap("previous_day")
    assert [node.text for node in phone.all("event_title")] == ["Yoga class"]


def test_search_finds_past_and_coming_events_by_title_place_and_notes(phone: Hand) -> None:
    phone.open(CALENDAR, "Search")
    phone.type("search_src_text", "patel")
    assert [node.text for node in phone.all("event_title")] == ["Dentist"]
