"""A thing that is deleted, and the task speaks of a part of it."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import AppDoc
from apidocs.shipped.apps import shipped_for
from tests.interpreter.notes_app import NOTES_DOC

CONTACT = 'contacts.contact("{}").open()\ncontact_menu.delete.tap()'
NOTE = 'main.note("{}").long_press()\nselection.delete.tap()'


def waits(task: str, script: str, doc: AppDoc) -> bool:
    return any(doubt.kind == "spared" for doubt in doubts(script, task, doc))


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("delete Nora's phone number", CONTACT.format("Nora"), True),
        ("remove Nora's email", CONTACT.format("Nora"), True),
        ("delete the address of Nora", CONTACT.format("Nora"), True),
        ("delete Nora's contact", CONTACT.format("Nora"), False),
        ("delete Nora's entry", CONTACT.format("Nora"), False),
        ("delete Nora from my contacts", CONTACT.format("Nora"), False),
        ("delete the contact Nora Finch", CONTACT.format("Nora Finch"), False),
    ],
)
def test_a_contact_is_more_than_its_number(task: str, script: str, held: bool) -> None:
    doc = shipped_for("Contacts")
    assert doc is not None
    assert waits(task, script, doc) == held and "spared" in GRAVE


@pytest.mark.parametrize(
    ("task", "row", "held"),
    [
        ("delete the second line of Soup", "Soup", True),
        ("delete the picture in Soup", "Soup", True),
        ("empty the note Soup", "Soup", True),
        ("delete the note Soup", "Soup", False),
        ("delete Soup from my notes", "Soup", False),
        ("delete the note about the picture in the hall", "picture", False),
        ("get rid of the soup note", "soup", False),
    ],
)
def test_a_note_is_more_than_a_line_of_it(task: str, row: str, held: bool) -> None:
    assert waits(task, NOTE.format(row), NOTES_DOC) == held
