"""What a person's answers at the terminal come to: nothing but a clear yes runs a script or consents."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest

from apidocs.doc import Effect
from ground.errors import CancelledError, RefusedError
from interpreter.calls import Question
from interpreter.check.checking import CheckReport
from ui import console
from ui.console import LOOP_CONSENTS, ConsolePerson, ConsoleWatcher, OneOf
from ui.interrupts import Interrupts

SCRIPT = "main.delete.tap()\n"
NO_PROBLEMS = CheckReport([])


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | BaseException], None]:
    """`answer("y")`: what the person at the terminal says to every question."""
    monkeypatch.setattr(console, "is_interactive", lambda: True)

    def given(reply: str | BaseException) -> None:
        def prompt(text: str, default: str = "", **options: object) -> str:
            if isinstance(reply, BaseException):
                raise reply
            return reply or default

        monkeypatch.setattr(click, "prompt", prompt)

    return given


@pytest.mark.parametrize("said", ["", "y", "Y", "yes", "Yes ", "run"])
def test_a_clear_yes_runs_the_script(answer: Callable[[str], None], said: str) -> None:
    answer(said)
    assert ConsoleWatcher(wait_for_enter=True).approve(SCRIPT, NO_PROBLEMS) == SCRIPT


@pytest.mark.parametrize("said", ["n", "no", "N!", "q", "stop", "cancel", "nope", "yes but wait", "edit it", "ja?"])
def test_whatever_else_is_said_does_not_run_it(answer: Callable[[str], None], said: str) -> None:
    answer(said)
    assert ConsoleWatcher(wait_for_enter=True).approve(SCRIPT, NO_PROBLEMS) is None


@pytest.mark.parametrize(
    ("saved", "runs"),
    [(None, None), ("", None), (" \n\n", None), (SCRIPT, SCRIPT), ("finish()\n", "finish()\n")],
    ids=["left without saving", "emptied", "blank", "saved as it was", "changed"],
)
def test_an_edited_script_runs_only_as_it_was_saved(
    answer: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, saved: str | None, runs: str | None
) -> None:
    answer("e")
    monkeypatch.setattr(click, "edit", lambda text, extension: saved)
    assert ConsoleWatcher(wait_for_enter=True).approve(SCRIPT, NO_PROBLEMS) == runs


@pytest.mark.parametrize(
    ("said", "in_loop", "calls"),
    [
        ("y", False, 1), ("Yes", True, 1), ("", False, 0), ("n", True, 0), ("stop", True, 0), ("yikes", False, 0),
        ("a", True, LOOP_CONSENTS), ("all", True, LOOP_CONSENTS), ("a", False, 0), ("always", True, 0),
    ],
)  # fmt: skip
def test_only_a_clear_yes_consents(answer: Callable[[str], None], said: str, in_loop: bool, calls: int) -> None:
    answer(said)
    question = Question(Effect.DELETE, "Delete it?", 3, "main.delete.tap()", in_loop)
    assert ConsolePerson(Interrupts()).consent(question) == calls


def test_what_is_asked_is_said_in_words_and_then_as_it_stands_in_the_script(
    answer: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("n")
    question = Question(Effect.DELETE, 'Delete the note "Milk"?', 3, "main.delete.tap()", False)
    ConsolePerson(Interrupts()).consent(question)
    assert capsys.readouterr().err.split("\n")[1:3] == ['Delete the note "Milk"?', "  line 3: main.delete.tap()"]


def test_where_the_input_has_ended_nothing_is_agreed_to(answer: Callable[[BaseException], None]) -> None:
    answer(click.Abort())
    person = ConsolePerson(Interrupts())
    assert person.consent(Question(Effect.DELETE, "Delete it?", 3, "main.delete.tap()", True)) == 0
    assert ConsoleWatcher(wait_for_enter=True).approve(SCRIPT, NO_PROBLEMS) is None
    with pytest.raises(RefusedError, match="the input has ended"):
        person.ask("Which one?")


def test_who_stopped_the_run_is_asked_nothing_more(answer: Callable[[str], None]) -> None:
    answer("y")
    interrupts = Interrupts()
    interrupts.cancel.set()
    with pytest.raises(CancelledError):
        ConsolePerson(interrupts).consent(Question(Effect.DELETE, "Delete it?", 3, "main.delete.tap()", False))


MAIL = ["Gmail", "Outlook", "none of these", "Gmail Go"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Gmail", "Gmail"), ("gmail ", "Gmail"), ("2", "Outlook"), ("out", "Outlook"), ("none", "none of these"),
        ("3", "none of these"), ("gmail g", "Gmail Go"),
    ],
)  # fmt: skip
def test_an_answer_is_said_in_full_by_its_number_or_by_a_beginning(said: str, meant: str) -> None:
    assert OneOf(MAIL).convert(said, None, None) == meant


@pytest.mark.parametrize("said", ["0", "5", "-1", "g", "", "Yahoo", "Gmail Go!"])
def test_what_is_no_answer_or_two_is_asked_again(said: str) -> None:
    with pytest.raises(click.BadParameter, match="is none of: Gmail, Outlook, .* 1 to 4"):
        OneOf(MAIL).convert(said, None, None)


def test_a_number_that_is_an_answer_itself_is_that_answer() -> None:
    assert OneOf(["3", "2", "1"]).convert("1", None, None) == "1"


def test_answers_stand_below_the_question_with_numbers_unless_they_are_yes_or_no(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "is_interactive", lambda: True)
    asked: list[str] = []

    def prompt(text: str, **options: object) -> str:
        asked.append(text)
        return "x"

    monkeypatch.setattr(click, "prompt", prompt)
    person = ConsolePerson(Interrupts())
    person.ask("Go on?", ("no", "yes"))
    person.ask("Which app?", ("Gmail", "Outlook"))
    person.ask("Which of these do you mean?", ('Type "plumber" into Title', 'Type "The plumber comes" into Body'))
    assert asked == ["Go on? (no, yes)", "1 to 2", "1 to 2"]
    assert capsys.readouterr().err.splitlines() == [
        "Which app?",
        "  1  Gmail",
        "  2  Outlook",
        "Which of these do you mean?",
        '  1  Type "plumber" into Title',
        '  2  Type "The plumber comes" into Body',
    ]
