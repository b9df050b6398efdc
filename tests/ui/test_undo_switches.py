"""Undo puts an app's switches back, in rows and on pages, and says in plain words why the rest stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.task.task_result import Watcher
from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc, Effect
from bench.quiet import Nobody
from ground.errors import StoreError
from interpreter.check.checking import CheckReport
from sessions import reading
from sessions.store import Store
from tests.interpreter.packing import Packing, packing_doc
from tests.interpreter.pocket_phone import PocketPhone, pocket_doc
from tests.interpreter.replay.filed import filed, filed_doc
from tests.ui.conftest import ScriptedWriter
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task
from ui.undoing import Undone, undo


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "sessions.db") as opened:
        yield opened


class Pocket:
    """A pocket phone on which things are done and undone."""

    def __init__(self, store: Store, *notes: str, phone: PocketPhone | None = None, doc: AppDoc | None = None) -> None:
        self.store, self.phone, self.doc = store, phone or PocketPhone(list(notes)), doc or pocket_doc()

    def run(self, script: str) -> TaskReport:
        return do_task(
            "do as the script says",
            phone=self.phone,
            writer=ScriptedWriter(),
            watcher=Unwatched(),
            person=Nobody(),
            options=TaskOptions(script=script, doc=self.doc, allow=[effect.value for effect in Effect]),
            store=self.store,
        )

    def undo(self, report: TaskReport, watcher: Watcher | None = None) -> Undone:
        detail = reading.load_session(self.store, report.session)
        return undo(detail, phone=self.phone, store=self.store, watcher=watcher or Unwatched(), person=Nobody())


def status(undone: Undone) -> str:
    return undone.report.result.status if undone.report is not None else ""


def test_switches_in_rows_are_put_back_and_those_that_stood_so_are_left(store: Store) -> None:
    pocket = Pocket(store, "Milk", "Bread", "Eggs")
    pocket.phone.done = {"Milk", "Eggs"}
    report = pocket.run("for note in main.notes():\n    note.done.turn_off()")
    assert pocket.phone.done == set()
    undone = pocket.undo(report)
    assert pocket.phone.done == {"Milk", "Eggs"}
    assert (status(undone), undone.left) == ("done", []), undone.answer


def test_rows_that_were_turned_either_way_go_back_their_own_way(store: Store) -> None:
    pocket = Pocket(store, "Milk", "Bread", "Eggs")
    pocket.phone.done = {"Milk"}
    report = pocket.run('main.note("Milk").done.turn_off()\nmain.note("Eggs").done.turn_on()')
    assert pocket.phone.done == {"Eggs"}
    undone = pocket.undo(report)
    assert pocket.phone.done == {"Milk"} and status(undone) == "done"


def test_what_was_turned_twice_goes_back_to_what_it_was_before_all(store: Store) -> None:
    pocket = Pocket(store, "Milk", "Bread")
    report = pocket.run('note = main.note("Milk")\nnote.done.turn_on()\nnote.done.turn_off()\nnote.done.turn_on()')
    undone = pocket.undo(report)
    assert pocket.phone.done == set() and status(undone) == "done"


def test_a_row_that_has_gone_or_is_one_of_several_stays_and_the_others_go_back(store: Store) -> None:
    pocket = Pocket(store, "Milk", "Bread", "Eggs")
    report = pocket.run("for note in main.notes():\n    note.done.turn_on()")
    pocket.phone.notes = ["Milk shake", "Bread", "Eggs", "Eggs"]
    pocket.phone.done |= {"Milk shake"}
    undone = pocket.undo(report)
    assert pocket.phone.done == {"Milk", "Milk shake", "Eggs"}, "a row of a like name is another"
    assert undone.left == [
        'note "Milk": done (no row says that any more, or several do)',
        'note "Eggs": done (no row says that any more, or several do)',
    ]
    assert undone.answer.endswith(f"Not put back: {'; '.join(undone.left)}.")


def test_of_what_nobody_lets_run_no_reason_is_made_up(store: Store) -> None:
    class SaysNo(Unwatched):
        def approve(self, text: str, report: CheckReport) -> str | None:
            return None

    pocket = Pocket(store, "Milk")
    report = pocket.run('main.note("Milk").done.turn_on()')
    undone = pocket.undo(report, SaysNo())
    assert (status(undone), undone.left, pocket.phone.done) == ("denied", [], {"Milk"})


def test_where_no_row_is_there_any_more_nothing_is_said_to_be_done(store: Store) -> None:
    pocket = Pocket(store, "Milk")
    report = pocket.run('main.note("Milk").done.turn_on()')
    pocket.phone.notes = ["Bread"]
    undone = pocket.undo(report)
    assert undone.report is not None and undone.report.result.status == "not_done" and len(undone.left) == 1
    assert undone.answer.startswith("Nothing of it was put back. Not put back: ")
    assert reading.load_session(store, undone.report.session).head.status == "not_done"


def test_several_rows_of_one_title_are_not_told_apart(store: Store) -> None:
    pocket = Pocket(store, "Alarm", "Alarm")
    report = pocket.run("for note in main.notes():\n    note.done.turn_on()\n    break")
    undone = pocket.undo(report)
    assert undone.report is None
    assert undone.left == ['note "Alarm": done (nothing that its row says tells it from the others)']


def test_rows_of_one_title_are_told_apart_by_what_else_they_say(store: Store) -> None:
    pocket = Pocket(store, phone=filed("Alarm/Work", "Alarm/Home", "Nap/Home"), doc=filed_doc())
    report = pocket.run("for note in main.notes():\n    note.done.turn_on()")
    assert len(pocket.phone.done) == 3
    undone = pocket.undo(report)
    assert pocket.phone.done == {"Alarm/Home"}, "one of two that say Home, and one of two that say Alarm"
    assert undone.left == ['note "Alarm": done (nothing that its row says tells it from the others)']


def test_rows_that_are_boxes_are_put_back_by_their_words(store: Store) -> None:
    phone = Packing(2)
    pocket = Pocket(store, phone=phone, doc=packing_doc(phone))
    report = pocket.run("for part in main.parts():\n    part.checkbox.turn_on()")
    assert phone.ticked == {0, 1, 2, 3}
    undone = pocket.undo(report)
    assert phone.ticked == {1, 2, 3}, "of two that say the same neither is known again"
    assert status(undone) == "done" and len(undone.left) == 1 and "Socks" in undone.left[0]


def test_a_switch_of_an_app_s_page_is_put_back(store: Store) -> None:
    pocket = Pocket(store, "Milk")
    report = pocket.run("settings.dark_mode.turn_on()\nsettings.show_dates.turn_on()")
    undone = pocket.undo(report)
    assert not pocket.phone.settings["Dark mode"] and pocket.phone.settings["Show dates"]
    assert (status(undone), undone.left) == ("done", [])
    assert undone.report is not None and undone.report.result.script == "settings.dark_mode.turn_off()"
    again = pocket.undo(undone.report)
    assert pocket.phone.settings["Dark mode"] and status(again) == "done"


def test_what_stood_so_already_is_nothing_to_put_back(store: Store) -> None:
    pocket = Pocket(store, "Milk")
    report = pocket.run('main.note("Milk").done.turn_off()')
    with pytest.raises(StoreError, match="changed nothing"):
        pocket.undo(report)


def test_why_the_rest_stays_is_said(store: Store) -> None:
    pocket = Pocket(store, "Milk", "Bread")
    script = (
        'compose.to.set_text("Bob")\ncompose.send.tap()\n'
        'main.note("Bread").long_press()\nselection.delete.tap()\nconfirm_delete.ok.tap()'
    )
    undone = pocket.undo(pocket.run(script))
    assert undone.report is None
    said = "\n".join(undone.left)
    assert "(what was sent can't be called back)" in said
    assert "(what was deleted isn't kept anywhere here)" in said
