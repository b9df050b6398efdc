"""Faults struck on the real stack: a few at each `make test`, all at every moment in the long run, with the bench's own judge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apidocs.doc import AppDoc
from bench.trust.faults import TASKS, every_case, one_run
from bench.trust.stage import Stage, learn_notes, own_adb
from demophone.faults.listed import FAULTS

pytestmark = [pytest.mark.whole, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
"""adbutils leaves a socket open where adb's server has just been ended."""
SAMPLE = [
    ("connection-dropped", 3, "adds"),
    ("connection-dropped", 6, "adds"),
    ("adb-restarted", 10, "deletes"),
    ("server-killed", 10, "adds"),
    ("garbled-dump", 3, "adds"),
    ("permission-miui", 2, "adds"),
    ("rating", 2, "adds"),
    ("low-battery", 3, "adds"),
    ("not-responding", 3, "adds"),
    ("crash", 3, "adds"),
    ("locked", 2, "adds"),
    ("shade-down", 2, "switches"),
    ("incoming-call", 2, "adds"),
    ("keyboard-language", 2, "adds"),
    ("reordered", 5, "deletes"),
    ("moved", 2, "switches"),
    ("person-back", 2, "switches"),
    ("letters", 10, "deletes"),
    ("stale-dump", 3, "deletes"),
    ("stale-dump", 5, "deletes"),
]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with own_adb(), Stage() as stage:
        yield stage


@pytest.fixture(scope="module")
def doc(stage: Stage) -> AppDoc:
    return learn_notes(stage)


@pytest.mark.parametrize(("fault", "at", "task"), SAMPLE, ids=[f"{f}@{n} {t}" for f, n, t in SAMPLE])
def test_a_fault_ends_in_the_task_done_or_in_a_true_message(
    stage: Stage, doc: AppDoc, fault: str, at: int, task: str
) -> None:
    outcome = one_run(stage, doc, fault, next(one for one in TASKS if one.name == task), at)
    assert outcome is not None, "the task ended before the fault struck"
    assert outcome.survived and not outcome.wrong_tap, outcome


@pytest.mark.parametrize("at", [2, 9])
def test_a_phone_that_is_unplugged_is_noticed_within_three_seconds(stage: Stage, doc: AppDoc, at: int) -> None:
    for task in TASKS[:2]:
        outcome = one_run(stage, doc, "unplugged", task, at)
        assert outcome is not None and outcome.survived, outcome
        assert outcome.noticed_s < 3.0


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_moment(stage: Stage, doc: AppDoc, fault: str) -> None:
    outcomes = [one_run(stage, doc, case.fault, case.task, case.at) for case in every_case([fault])]
    struck = [one for one in outcomes if one is not None]
    assert struck, "it never struck"
    assert not [one for one in struck if not one.survived or one.wrong_tap]
