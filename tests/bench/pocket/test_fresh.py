"""The 12 tasks on Mail: each can be done by touch, and nothing else passes for it."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from bench.pocket.calendar_tasks import CALENDAR_TASKS
from bench.pocket.fresh import FRESH_TASKS, MAIL
from bench.pocket.judging import PocketTask, judge
from bench.pocket.running import group_of
from bench.pocket.tasks import NOTES, TASKS
from tests.bench.pocket.conftest import Hand


def write(hand: Hand) -> None:
    hand.open(MAIL, "Write")
    hand.type("mail_to", "ben@hollis.example")
    hand.type("mail_text", "The meeting is on Thursday now")
    hand.tap("menu_send")


def reply(hand: Hand) -> None:
    hand.open(MAIL, "Hannah Reed", "Reply")
    hand.type("mail_text", "I'll be there at six")
    hand.tap("menu_send")


def parcel(hand: Hand) -> str:
    hand.open(MAIL, "Parcel Express")
    return hand.text("reader_body")


def invoice(hand: Hand) -> str:
    hand.open(MAIL, "Northgate Energy")
    return hand.text("reader_body")


def delete(hand: Hand) -> None:
    hand.open(MAIL, "FitClub", "menu_delete", "Delete")


def star(hand: Hand) -> None:
    hand.open(MAIL)
    hand.touch(hand.beside("Oakfield School", "message_star"))


def newsletters(hand: Hand) -> None:
    hand.open(MAIL, "Trail & Peak", "menu_archive", "Green Kitchen", "menu_archive")


def unread(hand: Hand) -> None:
    hand.open(MAIL, "City Library", "More options", "Mark as unread")


def signature(hand: Hand) -> None:
    hand.open(MAIL, "More options", "Settings", "Signature")
    hand.type("signature", "Best wishes, Robin")
    hand.tap("Save")


def pictures(hand: Hand) -> None:
    hand.open(MAIL, "More options", "Settings", "Load pictures", "On Wi-Fi only")


def count(hand: Hand) -> str:
    hand.open(MAIL)
    return "There are 10 mails in the inbox"


def door(hand: Hand) -> None:
    hand.open(MAIL, "Hannah Reed")
    assert "4827" in hand.text("reader_body")
    hand.open(NOTES, "fab", "Text note")
    hand.type("note_title", "Cabin")
    hand.type("note_text", "4827")
    hand.tap("Save")


HANDS: dict[str, Callable[[Hand], str | None]] = {
    f"mail-{do.__name__}": do
    for do in (write, reply, parcel, invoice, delete, star, newsletters, unread, signature, pictures, count, door)
}
every_task = pytest.mark.parametrize("task", FRESH_TASKS, ids=[task.id for task in FRESH_TASKS])


@pytest.fixture
def phone(make_hand: Callable[..., Hand]) -> Hand:
    return make_hand("mail_app.py")


def test_there_are_12_on_an_app_that_the_others_do_not_know() -> None:
    assert len({task.id for task in (*TASKS, *CALENDAR_TASKS, *FRESH_TASKS)}) == 48
    assert all(MAIL in task.apps and group_of(task) == "fresh" for task in FRESH_TASKS)
    assert not any(MAIL in task.apps for task in (*TASKS, *CALENDAR_TASKS))


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
    other = FRESH_TASKS[(FRESH_TASKS.index(task) + 1) % len(FRESH_TASKS)]
    answer = HANDS[other.id](phone) or ""
    assert not judge(task, before, phone.state(), answer).success
