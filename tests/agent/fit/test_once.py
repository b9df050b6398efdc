"""A value goes where the task says it, and nowhere else."""

from __future__ import annotations

import pytest

from agent.fit.gate import TaskGate
from agent.fit.once import put_in_once
from apidocs.doc import AppDoc, Effect, Kind, Screen
from apidocs.shipped.itself import phone_doc
from tests.interpreter.notes_app import NOTES_DOC as NOTES
from tests.interpreter.notes_app import element

MAIL = Screen(
    name="mail",
    elements=[
        element("subject", Kind.INPUT),
        element("message", Kind.INPUT),
        element("keep", Kind.BUTTON, effect=Effect.COMMIT),
    ],
)
NOTES_DOC = NOTES.model_copy(update={"screens": [*NOTES.screens, MAIL]})
BOTH = 'mail.subject.set_text("dinner is ready")\nmail.message.set_text("dinner is ready")\nmail.keep.tap()'
ALARM = 'phone.set_alarm("08:00", days="Sun", label="Sundays")'
ONCE = [
    ("wake me at eight on Sundays", ALARM, phone_doc(), 'phone.set_alarm("08:00", days="Sun")'),
    ("a message that dinner is ready", BOTH, NOTES_DOC, BOTH.split("\n", 1)[1]),
    (
        "dinner is ready as the subject",
        BOTH,
        NOTES_DOC,
        'mail.subject.set_text("dinner is ready")\nmail.keep.tap()',
    ),
]


@pytest.mark.parametrize(("task", "script", "doc", "after"), ONCE, ids=[case[0] for case in ONCE])
def test_it_stays_where_the_task_says_it(task: str, script: str, doc: AppDoc, after: str) -> None:
    change = put_in_once(script, task, doc)
    assert change is not None and change.after == after
    assert TaskGate(task, doc)(change) == "make"
    assert put_in_once(change.after, task, doc) is None


@pytest.mark.parametrize(
    ("task", "script", "doc"),
    [
        ("wake me at eight on Sundays, call it Sundays", ALARM, phone_doc()),
        ("say that dinner is ready", BOTH, NOTES_DOC),
        ("a message that dinner is ready, with the subject dinner is ready", BOTH, NOTES_DOC),
        ("a message that dinner is ready", "mail.message.set_text(", NOTES_DOC),
    ],
    ids=["said twice", "neither is said", "both are said", "no Python"],
)
def test_nothing_is_taken_out_where_the_words_do_not_tell(task: str, script: str, doc: AppDoc) -> None:
    assert put_in_once(script, task, doc) is None
