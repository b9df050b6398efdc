"""A disk that fills up while a task runs: nothing more is done, what was begun is taken back, and both are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from sessions.reading import list_sessions
from sessions.store import Store
from ui.cli import invoke

NOTES = "app.demo.notes"
ADD_MILK = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'


@pytest.mark.parametrize("method", ["begin_call", "end_call"])
def test_a_disk_that_fills_up_ends_the_run_and_leaves_nothing_half_done(
    method: str,
    learned: str,
    start_demo_phone: Callable[..., DemoPhoneThread],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    device = Device()
    phone = start_demo_phone(lambda: device)
    before = phone.call(lambda: device.app_state(NOTES))
    file = tmp_path / "milk.py"
    file.write_text(ADD_MILK)
    real = getattr(Store, method)
    calls = 0

    def full(self: Store, *args: Any, **values: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls >= (2 if method == "begin_call" else 1):
            raise sqlite3.OperationalError("database or disk is full")
        return real(self, *args, **values)

    with monkeypatch.context() as patched:
        patched.setattr(Store, method, full)
        args = ["run", str(file), "--app", "notes", "-s", phone.serial, "--yes", "--allow", "commit"]
        assert invoke(args) == ExitCode.NOT_DONE
    said = capsys.readouterr().out
    assert "can't be recorded any more (database or disk is full)" in said
    assert "Not all of this is recorded: database or disk is full" in said and "taken back" in said
    assert phone.call(lambda: device.app_state(NOTES)) == before
    assert phone.call(lambda: device.foreground()[0]) == NOTES
    with Store() as store:
        assert [head.status for head in list_sessions(store)] == ["failed"]
