"""A person who knows what they mean, before two plans and before one."""

from __future__ import annotations

import pytest

from agent.decide.asking_person import NEITHER
from bench.foundry.knowing import KnowingPerson
from tests.interpreter.plan.test_deeds import DOC, deleted, picked

RIGHT = deleted("A") + picked("C")
CHOICES = {
    "one more": (('Delete the note "A", and also: delete the note "B"', 'Only this: delete the note "A"'), 1),
    "one fewer": (('Delete the note "A", and also: delete the note "C"', 'Only this: delete the note "A"'), 0),
    "whole": (('Delete 3 notes: "A", "B", "C"', 'Delete 2 notes: "A", "C"'), 1),
    "one act": (('Open the note "A"', 'Delete the note "A"'), 1),
    "neither": (('Open the note "A"', "Turn Sound off"), 2),
}


@pytest.mark.parametrize(("options", "picks"), CHOICES.values(), ids=CHOICES)
def test_of_two_plans_the_one_that_is_meant(options: tuple[str, str], picks: int) -> None:
    said = KnowingPerson("A", RIGHT, DOC).ask("Which?", (*options, NEITHER))
    assert said == (*options, NEITHER)[picks]


@pytest.mark.parametrize(
    ("does", "says"), [('Delete 2 notes: "A", "C"', "yes"), ('Delete the note "A"', "no"), ("Turn Sound off", "no")]
)
def test_one_plan_is_let_run_where_it_is_the_right_one(does: str, says: str) -> None:
    question = f"{does}? Your words don't say so for certain. Run it all the same?"
    assert KnowingPerson("A", RIGHT, DOC).ask(question, ("no", "yes")) == says


def test_where_no_plan_is_right_none_is() -> None:
    person = KnowingPerson("A", "", DOC)
    assert person.ask("Which?", ("Turn Sound off", "Turn Sound on", NEITHER)) == NEITHER
