"""Every task can be done and its judge knows: by a hand that does it, by one that does nothing, by one that does too much."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from bench.pocket.judging import PocketTask, judge
from bench.pocket.tasks import CLOCK_APP, CONTACTS, NOTES, SETTINGS, TASKS

Hand = Any


def add_note(hand: Hand, title: str, body: str) -> None:
    hand.open(NOTES, "fab", "Text note")
    hand.type("note_title", title)
    hand.type("note_text", body)
    hand.tap("Save")


def notes_add(hand: Hand) -> None:
    add_note(hand, "Dentist", "Tuesday at 3 with Dr Patel.")


def notes_checklist(hand: Hand) -> None:
    hand.open(NOTES, "fab", "Checklist")
    hand.type("checklist_title", "Camping")
    for item in ("tent", "stove", "torch"):
        hand.type("new_item", item)
        hand.tap("add_item")
    hand.tap("Save")


def notes_drafts(hand: Hand) -> None:
    for title in ("Draft: letter to landlord", "draft agenda May", "Talk outline (draft)"):
        hand.open(NOTES, title, "More options", "Delete", "Delete")


def notes_wifi(hand: Hand) -> str:
    hand.open(NOTES, "Wifi at the cabin")
    return f"The password is {hand.text('note_text').split()[-1]}"


def notes_pin(hand: Hand) -> None:
    hand.open(NOTES, "Trip to Lisbon", "menu_pin")


def notes_huge(hand: Hand) -> None:
    hand.open(NOTES, "More options", "Settings", "Text size", "Huge")


def notes_travel(hand: Hand) -> str:
    hand.open(NOTES, "folder_spinner", "Travel")
    return f"There are {len(hand.all('note_card'))} notes in it."


def contacts_add(hand: Hand) -> None:
    hand.open(CONTACTS, "Create contact")
    hand.type("edit_first", "Nina")
    hand.type("edit_last", "Brandt")
    hand.type("edit_phone", "07700900123")
    hand.tap("Save")


def contacts_number(hand: Hand) -> str:
    hand.open(CONTACTS, "Kenji Tanaka")
    return str(hand.text("detail_phone"))


def contacts_text(hand: Hand) -> None:
    hand.open(CONTACTS, "Omar Farouk", "button_message")
    hand.type("message", "I’m running ten minutes late")
    hand.tap("send_button")


def contacts_family(hand: Hand) -> None:
    for name in ("Emma Clarke", "Mark Evans"):
        hand.open(CONTACTS, "Groups", "Family", name, "menu_favourite")
        hand.back()
        hand.back()


def contacts_call(hand: Hand) -> None:
    hand.open(CONTACTS, "Hannah Schmidt", "button_call", "Only this time")


def clock_alarm(hand: Hand) -> None:
    hand.open(CLOCK_APP, "Add alarm")
    hand.type("input_hour", "6")
    hand.type("input_minute", "40")
    hand.tap("AM", "OK")


def turn_alarm(hand: Hand, time: str) -> None:
    hand.device.start(CLOCK_APP)
    hand.touch(hand.beside(time, "onoff"))


def clock_off(hand: Hand) -> None:
    turn_alarm(hand, "7:00 AM")


def clock_tea(hand: Hand) -> None:
    hand.open(CLOCK_APP, "Timer", "play_pause")


def clock_tokyo(hand: Hand) -> str:
    hand.open(CLOCK_APP, "Clock")
    return str(hand.beside("Tokyo", "city_time").text)


def clock_early(hand: Hand) -> None:
    turn_alarm(hand, "7:00 AM")
    turn_alarm(hand, "7:45 AM")


def clock_snooze(hand: Hand) -> None:
    hand.open(CLOCK_APP, "More options", "Settings", "Snooze length", "5 minutes")


def settings_dark(hand: Hand) -> None:
    hand.open(SETTINGS, "Display", "Dark theme")


def settings_timeout(hand: Hand) -> None:
    hand.open(SETTINGS, "Display", "Screen timeout", "5 minutes")


def settings_cafe(hand: Hand) -> None:
    hand.open(SETTINGS, "Network & internet", "Wi‑Fi", "CafeCorner Guest")


def settings_saver(hand: Hand) -> None:
    hand.open(SETTINGS, "Battery", "Battery Saver", "Use Battery Saver")


def across_priya(hand: Hand) -> None:
    hand.open(CONTACTS, "Priya Nair")
    add_note(hand, "Call Priya", hand.text("detail_phone"))


def across_bed(hand: Hand) -> None:
    hand.open(SETTINGS, "Notifications", "Do Not Disturb")
    hand.touch(hand.all("Do Not Disturb")[-1])  # the first one is the page's title
    turn_alarm(hand, "10:30 PM")


HANDS: dict[str, Callable[[Hand], str | None]] = {
    name.replace("_", "-"): value
    for name, value in list(globals().items())
    if name.split("_")[0] in ("notes", "contacts", "clock", "settings", "across") and callable(value)
}
every_task = pytest.mark.parametrize("task", TASKS, ids=[task.id for task in TASKS])


def test_there_are_24_tasks_of_every_app_with_ids_of_their_own() -> None:
    assert len(TASKS) == 24 and len({task.id for task in TASKS}) == 24
    assert all(n >= 4 for n in Counter(app for task in TASKS for app in task.apps).values())
    assert sum(len(task.apps) > 1 for task in TASKS) >= 2


@every_task
def test_doing_nothing_fails(hand: Hand, task: PocketTask) -> None:
    before = hand.state()
    for answer in ("", "Done.", task.words):
        assert not judge(task, before, copy.deepcopy(before), answer).success


@every_task
def test_who_does_the_task_passes(hand: Hand, task: PocketTask) -> None:
    before = copy.deepcopy(hand.state())
    answer = HANDS[task.id](hand) or ""
    verdict = judge(task, before, hand.state(), answer)
    assert verdict.success, verdict.why


@every_task
def test_who_does_more_than_the_task_fails(hand: Hand, task: PocketTask) -> None:
    before = copy.deepcopy(hand.state())
    answer = HANDS[task.id](hand) or ""
    after = hand.state()
    after[CONTACTS]["settings"]["show_photos"] = False
    assert not judge(task, before, after, answer).success


@every_task
def test_the_right_hand_for_another_task_fails(hand: Hand, task: PocketTask) -> None:
    before = copy.deepcopy(hand.state())
    other = TASKS[(TASKS.index(task) + 1) % len(TASKS)]
    answer = HANDS[other.id](hand) or ""
    assert not judge(task, before, hand.state(), answer).success
