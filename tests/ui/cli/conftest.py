"""The real command line in processes of its own, with a demo phone, and a model that says what it was told to.

The model is an OpenAI-compatible server on this machine, as a person could set one.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from demophone.phone import DemoPhoneThread
from tests.ui.cli.warm import CAN, Forked, Warm

TIMEOUT_S = 60.0
COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]


class ModelServer(http.server.ThreadingHTTPServer):
    """Says each queued script once, the last one for ever; with `breaks_off` it hangs up in the middle, and while `holds`
    is cleared it says only the first line."""

    daemon_threads = True
    breaks_off = False
    asked = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scripts: list[str] = []
        self.holds = threading.Event()
        self.holds.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: ModelServer

    def do_GET(self) -> None:
        self._answer("application/json", json.dumps({"data": [{"id": "scripted"}]}).encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        script = self.server.scripts.pop(0) if len(self.server.scripts) > 1 else self.server.scripts[0]
        lines = ["```python\n", *script.splitlines(keepends=True), "\n```"]
        events = [f"data: {json.dumps({'choices': [{'delta': {'content': line}}]})}\n\n".encode() for line in lines]
        events.append(b"data: [DONE]\n\n")
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(sum(map(len, events))))
        self.end_headers()
        self.wfile.write(b"".join(events[:2]))
        if self.server.breaks_off:
            return
        self.server.holds.wait(TIMEOUT_S)
        with contextlib.suppress(OSError):  # who listened may have hung up
            self.wfile.write(b"".join(events[2:]))

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """The model of the settings; give it `scripts`."""
    server = ModelServer()
    monkeypatch.setenv("THUMBWRIGHT_SERVER_URL", server.url)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Running:
    """A command that runs; what it says is gathered in the background."""

    process: subprocess.Popen[str] | Forked
    said: list[str] = field(default_factory=list)
    """Lines on stderr, as they come."""
    printed: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    @property
    def stderr(self) -> str:
        return "".join(self.said)

    @property
    def stdout(self) -> str:
        return "".join(self.printed)

    def wait_for(self, words: str) -> None:
        """Until it has said these words."""
        end = time.monotonic() + TIMEOUT_S
        while words not in self.stderr:
            assert self.process.poll() is None, f"ended without saying {words!r}: {self.stderr}"
            assert time.monotonic() < end, f"never said {words!r}: {self.stderr}"
            time.sleep(0.02)

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def end(self) -> int:
        """Wait for its end; the exit code."""
        code = self.process.wait(TIMEOUT_S)
        for thread in self.threads:
            thread.join()
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
        return code


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """Has the command line imported."""
    made = Warm(tmp_path_factory.mktemp("warm"))
    yield made
    made.end()


@pytest.fixture
def start(warm: Warm) -> Iterator[Callable[..., Running]]:
    """`start("run", "…")`: the command line as a process."""
    running: list[Running] = []

    def begun(args: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[str] | Forked:
        if CAN and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # that would have to be inherited
            return warm.start(args, environment)
        return subprocess.Popen(
            [*COMMAND, *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
        )

    def run(*args: str, **environment: str) -> Running:
        process = begun(args, os.environ | {"NO_COLOR": "1"} | environment)
        one = Running(process)
        for pipe, lines in ((process.stderr, one.said), (process.stdout, one.printed)):
            assert pipe is not None
            one.threads.append(
                threading.Thread(target=lambda pipe=pipe, lines=lines: lines.extend(iter(pipe.readline, "")))
            )
            one.threads[-1].start()
        running.append(one)
        return one

    yield run
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.end()


@pytest.fixture
def cli(start: Callable[..., Running]) -> Callable[..., tuple[int, str, str]]:
    """`cli("run", "…")`: exit code, stdout, stderr."""

    def run(*args: str, **environment: str) -> tuple[int, str, str]:
        one = start(*args, **environment)
        return one.end(), one.stdout, one.stderr

    return run


@pytest.fixture
def serial(demo_phone: DemoPhoneThread) -> str:
    return demo_phone.serial
