"""Rows that are boxes with their words on them: a touch ticks them, and opens nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apidocs.doc import Effect
from apidocs.doc.routing import Routes
from apidocs.doc.stubs import render_stubs, typed_classes
from interpreter.calls import Ref
from interpreter.calls.errors import CallFailed
from interpreter.check.checking import check
from tests.interpreter.packing import Packing, packing_doc
from tests.interpreter.pocket_run import Run
from tests.interpreter.sketch import way


@pytest.fixture
def phone() -> Packing:
    return Packing(2)


@pytest.fixture
def run(phone: Packing) -> Run:
    return Run(phone, doc=packing_doc(phone))


def box(run: Run, text: str) -> Ref:
    return replace(run.row(text, "main.parts"), part="checkbox")


def test_what_is_ticked_is_read(run: Run, phone: Packing) -> None:
    read = {text: run("is_on", box(run, text)) for text in ("Passport", "Charger")}
    assert read == {"Passport": False, "Charger": True} and phone.log == []


@pytest.mark.parametrize(
    ("text", "op", "ticked"),
    [
        ("Passport", "turn_on", {0, 2}),
        ("Charger", "turn_off", set()),
        ("Charger", "turn_on", {2}),
        ("Passport", "turn_off", {2}),
    ],
)
def test_a_row_is_ticked_by_one_touch_where_one_is_due(
    run: Run, phone: Packing, text: str, op: str, ticked: set[int]
) -> None:
    run(op, box(run, text))
    assert (phone.ticked, phone.taps) == (ticked, int(ticked != {2}))
    proof = run.last.proof
    assert proof is not None and proof.verdict == "held" and text in proof.what
    assert run.last.effect is Effect.SETTINGS


def test_equal_rows_are_ticked_one_by_one(run: Run, phone: Packing) -> None:
    for row in run.rows("main.parts"):
        run("turn_on", replace(row, part="checkbox"))
    assert phone.ticked == {0, 1, 2, 3}


def test_opening_such_a_row_ticks_nothing(run: Run, phone: Packing) -> None:
    with pytest.raises(CallFailed, match="a touch ticks it"):
        run("open", run.row("Passport", "main.parts"))
    assert phone.log == []


def test_opening_isnt_offered(phone: Packing) -> None:
    doc = packing_doc(phone)
    typed = "\n".join(typed_classes(doc)).partition("class Row_main_parts:")[2].partition("class ")[0]
    assert "checkbox: Toggle" in render_stubs(doc)
    assert "def open" not in typed and "def tap" in typed and "def checkbox" in typed
    checked = check('main.part("Passport").open()', doc)
    assert not checked.ok and "open" in checked.problems[0].message
    assert check('main.part("Passport").checkbox.turn_on()', doc).ok


def test_no_way_ticks_a_row(phone: Packing) -> None:
    doc = packing_doc(phone)
    other = doc.screens[0].model_copy(update={"name": "other", "elements": []})
    more = doc.model_copy(update={"screens": [*doc.screens, other]})
    more.transitions = [way("main", "parts", "other", "open")]
    assert Routes(more).path("main", "other", set(), rows=True, asking=True) == []
