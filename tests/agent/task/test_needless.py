"""Runs with nothing to do, and questions that a page answers: what is said of them, and where it is not."""

from __future__ import annotations

from typing import Any

import pytest

from agent.fit.coverage import Script
from agent.task.verdict import TaskVerdict, judge
from agent.words.intent import read_intent
from apidocs.doc import Effect, Kind
from interpreter.calls import Call, LookedThrough, Outcome, Read, Ref
from interpreter.run.runner import RunResult
from tests.interpreter.notes_app import NOTES_DOC, element

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


ROW = Ref("main", "notes", row="1", row_text="Bike", texts=(("title", "Bike"), ("date", "7:00 AM")))
FOUND = (
    Call(1, Ref("main", "notes"), "row", ("Bike",), line=1),
    Outcome("ok", rows=[("Bike", {"title": "Bike", "date": "7:00 AM"})]),
)
READ = [Read(ROW, "Bike"), Read(ROW, "7:00 AM"), Read(ROW, "in the last part")]


def _if(condition: str) -> str:
    return f'if {condition}:\n    main.note("Bike").long_press()\n    selection.archive.tap()\n'


@pytest.mark.parametrize(
    ("task", "condition", "told"),
    [
        ("archive the bike note if it is set for 8", 'main.note("Bike").date == "8"', 'date of "Bike" is "7:00 AM"'),
        ("archive the bike note if it is set for 8", '"8:00" in main.note("Bike").date', 'date of "Bike" is "7:00 AM"'),
        (
            "archive the bike note if it is called Boat",
            'main.note("Bike").exists and main.note("Bike").title == "Boat"',
            'title of "Bike" is "Bike"',
        ),
    ],
)
def test_what_was_compared_is_told(task: str, condition: str, told: str) -> None:
    found = verdict(task, _if(condition), FOUND, read=READ)
    assert (found.status, found.answer) == ("done", f"Nothing had to be done: {told}.")


@pytest.mark.parametrize(
    ("task", "condition", "why"),
    [
        (
            "archive the bike note if it is set for 7",
            'main.note("Bike").date == "7"',
            'is "7:00 AM", and it was held against "7"',
        ),
        ("archive the bike note if it is set for 7", 'main.note("Bike").date == "07:00"', 'held against "07:00"'),
        ("archive the bike note if it is set for 7", '"7 am" in main.note("Bike").date', 'held against "7 am"'),
        ("archive the bike note if it mentions paint", '"paint" in main.note("Bike").title', "looked for in title"),
        ("archive the bike note if it's about paint", 'main.note("Bike").title == "paint"', "looked for in title"),
    ],
)
def test_it_is_not_clear_that_it_did_not_hold(task: str, condition: str, why: str) -> None:
    found = verdict(task, _if(condition), FOUND, read=READ)
    assert (
        found.status == "not_done" and "isn't clear whether the condition holds" in found.why[0] and why in found.why[0]
    )


def test_what_the_whole_text_lacks_it_does_not_mention() -> None:
    script = 'main.note("Bike").open()\nif "paint" in editor.note.text:\n    editor.share_note.tap()\n'
    doc = NOTES_DOC.model_copy(deep=True)
    doc.screen("editor").elements.append(element("note", Kind.INPUT))  # type: ignore[union-attr]
    body = Read(Ref("editor", "note"), "brake pads")
    run = RunResult("done", calls=[FOUND], read=[*READ, body])
    intent = read_intent("share the bike note if it mentions paint")
    found = judge(run, intent, Script.of(script, doc), doc)
    assert (found.status, found.answer) == ("done", 'Nothing had to be done: note is "brake pads".')


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
