"""What rows were last seen to be called, as it comes about on the demo phone: by a run and by learning; what isn't kept, and how it
goes. Nothing hangs on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from ground.paths import database
from sessions import titles
from sessions.titles import last_seen
from ui.cli import invoke

NOTES = "app.demo.notes"
READ = "# app: Notes\nfinish(str(len(main.notes())))\n"
PASS_BY = "# app: Notes\nsettings.open()\n"


@pytest.fixture
def phone(start_demo_phone: Callable[..., DemoPhoneThread], learned: str) -> DemoPhoneThread:
    return start_demo_phone(Device)


def run(phone: DemoPhoneThread, script: str, *options: str) -> int:
    file = Path("script.py")
    file.write_text(script, "utf-8")
    return invoke(["run", str(file), "-s", phone.serial, "--yes", *options])


def kept(phone: DemoPhoneThread) -> tuple[str, ...]:
    return last_seen(phone.serial).get(NOTES, ())


def test_a_run_that_reads_a_list_and_one_that_passes_by_remember_what_its_rows_are_called(
    phone: DemoPhoneThread,
) -> None:
    assert run(phone, PASS_BY) == ExitCode.DONE
    passed = set(kept(phone))
    assert "Groceries" in passed
    assert run(phone, READ) == ExitCode.DONE
    assert passed < set(kept(phone)) and "Recipe: lentil soup" in kept(phone)


def test_what_was_read_whole_and_has_gone_is_known_no_longer(phone: DemoPhoneThread) -> None:
    assert run(phone, READ) == ExitCode.DONE

    def write() -> None:
        device: Any = phone.device
        notes: Any = device.tasks.apps[NOTES].store["notes"]
        notes[:] = [note for note in notes if note["title"] != "Groceries"]

    phone.call(write)
    assert run(phone, READ) == ExitCode.DONE
    assert "Groceries" not in kept(phone) and "Book club" in kept(phone)


def test_of_a_private_run_nothing_is_kept(phone: DemoPhoneThread) -> None:
    assert run(phone, READ, "--private") == ExitCode.DONE
    assert kept(phone) == ()


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database or disk is full"), sqlite3.DatabaseError("no")])
def test_where_it_cannot_be_kept_the_run_is_as_it_was(
    phone: DemoPhoneThread, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(phone, READ) == ExitCode.DONE
    usual = capsys.readouterr().out

    def full(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("agent.record.titles.remember", full)
    assert run(phone, READ) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines()[0] == usual.splitlines()[0]


def test_with_its_app_it_is_forgotten(phone: DemoPhoneThread) -> None:
    assert run(phone, READ) == ExitCode.DONE
    assert kept(phone)
    assert invoke(["apps", "rm", NOTES]) == ExitCode.DONE
    assert kept(phone) == ()


def test_an_app_is_removed_where_nothing_was_kept(learned: str) -> None:
    assert invoke(["apps", "rm", learned]) == ExitCode.DONE
    assert not database().exists()


def test_learning_remembers_it_and_its_doc_has_nothing_of_it(
    phone: DemoPhoneThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_before = set((home / "data" / "apps").iterdir())
    assert invoke(["apps", "rm", NOTES]) == ExitCode.DONE
    args = ["apps", "learn", "notes", "-s", phone.serial, "--no-warm", "--calls", "40"]
    assert invoke(args) in (ExitCode.DONE, ExitCode.PARTLY)
    device: Any = phone.device
    notes: Any = phone.call(lambda: device.app_state(NOTES)["notes"])
    assert "Book club" in kept(phone) and set(kept(phone)) <= {note["title"] for note in notes}
    docs = set((home / "data" / "apps").iterdir()) | kept_before
    assert not any("Book club" in doc.read_text("utf-8") for doc in docs if doc.exists())


def test_learning_where_nothing_can_be_kept_is_as_it_was(
    phone: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("agent.record.titles.remember", full)
    args = ["apps", "learn", "notes", "-s", phone.serial, "--no-warm", "--calls", "40", "--replace"]
    assert invoke(args) in (ExitCode.DONE, ExitCode.PARTLY)
    assert kept(phone) == () and titles.last_seen(phone.serial) == {}
