"""An encoder through llama.cpp: texts in, a vector each out, near to each other where the texts mean similar things. Runs in a
worker process, as the model that writes does.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import llama_cpp as c
import numpy as np
import numpy.typing as npt

from ground.errors import ModelError

from .kernels import choose_threads
from .llama_parts import last_errors, open_model, tokens_of
from .writing import never

BATCH = 128
"""Tokens computed at once, of several texts together; a longer text is cut. Larger batches cost memory and save no time."""
_TEXTS = 64
"""Of a batch: llama.cpp wants to know beforehand."""


class LlamaEncoder:
    """A loaded encoder. Not for several threads at once."""

    def __init__(self, path: Path) -> None:
        """Raises ModelError where llama.cpp can't load it, or it isn't one."""
        # it isn't faster with rearranged weights, and those need what some processors only promise
        self._model: Any = open_model(path, rearranged=False)
        self._vocabulary: Any = c.llama_model_get_vocab(self._model)
        self.width = int(c.llama_model_n_embd(self._model))
        self._context: Any = c.llama_init_from_model(self._model, _settings())
        if not self._context or c.llama_pooling_type(self._context) in (
            c.LLAMA_POOLING_TYPE_NONE,
            c.LLAMA_POOLING_TYPE_UNSPECIFIED,
        ):
            self.close()
            raise ModelError(f"{path.name} gives no vectors of whole texts: another model file is needed.")

    def close(self) -> None:
        """Free the encoder's memory."""
        if self._context:
            c.llama_free(self._context)
        if self._model:
            c.llama_model_free(self._model)
        self._context = self._model = None

    def vectors(self, texts: Sequence[str], cancelled: Callable[[], bool] = never) -> npt.NDArray[np.float32]:
        """`[texts, width]`, each row of length 1. What is left when `cancelled()` stays zero. Raises ModelError."""
        found = np.zeros((len(texts), self.width), np.float32)
        for group in _groups([self._tokens(text) for text in texts]):
            if cancelled():
                break
            self._encode(group, found)
        return found

    def _tokens(self, text: str) -> list[int]:
        """The text's tokens between the marks of its beginning and end."""
        tokens = tokens_of(self._vocabulary, text, marked=True, control=False)
        return tokens if len(tokens) < BATCH else [*tokens[: BATCH - 1], tokens[-1]]

    def _encode(self, group: dict[int, list[int]], found: npt.NDArray[np.float32]) -> None:
        """Put the vectors of some texts, by their number, into `found`."""
        total = sum(map(len, group.values()))
        batch = c.llama_batch_init(total, 0, 1)
        try:
            at = 0
            for sequence, tokens in enumerate(group.values()):
                for position, token in enumerate(tokens):
                    batch.token[at], batch.pos[at], batch.logits[at] = token, position, 1
                    batch.n_seq_id[at] = 1
                    batch.seq_id[at][0] = sequence
                    at += 1
            batch.n_tokens = total
            if c.llama_encode(self._context, batch):
                raise ModelError(f"llama.cpp can't compute {total} tokens: {last_errors()}.")
        finally:
            c.llama_batch_free(batch)
        for sequence, number in enumerate(group):
            vector = c.llama_get_embeddings_seq(self._context, sequence)
            found[number] = np.ctypeslib.as_array(ctypes.cast(vector, ctypes.POINTER(ctypes.c_float)), (self.width,))
            found[number] /= max(float(np.linalg.norm(found[number])), 1e-12)


def _groups(tokens: Sequence[list[int]]) -> Iterator[dict[int, list[int]]]:
    """Texts that are computed together, by their number."""
    group: dict[int, list[int]] = {}
    total = 0
    for number, one in enumerate(tokens):
        if group and (total + len(one) > BATCH or len(group) == _TEXTS):
            yield group
            group, total = {}, 0
        group[number] = one
        total += len(one)
    if group:
        yield group


def _settings() -> Any:
    settings = c.llama_context_default_params()
    settings.n_ctx = settings.n_batch = settings.n_ubatch = BATCH
    settings.n_seq_max = _TEXTS
    settings.kv_unified = True
    settings.n_threads = settings.n_threads_batch = choose_threads()[1]
    settings.flash_attn_type = c.LLAMA_FLASH_ATTN_TYPE_ENABLED  # a third less time for many short texts
    settings.embeddings = True
    settings.no_perf = True
    return settings
