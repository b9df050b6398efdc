"""Runs with nothing to do, and questions that a page answers: what is said of them, and where it is not."""

from __future__ import annotations

from typing import Any

import pytest

from agent.fit.coverage import Script
from agent.task.verdict import TaskVerdict, judge
from agent.words.intent import read_intent
from apidocs.doc import Effect
from interpreter.calls import Call, LookedThrough, Outcome, Read, Ref
from interpreter.run.runner import RunResult
from tests.interpreter.notes_app import NOTES_DOC

UNLESS = """if not main.note("Milk").exists:
    create_note.title.set_text("Milk")
    create_note.ok.tap()
"""
LOOP = """for note in main.notes():
    if note.exists:
        note.open()
        create_note.ok.tap()
"""
MILK = Read(Ref("main", "notes", row="1", row_text="Milk"), "yes")


def verdict(task: str, script: str, *calls: tuple[Call, Outcome], **more: Any) -> TaskVerdict:
    run = RunResult("done", calls=list(calls))
    for name, value in more.items():
        setattr(run, name, value)
    return judge(run, read_intent(task), Script.of(script, NOTES_DOC), NOTES_DOC)


def test_a_condition_that_did_not_hold_leaves_nothing_to_do() -> None:
    found = verdict("add a note called Milk unless it's there already", UNLESS, read=[MILK])
    assert (found.status, found.answer) == ("done", 'Nothing had to be done: "Milk": yes.')


NOT_SO: list[tuple[str, str, str, dict[str, Any]]] = [
    ("the task has no condition", "add a note called Milk", UNLESS, {"read": [MILK]}),
    ("nothing was read", "add a note called Milk unless it's there already", UNLESS, {}),
    ("it acts in any case", "add Milk unless it's there", UNLESS + "create_note.ok.tap()\n", {"read": [MILK]}),
    ("none fitted", "delete the notes if they are old", LOOP, {"read": [MILK]}),
    (
        "the list was not read to its end",
        "add Milk unless it's there",
        UNLESS,
        {"read": [MILK], "looked_through": [LookedThrough("main.notes", 9, to_end=False, asked="Milk")]},
    ),
]


@pytest.mark.parametrize(("task", "script", "more"), [c[1:] for c in NOT_SO], ids=[c[0] for c in NOT_SO])
def test_it_is_not_done_where(task: str, script: str, more: dict[str, Any]) -> None:
    assert verdict(task, script, **more).status == "not_done"


SHOWN = [
    ("how are we doing, show the figures", "done"),
    ("what do we have on Milk, let me see", "done"),
    ("where can I see how full it is?", "done"),
    ("where's the page on fees", "done"),
    ("where is Milk kept?", "not_done"),
    ("how full is it?", "not_done"),
    ("what is in Milk, and delete it", "not_done"),
]


@pytest.mark.parametrize(("task", "status"), SHOWN)
def test_a_page_that_was_to_be_shown_is_an_answer(task: str, status: str) -> None:
    opened = Call(1, Ref("figures"), "open"), Outcome("ok", effect=Effect.NAVIGATE)
    found = verdict(task, "", opened)
    assert found.status == status
    assert found.answer == ("Shown on the phone: figures." if status == "done" else "")
