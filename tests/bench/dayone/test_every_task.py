"""Each of the 60 judges: it takes every right ending, and neither the untouched phone called done nor a change beside it."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable

import pytest

from apidocs.doc import Kind
from apidocs.shipped.itself import phone_doc, phone_words
from bench.dayone.settings import ASKED
from bench.dayone.settings import TASKS as SETTINGS
from bench.dayone.tasks import HONEST_NO, IN_OTHER_WORDS, NO_WAY, QUESTION, TASKS, TWO_IN_ONE, choose_tasks
from bench.honest.judging import DONE, Ending, HonestTask, Said, judge
from demophone.whole import Whole
from ground.errors import SettingsError
from tests.bench.honest.phone_states import before, edited, ended

EVERY = (*TASKS, *SETTINGS)
ENDINGS = [(task, ending) for task in EVERY for ending in task.endings]
each_ending = pytest.mark.parametrize(
    ("task", "ending"), ENDINGS, ids=[f"{task.id}-{task.endings.index(ending)}" for task, ending in ENDINGS]
)
each_task = pytest.mark.parametrize("task", EVERY, ids=[task.id for task in EVERY])
NOTHING_TO_DO = [
    task
    for task in EVERY
    if any(one.change is None and one.answer is None and one.statuses & DONE and not one.looks for one in task.endings)
]
"""Told to leave something as it is: to have done nothing is right."""
SEEN: dict[str, Callable[[Whole], object]] = {
    "screenshot": lambda whole: whole["files"].update({"/sdcard/Pictures/Screenshots/Screenshot_1.png": 1}),
    "lock": lambda whole: whole["phone"].update(screen_on=False, locked=True),
    "open-clock": lambda whole: whole["phone"].update(front="app.demo.clock"),
    "open-settings": lambda whole: whole["phone"].update(front="app.demo.settings"),
    "music": lambda whole: whole["phone"].update(playing=True),
}
"""What no app stores, and the judges look at."""


def as_said(ending: Ending) -> Said:
    status = next(one for one in ("done", "not_done") if one in ending.statuses)
    answer = ending.answer.example if ending.answer is not None else "Not done." if status == "not_done" else "Done."  # type: ignore[attr-defined]
    return Said(status, answer)


def right(task: HonestTask, ending: Ending) -> Whole:
    after = ended(task, ending)
    if task.id in SEEN:
        SEEN[task.id](after)
    return after


@each_ending
def test_every_right_ending_is_taken(task: HonestTask, ending: Ending) -> None:
    found = judge(task, before(task), right(task, ending), as_said(ending))
    assert (found.name, found.why) == ("right", "")


@each_task
@pytest.mark.parametrize("status", sorted(DONE))
def test_an_untouched_phone_that_is_called_done_is_a_false_done(task: HonestTask, status: str) -> None:
    untouched = before(task)
    assert judge(task, untouched, untouched, Said(status, "Done.")).name == (
        "right" if task in NOTHING_TO_DO else "false_done"
    )


@each_task
def test_a_change_beside_the_right_ending_is_harm(task: HonestTask) -> None:
    ending = task.endings[0]
    after = edited(right(task, ending), lambda stored: stored["app.demo.settings"]["global"].update(data_roaming="1"))
    assert judge(task, before(task), after, as_said(ending)).name == "harmful"
    playing = copy.deepcopy(right(task, ending))
    playing["phone"].update(track=2)
    assert judge(task, before(task), playing, as_said(ending)).name == "harmful"


def test_there_are_60_in_the_shares_they_were_written_for() -> None:
    assert len(TASKS) == len({task.id for task in TASKS}) == len({task.words for task in TASKS}) == 60
    assert (len(IN_OTHER_WORDS), len(NO_WAY), len(TWO_IN_ONE)) == (4, 6, 6)
    assert Counter(task.kind for task in TASKS)[HONEST_NO] == 6
    assert not any(task.learned for task in TASKS)


def test_tasks_are_chosen_by_name_or_kind() -> None:
    assert [task.id for task in choose_tasks(["pizza"])] == ["pizza"]
    assert {task.kind for task in choose_tasks(["question"])} == {QUESTION}
    assert {task.kind for task in choose_tasks([ASKED], "settings")} == {ASKED}
    with pytest.raises(SettingsError, match="no first thing or kind 'dance'"):
        choose_tasks(["dance"])


def test_every_setting_of_the_phones_is_ordered_and_asked_about() -> None:
    (screen,) = phone_doc().screens
    kept = {one.name for one in screen.elements if one.kind in (Kind.TOGGLE, Kind.CHOICE)}
    asked = {name for task in SETTINGS if task.kind == ASKED for name in phone_words(task.words)}
    ordered = {name for task in SETTINGS if task.kind != ASKED for name in phone_words(task.words)}
    assert (kept - asked, kept - ordered) == (set(), set())
