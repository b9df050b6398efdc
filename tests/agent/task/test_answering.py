"""What is said to have been done, from the calls: only what the run did itself."""

from __future__ import annotations

import pytest

from agent.decide.candidates import given
from agent.task.answering import say_done, say_so_far
from agent.task.concluding import say_refused
from interpreter.calls import Call, Outcome, Proof, Ref
from tests.interpreter.notes_app import NOTES_DOC

WIFI, THEME = Ref("network", "wifi"), Ref("settings", "theme")


def done(op: str, ref: Ref, *args: str, before: bool) -> tuple[Call, Outcome]:
    return Call(1, ref, op, args), Outcome("ok", proof=Proof("held", "it is so", before=before))


@pytest.mark.parametrize(
    ("act", "did", "stood"),
    [
        (("turn_on", WIFI), "turned wifi on", "wifi was on already"),
        (("turn_off", WIFI), "turned wifi off", "wifi was off already"),
        (("choose", THEME, "Dark"), 'set theme to "Dark"', 'theme was "Dark" already'),
    ],
)
def test_what_stood_so_already_is_not_told_as_done(act: tuple[str, Ref], did: str, stood: str) -> None:
    assert say_done([done(*act, before=False)]) == f"Done: {did}."
    assert say_done([done(*act, before=True)]) == f"Done: {stood}."
    assert say_so_far([done(*act, before=False)]) == f"Done before that: {did}."
    assert say_so_far([done(*act, before=True)]) == "Nothing was changed."


def test_who_is_sent_to_look_at_an_app_is_told_how() -> None:
    said = say_refused(given("nonsense.a.tap()", NOTES_DOC), "org.example.notes", given=False)
    assert said.endswith("look at what the app offers: thumbwright apps show org.example.notes")


def test_what_is_wrong_with_a_script_is_told_in_its_own_language_to_who_wrote_it_alone() -> None:
    written = given("main.search.is_on", NOTES_DOC)
    assert "`main.search` has no `is_on`" in say_refused(written, "org.example.notes", given=True)
    said = say_refused(written, "org.example.notes", given=False)
    assert "is_on" not in said and "line" not in said and "Nothing was touched" in said
