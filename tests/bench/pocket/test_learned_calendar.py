"""What learning an app with several kinds of rows, pickers and spinners comes to, and that its doc carries scripts out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from agent.fit.gate import TaskGate
from agent.learn.learning import DEMO_EFFECTS, learn
from apidocs.doc import AppDoc, Effect, Element, Kind
from bench.pocket.calendar_app import REMINDERS, REPEATS
from bench.pocket.running import PocketPhone
from bench.quiet import Nobody
from interpreter.consent.policy import Policy
from interpreter.repair.repairing import repair
from interpreter.run.runner import RunResult, run_script

if TYPE_CHECKING:
    from tests.conftest import AdbServer

pytestmark = pytest.mark.whole

CALENDAR = "app.demo.calendar"


@pytest.fixture(scope="module")
def bench(adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PocketPhone]:
    with PocketPhone.opened(tmp_path_factory.mktemp("pocket"), app="calendar_app.py") as opened:
        yield opened


@pytest.fixture(scope="module")
def doc(bench: PocketPhone) -> AppDoc:
    return learn(bench.phone, CALENDAR, allow=DEMO_EFFECTS, writer=None).doc


def element(doc: AppDoc, screen: str, name: str) -> Element:
    found = doc.screen(screen)
    assert found is not None
    return next(e for e in found.elements if e.name == name)


def carried_out(bench: PocketPhone, doc: AppDoc, script: str) -> RunResult:
    return run_script(script, doc, bench.phone, policy=Policy(allow=frozenset(Effect)), person=Nobody())


def test_row_is_called_by_its_title_and_not_by_the_time_before_it(doc: AppDoc) -> None:
    item = element(doc, "agenda", "events").item
    assert item is not None and item.title == "title" and [p.name for p in item.parts][:2] == ["event_time", "title"]


def test_spinner_is_named_by_what_it_is_and_offers_what_its_dialog_does(doc: AppDoc) -> None:
    assert element(doc, "edit_event", "repeat").options == REPEATS
    assert element(doc, "edit_event", "reminder").options == REMINDERS
    assert doc.screen("does_not_repeat") is None


def test_moments_are_chosen_and_their_pickers_are_no_screens_to_a_script(doc: AppDoc) -> None:
    form = {e.name: e.picks for e in doc.screen("new_event").elements}  # type: ignore[union-attr]
    assert (form["date"], form["start"], form["end"], form["repeat"]) == ("date", "time", "time", "")
    assert [s.serves for s in doc.screens if s.name == "select_date"] == ["edit_event.date"]


def test_samples_show_what_is_done_to_a_row_behind_it(doc: AppDoc) -> None:
    scripts = [sample.script for sample in doc.samples]
    assert any("event_menu.delete.tap()" in s and s.startswith("agenda.event(") for s in scripts)
    assert any(".start.choose(" in s and ".date.choose(" in s for s in scripts)
    assert not any("search.event(" in s for s in scripts)


def test_page_about_one_thing_tells_what_it_says(doc: AppDoc) -> None:
    told = {e.name for e in doc.screen("event").elements if e.kind is Kind.TEXT}  # type: ignore[union-attr]
    assert {"when", "place", "reminder"} <= told


def test_to_cancel_is_not_to_delete_and_the_persons_word_is_not_left_out(doc: AppDoc) -> None:
    written = 'agenda.event("x").open()\nevent_menu.cancel.tap()\n'
    assert repair(written, doc, TaskGate("cancel x", doc)).script == written


def test_moments_of_a_form_are_set_in_words(bench: PocketPhone, doc: AppDoc) -> None:
    bench.reset()
    script = """\
new_event.title.set_text("Lunch with Elif")
new_event.date.choose("6 March")
new_event.start.choose("1 in the afternoon")
new_event.save.tap()
"""
    result = carried_out(bench, doc, script)
    assert result.status == "done", result.answer
    events = bench.state()[CALENDAR]["events"]
    (made,) = [e for e in events if e["title"] == "Lunch with Elif"]
    assert (made["day"], made["start"], made["end"]) == ("2026-03-06", "13:00", "14:00")


def test_moment_that_is_none_is_told_and_nothing_is_left_open(bench: PocketPhone, doc: AppDoc) -> None:
    bench.reset()
    result = carried_out(bench, doc, 'new_event.start.choose("after lunch")\n')
    assert result.status != "done" and result.problem is not None
    assert "takes a time, and 'after lunch' names none" in result.problem.message
