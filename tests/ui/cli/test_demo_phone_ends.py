"""The demo phone of a run is gone once the run is, whatever ended it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from ground.phone_lock import in_use


def children(process: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True).stdout.split()
    return [int(one) for one in found]


def lives(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_no_demo_phone_outlives_its_run(
    start: Callable[..., Any],
    model: Any,
    adb_server: object,
    learned: str,
    eventually: Callable[..., None],
    number: signal.Signals,
) -> None:
    model.scripts = ["main.search.tap()\nwait(50)\n"]
    run = start("run", "search in notes", "-s", "demo", "--yes")
    run.wait_for("main.search.tap()  ")
    phones = children(run.process.pid)
    assert phones and in_use("demo") is not None
    os.kill(run.process.pid, number)
    run.end()
    eventually(lambda: not any(map(lives, phones)))
    assert in_use("demo") is None


def test_no_demo_phone_outlives_a_run_that_could_not_begin(
    cli: Callable[..., tuple[int, str, str]], adb_server: object, learned: str
) -> None:
    cli("run", "search in notes", "-s", "demo", "--app", "no such app", "--yes")
    assert in_use("demo") is None
