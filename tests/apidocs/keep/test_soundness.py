"""Docs that are not worth keeping: what is said of them, and when the kept one is better."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apidocs.doc import AppDoc, Kind, Screen, Transition
from apidocs.keep.soundness import better, false_start, shortcomings
from tests.apidocs.conftest import element

Change = Callable[[AppDoc], AppDoc]


def selection_first(doc: AppDoc) -> AppDoc:
    selection = Screen(name="selection", marks=["kind:page", "mode:action"], elements=[element("pin", Kind.BUTTON)])
    return doc.model_copy(update={"screens": [selection, *doc.screens], "start": "selection"})


def dialog_first(doc: AppDoc) -> AppDoc:
    return doc.model_copy(update={"start": "sort_dialog"})


def foreign_first(doc: AppDoc) -> AppDoc:
    doc.screens[0].package = "com.android.permissioncontroller"
    return doc


def no_start(doc: AppDoc) -> AppDoc:
    return doc.model_copy(update={"start": ""})


def two_screens(doc: AppDoc) -> AppDoc:
    return doc.model_copy(update={"screens": doc.screens[:2], "transitions": [], "start": "main"})


def no_ways(doc: AppDoc) -> AppDoc:
    return doc.model_copy(
        update={"transitions": [Transition(source="editor", element="save", action="tap", target="main")]}
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (selection_first, "it starts with a selection (selection), not with the app's own first screen"),
        (dialog_first, "it starts with a dialog (sort_dialog), not with the app's own first screen"),
        (foreign_first, "it starts with a screen of com.android.permissioncontroller"),
        (no_start, "what the app starts with was not seen"),
        (two_screens, "no more than 2 screens of it was seen"),
        (no_ways, "no way leads from its start to 8 of 9 screens"),
    ],
)
def test_what_is_poor_is_said_and_a_sound_doc_is_better(change: Change, said: str, notes_doc: AppDoc) -> None:
    poor = change(notes_doc.model_copy(deep=True))
    assert said in shortcomings(poor)
    assert better(notes_doc, poor) and not better(poor, notes_doc)


def test_a_sound_doc_has_no_shortcomings(any_doc: AppDoc) -> None:
    assert shortcomings(any_doc) == [] and false_start(any_doc) == "" and better(any_doc, any_doc) == ""


def test_a_walk_cut_off_by_the_phone_is_a_shortcoming(notes_doc: AppDoc) -> None:
    assert shortcomings(notes_doc, "phone: It went away.") == ["the phone failed on the way (It went away)"]


def test_far_fewer_elements_than_before_are_told_in_numbers(notes_doc: AppDoc) -> None:
    fewer = notes_doc.model_copy(update={"screens": notes_doc.screens[:4]})
    assert better(notes_doc, fewer) == "it has 13 elements on 4 screens, the kept one 26 elements on 9 screens"
