"""What a button's words answer, keep or take back."""

from __future__ import annotations

import pytest

from apidocs.doc.buttons import (
    AFFIRMING,
    SAVING,
    affirms,
    icon_saves,
    in_many_dialogs,
    keeps_nothing,
    leads_from_form,
    leaves_app,
    leaves_page,
    says_it_saves,
    says_no,
    says_yes,
    takes_back,
)
from apidocs.doc.words import cut


@pytest.mark.parametrize("label", ["OK", "Yes, delete", "Got it", "Done!", "I agree", " Allow ", "Delete"])
def test_they_say_yes(label: str) -> None:
    assert says_yes(label) and not says_no(label)


@pytest.mark.parametrize("label", ["Cancel", "Don’t allow", "NOT NOW", "No, thanks", "Keep editing", "go_back"])
def test_they_say_no(label: str) -> None:
    assert says_no(label) and not says_yes(label)


@pytest.mark.parametrize("label", ["Add…", "Delete...", "Yesterday", "OK Computer", "", "…"])
def test_they_say_neither(label: str) -> None:
    assert not says_yes(label) and not says_no(label)


@pytest.mark.parametrize(
    "label",
    ["Don't save", "Do not save", "Leave without saving", "DISCARD", "Nicht speichern", "Cancel.", "Throw away"],
)
def test_they_keep_nothing(label: str) -> None:
    assert keeps_nothing(label) and not says_it_saves(label)


@pytest.mark.parametrize("label", ["Save", "Leave a note", "Discard pile", "Keep", "Cancel the meeting"])
def test_they_may_keep_something(label: str) -> None:
    assert not keeps_nothing(label)


def test_an_icon_says_it_by_its_id() -> None:
    assert (
        icon_saves("menu_check") and icon_saves("btnSave") and not icon_saves("check_all_rows") and not icon_saves("")
    )


def test_of_two_buttons_beside_fields_one_takes_back() -> None:
    assert takes_back("Discard") and not takes_back("Keep")


def test_what_saves_says_yes_too() -> None:
    assert SAVING <= AFFIRMING


@pytest.mark.parametrize("label", ["OK", "Yes, sure", "I agree", "Submit", "Proceed", "Continue", "Save"])
def test_they_do_what_is_asked_around_them(label: str) -> None:
    assert affirms(label)


@pytest.mark.parametrize("label", ["Delete", "Set alarm", "Accept all", "Add…", "Next", "", "Cancel", "OK Computer"])
def test_they_name_something_of_their_own(label: str) -> None:
    assert not affirms(label)


@pytest.mark.parametrize("label", ["Navigate up", "Close", "zurück", "Collapse"])
def test_they_leave_a_page(label: str) -> None:
    assert leaves_page(label)


def test_what_cancels_or_closes_something_else_leaves_no_page() -> None:
    assert not leaves_page("Cancel") and not leaves_page("Close account") and not leaves_page("Up next")


def test_what_many_dialogs_have_says_nothing_of_which_is_meant() -> None:
    assert all(in_many_dialogs(name) for name in ("ok", "save", "cancel", "close", "yes"))
    assert not any(in_many_dialogs(name) for name in ("back", "skip", "keep", "delete"))


def test_what_leaves_an_app_or_leads_from_a_form() -> None:
    assert leaves_app("Exit Notes") and not leaves_app("Send")
    assert leads_from_form("More options") and not leads_from_form("Keep")


@pytest.mark.parametrize(
    ("text", "cut_to"), [("a  b\nc", "a b c"), ("one two three", "one two…"), ("one twoo three", "one two…"), ("", "")]
)
def test_a_text_is_cut_to_a_line(text: str, cut_to: str) -> None:
    assert cut(text, 8) == cut_to
