"""A question is answered with what is read for it, and not the other way round."""

import pytest

from agent.fit.doubts import doubts
from tests.interpreter.notes_app import NOTES_DOC


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("Is there a note from Bob?", 'seen = main.note("Bob").exists\n', True),
        ("What did Bob write?", 'finish(main.note("Bob").title)\n', False),
        ("How many notes are there?", "finish(len(main.notes()))\n", False),
        ("Archive Milk", 'selection.archive.tap()\nfinish("Archived")\n', False),
    ],
    ids=["read, and not told", "read", "counted", "a command"],
)
def test_what_is_read_for_a_question_is_told(task: str, script: str, held: bool) -> None:
    assert any(doubt.kind == "untold" for doubt in doubts(script, task, NOTES_DOC)) is held


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("did you turn off autosave?", 'finish("yes" if settings.autosave_notes.is_on else "no")', True),
        ("is autosave switched off?", 'finish("yes" if settings.autosave_notes.is_on else "no")', True),
        ("is autosave off", 'finish("yes" if settings.autosave_notes.is_on else "no")', True),
        ("is autosave off?", 'finish("no" if settings.autosave_notes.is_on else "yes")', False),
        ("is autosave switched off?", 'finish("yes" if not settings.autosave_notes.is_on else "no")', False),
        ("is autosave on or off?", 'finish("yes" if settings.autosave_notes.is_on else "no")', False),
        ("is autosave on?", 'finish("yes" if settings.autosave_notes.is_on else "no")', False),
    ],
)
def test_off_is_no_yes_where_it_is_on(task: str, script: str, held: bool) -> None:
    assert any(doubt.kind == "other_question" for doubt in doubts(script, task, NOTES_DOC)) is held
