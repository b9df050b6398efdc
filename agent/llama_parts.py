"""What llama.cpp is handed beside model and prompt: a grammar that an answer has to keep, an adapter that changes the model
where it is switched on. And what llama.cpp says when something is wrong, which it logs instead of returning it.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

import llama_cpp as c
import numpy as np
import numpy.typing as npt

from thumbwright.errors import ModelError

from .writing import AdapterRefused

BEST = 128
"""How many of the likeliest tokens the grammar looks at before it looks at all."""
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)], align=True)
_LOG_ERROR = 4
_log: list[str] = []


@c.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _keep_log(level: int, text: bytes, _data: object) -> None:
    if level == _LOG_ERROR:
        _log.append(text.decode(errors="replace").strip())
        del _log[:-20]


def keep_log() -> None:
    """Keep what llama.cpp calls errors, and silence the rest."""
    c.llama_log_set(_keep_log, ctypes.c_void_p(0))


def forget_log() -> None:
    """What was said so far is of something else."""
    _log.clear()


def last_errors() -> str:
    """What llama.cpp said went wrong; the first lines name it."""
    return "; ".join(_log[:2]) or "llama.cpp gives no reason"


class Grammar:
    """A grammar that is asked only about the best token, and about more where it says no: that costs 1 % of the time
    instead of 30."""

    def __init__(self, vocab: Any, text: str) -> None:
        self._vocab = vocab
        forget_log()
        self._sampler: Any = c.llama_sampler_init_grammar(vocab, text.encode(), b"root")
        if not self._sampler:
            raise ModelError(f"The grammar can't be read: {last_errors()}")

    def _allowed(self, ids: npt.NDArray[np.int32], logits: npt.NDArray[np.float32]) -> int | None:
        """Return the likeliest of `ids` that the grammar allows now."""
        candidates = np.empty(len(ids), dtype=_CANDIDATE)
        candidates["id"], candidates["logit"], candidates["p"] = ids, logits[ids], 0.0
        array = c.llama_token_data_array(
            data=candidates.ctypes.data_as(ctypes.POINTER(c.llama_token_data)), size=len(ids), selected=-1, sorted=False
        )
        c.llama_sampler_apply(self._sampler, ctypes.byref(array))
        best = int(candidates["logit"].argmax())
        return int(candidates["id"][best]) if np.isfinite(candidates["logit"][best]) else None

    def choose(self, logits: npt.NDArray[np.float32]) -> int | None:
        """Return the likeliest token that the grammar allows; None where it allows none, the end included."""
        best = np.array([logits.argmax()], dtype=np.int32)
        if (token := self._allowed(best, logits)) is not None:
            return token
        some = np.argpartition(-logits, min(BEST, len(logits) - 1))[:BEST].astype(np.int32)
        if (token := self._allowed(some, logits)) is not None:
            return token
        return self._allowed(np.arange(len(logits), dtype=np.int32), logits)

    def accept(self, token: int) -> None:
        c.llama_sampler_accept(self._sampler, token)

    def close(self) -> None:
        c.llama_sampler_free(self._sampler)


class LoadedAdapter:
    """A LoRA adapter beside its model, off until it is switched on. Its memory goes with the model's."""

    def __init__(self, model: Any, path: Path) -> None:
        """Raises AdapterRefused where llama.cpp can't use it with this model."""
        self.name = path.stem
        forget_log()
        self._adapter: Any = c.llama_adapter_lora_init(model, os.fsencode(path))
        if not self._adapter:
            raise AdapterRefused(
                f"The adapter {path} can't be used with this model: {last_errors()}. Without one: thumbwright models use none"
            )
        self._one = (c.llama_adapter_lora_p_ctypes * 1)(self._adapter)
        self._scale = (ctypes.c_float * 1)(1.0)

    def switch(self, context: Any, on: bool) -> None:
        """What `context` evaluates from now on is evaluated with the adapter, or without it. Raises ModelError."""
        given = (self._one, 1, self._scale) if on else (None, 0, None)
        if c.llama_set_adapters_lora(context, *given):
            raise ModelError(f"The adapter {self.name} can't be switched {'on' if on else 'off'}: {last_errors()}")
