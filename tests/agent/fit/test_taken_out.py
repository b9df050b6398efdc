"""A thing isn't deleted where something in it is to go, or another thing."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from tests.interpreter.notes_app import NOTES_DOC

DELETE = 'main.note("%s").long_press()\nselection.delete.tap()\ndelete_note.yes.tap()'
ARCHIVE = 'main.note("%s").long_press()\nselection.archive.tap()'
IN_IT = 'main.note("Milk").open()\nfind("butter").long_press()\nfind("Delete").tap()'


def kinds(task: str, script: str) -> set[str]:
    return {doubt.kind for doubt in doubts(script, task, NOTES_DOC)} & GRAVE


@pytest.mark.parametrize(
    ("task", "row"),
    [
        ("remove butter from the note Milk", "Milk"),
        ("delete butter in the note Milk", "Milk"),
        ("delete the word butter in Milk", "Milk"),
        ("delete the last line of the note Milk", "Milk"),
        ("erase the title of the note Milk", "Milk"),
        ("delete Milk's reminder", "Milk"),
        ("delete Bob's number", "Bob"),
        ("take Milk off the pinned notes", "Milk"),
        ("empty the note Milk", "Milk"),
        ("clear the note Milk", "Milk"),
        ("wipe the note Milk", "Milk"),
    ],
)
def test_where_only_something_of_it_is_to_go_the_thing_is_spared(task: str, row: str) -> None:
    assert kinds(task, DELETE % row) == {"spared"}


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("archive Milk and delete Bread", DELETE % "Milk" + "\n" + ARCHIVE % "Bread"),
        ("delete Milk and archive Bread", DELETE % "Bread" + "\n" + ARCHIVE % "Milk"),
    ],
)
def test_two_deeds_arent_swapped(task: str, script: str) -> None:
    assert kinds(task, script) == {"another_deed"}


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("delete the note Milk", DELETE % "Milk"),
        ("delete the note Milk in my notes", DELETE % "Milk"),
        ("delete the note of Monday", DELETE % "Monday"),
        ("delete Bob's note", DELETE % "Bob"),
        ("delete Mum's birthday", DELETE % "Mum's birthday"),
        ("remove Milk from the list", DELETE % "Milk"),
        ("remove Milk from today's notes", DELETE % "Milk"),
        ("wipe the note Milk off the phone", DELETE % "Milk"),
        ("delete butter in the note Milk", IN_IT),
        ("open Milk and delete it", DELETE % "Milk"),
        ("archive Milk and delete Bread", ARCHIVE % "Milk" + "\n" + DELETE % "Bread"),
        ("delete Milk and Bread", DELETE % "Milk" + "\n" + DELETE % "Bread"),
        ("find Milk and choose delete, then archive Bread", DELETE % "Milk" + "\n" + ARCHIVE % "Bread"),
    ],
)
def test_what_is_to_go_does(task: str, script: str) -> None:
    assert kinds(task, script) == set()
