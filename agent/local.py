"""The writer that uses a model file: starts the model's process when it is first needed, starts another one after a crash,
and makes cancelling certain, by asking first and ending the process if that does nothing.

What goes over the pipe is `agent.worker`'s.
"""

from __future__ import annotations

import contextlib
import json
import logging
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

from thumbwright import paths
from thumbwright.errors import CancelledError, ModelError

from .adapter_files import usable_adapter
from .kernels import BROKEN, plain_is_known, remember_plain
from .model_files import ensure_whole, resolve_model
from .partial import Progress
from .stopping import is_babble
from .trust import Trust, trust_from
from .worker import prompt_to_json
from .writing import (
    AdapterRefused,
    Generation,
    Prompt,
    PromptTooLong,
    StopReason,
    Tokens,
    Waiting,
    Warmth,
    WorkerDied,
    ignore,
    never,
    wait_silently,
)

log = logging.getLogger(__name__)

CONTEXT = 8192
GRACE_S = 3.0
"""From asking to stop to ending the process: some chunks of a prompt on a slow machine."""
LOAD_S = 180.0
POLL_S = 0.05
READING = "The model reads what it has to know of the app, once"
CHECKING = "The model's file is looked at, once"
ERRORS: dict[str, type[ModelError]] = {"too_long": PromptTooLong, "adapter": AdapterRefused}
_ROOT = str(Path(__file__).resolve().parent.parent)


