"""Workers do what they are given, and none outlives its starter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from foundry.workers import Workers

STARTER = """
import sys
from pathlib import Path
from foundry.workers import Workers
from tests.foundry.test_workers import stay

if __name__ == "__main__":
    with Workers.started(2) as workers:
        for work in [workers.submit(stay, Path(sys.argv[1]), number) for number in range(4)]:
            work.result()
"""


def stay(folder: Path, number: int) -> None:
    """Work without an end, that leaves nothing behind."""
    mine = folder / f"{number}.pid"
    beside = mine.with_suffix(".new")
    try:
        beside.write_text(str(os.getpid()))
        beside.replace(mine)  # the test may end us from here on
        threading.Event().wait()
    finally:
        mine.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)


def test_what_is_submitted_is_done() -> None:
    with Workers.started(2) as workers:
        found = [workers.submit(pow, 2, number) for number in range(5)]
        assert [one.result() for one in found] == [1, 2, 4, 8, 16]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_no_worker_outlives_its_starter_and_each_cleans_up(
    tmp_path: Path, eventually: Callable[..., None], number: signal.Signals
) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path)], stderr=subprocess.DEVNULL, start_new_session=True
    )
    eventually(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
    pids = [int(path.read_text()) for path in tmp_path.glob("*.pid")]
    # Ctrl-C in a terminal goes to all of them
    os.killpg(starter.pid, number) if number == signal.SIGINT else os.kill(starter.pid, number)
    assert starter.wait(30) != 0
    eventually(lambda: not any(map(_lives, pids)))
    assert not list(tmp_path.iterdir())  # nothing further was begun either


def _lives(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")
