"""The process that a model runs in, seen from outside: started, asked over a pipe, told to stop, ended, and why it died where it
did. One that doesn't stop when it is told to is ended, so that cancelling is certain.

What goes over the pipe is `agent.model.worker`'s; when a process is started, and how often, is `agent.model.local`'s.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from ground.errors import ModelError

from .kernels import WAITING
from .writing import ERRORS, Waiting, WorkerDied, ignore, never, wait_silently

GRACE_S = 3.0
"""From asking to stop to ending the process: some chunks of a prompt on a slow machine."""
LOAD_S = 180.0
POLL_S = 0.05
READING = "The model reads what it has to know of the app, once"
_ROOT = str(Path(__file__).resolve().parents[2])


class ModelProcess:
    """A process with a model, and the pipe to it. One request at a time."""

    def __init__(self, load: dict[str, Any], cancelled: Callable[[], bool] = never) -> None:
        """Start the process and have it carry out the request `load`. Raises ModelError, AdapterRefused, and as `request` does
        when cancelled."""
        self._events: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._last_words: deque[str] = deque(maxlen=20)
        self._number = 0
        environment = os.environ | WAITING
        environment |= {
            "GGML_NO_BACKTRACE": "1",  # it would start a debugger when it aborts
            "PYTHONUNBUFFERED": "1",
        }
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "agent.model.worker"],  # -P: a file agent.py in the working folder is not ours
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # Ctrl-C in the terminal is ours to handle: it cancels, it doesn't kill the model
        )
        self._threads = [
            threading.Thread(target=self._read_answers, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_errors, args=(self._process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        try:
            self.loaded = self.request(load, cancelled=cancelled, timeout_s=LOAD_S)
            """What it says of the model."""
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def _read_answers(self, answers: IO[str]) -> None:
        for line in answers:
            with contextlib.suppress(ValueError):  # half a line, when the process was killed while it wrote
                self._events.put(json.loads(line))
        self._events.put(None)

    def _read_errors(self, errors: IO[str]) -> None:
        for line in errors:
            self._last_words.append(line.strip())

    def _send(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            raise self._died() from error

    def _died(self) -> WorkerDied:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_S)
        self._threads[-1].join(1.0)  # its last words may still be in the pipe
        code = self._process.poll()
        how = f"ended with {code}"
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                how = f"signal {-code}, {signal.Signals(-code).name}"
            if -code == getattr(signal, "SIGKILL", 9):
                how += ": the system ends processes so when memory runs out"
            if -code == getattr(signal, "SIGILL", 4):
                how += ": llama.cpp was built for another processor; build it again on this machine"
        words = next((f" It said: {words}" for words in reversed(self._last_words) if words), "")
        died = WorkerDied(f"The model process died ({how}).{words} It is started anew for the next request.")
        died.signal = -code if code is not None and code < 0 else 0
        return died

    def request(
        self,
        request: dict[str, Any],
        *,
        on_token: Callable[[str], None] = ignore,
        on_wait: Waiting = wait_silently,
        cancelled: Callable[[], bool] = never,
        timeout_s: float | None = None,
    ) -> Any:
        """Send one request and return its result. Raises WorkerDied, ModelError, and `Unresponsive` when a cancelled
        request did not end within `GRACE_S`: the process is gone then."""
        self._number += 1
        number, begun = self._number, time.monotonic()
        asked_at: float | None = None
        self._send(request | {"id": number})
        while True:
            try:
                event = self._events.get(timeout=POLL_S)
            except queue.Empty:
                event = {}
            now = time.monotonic()
            if event is None:
                raise self._died()
            if asked_at is None and cancelled():
                asked_at = now
                self._send({"op": "cancel", "id": number})
            if asked_at is not None and now - asked_at > GRACE_S:
                self._process.kill()
                raise Unresponsive("The model process did not stop when it was told to, and was ended.")
            if timeout_s is not None and now - begun > timeout_s:
                self._process.kill()
                raise ModelError(
                    f"The model was not ready within {timeout_s:.0f} s, and its process was ended. Is the machine short of "
                    "memory? A smaller model: thumbwright models"
                )
            if event.get("id") != number:
                continue
            match event["event"]:
                case "token":
                    if asked_at is None:
                        on_token(event["text"])
                case "reading":
                    if asked_at is None:
                        on_wait(READING, event["done"], event["all"])
                case "done":
                    return event["result"]
                case "error":
                    raise ERRORS.get(event["kind"], ModelError)(event["message"])

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()


class Unresponsive(ModelError):
    """A cancelled request did not end in time, so its process was ended."""
