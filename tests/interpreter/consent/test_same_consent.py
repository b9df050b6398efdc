"""Whether the app's own question says no more than what was consented to: then it is asked once, else again."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect
from interpreter.consent.policy import About
from interpreter.consent.same_consent import says_no_more

ONE = About('Delete the note "Milk"', 1, ("Milk", "2 l, the blue one", "2026-02-14"), "note")
THREE = About('Delete 3 notes: "a", "b", "c"', 3, ("a", "b", "c"), "note")
BEN = About('Delete the contact "Ben Carter"', 1, ("Ben Carter", "+44 7700 900245"), "contact")
ALARM = About('Delete the alarm "7:30 AM"', 1, ("7:30 AM", "Mon, Tue"), "alarm")
UNKNOWN = About("Delete", 0, (), "")
CALL = About('Call the contact "Ben Carter"', 1, ("Ben Carter", "+44 7700 900245"), "contact")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (ONE, ["Delete note?", "1 selected. They go to the bin.", "Delete"]),
        (ONE, ["Delete this note?", "Delete"]),
        (ONE, ["Are you sure you want to delete “Milk”?", "OK"]),
        (ONE, ["Move note to trash?", "You can't undo this.", "Move"]),
        (ONE, ["2 l, the blue one", "Yes"]),
        (THREE, ["Delete notes?", "3 selected.", "Delete"]),
        (THREE, ["Delete 3 items?", "OK"]),
        (BEN, ["Delete contact?", "Ben Carter will be deleted from this phone.", "Delete"]),
        (ALARM, ["Delete alarm?", "The alarm at 7:30 AM will be deleted.", "Delete"]),
        (UNKNOWN, ["Delete this item?", "It will be permanently deleted.", "Delete"]),
    ],
)
def test_what_says_the_same_is_the_same_consent(about: About, said: list[str]) -> None:
    assert says_no_more(about, said, Effect.DELETE)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (ONE, ["Delete notes?", "14 selected. They go to the bin.", "Delete"]),
        (ONE, ["Delete note?", "2 selected.", "Delete"]),
        (THREE, ["Delete 1 note?", "Delete"]),
        (UNKNOWN, ["Delete 2 notes?", "Delete"]),
        (BEN, ["Delete contact?", "Carla Mendes will be deleted from this phone.", "Delete"]),
        (BEN, ["Delete Ben Carter?", "All messages and photos are deleted, too.", "Delete"]),
        (ALARM, ["Delete alarm?", "The alarm at 8:30 AM will be deleted.", "Delete"]),
        (ONE, ["Delete account?", "You will be signed out.", "Delete"]),
        (ONE, ["Notiz löschen?", "Löschen"]),
        (ONE, ["Delete every note?", "Delete"]),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_what_says_more_or_is_not_understood_is_asked(about: About, said: list[str]) -> None:
    assert not says_no_more(about, said, Effect.DELETE)


def test_a_number_that_is_called_counts_as_what_the_contact_says() -> None:
    assert says_no_more(CALL, ["Call?", "+44 7700 900245", "Call"], Effect.CALL)
    assert not says_no_more(CALL, ["Call?", "+44 7700 900999", "Call"], Effect.CALL)
    assert not says_no_more(CALL, ["Call?", "This costs 2.99 a minute.", "Call"], Effect.CALL)
