"""The person's session store is opened one way, so that what opening it found is always told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ground import paths
from sessions.store import Store
from thumbwright.use.stores import open_store
from ui.checks import machine_checks
from ui.cli import invoke

ROOT = Path(__file__).parents[2]


def test_neither_the_ui_nor_the_client_opens_it_another_way() -> None:
    files = [file for room in ("ui", "thumbwright") for file in (ROOT / room).rglob("*.py")]
    found = [file.relative_to(ROOT).as_posix() for file in files if re.search(r"\bStore\(\)", file.read_text("utf-8"))]
    assert found == ["thumbwright/use/stores.py"]


@pytest.fixture
def damaged(home: Path) -> Path:
    paths.database().write_bytes(b"this was a database once " * 100)
    return paths.database()


@pytest.mark.parametrize(
    "args",
    [["sessions", "list"], ["tasks", "save", "last", "x"], ["replay", "last"], ["run", "add a note"]],
    ids=" ".join,
)
def test_every_command_that_meets_a_damaged_store_says_so(
    args: list[str], damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invoke(args)
    assert "The session store was damaged. It was put aside as " in capsys.readouterr().err


def test_the_doctor_says_it_too(damaged: Path) -> None:
    [row] = [check for check in machine_checks() if check[0] == "sessions"]
    assert row[1] == "warn" and "put aside" in row[2]


def test_a_session_that_nobody_ended_is_told_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store() as store:
        session = store.start_session("task", "delete the old notes")
        store.update_session(session, pid=0)
    invoke(["sessions", "list"])
    assert f"Session {session} was interrupted, its process ended: delete the old notes" in capsys.readouterr().err
    told: list[str] = []
    open_store(told.append).close()
    assert told == []
