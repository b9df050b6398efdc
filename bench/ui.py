"""The terminal UI, measured from outside: a process in a terminal of its own, keys in, bytes out.

First paint is from starting the process to the first view in the terminal. Key to paint is from writing a key to the
terminal until something is painted, while a model writes a script and while the phone's screen changes. Memory is the
process's resident size after 200 tasks against that after the first 20, with a server that answers like a model.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import random
import select
import signal
import string
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ground.errors import PhoneError, ThumbwrightError

from .statistics import load, median, percentile

DEFINITION = (
    "first_paint_s: start of the process to the first view, median of 3. key_to_paint: key written to the terminal until "
    "something is painted, half of them while the model writes, half while the phone's screen changes. memory_growth: "
    "resident size after the last task over that after the first 20, minus 1."
)
TASK, SCRIPT = "search the notes", "main.search.tap()\n"
"""Of the learned app, and covered by the task's words, so that nothing is asked."""
LONG_TASK = "add a note called Milk, then tell how many there are"
"""The scripted server writes on for as long as keys are typed."""
LONG_SCRIPT = "".join(f"# note {number} of what is to be done\n" for number in range(200))
TOKENS_PER_S = 33.0
"""Of the scripted server: what a 1.5B model writes on two cores."""
SIZE = (100, 30)
PATIENCE_S = 60.0
SETTLING_TASKS = 20
"""Caches fill and modules are imported during the first tasks; growth is counted from here."""


def measure(*, tasks: int = 200, keys: int = 120) -> dict[str, Any]:
    """All figures. Takes some minutes. Raises PhoneError where the demo phone or the UI doesn't start."""
    with tempfile.TemporaryDirectory(prefix="thumbwright-bench-") as folder, _server() as url:
        home = Path(folder)
        _learn(home)
        paints = [_first_paint(home) for _ in range(3)]
        latencies, writer = _latencies(home, url, keys)
        first, last = _memory(home, url, tasks)
    return {
        "definition": DEFINITION,
        "first_paint_s": round(median(paints), 3),
        "key_to_paint_p50_ms": round(median(latencies) * 1000, 1),
        "key_to_paint_p95_ms": round(percentile(latencies, 0.95) * 1000, 1),
        "keys": len(latencies),
        "writer": writer,
        "memory_mb": round(last / 1e6, 1),
        "memory_growth": round(last / first - 1, 4),
        "tasks": tasks,
        "load": load(),
    }


class _Terminal:
    """The UI in a pseudo-terminal."""

    def __init__(self, home: Path, **environment: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.started = time.monotonic()
        ours, theirs = pty.openpty()
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        names = {"THUMBWRIGHT_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "ANDROID_SERIAL")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "import sys; from ui.cli import invoke; sys.exit(invoke([]))"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=kept | names | environment,
            start_new_session=True,
        )
        os.close(theirs)
        self._terminal = ours
        self._said = b""

    def read(self, timeout_s: float) -> bytes:
        """What comes within the time, as soon as something does."""
        ready, _, _ = select.select([self._terminal], [], [], timeout_s)
        if not ready:
            return b""
        try:
            got = os.read(self._terminal, 1 << 16)
        except OSError:  # the process has ended
            got = b""
        self._said = (self._said + got)[-200_000:]
        return got

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Read on until something holds. Raises PhoneError where it never does."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                raise PhoneError(f"The terminal UI under measurement never came to: {what}. It said: {self.tail}")
            self.read(0.05)

    @property
    def tail(self) -> str:
        return self._said[-500:].decode("utf-8", "replace")

    def saw(self, text: str) -> bool:
        return text.encode() in self._said

    def forget(self) -> None:
        self._said = b""

    def quiet(self, seconds: float) -> None:
        """Read until nothing has come for a while."""
        end = time.monotonic() + PATIENCE_S
        while self.read(seconds) and time.monotonic() < end:
            pass

    def drain(self) -> None:
        """Take what is there already."""
        while self.read(0.0):
            pass

    def type(self, keys: bytes) -> None:
        os.write(self._terminal, keys)

    def resident(self) -> int:
        """Bytes of memory."""
        said = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True)
        return int(said.stdout.strip() or 0) * 1024

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + 10
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.1)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._terminal)


