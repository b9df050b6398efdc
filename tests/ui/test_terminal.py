"""The terminal UI in a real terminal (tmux): a task from words to answer, and the terminal left as it was, however it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demophone.phone import DemoPhoneThread
from sessions import reading
from sessions.store import Store

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
START = """
import sys, threading
from tests.ui.conftest import ADD_NOTE, ScriptedWriter
from ui import terminal
made = terminal.ThumbwrightApp
terminal.ThumbwrightApp = lambda: made(serial=sys.argv[1], writer=ScriptedWriter(ADD_NOTE))
{more}
sys.exit(terminal.run_terminal())
"""
CRASH = """
def crash(self):
    raise RuntimeError("planted")
made.action_demo = crash
"""
Wait = Callable[..., None]


class Terminal:
    """One tmux pane with a shell."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.socket = f"thumbwright-{uuid.uuid4().hex[:8]}"
        self.folder = folder
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "sh", env=environment)

    def tmux(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.socket, *arguments], capture_output=True, text=True, timeout=30, env=env
        )
        return done.stdout

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    @property
    def shown(self) -> str:
        return self.tmux("capture-pane", "-p")

    @property
    def modes(self) -> str:
        """Alternate screen, cursor, mouse, keypad: what a program that ends badly leaves behind."""
        names = ("alternate_on", "cursor_flag", "mouse_any_flag", "mouse_sgr_flag", "mouse_all_flag", "keypad_flag")
        return self.tmux("display", "-p", " ".join(f"#{{{name}}}" for name in names)).strip()

    def settings(self, name: str) -> str:
        """What stty says, by way of a file."""
        file = self.folder / name
        self.type(f"stty -a > {file}; echo written {name}")
        self.press("Enter")
        end = time.monotonic() + 10
        # the line typed says it, too, and where it wraps it may do so on a line of its own
        while not any(f"written {name}" in line and "echo" not in line for line in self.shown.splitlines()):
            assert time.monotonic() < end, self.shown
            time.sleep(0.05)
        return file.read_text()

    def close(self) -> None:
        self.tmux("kill-server")


@pytest.fixture
def terminal(tmp_path: Path, home: Path, learned: str, adb_server: object) -> Iterator[Terminal]:
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[2]), "PS1": "$ "}
    for name in ("TMUX", "TMUX_PANE", "NO_COLOR"):
        environment.pop(name, None)
    one = Terminal(tmp_path, environment)
    yield one
    one.close()


def _start(terminal: Terminal, phone: DemoPhoneThread, eventually: Wait, more: str = "") -> int:
    """Start the UI in the pane and wait for the phone; its process id."""
    script = terminal.folder / "start.py"
    script.write_text(START.replace("{more}", more))
    terminal.type(f"{sys.executable} {script} {phone.serial}; echo ended with $?")
    terminal.press("Enter")
    eventually(lambda: "Demo Phone, Android" in terminal.shown, 40)
    found = subprocess.run(["pgrep", "-f", str(script)], capture_output=True, text=True).stdout.split()
    return int(found[-1])


def _as_before(terminal: Terminal, before: tuple[str, str], name: str) -> None:
    assert terminal.modes == before[1]
    assert terminal.settings(name) == before[0]


def test_a_task_from_words_to_answer_and_out_again(
    terminal: Terminal, demo_phone: DemoPhoneThread, eventually: Wait
) -> None:
    before = terminal.settings("before"), terminal.modes
    _start(terminal, demo_phone, eventually)
    terminal.type("add a note called Milk")
    terminal.press("Enter")
    eventually(lambda: "waits for you" in terminal.shown, 40)
    terminal.press("Enter")
    eventually(lambda: "This may save something" in terminal.shown, 40)
    time.sleep(0.7)  # a consent has to be meant: this is the pause that tells it from typing
    terminal.press("y")
    eventually(lambda: "Done" in terminal.shown and "Session" in terminal.shown, 40)
    terminal.press("C-q")
    eventually(lambda: "ended with 0" in terminal.shown, 20)
    _as_before(terminal, before, "after")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_as_it_was(
    terminal: Terminal, demo_phone: DemoPhoneThread, eventually: Wait, number: signal.Signals
) -> None:
    before = terminal.settings("before"), terminal.modes
    os.kill(_start(terminal, demo_phone, eventually), number)
    eventually(lambda: f"ended with {128 + number}" in terminal.shown, 20)
    _as_before(terminal, before, "after")


def test_a_signal_while_a_question_is_open_is_no_consent(
    terminal: Terminal, demo_phone: DemoPhoneThread, eventually: Wait
) -> None:
    before = terminal.settings("before"), terminal.modes
    process = _start(terminal, demo_phone, eventually)
    terminal.type("add a note called Milk")
    terminal.press("Enter")
    eventually(lambda: "waits for you" in terminal.shown, 40)
    terminal.press("Enter")
    eventually(lambda: "This may save something" in terminal.shown, 40)
    os.kill(process, signal.SIGTERM)
    eventually(lambda: f"ended with {128 + signal.SIGTERM}" in terminal.shown, 20)
    _as_before(terminal, before, "after")
    with Store() as store:
        head = reading.list_sessions(store)[0]
        consents = reading.load_session(store, head.id).consents
    assert head.status in ("cancelled", "denied", "interrupted")
    assert not any(consent.granted for consent in consents)


def test_closing_the_window_leaves_no_process_behind(terminal: Terminal, eventually: Wait) -> None:
    script = terminal.folder / "start.py"
    script.write_text(START.replace("{more}", ""))
    terminal.type(f"{sys.executable} {script} demo")
    terminal.press("Enter")
    eventually(lambda: "demo phone, Android" in terminal.shown, 60)
    process = int(subprocess.run(["pgrep", "-f", str(script)], capture_output=True, text=True).stdout.split()[-1])
    children = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True).stdout.split()
    assert children, "the demo phone runs in a process of its own"
    terminal.close()
    ours = [process, *map(int, children)]
    eventually(lambda: not any(map(_lives, ours)), 30)


def _lives(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def test_a_crash_leaves_the_terminal_as_it_was(
    terminal: Terminal, demo_phone: DemoPhoneThread, eventually: Wait
) -> None:
    before = terminal.settings("before"), terminal.modes
    _start(terminal, demo_phone, eventually, CRASH)
    terminal.press("F9")
    eventually(lambda: "ended with 1" in terminal.shown, 20)
    terminal.type("clear")
    terminal.press("Enter")
    _as_before(terminal, before, "after")
