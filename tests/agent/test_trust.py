"""Sureness against doubts."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.misdirected import Doubt
from agent.preparing import Prepared
from agent.scripting import Written, write_script
from agent.trust import FEATURES, GRAVE, Trust, features, trust_from
from agent.writing import Generation, Prompt, StopReason
from apidocs.doc import AppDoc
from bench.quiet import Unwatched
from tests.agent.conftest import ScriptedWriter

SURE = Generation("main.go.tap()", StopReason.STOP, sureness=-0.01, weakest=0.9)
UNSURE = replace(SURE, sureness=-1.2, weakest=0.05)
TRUST = Trust({"bias": 3.0, "sureness": 2.0, "weakest": 1.0, "made_up": -6.0, "beside": -1.0}, 0.8)
BESIDE = [Doubt("beside", 0, "it touches nothing that the task speaks of")]


def test_a_sure_model_outweighs_a_slight_doubt_and_an_unsure_one_does_not() -> None:
    assert TRUST.overrules(BESIDE, SURE, "main.go.tap()")
    assert not TRUST.overrules(BESIDE, UNSURE, "main.go.tap()")
    assert not TRUST.overrules([*BESIDE, Doubt("made_up", 1, "…")], SURE, "main.go.tap()")


@pytest.mark.parametrize("kind", sorted(GRAVE))
def test_nothing_outweighs_a_grave_doubt(kind: str) -> None:
    certain = Trust({"bias": 100.0}, 0.5)
    assert not certain.overrules([Doubt(kind, 1, "…")], SURE, "x")


def test_a_writer_that_tells_nothing_is_not_trusted() -> None:
    assert not TRUST.overrules(BESIDE, None, "x")
    assert not TRUST.overrules(BESIDE, replace(SURE, sureness=None), "x")


@pytest.mark.parametrize(
    "table", [{}, {"bias": 1.0}, {"threshold": 0.0}, {"threshold": math.nan}, {"threshold": 0.9, "bias": math.inf}]
)
def test_a_manifest_that_says_nothing_of_use_has_no_trust(table: dict[str, float]) -> None:
    assert trust_from(table) is None


def test_a_manifest_tells_weights_and_threshold() -> None:
    found = trust_from({"bias": 1.0, "threshold": 0.7})
    assert found == Trust({"bias": 1.0}, 0.7)


@given(st.floats(-50, 0), st.floats(0, 1), st.text(max_size=40))
def test_features_are_numbers_of_a_known_size(sureness: float, weakest: float, script: str) -> None:
    found = features({"beside"}, replace(SURE, sureness=sureness, weakest=weakest), script)
    assert set(found) == {*FEATURES, "beside"}
    assert -6 <= found["weakest"] <= 0 and -3 <= found["sureness"] <= 0
    assert 0 <= TRUST.chance(found) <= 1


class Adapted(ScriptedWriter):
    """A writer whose adapter is known to be right where it is sure."""

    trust = TRUST


@pytest.mark.parametrize(
    ("script", "sure", "runs"),
    [
        ("editor.pinned.turn_on()", True, True),
        ("editor.pinned.turn_on()", False, False),
        # its element is looked for under another screen first: what the model was sure of is not what would run
        ("main.pinned.turn_on()", True, False),
    ],
    ids=["sure", "unsure", "changed since"],
)
def test_what_the_words_do_not_say_runs_only_as_the_model_wrote_it(
    script: str, sure: bool, runs: bool, pad_doc: AppDoc
) -> None:
    prepared = Prepared("I look at this one every day", pad_doc, Prompt((), ()), "given", whole=True)
    reply = replace(SURE if sure else UNSURE, text=script + "\n")

    def written(writer: ScriptedWriter) -> Written:
        return write_script(prepared, writer, Unwatched(), None, cancelled=lambda: False, redo=False)[-1]

    without = written(ScriptedWriter(reply))
    assert without.doubts and not without.overruled
    found = written(Adapted(reply))
    assert bool(found.doubts) is not runs and bool(found.overruled) is runs
    if runs:
        assert any("the model is sure" in note for note in found.notes)


def test_of_a_drawn_script_sureness_says_nothing(pad_doc: AppDoc) -> None:
    reply = replace(SURE, text="editor.pinned.turn_on()\n")
    for seed, overruled in ((0, True), (3, False)):
        prompt = Prompt((), (), seed=seed)
        prepared = Prepared("I look at this one every day", pad_doc, prompt, "given", whole=True)
        found = write_script(prepared, Adapted(reply), Unwatched(), None, cancelled=lambda: False, redo=False)[-1]
        assert bool(found.overruled) is overruled and bool(found.doubts) is not overruled
