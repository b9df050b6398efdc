"""Values that are put in more often than they are said, and those that are written over."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import AppDoc, Effect, Kind, Screen
from apidocs.shipped.itself import phone_doc
from tests.interpreter.notes_app import NOTES_DOC as NOTES
from tests.interpreter.notes_app import element

PHONE = phone_doc()
CARD = Screen(
    name="card",
    elements=[
        element("front", Kind.INPUT),
        element("back_side", Kind.INPUT),
        element("keep", Kind.BUTTON, effect=Effect.COMMIT),
    ],
)
NOTES_DOC = NOTES.model_copy(update={"screens": [*NOTES.screens, CARD]})
SAVED = "\ncreate_note.ok.tap()"


def kinds(task: str, script: str, doc: AppDoc) -> set[str]:
    return {doubt.kind for doubt in doubts(script, task, doc)}


@pytest.mark.parametrize(
    ("script", "lost"),
    [
        ('create_note.title.set_text("milk")\ncreate_note.title.set_text("bread")' + SAVED, True),
        ('create_note.title.set_text("milk")\ncreate_note.title.set_text("milk")' + SAVED, False),
        ('create_note.title.set_text("milk")' + SAVED + '\ncreate_note.title.set_text("bread")' + SAVED, False),
        (
            'if main.note("x").exists:\n    create_note.title.set_text("milk")\nelse:\n'
            '    create_note.title.set_text("bread")' + SAVED,
            False,
        ),
        ('for one in ["milk", "bread"]:\n    create_note.title.set_text(one)' + SAVED.replace("\n", "\n    "), False),
    ],
    ids=["lost", "the same again", "saved between", "two branches", "in a loop"],
)
def test_a_text_that_another_one_replaces_before_it_is_taken_in(script: str, lost: bool) -> None:
    assert ("typed_over" in kinds("add the notes milk and bread", script, NOTES_DOC) & GRAVE) == lost
