"""What a button's words answer, keep or take back."""

from __future__ import annotations

import pytest

from apidocs.doc.buttons import (
    AFFIRMING,
    SAVING,
    icon_saves,
    keeps_nothing,
    says_it_saves,
    says_no,
    says_yes,
    takes_back,
)


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
