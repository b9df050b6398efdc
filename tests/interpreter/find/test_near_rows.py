"""Rows in people's words: which are near, and which one alone has all that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from apidocs.doc import Effect
from interpreter.calls.errors import CallFailed
from interpreter.find.near_rows import is_on_day, near
from tests.interpreter.pocket_phone import PocketPhone
from tests.interpreter.pocket_run import Answers, Run

CHORES = ["Check tyre pressure", "Order toner, cyan", "Order paper", "Buy stamps"]


@pytest.mark.parametrize(
    ("wanted", "titles", "all_words"),
    [
        ("tyres", CHORES, "Check tyre pressure"),
        ("order the toner", CHORES, "Order toner, cyan"),
        ("second bedroom", ["Bedroom 1", "Bedroom 2"], "Bedroom 2"),
        ("the 2nd bedroom", ["Bedroom 1", "Bedroom 2"], "Bedroom 2"),
        ("choir tenor", ["choir_tenor2.mp3", "taxes"], "choir_tenor2.mp3"),
        ("bakery picture", ["Old Bakery", "Beach"], None),
        ("order", CHORES, None),
        ("Milk chocolate", ["Milk", "Bread"], None),
        ("Invoice 13", ["Invoice 12"], None),
        ("Taxes", ["Milk", "Bread"], None),
        ("", CHORES, None),
        ("the", CHORES, None),
    ],
)
def test_one_row_alone_has_all_the_words(wanted: str, titles: list[str], all_words: str | None) -> None:
    found = near(wanted, titles, "task").all_words
    assert (titles[found] if found is not None else None) == all_words


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [("bakery picture", ["Old Bakery"]), ("tram in the fog", ["Fog over the tram", "Tram"]), ("Taxes", [])],
)
def test_the_nearest_come_first(wanted: str, nearest: list[str]) -> None:
    titles = ["Beach", "Tram", "Old Bakery", "Fog over the tram"]
    assert [titles[i] for i in near(wanted, titles, "photo").nearest] == nearest


def test_the_message_names_the_nearest_before_the_others_and_the_app() -> None:
    run = Run(PocketPhone([*(f"thing {n}" for n in range(9)), "Old Bakery"]), nobody=True)
    with pytest.raises(
        CallFailed, match='in Pocket says "bakery picture". Did you mean "Old Bakery".* Its rows: "Old B'
    ):
        run.row("bakery picture")


class Says(Answers):
    """Answers what it is asked with, and keeps the question."""

    question = ""
    options: tuple[str, ...] = ()

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        self.question, self.options = question, tuple(options)
        return self.said


def test_what_comes_near_is_offered() -> None:
    person = Says(said="yes")
    assert Run(PocketPhone(["Beach", "Old Bakery"]), person=person).row("bakery picture").row_text == "Old Bakery"
    assert (person.question, person.options) == ("Do you mean “Old Bakery”?", ("yes", "no"))


def test_of_several_the_person_says_which_or_none() -> None:
    phone = PocketPhone(["Old Bakery", "Bakery at night"])
    assert Run(phone, person=Says(said="Bakery at night")).row("bakery picture").row_text == "Bakery at night"
    with pytest.raises(CallFailed, match="No row"):
        Run(phone, person=Says(said="none of these")).row("bakery picture")


def test_one_that_has_all_the_words_may_be_read_without_a_question() -> None:
    person = Says(said="no")
    run = Run(PocketPhone(CHORES), person=person)
    run("open", run.row("tyres"))
    assert run.phone.opened == "Check tyre pressure" and not person.question


@pytest.mark.parametrize("said", ["yes", "no"])
def test_and_is_asked_about_before_anything_is_done_to_it(said: str) -> None:
    person = Says(said=said)
    phone = PocketPhone(CHORES)
    run = Run(phone, person=person, allow=frozenset({Effect.DELETE}))
    run("long_press", run.row("tyres"))
    if said == "yes":
        run("tap", "selection.delete")
        run("tap", "confirm_delete.ok")
        assert "Check tyre pressure" not in phone.notes
    else:
        with pytest.raises(CallFailed, match="Did you mean"):
            run("tap", "selection.delete")
        assert phone.notes == CHORES
    assert person.question == "Do you mean “Check tyre pressure”?"


def test_each_of_several_that_are_only_likely_is_asked_about() -> None:
    asked: list[str] = []

    class Keeps(Says):
        def ask(self, question: str, options: Sequence[str] = ()) -> str:
            asked.append(question)
            return "Yes" if "tyre" in question else "no"

    phone = PocketPhone(["Check tyre pressure", "Order toner, cyan", "Water plants"])
    run = Run(phone, person=Keeps(), allow=frozenset({Effect.DELETE}))
    first, second = run.row("tyres"), run.row("order the toner")
    run("long_press", second)
    with pytest.raises(CallFailed, match="toner"):
        run("tap", "selection.delete")
    assert len(asked) == 2 and first.row_text in asked[0] and len(phone.notes) == 3


def test_with_nobody_there_nothing_is_done_to_a_row_that_is_only_likely() -> None:
    phone = PocketPhone(CHORES)
    run = Run(phone, nobody=True, allow=frozenset({Effect.DELETE}))
    run("long_press", run.row("tyres"))
    with pytest.raises(CallFailed, match='says "tyres". Did you mean "Check tyre pressure"'):
        run("tap", "selection.delete")
    assert phone.notes == CHORES


NAMES = ["Anna Porter", "Ben Hollis"]


@pytest.mark.parametrize(
    ("row", "allowed", "question"),
    [
        pytest.param("Ann Porter", True, "Do you mean “Anna Porter”?", id="another name"),
        pytest.param("Anna Porter Smith", True, "Do you mean “Anna Porter”?", id="a word more"),
        pytest.param("Ann Porter", False, "", id="the consent tells of it"),
        pytest.param("Anna Proter", True, "", id="a slip"),
        pytest.param("the note Anna Porter", True, "", id="what it is"),
    ],
)
def test_the_nearest_that_lacks_a_word_is_asked_about_where_no_consent_tells_of_it(
    row: str, allowed: bool, question: str
) -> None:
    person = Says(said="no")
    run = Run(PocketPhone(NAMES), person=person, allow=frozenset({Effect.DELETE} if allowed else ()))
    run("long_press", run.row(row))
    if question:
        with pytest.raises(CallFailed, match=f'says "{row}"'):
            run("tap", "selection.delete")
    else:
        run("tap", "selection.delete")
        run("tap", "confirm_delete.ok")
    assert person.question == question and ("Anna Porter" in run.phone.notes) is bool(question)
    assert bool(person.asked) is (not allowed)


def test_what_was_said_to_be_meant_is_asked_once() -> None:
    asked: list[str] = []

    class Keeps(Says):
        def ask(self, question: str, options: Sequence[str] = ()) -> str:
            asked.append(question)
            return "yes"

    run = Run(PocketPhone(NAMES), person=Keeps(), allow=frozenset(Effect))
    for text in ("Milk", "Bread"):
        run("open", run.row("Ann Porter"))
        run("set_text", "editor.body", text)
        run("tap", "editor.save")
    assert asked == ["Do you mean “Anna Porter”?"]


@pytest.mark.parametrize(
    ("texts", "day", "is_one"),
    [
        (["9:15 AM", "Sat, Sun"], "Sunday", True),
        (["Gym", "Weekdays"], "on Tuesday", False),
        (["Gym", "Weekdays"], "Tuesday", True),
        (["Gym", "Every day"], "tuesday", True),
        (["Gym", "Mon, Wed"], "Tuesday", False),
        (["Sun lotion", "2 left"], "Sunday", False),
        (["Gym", "Weekdays"], "weekdays", False),
        (["Gym", "Once"], "Tuesday", False),
    ],
)
def test_a_row_that_lists_days_is_on_each_of_them(texts: list[str], day: str, is_one: bool) -> None:
    assert is_on_day(texts, day) is is_one
