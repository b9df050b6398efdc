"""Meaning: how near texts are to each other whatever words they use, as a small encoder sees them. It runs in a process of its
own, started when it is first needed, so that a native crash costs an answer and no more. Nothing needs it: where its file isn't
on this machine, everything works by words.
"""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ground.errors import CancelledError, ModelError

from ..files.catalogue import meaning_key
from ..files.model_files import ensure_whole, resolve_model
from .model_process import ModelProcess
from .writing import never

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_REMEMBERED = 512
"""Vectors of texts asked for lately: one task is looked at several times."""


@runtime_checkable
class Understanding(Protocol):
    """A writer that has the encoder beside it."""

    @property
    def meaning(self) -> Meaning | None: ...


class Meaning:
    """An encoder. Safe to use from several threads: requests wait for each other."""

    def __init__(self, path: Path) -> None:
        """The file isn't loaded before it is needed."""
        self.path = path
        self._process: ModelProcess | None = None
        self._lately: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str], cancelled: Callable[[], bool] = never) -> Vectors:
        """`[texts, width]`, each row of length 1. Raises ModelError, CancelledError."""
        import numpy as np

        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._lately]
            known = {text: self._lately[text] for text in texts if text in self._lately}
            known |= dict(zip(new, self._asked(new, cancelled), strict=True)) if new else {}
            for text in dict.fromkeys(texts):
                self._lately[text] = known[text]
                self._lately.move_to_end(text)
            while len(self._lately) > _REMEMBERED:
                self._lately.popitem(last=False)
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, self.width), np.float32)

    @property
    def pid(self) -> int | None:
        """Of its process, where one runs."""
        return self._process.pid if self._process and self._process.alive else None

    @property
    def width(self) -> int:
        """Numbers of a vector. Raises ModelError."""
        return int(self._started(never).loaded["width"])

    def _asked(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Vectors:
        import numpy as np

        process = self._started(cancelled)
        try:
            data = base64.b64decode(process.request({"op": "vectors", "texts": list(texts)}, cancelled=cancelled))
        except BaseException:
            self._drop()
            raise
        if cancelled():
            raise CancelledError("Stopped while texts were compared by meaning.")
        return np.frombuffer(data, np.float32).reshape(len(texts), int(process.loaded["width"]))

    def _started(self, cancelled: Callable[[], bool]) -> ModelProcess:
        if self._process is not None and not self._process.alive:
            self._drop()
        if self._process is None:
            ensure_whole(self.path, cancelled=cancelled)
            self._process = ModelProcess({"op": "load_encoder", "path": str(self.path)}, cancelled)
        return self._process

    def _drop(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def close(self) -> None:
        """End the process. It is started anew where something is asked again."""
        with self._lock:
            self._drop()


def open_meaning() -> Meaning | None:
    """None where the encoder's file isn't on this machine, is damaged, or numpy isn't installed."""
    import importlib.util

    key = meaning_key()
    try:
        path = resolve_model(key) if key else None
    except ModelError:
        return None
    return Meaning(path) if path and importlib.util.find_spec("numpy") else None