class ModelProcess:
    """A worker process and the pipe to it. One request at a time."""

    def __init__(
        self,
        path: Path,
        context: int = CONTEXT,
        threads: int = 0,
        prefixes: Path | None = None,
        plain: bool = False,
        cancelled: Callable[[], bool] = never,
        adapter: Path | None = None,
    ) -> None:
        """Start the process and load the model, with `plain` computing only; see `kernels`. Raises ModelError, AdapterRefused,
        and as `request` does when cancelled."""
        self.proven = False
        """Whether it has computed something."""
        self._events: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._last_words: deque[str] = deque(maxlen=20)
        self._number = 0
        # Before llama_cpp is imported: spinning OpenMP threads make decoding 40 times slower beside one busy neighbour.
        environment = os.environ | {
            "OMP_WAIT_POLICY": "passive",
            "GGML_NO_BACKTRACE": "1",  # it would start a debugger when it aborts
            "PYTHONUNBUFFERED": "1",
        }
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "agent.worker"],  # -P: a file agent.py in the working folder is not ours
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
            request = {
                "op": "load",
                "path": str(path),
                "prefixes": str(prefixes or paths.prefix_dir()),
                "context": context,
                "threads": threads,
                "plain": plain,
                "adapter": str(adapter or ""),
            }
            loaded = self.request(request, cancelled=cancelled, timeout_s=LOAD_S)
        except BaseException:
            self.close()
            raise
        self.context = int(loaded["context"])
        self.name = str(loaded["name"])

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
        """Send one request and return its result. Raises WorkerDied, ModelError, and `_Unresponsive` when a cancelled
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
                raise _Unresponsive("The model process did not stop when it was told to, and was ended.")
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


class _Unresponsive(ModelError):
    """A cancelled request did not end in time, so its process was ended."""


class LocalWriter:
    """Writes with a model file. Safe to use from several threads: requests wait for each other."""

    def __init__(
        self,
        model: str,
        threads: int = 0,
        context: int = CONTEXT,
        prefixes: Path | None = None,
        on_wait: Waiting = wait_silently,
        adapter: str = "",
    ) -> None:
        """`model` is a catalogue key or a GGUF file; it is looked for now, loaded when it is first needed. `prefixes` is
        the folder for evaluated prefixes, if not the usual one; `on_wait` is told what keeps the first words waiting.
        `adapter` is what the setting of that name says.

        Raises ModelError where either is missing or damaged, or they aren't for each other.
        """
        self._path = resolve_model(model)
        self._adapter = usable_adapter(adapter, self._path)
        self._adapter_is_wanted = bool(adapter)
        self._model_threads = threads
        self._wanted_context = context
        self._prefixes = prefixes
        self._on_wait = on_wait
        self._plain = plain_is_known()
        self._process: ModelProcess | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        return self._path.stem

    @property
    def adapter(self) -> str:
        """Name of the adapter that scripts are written with; empty: none."""
        return self._adapter.key if self._adapter else ""

    @property
    def trust(self) -> Trust | None:
        """What the adapter's sureness is worth; None without one, or where nothing is known of it."""
        return trust_from(self._adapter.trust) if self._adapter else None

    @property
    def adapter_sha256(self) -> str:
        return self._adapter.sha256 if self._adapter else ""

    @property
    def pid(self) -> int | None:
        """Of the model process, where one runs."""
        return self._process.pid if self._process and self._process.alive else None

    @property
    def context(self) -> int:
        return self._process.context if self._process else self._wanted_context

    def _request(
        self,
        request: dict[str, Any],
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Any:
        def stop() -> bool:
            return self._closed.is_set() or cancelled()

        with self._lock:
            if self._closed.is_set():
                raise ModelError(f"The model {self.name} was put away, another one is in use now. Do it again.")
            if self._process and not self._process.alive:  # it died while nothing was asked of it
                self._drop()
            try:
                return self._ask(request, on_token, stop)
            except WorkerDied as error:
                proven = self._process is not None and self._process.proven
                self._drop()
                if error.signal not in BROKEN or proven or self._plain:
                    raise
                self._plain = True
            # nothing was answered yet, so it can be asked once more
            done = self._ask(request, on_token, stop)
            remember_plain()
            return done

    def _ask(self, request: dict[str, Any], on_token: Callable[[str], None], stop: Callable[[], bool]) -> Any:
        """Start the process where none runs, and have it carry a request out. It doesn't outlive what goes wrong."""
        if self._process is None:
            ensure_whole(self._path, self._tell_checking, stop)
            self._process = self._start(stop)
        try:
            done = self._process.request(request, on_token=on_token, on_wait=self._on_wait, cancelled=stop)
        except WorkerDied:
            raise  # the caller looks at it
        except _Unresponsive:
            self._drop()
            raise
        except ModelError:
            raise
        except BaseException:  # Ctrl-C, or the listener's own error: the request would go on behind our back
            self._drop()
            raise
        self._process.proven = self._process.proven or request["op"] not in ("count", "tokens")
        return done

    def _start(self, stop: Callable[[], bool]) -> ModelProcess:
        """The model's process; without the adapter that is shipped where that turns out to be of no use here."""
        adapter = self._adapter.path if self._adapter else None
        try:
            return ModelProcess(
                self._path, self._wanted_context, self._model_threads, self._prefixes, self._plain, stop, adapter
            )
        except AdapterRefused as error:
            if self._adapter_is_wanted:
                raise
            log.warning("%s", error)
            self._adapter = None
            return self._start(stop)

    def _tell_checking(self, progress: Progress) -> None:
        self._on_wait(CHECKING, progress.done, progress.total or 0)

    def _drop(self) -> None:
        if self._process:
            self._process.close()
            self._process = None

    def generate(
        self,
        prompt: Prompt,
        *,
        grammar: str | None = None,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        request = {"op": "generate", "prompt": prompt_to_json(prompt), "grammar": grammar, "max_tokens": max_tokens}
        try:
            result = self._request(request, on_token, cancelled)
            written = Generation(**result | {"stop": StopReason(result["stop"])})
            if is_babble(written.text):
                ensure_whole(self._path, self._tell_checking, cancelled, thorough=True)
        except (_Unresponsive, CancelledError):
            return Generation("", StopReason.CANCELLED, model=self.name)
        return written

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        result = None
        with contextlib.suppress(_Unresponsive, CancelledError):
            result = self._request({"op": "warm", "prompt": prompt_to_json(prompt)}, cancelled=cancelled)
        if result is None:
            raise CancelledError("Stopped while the app's doc was being read by the model; the next task reads it.")
        return Warmth(**result)

    def count(self, prompt: Prompt) -> int:
        return int(self._request({"op": "count", "prompt": prompt_to_json(prompt)}))

    def tokens(self, prompt: Prompt, answer: str) -> Tokens:
        """Return prompt and answer as the model reads them. Raises ModelError."""
        return Tokens(**self._request({"op": "tokens", "prompt": prompt_to_json(prompt), "answer": answer}))

    def close(self) -> None:
        """End the model process, and what it is doing; nothing can be asked of this writer afterwards."""
        self._closed.set()
        with self._lock:
            self._drop()


def open_local_writer(model: str, threads: int = 0, on_wait: Waiting = wait_silently, adapter: str = "") -> LocalWriter:
    """The writer for a catalogue key or a GGUF file, and an adapter. Raises ModelError where one is missing or damaged; the
    model itself is loaded when it is first needed."""
    return LocalWriter(model, threads, on_wait=on_wait, adapter=adapter)
