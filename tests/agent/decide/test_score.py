"""The score that ships, and what a decision says of itself."""

from __future__ import annotations

from hypothesis import given as drawn
from hypothesis import strategies as st

from agent.decide.candidates import given
from agent.decide.deciding import decide
from agent.decide.features import AGREEMENT, BY_MEANING, NAMES, features
from agent.decide.score import TABLES, shipped_score
from agent.decide.why import why
from tests.interpreter.pocket_phone import pocket_doc

DOC = pocket_doc()


def test_it_weighs_each_feature_there_is_and_no_other() -> None:
    score = shipped_score()
    assert set(score.tables) == set(TABLES)
    assert set(score.tables["among"].worth) == set(NAMES)
    assert set(score.tables["alone_by_words"].worth) == set(NAMES) - {AGREEMENT, *BY_MEANING}
    assert 0 < score.run <= score.sure <= 1 and 0 < score.ask < 2  # of two plans together


def test_the_surer_and_the_more_often_the_likelier() -> None:
    score, script = shipped_score(), "main.settings.tap()\n"
    chances = [
        score.chance(features(script, "open the settings", DOC, likelihood=likelihood, agreement=share))
        for likelihood, share in ((-0.1, 1.0), (-1.0, 0.6), (-5.0, 0.2))
    ]
    assert chances == sorted(chances, reverse=True) and chances[0] > chances[-1] + 0.2


@drawn(st.text(max_size=80), st.text(max_size=60))
def test_no_text_breaks_it_and_every_feature_is_small(script: str, task: str) -> None:
    found = features(script, task, DOC, likelihood=-50.0, agreement=0.2)
    assert set(found) <= set(NAMES) and all(-6 <= value <= 1 for value in found.values())
    assert 0 < shipped_score().chance(found) < 1


def test_a_decision_is_told_in_lines() -> None:
    one, broken = given("main.settings.tap()\n", DOC), given("nonsense.a.tap()\n", DOC)
    one.found, one.chance, one.times = features("main.settings.tap()\n", "open it", DOC, agreement=0.8), 0.7, 4
    told = why(decide([broken, one], shipped_score()), shipped_score())
    assert told.startswith("1. 70% likely right, written 4 times") and "2. can't run" in told
    assert "| main.settings.tap()" in told
