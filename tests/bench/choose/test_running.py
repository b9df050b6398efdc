"""What counts as right, asked and wrong; and the choosing by words alone, which needs no encoder."""

from __future__ import annotations

import pytest

from agent.prepare.app_for import AppChoice
from agent.prepare.choosing import Choice
from agent.prepare.which_app import Fit
from bench.choose.running import run_choose, verdict_of
from bench.choose.tasks import ChooseTask, Fits

A, B, C = (Fit(name, name, 0.5) for name in "abc")


def chosen(package: str, opens: str = "") -> AppChoice:
    return AppChoice(Choice((package,), ""), opens=opens)


@pytest.mark.parametrize(
    ("fits", "packages", "found", "verdict"),
    [
        ("one", "a", chosen("a"), "right"),
        ("one", "ab", chosen("b"), "right"),
        ("one", "a", chosen("c"), "wrong"),
        ("one", "a", chosen("phone", opens="a"), "right"),
        ("one", "a", AppChoice(asked=(A, B)), "asked"),
        ("one", "c", AppChoice(asked=(A, B)), "wrong"),
        ("one", "a", AppChoice(), "wrong"),
        ("several", "ab", AppChoice(asked=(A, B)), "right"),
        ("several", "ab", AppChoice(asked=(A, C)), "asked"),
        ("several", "ab", chosen("a"), "wrong"),
        ("none", "", AppChoice(missing="taxi"), "right"),
        ("none", "", AppChoice(asked=(A, B)), "asked"),
        ("none", "", chosen("a"), "wrong"),
    ],
)
def test_verdicts(fits: Fits, packages: str, found: AppChoice, verdict: str) -> None:
    assert verdict_of(ChooseTask("words", fits, frozenset(packages)), found) == verdict


def test_by_words_alone_most_come_to_their_app_and_few_to_a_wrong_one() -> None:
    report = run_choose(None)
    assert report["tasks"] == 150 == report["right"] + report["asked"] + report["wrong"]
    assert report["right"] >= 120 and report["wrong"] <= 8
    assert len(report["rows"]) == 82, "single tasks are shown of the seen half only"


@pytest.mark.model
def test_by_meaning_too_it_is_as_sure_as_it_has_to_be() -> None:
    from agent.model.meaning import open_meaning

    meaning = open_meaning()
    assert meaning is not None
    try:
        report = run_choose(meaning)
    finally:
        meaning.close()
    assert report["right"] >= 138 and report["asked"] <= 15 and report["wrong"] <= 4
