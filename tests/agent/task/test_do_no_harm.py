"""Whatever the product does to a script, it does no more to the phone than the person asked for.

Made by rule from the samples of docs, said in other ways: a right script stays as it is, also under words that negate, quote,
report or question what it does; and a damaged one that is put right never does more than the right one, or, where nothing is
ordered, than it did before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from agent.fit.gate import held_against
from apidocs.doc import AppDoc
from interpreter.check.impact import impact
from tests.agent.path import would_run
from tests.agent.variants import (
    DAMAGES,
    NO_ORDERS,
    ORDERS,
    Case,
    own_docs,
    readings,
    renamed,
    said,
    slipped,
    with_samples,
)
from tests.recorded_docs import APPS, doc_of_recording, recorded

PAIRS = Path(__file__).parents[4] / "shared" / "pairs"
PAIRED = sorted(p.name.partition(".")[0] for p in PAIRS.glob("*.pairs.jsonl"))
OWN = sorted(own_docs())


def changed(cases: Iterable[Case], doc: AppDoc) -> list[str]:
    """The right scripts that don't stay as they are, in words."""
    wrong = []
    for case in cases:
        after = would_run(case.task, case.script, doc).text.strip()
        if after != case.script.strip():
            wrong.append(f"{case.task!r}: {case.script!r} became {after!r}")
    return wrong


def doing_more(cases: Iterable[Case], doc: AppDoc, *, ordered: bool) -> list[str]:
    """The scripts that do more afterwards than the right one, or, where nothing is ordered, than they did themselves."""
    wrong = []
    for case in cases:
        written = would_run(case.task, case.script, doc)
        if written.faults:
            continue  # it isn't run at all
        may, after = impact(case.own if ordered else case.script, doc), impact(written.text, doc)
        if may is not None and after is not None and (more := held_against(may, after)[2]):
            wrong.append(f"{case.task!r}: {case.script!r} does more: {[act.said for act in more]}")
    return wrong


@pytest.mark.parametrize("way", [*ORDERS, *NO_ORDERS])
@pytest.mark.parametrize("name", OWN)
def test_a_right_script_stays_however_its_task_is_said(name: str, way: str) -> None:
    doc = own_docs()[name]
    assert changed(said(doc.samples, ORDERS | NO_ORDERS, way), doc) == []


@pytest.mark.parametrize("name", OWN)
def test_what_a_thing_is_called_orders_and_forbids_nothing(name: str) -> None:
    doc = own_docs()[name]
    assert changed(renamed(doc.samples), doc) == []


@pytest.mark.parametrize("name", OWN)
def test_who_asks_how_a_switch_stands_is_told_and_nothing_is_switched(name: str) -> None:
    doc = own_docs()[name]
    assert changed(readings(doc), doc) == []


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("way", ["as it is", "a wish"])
@pytest.mark.parametrize("name", OWN)
def test_a_script_put_right_does_no_more_than_the_right_one(name: str, way: str, how: str) -> None:
    doc = own_docs()[name]
    assert doing_more(slipped(doc.samples, ORDERS, way, how), doc, ordered=True) == []


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("way", ["negated", "reported", "asked"])
@pytest.mark.parametrize("name", OWN)
def test_where_nothing_is_ordered_no_script_does_more_than_before(name: str, way: str, how: str) -> None:
    doc = own_docs()[name]
    assert doing_more(slipped(doc.samples, NO_ORDERS, way, how), doc, ordered=False) == []


def test_those_are_many() -> None:
    total = 0
    for doc in own_docs().values():
        total += len(doc.samples) * (len(ORDERS) + len(NO_ORDERS)) + len([*renamed(doc.samples), *readings(doc)])
        total += 5 * sum(len([*slipped(doc.samples, ORDERS, "as it is", how)]) for how in DAMAGES)
    assert total >= 2500


@recorded
@pytest.mark.parametrize("app", APPS)
def test_the_same_holds_for_docs_of_real_apps(app: str) -> None:
    doc = with_samples(doc_of_recording(app))
    assert len(doc.samples) > 20
    for way in ("as it is", "polite", "negated", "reported"):
        assert changed(said(doc.samples, ORDERS | NO_ORDERS, way), doc) == []
    assert changed([*renamed(doc.samples), *readings(doc)], doc) == []
    for how in ("cut short", "no screen"):
        assert doing_more(slipped(doc.samples, ORDERS, "as it is", how), doc, ordered=True) == []
        assert doing_more(slipped(doc.samples, NO_ORDERS, "negated", how), doc, ordered=False) == []


@pytest.mark.skipif(not PAIRED, reason=f"no tasks with right scripts in {PAIRS}")
@pytest.mark.parametrize("app", PAIRED)
def test_right_scripts_written_by_hand_stay(app: str) -> None:
    doc = AppDoc.model_validate_json((PAIRS / "docs" / f"{app}.doc.json").read_text("utf-8"))
    lines = (PAIRS / f"{app}.pairs.jsonl").read_text("utf-8").splitlines()
    pairs = [json.loads(line) for line in lines if line.strip()]
    assert len(pairs) == 48
    assert changed((Case(p["task"], p["script"], p["script"]) for p in pairs), doc) == []
