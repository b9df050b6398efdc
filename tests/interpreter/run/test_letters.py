"""Mails and the like that a script opens one after another count as read after that: the person is asked first, once."""

from __future__ import annotations

import pytest

from agent.task.answering import say_letters_opened
from apidocs.doc import AppDoc, Effect
from interpreter.calls import Ref
from interpreter.calls.errors import Denied
from interpreter.run.held_back import are_letters
from tests.interpreter.pocket_phone import PocketPhone, pocket_doc
from tests.interpreter.pocket_run import Answers, Run


def inbox() -> AppDoc:
    """The notes, called messages."""
    doc = pocket_doc()
    notes = doc.element("main", "notes")
    assert notes is not None and notes.item is not None
    notes.item = notes.item.model_copy(update={"name": "message"})
    return doc


def opening(doc: AppDoc, consents: int) -> tuple[Run, list[Ref]]:
    run = Run(PocketPhone(["Milk", "Eggs", "Bread"]), doc=doc, person=Answers(consents=consents))
    run.phone.place = ["home", "main"]
    return run, run.rows()


def test_it_is_asked_once_before_the_first_is_opened_and_told_at_the_end() -> None:
    run, rows = opening(inbox(), consents=1)
    for row in rows:
        run("open", row, line=2, in_loop=True)
    (asked,) = run.person.asked
    assert asked.what == "Open up to 3 messages one after another, which may count as read then?"
    assert (asked.effect, asked.in_loop) == (Effect.COMMIT, False)
    said = say_letters_opened(run.host.calls, inbox())
    assert said == "3 messages were opened for it, and may count as read now."


def test_refused_none_is_opened() -> None:
    run, rows = opening(inbox(), consents=0)
    with pytest.raises(Denied):
        run("open", rows[0], line=2, in_loop=True)
    assert run.phone.place == ["home", "main"] and say_letters_opened(run.host.calls, inbox()) == ""


def test_one_that_is_named_and_notes_are_opened_without() -> None:
    run, rows = opening(inbox(), consents=0)
    run("open", rows[0], line=1)
    run, rows = opening(pocket_doc(), consents=0)
    for row in rows:
        run("open", row, line=2, in_loop=True)
    assert run.person.asked == [] and say_letters_opened(run.host.calls, pocket_doc()) == ""


@pytest.mark.parametrize(
    ("noun", "letters"), [("message", True), ("unread mails", True), ("message template", False), ("note", False)]
)
def test_what_counts_as_read(noun: str, letters: bool) -> None:
    assert are_letters(noun) is letters
