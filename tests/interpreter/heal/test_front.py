"""A screen known again: a sheet about one thing or another, and a notice that is another than the one known."""

from __future__ import annotations

import threading

import pytest

from apidocs.doc import Kind
from interpreter.calls.limits import Limits
from interpreter.heal.front import HealingFront
from interpreter.heal.memory import Memory
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.sketch import Sketch, doc_of


def _sheet(*said: str) -> View:
    texts = [words(text, (60, 500 + 40 * i, 660, 540 + 40 * i)) for i, text in enumerate(said)]
    return dialog("", *texts, button("OK", (500, 900, 660, 960), lambda: None, "android:id/button1"))


def _named(known: View, now: View, marks: list[str], dropped: tuple[str, ...] = ()) -> str:
    """The name under which `now` is known, where the doc has seen `known`: with further marks, and without some words."""
    phone = Sketch()
    phone.draw = {"main": lambda: page(words("Parcels", (0, 100, 720, 180), "title")), "sheet": lambda: known}
    phone.over = {"sheet"}
    ok = {"name": "ok", "kind": Kind.BUTTON, "label": "OK", "locator": {"text": "OK"}}
    sheet = phone.as_screen("sheet", kind="dialog", elements=[ok])
    sheet.marks = [mark for mark in sheet.marks if mark not in {f"word:{word}" for word in dropped}] + marks
    doc = doc_of("main", [phone.as_screen("main"), sheet])
    phone.draw["sheet"] = lambda: now
    phone.place = ["home", "main", "sheet"]
    return HealingFront(phone, Memory(doc, lambda name: None), Limits(), threading.Event()).look().name


@pytest.mark.parametrize(
    ("now", "marks", "dropped", "name"),
    [
        (("Items", "coffee beans"), [], (), "sheet"),
        # of a sheet about one thing, the words that are the same for all of them are known
        (("Items", "school books", "Sea Freight", "Beware of the goose"), ["more:word"], ("coffee", "beans"), "sheet"),
        # what is known by its OK alone and says something else is another
        (("The parcel could not be sent",), [], (), ""),
        (("The parcel could not be sent",), ["more:word"], ("coffee", "beans"), ""),
    ],
)
def test_a_dialog_is_known_by_its_words(
    now: tuple[str, ...], marks: list[str], dropped: tuple[str, ...], name: str
) -> None:
    assert _named(_sheet("Items", "coffee beans"), _sheet(*now), marks, dropped) == name
