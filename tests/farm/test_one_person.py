"""One person asked once for all phones."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from apidocs.doc import Effect
from farm.one_person import OnePerson
from ground.errors import CancelledError, RefusedError
from interpreter.calls import Person, Question


class Asked(Person):
    """Says what it was told to, and remembers what it was asked."""

    def __init__(self, answer: int | Exception = 1) -> None:
        self.answer, self.questions = answer, list[str]()
        self.at_the_same_time = 0
        self._lock = threading.Lock()

    def consent(self, question: Question) -> int:
        return int(self._said(question.what))

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        return str(self._said(question))

    def _said(self, what: str) -> int:
        assert self._lock.acquire(blocking=False), "asked two things at once"
        self.questions.append(what)
        self._lock.release()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@contextmanager
def answered(person: OnePerson) -> Iterator[OnePerson]:
    """What is put is asked in a thread of its own, as it is in the main one while phones work."""
    end = threading.Event()

    def answer() -> None:
        while not end.wait(0.005):
            person.answer_waiting()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield person
    finally:
        end.set()
        thread.join()


def question(what: str = 'Save the note "Milk"?', line: int = 2, effect: Effect = Effect.COMMIT) -> Question:
    return Question(effect, what, line, "new_note.save.tap()", False)


PHONES = [f"S{number}" for number in range(8)]


@pytest.mark.parametrize("answer", [0, 1, 50])
def test_what_reads_the_same_is_asked_once_for_all(answer: int) -> None:
    person = Asked(answer)
    with answered(OnePerson(person, PHONES)) as everybody:
        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(lambda serial: everybody.on(serial).consent(question()), PHONES))
        assert said == [answer] * 8
        assert person.questions == ['On all 8 phones: Save the note "Milk"?']


def test_what_reads_otherwise_on_one_is_asked_for_it_alone_and_said_to_be_so() -> None:
    person = Asked()
    with answered(OnePerson(person, PHONES)) as everybody:
        everybody.on("S0").consent(question("Delete 3 notes?", effect=Effect.DELETE))
        everybody.on("S1").consent(question("Delete 5 notes?", effect=Effect.DELETE))
        everybody.on("S2").consent(question("Delete 3 notes?", effect=Effect.DELETE))
        assert person.questions == [
            "On all 8 phones: Delete 3 notes?",
            "On S1, otherwise than on a phone before: Delete 5 notes?",
        ]


def test_another_line_of_the_script_is_another_question() -> None:
    person = Asked()
    with answered(OnePerson(person, PHONES)) as everybody:
        for serial in PHONES[:2]:
            everybody.on(serial).consent(question())
            everybody.on(serial).consent(question(line=5))
        assert person.questions == ['On all 8 phones: Save the note "Milk"?'] * 2


def test_a_question_of_the_script_is_put_once_with_its_options() -> None:
    person = Asked()
    with answered(OnePerson(person, ["S0", "S1"])) as everybody:
        assert [everybody.on(serial).ask("Which one?", ("a", "b")) for serial in ("S0", "S1")] == ["1", "1"]
        assert person.questions == ["On all 2 phones: Which one?"]


@pytest.mark.parametrize("error", [CancelledError("You stopped it."), RefusedError("nobody is there")])
def test_who_stops_at_the_question_stops_it_for_all(error: Exception) -> None:
    person = Asked(error)
    with answered(OnePerson(person, PHONES)) as everybody:
        for serial in PHONES[:3]:
            with pytest.raises(type(error)):
                everybody.on(serial).consent(question())
        assert len(person.questions) == 1


def test_it_holds_the_table_still_while_it_asks() -> None:
    held: list[str] = []

    @contextmanager
    def pause():  # type: ignore[no-untyped-def]
        held.append("still")
        yield
        held.append("on")

    with answered(OnePerson(Asked(), PHONES, pause)) as everybody:
        everybody.on("S0").consent(question())
    assert held == ["still", "on"]
