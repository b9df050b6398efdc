"""Who has a phone: one run at a time, named to the others, and free once its holder is gone, however it went."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ground import phone_lock as module
from ground.phone_lock import Holder, PhoneInUse, in_use, phone_lock, this_command

HOLDING = """
import sys
from ground.phone_lock import phone_lock
with phone_lock(sys.argv[1], "thumbwright run: add a note"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    monkeypatch.setattr(module, "_PATIENCE_S", 0.05)


@pytest.fixture
def other() -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """`other("abc")`: another process that has the phone, until its input ends or it is killed."""
    started: list[subprocess.Popen[str]] = []

    def hold(serial: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDING, serial], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.communicate()


def test_a_phone_in_use_is_refused_with_who_has_it(other: Callable[[str], subprocess.Popen[str]]) -> None:
    process = other("abc")
    with pytest.raises(PhoneInUse) as refused, phone_lock("abc"):
        pass
    said = str(refused.value)
    assert said.startswith(f'Phone abc is in use by "thumbwright run: add a note" (pid {process.pid}, since ')
    assert said.endswith("Wait for it: --wait 10m")
    with phone_lock("abd"):
        assert in_use("abd") is not None


@pytest.mark.parametrize("how", ["ends", "is killed"])
def test_it_is_free_once_its_holder_is_gone(other: Callable[[str], subprocess.Popen[str]], how: str) -> None:
    process = other("abc")
    assert in_use("abc") is not None
    if how == "is killed":
        process.kill()
    process.communicate()
    assert in_use("abc") is None
    with phone_lock("abc"):
        pass
    assert in_use("abc") is None


def test_a_demo_phone_that_runs_already_is_offered_where_it_is() -> None:
    with phone_lock("demo", "thumbwright (terminal UI)") as tell:
        tell("127.0.0.1:40111")
        said = str(in_use("demo"))
    assert said.startswith('The demo phone is in use by "thumbwright (terminal UI)"')
    assert said.endswith("Use it there: -s 127.0.0.1:40111, or wait for it: --wait 10m")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-s"], "Use it there: -s 127.0.0.1:40111, or do this again once that has ended"),
        (["--state"], "Keep the data of this one elsewhere: --state DIR, or do this again once that has ended"),
        ([], "Do this again once that has ended"),
        (["--wait"], "Wait for it: --wait 10m"),
    ],
)
def test_no_option_is_named_that_the_command_lacks(options: list[str], said: str) -> None:
    with phone_lock("demo", "thumbwright (terminal UI)") as tell:
        tell("127.0.0.1:40111")
        taken = in_use("demo")
    assert taken is not None and taken.told(options) == f"{taken.said} {said}"


def test_asking_whether_it_is_free_takes_it_from_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        assert in_use("127.0.0.1:5555") is None
        with phone_lock("127.0.0.1:5555"):
            pass


@pytest.mark.parametrize(
    ("argv", "task", "said"),
    [
        (["run", "add a note", "-s", "x"], "", "thumbwright run"),
        (["run", "notes"], "add a note", "thumbwright run: add a note"),
        (["apps", "learn", "Notes"], "", "thumbwright apps learn"),
        (["replay", "abc12"], "", "thumbwright replay"),
        (["-h"], "", "thumbwright"),
        ([], "", "thumbwright"),
    ],
)
def test_what_others_are_told_of_a_command(
    monkeypatch: pytest.MonkeyPatch, argv: list[str], task: str, said: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["thumbwright", *argv])
    assert this_command(task) == said


def test_a_holder_of_yesterday_says_the_day() -> None:
    assert "since 3 May, 14:02)" in str(Holder(7, "thumbwright run", "2024-05-03T14:02:33"))
