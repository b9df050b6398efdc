"""A task of two parts, the phone's and an app's: each is done with its own doc, and both are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.task.task_result import Status, TaskResult
from agent.task.unwatched import Unwatched
from apidocs.doc import Effect
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.errors import DocError
from phones.android import open_phone
from sessions import reading
from sessions.store import Store
from tests.agent.conftest import ScriptedWriter
from tests.thumbwright.test_shipped_docs import Somebody
from thumbwright.use.in_parts import both
from thumbwright.use.tasks import TaskOptions, do_task
from ui.undoing import undo


def test_each_part_is_done_with_its_own_doc(
    start_demo_phone: Callable[..., DemoPhoneThread], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    demo = start_demo_phone(lambda: Device(builtin_apps()))
    device: Any = demo.device
    with open_phone(demo.serial) as phone, Store(tmp_path / "sessions.db") as store:
        report = do_task(
            "turn on dark mode and add a note called Milk",
            phone=phone,
            writer=ScriptedWriter("phone.dark_theme.turn_on()", 'new_note.title.set_text("Milk")\nnew_note.save.tap()'),
            watcher=Unwatched(),
            person=Somebody(),
            options=TaskOptions(allow=[effect.value for effect in Effect]),
            store=store,
        )
        assert report.result.status in ("done", "unproved"), report.result.answer
        assert "Dark theme on" in report.result.answer and "Milk" in report.result.answer
        assert device.settings["secure", "ui_night_mode"] == "2"
        undone = undo(
            reading.load_session(store, "last"), phone=phone, store=store, watcher=Unwatched(), person=Somebody()
        )
    assert device.settings["secure", "ui_night_mode"] != "2", "the first part is put back, too"
    assert undone.left, "and that the note stays is said"
    notes = demo.device.app_state("app.demo.notes")["notes"]
    assert isinstance(notes, list) and any(note["title"] == "Milk" for note in notes)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("done", "done", "done"),
        ("done", "unproved", "unproved"),
        ("done", "refused", "partly"),
        ("failed", "done", "partly"),
        ("failed", "partly", "partly"),
        ("failed", "refused", "refused"),
    ],
)
def test_what_two_parts_come_to(first: Status, second: Status, together: Status) -> None:
    found = both(TaskResult(first, "One.", "a()"), "two", lambda: TaskResult(second, "Two.", "b()"))
    assert (found.status, found.answer, found.script) == (together, "One.\nTwo.", "a()\nb()")


@pytest.mark.parametrize("status", ["cancelled", "denied"])
def test_who_stops_the_first_part_isnt_asked_for_the_second(status: Status) -> None:
    def never() -> TaskResult:
        raise AssertionError("it was begun")

    found = both(TaskResult(status, "Stopped."), "add a note", never)
    assert found.status == status and "'add a note' was not begun" in found.answer


def test_a_second_part_without_an_app_leaves_the_first_done() -> None:
    def no_app() -> TaskResult:
        raise DocError("Not done: nothing says which app that is for.")

    found = both(TaskResult("done", "Done: turned wifi on."), "sing", no_app)
    assert found.status == "partly" and "turned wifi on" in found.answer and "which app" in found.answer
    with pytest.raises(DocError):
        both(TaskResult("failed", "Not done."), "sing", no_app)
