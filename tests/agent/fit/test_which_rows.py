"""Done to every row, only where the task means all of them."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from tests.interpreter.notes_app import NOTES_DOC

PIN = "for note in main.notes():\n    note.pinned.turn_on()"
UNPIN = "for note in main.notes():\n    note.pinned.turn_off()"
DELETE = "for note in main.notes():\n    note.long_press()\n    selection.delete.tap()\n    delete_note.yes.tap()"


def kinds(task: str, script: str) -> set[str]:
    return {doubt.kind for doubt in doubts(script, task, NOTES_DOC)} & GRAVE


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("delete all empty notes", DELETE),
        ("delete all the old notes", DELETE),
        ("delete old notes", DELETE),
        ("delete all notes about work", DELETE),
        ("delete all my notes from last week", DELETE),
        ("delete notes older than a week", DELETE),
        ("delete all notes which are empty", DELETE),
        ("delete all unpinned notes", DELETE),
        ("delete any note called Milk", DELETE),
        ("delete everything about work", DELETE),
        ("delete everything in the note Milk", DELETE),
        ("delete all shopping reminders", DELETE),
        ("pin all shopping notes", PIN),
        ("pin all the notes with a checklist", PIN),
        ("pin both Milk and Bread", PIN),
        ("pin these: Milk, Bread", PIN),
    ],
)
def test_one_that_picks_none_of_them_is_doubted(task: str, script: str) -> None:
    assert kinds(task, script) == {"every_row"}


@pytest.mark.parametrize(
    "task", ["delete the two oldest notes", "delete one of the notes", "delete some notes", "delete the whole note"]
)
def test_and_one_for_more_than_are_said(task: str) -> None:
    assert kinds(task, DELETE) == {"several_for_one"}


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("delete all notes", DELETE),
        ("delete all of my notes", DELETE),
        ("delete every single note", DELETE),
        ("delete my notes", DELETE),
        ("delete everything", DELETE),
        ("delete all notes in one go", DELETE),
        ("please get rid of all my existing notes now", DELETE),
        ("pin all three notes", PIN),
        ("pin every one of the notes", PIN),
        ("pin all unpinned notes", PIN),
        ("unpin all pinned notes", UNPIN),
        ("unpin all notes that are pinned", UNPIN),
        ("all notes should be pinned", PIN),
        ("pin all the notes in the list", PIN),
        ("I'm in Rome, pin all notes", PIN),
        (
            'delete all notes about "work"',
            'for note in main.notes():\n    if "work" in note.title:\n        note.long_press()\n        selection.delete.tap()',
        ),
    ],
)
def test_where_all_are_meant_it_is_not(task: str, script: str) -> None:
    assert kinds(task, script) == set()
