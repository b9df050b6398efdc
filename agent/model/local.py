"""The writer that uses a model file: starts the model's process when it is first needed, and another one after a crash.

The process itself, and that cancelling it is certain, are `agent.model.model_process`'s.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ground import paths
from ground.errors import CancelledError, ModelError

from ..files.adapter_files import usable_adapter
from ..files.model_files import ensure_whole, ensure_writes, resolve_model
from ..files.partial import Progress
from .kernels import BROKEN, plain_is_known, remember_plain
from .meaning import Meaning, open_meaning
from .model_process import ModelProcess, Unresponsive
from .stopping import is_babble
from .writing import (
    CONTEXT,
    AdapterRefused,
    Generation,
    Prompt,
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

CHECKING = "The model's file is looked at, once"


class LocalWriter:
    """Writes with a model file. Safe to use from several threads: requests wait for each other."""

    def __init__(
        self,
        model: str,
        threads: int = 0,
        prefixes: Path | None = None,
        on_wait: Waiting = wait_silently,
        adapter: str = "",
        meaning: Meaning | None = None,
    ) -> None:
        """`model` is a catalogue key or a GGUF file; it is looked for now, loaded when it is first needed. `prefixes` is
        the folder for evaluated prefixes, if not the usual one; `on_wait` is told what keeps the first words waiting.
        `adapter` is what the setting of that name says, `meaning` the encoder,
        where there is one: it is closed with the writer.

        Raises ModelError where either is missing or damaged, or they aren't for each other.
        """
        self._path = resolve_model(model)
        ensure_writes(self._path)
        self._adapter = usable_adapter(adapter, self._path)
        self._adapter_is_wanted = bool(adapter)
        self.meaning = meaning
        self._model_threads = threads
        self._prefixes = prefixes
        self._on_wait = on_wait
        self._plain = plain_is_known()
        self._process: ModelProcess | None = None
        self._proven = False
        """Whether the process has computed something."""
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
    def adapter_sha256(self) -> str:
        return self._adapter.sha256 if self._adapter else ""

    @property
    def pid(self) -> int | None:
        """Of the model process, where one runs."""
        return self._process.pid if self._process and self._process.alive else None

    @property
    def context(self) -> int:
        return int(self._process.loaded["context"]) if self._process else CONTEXT

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
                proven = self._proven
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
        except BaseException as error:
            # Ctrl-C, or the listener's own error: the request would go on behind our back
            if not isinstance(error, ModelError) or isinstance(error, Unresponsive):
                self._drop()
            raise
        self._proven = self._proven or request["op"] not in ("count", "tokens")
        return done

    def _start(self, stop: Callable[[], bool]) -> ModelProcess:
        """The model's process; without the adapter that is shipped where that turns out to be of no use here."""
        load = {
            "op": "load",
            "path": str(self._path),
            "prefixes": str(self._prefixes or paths.prefix_dir()),
            "threads": self._model_threads,
            "plain": self._plain,
            "adapter": str(self._adapter.path) if self._adapter else "",
        }
        try:
            return ModelProcess(load, stop)
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
            self._process, self._proven = None, False

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        request = {"op": "generate", "prompt": asdict(prompt), "max_tokens": max_tokens}
        try:
            result = self._request(request, on_token, cancelled)
            written = Generation(**result | {"stop": StopReason(result["stop"])})
            if is_babble(written.text):
                ensure_whole(self._path, self._tell_checking, cancelled, thorough=True)
        except (Unresponsive, CancelledError):
            return Generation("", StopReason.CANCELLED, model=self.name)
        return written

    def draw(
        self, prompt: Prompt, seeds: Sequence[int], *, max_tokens: int = 300, cancelled: Callable[[], bool] = never
    ) -> list[Generation]:
        request = {"op": "draw", "prompt": asdict(prompt), "seeds": list(seeds), "max_tokens": max_tokens}
        try:
            result = self._request(request, cancelled=cancelled)
        except (Unresponsive, CancelledError):
            return [Generation("", StopReason.CANCELLED, model=self.name) for _ in seeds]
        return [Generation(**one | {"stop": StopReason(one["stop"])}) for one in result]

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        result = None
        with contextlib.suppress(Unresponsive, CancelledError):
            result = self._request({"op": "warm", "prompt": asdict(prompt)}, cancelled=cancelled)
        if result is None:
            raise CancelledError("Stopped while the app's doc was being read by the model; the next task reads it.")
        return Warmth(**result)

    def count(self, prompt: Prompt) -> int:
        return int(self._request({"op": "count", "prompt": asdict(prompt)}))

    def tokens(self, prompt: Prompt, answer: str) -> Tokens:
        """Return prompt and answer as the model reads them. Raises ModelError."""
        return Tokens(**self._request({"op": "tokens", "prompt": asdict(prompt), "answer": answer}))

    def close(self) -> None:
        """End the model process, and what it is doing; nothing can be asked of this writer afterwards."""
        self._closed.set()
        with self._lock:
            self._drop()
        if self.meaning is not None:
            self.meaning.close()


def open_local_writer(model: str, threads: int = 0, on_wait: Waiting = wait_silently, adapter: str = "") -> LocalWriter:
    """The writer for a catalogue key or a GGUF file, and an adapter. Raises ModelError where one is missing or damaged; the
    model itself is loaded when it is first needed."""
    return LocalWriter(model, threads, on_wait=on_wait, adapter=adapter, meaning=open_meaning())