def _learn(home: Path) -> None:
    """Have an app learned, without which there is no task. Raises PhoneError."""
    command = [sys.executable, "-c", "import sys; from ui.cli import invoke; sys.exit(invoke(sys.argv[1:]))"]
    done = subprocess.run(
        [*command, "apps", "learn", "-s", "demo", "--no-warm", "notes"],
        env=os.environ | {"THUMBWRIGHT_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise PhoneError(f"The demo phone's Notes can't be learned: {done.stderr.strip()}")


def _first_paint(home: Path) -> float:
    terminal = _Terminal(home)
    try:
        terminal.until(lambda: terminal.saw("thumbwright") and terminal.saw("Settings"), "its first view")
        return time.monotonic() - terminal.started
    finally:
        terminal.close()


def _latencies(home: Path, url: str, keys: int) -> tuple[list[float], str]:
    """Seconds from key to paint, and who wrote meanwhile."""
    real = _real_model()
    environment = {"THUMBWRIGHT_SERIAL": "demo", **({} if real else {"THUMBWRIGHT_SERVER_URL": url})}
    terminal = _Terminal(home, **environment)
    try:
        terminal.until(lambda: terminal.saw("Android 14"), "the demo phone")
        terminal.quiet(1.0)
        stop = threading.Event()
        streaming = threading.Thread(target=_stir, args=(home, stop), daemon=True)
        streaming.start()
        found = _typed(terminal, keys // 2)  # into the task, while the phone's screen changes
        stop.set()
        streaming.join()
        terminal.type(b"\x15")
        terminal.quiet(0.3)
        _give(terminal, LONG_TASK)
        terminal.until(lambda: terminal.saw("Script"), "a task under way")
        terminal.type(b"\x1bOR")  # F3
        terminal.until(lambda: terminal.saw("search: words"), "the sessions")
        terminal.type(b"/")
        terminal.quiet(0.3)
        found += _typed(terminal, keys - keys // 2)  # into the search, while the model writes
    finally:
        terminal.close()
    return found, real or f"scripted server, {TOKENS_PER_S:.0f} tokens a second"


def _give(terminal: _Terminal, task: str) -> None:
    """Type a task and press Enter: a key of its own, as it is for a person."""
    terminal.type(task.encode())
    terminal.quiet(0.15)
    terminal.type(b"\r")


def _typed(terminal: _Terminal, keys: int) -> list[float]:
    dice, found, typed = random.Random(7), [], b""
    for _ in range(keys):
        letter = dice.choice(string.ascii_lowercase).encode()
        terminal.drain()
        before = time.monotonic()
        terminal.type(letter)
        # other parts are painted too; this key is when the line shows it at its end
        typed = (typed + letter)[-12:]
        painted = b""
        while typed not in _texts(painted) and time.monotonic() - before < 5.0:
            painted += terminal.read(0.5)
        found.append(time.monotonic() - before)
        time.sleep(0.12)  # as fast as a quick typist
    return found


def _texts(painted: bytes) -> bytes:
    """What is painted, without the control sequences around it."""
    import re

    return re.sub(rb"\x1b(\[[0-9;?<=>]*[ -/]*[@-~]|[P\]_^].*?(\x07|\x1b\\)|.)", b"", painted)


def _stir(home: Path, stop: threading.Event) -> None:
    """Have the demo phone show another app twice a second, over the adb server that the UI uses."""
    from phones import adb
    from phones.line import Line

    apps = ("app.demo.notes", "app.demo.clock", "app.demo.contacts")
    try:
        serial = next(phone.serial for phone in adb.list_phones() if phone.ready and "Demo" in phone.model)
        line = Line(serial)
        for number in range(10_000):
            if stop.wait(0.5):
                return
            line.shell(f"monkey -p {apps[number % 3]} -c android.intent.category.LAUNCHER 1")
    except (ThumbwrightError, StopIteration):
        return


def _memory(home: Path, url: str, tasks: int) -> tuple[int, int]:
    """Resident bytes after the first tasks, and after all."""
    terminal = _Terminal(home, THUMBWRIGHT_SERIAL="demo", THUMBWRIGHT_SERVER_URL=url)
    try:
        terminal.until(lambda: terminal.saw("Android 14"), "the demo phone")
        terminal.quiet(1.0)
        first = 0
        done = _ended(home)
        for number in range(1, tasks + 1):
            _give(terminal, TASK)
            terminal.until(lambda goal=done + number: _ended(home) >= goal, f"the end of task {number}")  # type: ignore[misc]
            terminal.quiet(0.2)
            if number == min(SETTLING_TASKS, max(1, tasks // 2)):
                first = terminal.resident()
        return first, terminal.resident()
    finally:
        terminal.close()


def _ended(home: Path) -> int:
    """Sessions that have come to an end."""
    import sqlite3

    file = home / "data" / "sessions.db"
    if not file.exists():
        return 0
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as db:
        try:
            return int(db.execute("select count(*) from sessions where status != 'running'").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _real_model() -> str:
    """The model of the settings, where it can be used here; else empty."""
    import importlib.util

    from agent.files.model_files import resolve_model
    from ground.settings import load_settings

    if importlib.util.find_spec("llama_cpp") is None or not os.environ.get("THUMBWRIGHT_MODELS"):
        return ""  # the measured process has a home of its own: it sees models only where they are shared
    try:
        resolve_model(load_settings().model)
    except ThumbwrightError:
        return ""
    return load_settings().model


@contextlib.contextmanager
def _server() -> Iterator[str]:
    """An OpenAI-compatible server that writes the same script at a model's pace."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

        def do_GET(self) -> None:
            self._send("application/json", json.dumps({"data": [{"id": "scripted"}]}).encode())

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            text = f"```python\n{LONG_SCRIPT if LONG_TASK.encode() in asked else SCRIPT}```"
            with contextlib.suppress(OSError):  # who asked may have gone
                for at in range(0, len(text), 3):
                    event = {"choices": [{"delta": {"content": text[at : at + 3]}, "finish_reason": None}]}
                    self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
                    self.wfile.flush()
                    time.sleep(1 / TOKENS_PER_S)
                self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
