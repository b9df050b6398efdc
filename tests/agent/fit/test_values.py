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
    ("task", "script", "doc"),
    [
        ("wake me at eight on Sundays", 'phone.set_alarm("08:00", days="Sun", label="Sundays")', PHONE),
        ("alarm at 8 for Gym", 'phone.set_alarm("08:00", days="Gym", label="gym")', PHONE),
        (
            "note down green tea",
            'card.front.set_text("green tea")\ncard.back_side.set_text("green tea")',
            NOTES_DOC,
        ),
        (
            "start a 10 minute timer and ring Liam",
            'phone.set_timer("10 minutes", label="ring Liam")\nphone.call("Liam")',
            PHONE,
        ),
    ],
    ids=["a day as a label", "in one call", "in two fields", "with its verb"],
)
def test_said_once_and_put_in_twice(task: str, script: str, doc: AppDoc) -> None:
    assert "typed_twice" in kinds(task, script, doc) & GRAVE


@pytest.mark.parametrize(
    ("task", "script", "doc"),
    [
        (
            "wake me at eight on Sundays, call it Sundays",
            'phone.set_alarm("08:00", days="Sun", label="Sundays")',
            PHONE,
        ),
        (
            "alarms at 6 and 7 for gym",
            'phone.set_alarm("06:00", label="gym")\nphone.set_alarm("07:00", label="gym")',
            PHONE,
        ),
        (
            "a note called Tea that says tea is out",
            'card.front.set_text("Tea")\ncard.back_side.set_text("tea is out")',
            NOTES_DOC,
        ),
    ],
    ids=["said twice", "two alarms", "one within another"],
)
def test_as_often_as_it_is_said(task: str, script: str, doc: AppDoc) -> None:
    assert "typed_twice" not in kinds(task, script, doc)


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


@pytest.mark.parametrize(
    ("name", "label", "kept"),
    [
        ("start_typing", "Start typing", True),
        ("write_here", "Write something here…", True),
        ("type", "Type", True),
        ("type_of_soup", "Type of soup", False),
        ("amount", "Enter amount", False),
    ],
)
def test_a_field_that_only_says_that_one_may_write_holds_a_text(name: str, label: str, kept: bool) -> None:
    page = Screen(name="page", elements=[element(name, Kind.INPUT, label=label), element("keep", Kind.BUTTON)])
    doc = NOTES.model_copy(update={"screens": [*NOTES.screens, page]})
    script = f'main.note("Picnic").open()\npage.{name}.set_text("plates")\npage.keep.tap()'
    assert ("replaces" in kinds("add plates to Picnic", script, doc)) == kept
