"""Ctrl-C at a real terminal: at a question it is the answer, in a run it stops the run, each at the first press."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from sessions.reading import list_sessions, load_session
from sessions.records import SessionDetail
from sessions.store import Store
from tests.ui.cli.conftest import COMMAND, TIMEOUT_S

ADD_MILK = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
CTRL_C = "\x03"
AT_ONCE_S = 3.0
"""From Ctrl-C to the process's end, the phone given back, on a machine that has other things to do."""


class AtTerminal:
    """The command line with a terminal of its own."""

    def __init__(self, *args: str) -> None:
        self.said = ""
        self._here, there = pty.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, *args],
            stdin=there,
            stdout=subprocess.PIPE,
            stderr=there,
            text=True,
            env=os.environ | {"NO_COLOR": "1", "TERM": "dumb"},
            preexec_fn=lambda: _take_terminal(there),
        )
        os.close(there)
        os.set_blocking(self._here, False)

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + TIMEOUT_S
        while words not in self.said:
            assert time.monotonic() < end, f"never said {words!r}: {self.said}"
            ended = self.process.poll() is not None
            self._read()
            assert not ended or words in self.said, f"ended without saying {words!r}: {self.said}"
            time.sleep(0.02)

    def type(self, text: str) -> None:
        os.write(self._here, text.encode())

    def end(self) -> int:
        self.process.wait(TIMEOUT_S)
        self._read()
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        os.close(self._here)

    def _read(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):  # OSError: whoever wrote there has ended
            while data := os.read(self._here, 65536):
                self.said += data.decode("utf-8", "replace").replace("\r\n", "\n")


def _take_terminal(terminal: int) -> None:
    """In the child: a session of its own with this terminal, so that Ctrl-C there is a signal to it."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


@pytest.fixture
def at_terminal() -> Iterator[Callable[..., AtTerminal]]:
    started: list[AtTerminal] = []

    def start(*args: str) -> AtTerminal:
        started.append(AtTerminal(*args))
        return started[-1]

    yield start
    for one in started:
        one.close()


def last_session() -> SessionDetail:
    with Store() as store:
        return load_session(store, list_sessions(store)[0].id)


def titles(phone: DemoPhoneThread) -> list[str]:
    notes: Any = phone.call(lambda: phone.device.app_state("app.demo.notes")["notes"])
    return [note["title"] for note in notes]


def test_at_a_consent_one_press_stops_the_run_and_the_call_was_not_made(
    at_terminal: Callable[..., AtTerminal], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    before = titles(demo_phone)
    model.scripts = [ADD_MILK]
    run = at_terminal("run", "add a note called Milk", "-s", demo_phone.serial, "--yes")
    run.wait_for("Go on?")
    pressed = time.monotonic()
    run.type(CTRL_C)
    assert run.end() == ExitCode.CANCELLED
    assert time.monotonic() - pressed < AT_ONCE_S
    session = last_session()
    assert session.head.status == "cancelled"
    assert [(call.op, call.status) for call in session.calls][-1] == ("tap", "cancelled")
    assert [(consent.granted, consent.how) for consent in session.consents] == [(False, "cancelled")]
    assert titles(demo_phone) == before


def test_while_the_script_waits_to_be_let_run_one_press_is_a_no(
    at_terminal: Callable[..., AtTerminal], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    model.scripts = [ADD_MILK]
    run = at_terminal("run", "add a note called Milk", "-s", demo_phone.serial)
    run.wait_for("Run it?")
    run.type(CTRL_C)
    assert run.end() == ExitCode.CANCELLED
    session = last_session()
    assert (session.head.status, session.calls) == ("cancelled", [])


def test_at_a_question_of_the_script_one_press_stops_the_run(
    at_terminal: Callable[..., AtTerminal], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    model.scripts = ['name = ask("Which title?")\nnew_note.title.set_text(name)\n']
    run = at_terminal("run", "add a note in notes", "-s", demo_phone.serial, "--yes")
    run.wait_for("Which title?:")
    run.type(CTRL_C)
    assert run.end() == ExitCode.CANCELLED, run.said
    assert [(call.op, call.status) for call in last_session().calls] == [("ask", "cancelled")]


@pytest.mark.parametrize(
    ("script", "task"),
    [
        ("n = 1\nwhile n > 0:\n    n = n + 1\nmain.search.tap()\n", "search in notes"),
        (ADD_MILK, "add a note called Milk"),
    ],
    ids=["a loop without end", "a form"],
)
def test_stopping_is_no_failure_wherever_the_run_stands(
    at_terminal: Callable[..., AtTerminal],
    model: Any,
    demo_phone: DemoPhoneThread,
    learned: str,
    script: str,
    task: str,
) -> None:
    model.scripts = [script]
    run = at_terminal("run", task, "-s", demo_phone.serial, "--yes")
    run.wait_for(script.splitlines()[-1])  # written; now it is checked, and run
    run.type(CTRL_C)
    assert run.end() == ExitCode.CANCELLED, run.said
    assert "Milk" not in titles(demo_phone)


def test_where_the_input_ends_nobody_has_consented(
    at_terminal: Callable[..., AtTerminal], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    model.scripts = [ADD_MILK]
    run = at_terminal("run", "add a note called Milk", "-s", demo_phone.serial, "--yes")
    run.wait_for("Go on?")
    run.type("\x04")
    assert run.end() == ExitCode.REFUSED
    assert "Milk" not in titles(demo_phone)


def test_a_run_is_stopped_in_the_middle_of_a_wait(
    at_terminal: Callable[..., AtTerminal], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    model.scripts = ["main.search.tap()\nwait(50)\nsearch.collapse.tap()\n"]
    run = at_terminal("run", "search in notes", "-s", demo_phone.serial, "--yes")
    run.wait_for("main.search.tap()  ")
    pressed = time.monotonic()
    run.type(CTRL_C)
    assert run.end() == ExitCode.CANCELLED
    assert time.monotonic() - pressed < AT_ONCE_S
    assert [(call.op, call.status) for call in last_session().calls] == [("tap", "ok"), ("wait", "cancelled")]
