"""What is added leaves what is there."""

from __future__ import annotations

import pytest

from agent.fit.additions import added_to_what_is_there
from agent.fit.gate import TaskGate
from tests.interpreter.notes_app import NOTES_DOC

OPENED = 'main.note("Trip").open()\neditor.body.set_text("passports")'


@pytest.mark.parametrize(
    "task",
    [
        "Add passports to my Trip note",
        "please append passports to Trip",
        "could you add to Trip that passports are missing",
        "Add to the Trip one, under body, note that passports are missing",
    ],
)
def test_a_text_that_is_added_replaces_nothing(task: str) -> None:
    change = added_to_what_is_there(OPENED, task, NOTES_DOC)
    assert change is not None and change.after == OPENED.replace("set_text", "append_text")
    assert TaskGate(task, NOTES_DOC)(change) == "make"
    assert added_to_what_is_there(change.after, task, NOTES_DOC) is None


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("Change my Trip note to passports", OPENED),
        ("Add passports to Trip and rename it to Journey", OPENED),
        ("Write passports into the note Trip", OPENED),
        ("What did I add to the Trip note, passports?", OPENED),
        ("Add a note called Trip", 'create_note.title.set_text("Trip")\ncreate_note.ok.tap()'),
        ("Add passports to Trip", 'main.note("Trip").open()\neditor.body.append_text("passports")'),
        ("Add passports to Trip", "main.note("),
    ],
    ids=["changed", "two orders", "may mean instead", "a question", "a new one", "added already", "no Python"],
)
def test_what_stays_as_it_is_written(task: str, script: str) -> None:
    assert added_to_what_is_there(script, task, NOTES_DOC) is None
