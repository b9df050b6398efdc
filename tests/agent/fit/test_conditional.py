"""What is to be done only if something holds isn't done whatever is."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import AppDoc
from apidocs.shipped.itself import phone_doc
from tests.interpreter.notes_app import NOTES_DOC as NOTES

PHONE = phone_doc()
DELETING = 'main.note("Milk").long_press()\nselection.delete.tap()\ndelete_note.yes.tap()'
PINNING = 'main.note("Milk").pinned.turn_on()'


def heedless(task: str, script: str, doc: AppDoc) -> list[str]:
    return [doubt.what for doubt in doubts(script, task, doc) if doubt.kind == "unconditional"]


@pytest.mark.parametrize(
    ("task", "script", "doc", "said"),
    [
        ("delete the note Milk if it is empty", DELETING, NOTES, "if it is empty"),
        ("if the note Milk is older than a week, delete it", DELETING, NOTES, "older than a week"),
        ("pin Milk unless it is empty", PINNING, NOTES, "unless it is empty"),
        ("pin the note Milk only if Bread is pinned", PINNING, NOTES, "if Bread is pinned"),
        ("when Bread is gone, pin Milk", PINNING, NOTES, "when Bread is gone"),
        ("if there is bread in the note Shopping, delete the note Milk", DELETING, NOTES, "if there is bread"),
        ("if you find it empty, delete the note Milk", DELETING, NOTES, "if you find it empty"),
        ("should the note Milk be empty, delete it", DELETING, NOTES, "should the note Milk be empty"),
        (
            "add a note called Milk unless it's there already",
            "create_note.title.set_text('Milk')\ncreate_note.ok.tap()",
            NOTES,
            "there",
        ),
        ("if the battery is low, turn on battery saver", "phone.battery_saver.turn_on()", PHONE, "battery is low"),
        ("turn on wifi unless I'm at work", "phone.wifi.turn_on()", PHONE, "at work"),
        ("if bluetooth is off turn off wifi", "phone.wifi.turn_off()", PHONE, "if bluetooth is off"),
        ("only turn on dark mode if it is night", "phone.dark_theme.turn_on()", PHONE, "if it is night"),
    ],
)
def test_a_condition_that_nothing_looks_at_is_doubted(task: str, script: str, doc: AppDoc, said: str) -> None:
    found = heedless(task, script, doc)
    assert len(found) == 1 and said in found[0] and "unconditional" in GRAVE


@pytest.mark.parametrize(
    ("task", "script", "doc"),
    [
        (
            "delete the note Milk if it is empty",
            f"if not main.note('Milk').text:\n    {DELETING.replace(chr(10), chr(10) + '    ')}",
            NOTES,
        ),
        ("delete the note Milk if you can", DELETING, NOTES),
        ("if possible delete the note Milk", DELETING, NOTES),
        ("if you don't mind, delete the note Milk", DELETING, NOTES),
        ("delete the note Milk if it's still there", DELETING, NOTES),
        ("if there is a note Milk delete it", DELETING, NOTES),
        ("pin the note Milk if it's not pinned yet", PINNING, NOTES),
        ("turn off wifi when you have time", "phone.wifi.turn_off()", PHONE),
        ("if wifi is on, turn it off", "phone.wifi.turn_off()", PHONE),
        ("if wifi is not on turn it on", "phone.wifi.turn_on()", PHONE),
        ("is wifi on? If so, turn it off", "phone.wifi.turn_off()", PHONE),
        ("turn on wifi in case Bob comes", "phone.wifi.turn_on()", PHONE),
        (
            "write a note: call Bob if it rains",
            "create_note.title.set_text('call Bob if it rains')\ncreate_note.ok.tap()",
            NOTES,
        ),
    ],
)
def test_what_is_heeded_or_only_polite_is_not(task: str, script: str, doc: AppDoc) -> None:
    assert heedless(task, script, doc) == []
