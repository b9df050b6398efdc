"""A model loaded through llama.cpp, and which tokens' state it holds: evaluated in pieces, forgotten from an end, kept on disk and
read back, with the adapter on or off. What is asked of it is `llama`'s.

llama.cpp's C interface is used rather than the package's `Llama` class: that keeps 311 MB of logits nobody reads, masks the
whole vocabulary for a grammar at each token, and can't say what it evaluated. An adapter acts behind the prefix only, whose
state is the model's own: so what is kept of an app is right with any adapter and without one.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import llama_cpp as c
import numpy as np
import numpy.typing as npt

from ground.errors import ModelError

from .held import Held
from .kernels import choose_threads
from .llama_parts import LoadedAdapter, Vocabulary, last_errors, open_model
from .prefixes import SHORTEST, PrefixStore
from .writing import CONTEXT, AdapterRefused

CHUNK = 128
"""Tokens evaluated between two looks at the cancel button; speed is the same from 64 to 512."""
SEQUENCES = 7
"""Answers that may be drawn side by side (`agent.model.llama_several`)."""


def unread(_done: int, _all_of_them: int) -> None:
    """Stands for nobody who waits for the reading."""


class LoadedModel:
    """A model with the tokens that it holds: evaluated, forgotten, kept on disk. Not for several threads at once."""

    def __init__(
        self,
        path: Path,
        prefixes: PrefixStore,
        threads: int = 0,
        flash: bool | None = None,
        plain: bool = False,
        adapter: Path | None = None,
    ) -> None:
        """Load `path`; `flash` attention where that is the faster one, if it isn't said; `plain` leaves the weights as they
        are, for processors that aren't what they say (see `kernels`). Raises ModelError where llama.cpp can't, AdapterRefused
        where it can't use the `adapter`."""
        self.name = path.stem
        self.prefixes = prefixes
        self.held = Held()
        self._adapted = False
        """Whether the adapter is on: what is evaluated now is evaluated with it."""
        self._evaluated = 0
        """Tokens of prompts evaluated so far."""
        self._model: Any = open_model(path, rearranged=not plain)
        self._context: Any = None
        self._adapter: LoadedAdapter | None = None
        try:  # before the context, which has to have room for it
            self._adapter = LoadedAdapter(self._model, adapter) if adapter else None
        except AdapterRefused:
            self.close()
            raise
        self.context = min(CONTEXT, c.llama_model_n_ctx_train(self._model))
        # on a processor, after 2,300 tokens of doc, plain attention takes four fifths of flash attention's time to the first
        # token (`thumbwright bench speed`), and less of it the longer the doc
        flash = c.llama_supports_gpu_offload() if flash is None else flash
        self._context = c.llama_init_from_model(self._model, self._settings(threads, flash))
        if not self._context:
            raise ModelError(f"{path}: no memory for a context of {self.context} tokens: {last_errors()}.")
        self.memory: Any = c.llama_get_memory(self._context)
        """llama.cpp's, of every sequence."""
        self._drafts = not (c.llama_model_is_recurrent(self._model) or c.llama_model_is_hybrid(self._model))
        """Whether tokens may be guessed: a recurrent state can't give back those that were guessed wrong."""
        self.vocabulary = Vocabulary(self._model, self.name)
        stat = path.stat()
        with path.open("rb") as file:
            head = hashlib.sha256(file.read(1 << 20)).hexdigest()
        build = f"{c.__version__} {c.llama_print_system_info().decode(errors='replace')}"
        way = f"{self.context} f16{' flash' * flash}{' plain' * plain}"
        self._identity = f"{head} {stat.st_size} {stat.st_mtime_ns} | {build} | {way}"

    def _settings(self, threads: int, flash: bool) -> Any:
        settings = c.llama_context_default_params()
        settings.n_ctx = self.context
        settings.n_batch = settings.n_ubatch = CHUNK
        settings.n_threads, settings.n_threads_batch = choose_threads(threads)
        settings.flash_attn_type = c.LLAMA_FLASH_ATTN_TYPE_ENABLED if flash else c.LLAMA_FLASH_ATTN_TYPE_DISABLED
        settings.n_seq_max, settings.kv_unified = SEQUENCES + 1, True
        settings.no_perf = True
        return settings

    @property
    def adapter_name(self) -> str:
        return self._adapter.name if self._adapter else ""

    def close(self) -> None:
        """Free the model's memory."""
        if self._context:
            c.llama_free(self._context)
        if self._model:  # and the adapter with it
            c.llama_model_free(self._model)
        self._context = self._model = self._adapter = None

    def _decode(self, tokens: Sequence[int]) -> None:
        batch = (c.llama_token * len(tokens))(*tokens)
        code = c.llama_decode(self._context, c.llama_batch_get_one(batch, len(tokens)))
        if code:
            self.forget(0)
            raise ModelError(f"llama.cpp could not evaluate {len(tokens)} tokens (code {code}).")
        self.held.add(tokens, adapted=self._adapted)

    def _decode_all(self, tokens: Sequence[int]) -> None:
        """Evaluate tokens after those held, so that what follows each of them can be asked for."""
        held = len(self.held)
        self.decode([(token, held + i, 0) for i, token in enumerate(tokens)])
        self.held.add(tokens, adapted=self._adapted)

    def decode(self, tokens: Sequence[tuple[int, int, int]]) -> None:
        """Evaluate tokens, each with its place and its sequence, so that what follows each of them can be asked for. Raises
        ModelError."""
        count = len(tokens)
        batch = c.llama_batch_init(count, 0, 1)
        batch.n_tokens = count
        for i, (token, place, sequence) in enumerate(tokens):
            batch.token[i], batch.pos[i] = token, place
            batch.n_seq_id[i], batch.seq_id[i][0] = 1, sequence
            batch.logits[i] = True
        code = c.llama_decode(self._context, batch)
        c.llama_batch_free(batch)
        if code:
            self.forget(0)
            raise ModelError(f"llama.cpp could not evaluate {count} tokens (code {code}).")

    def logits(self, number: int) -> npt.NDArray[np.float32]:
        """Of a token of the last batch; overwritten by the next one."""
        found = c.llama_get_logits_ith(self._context, number)
        return np.ctypeslib.as_array(found, shape=(self.vocabulary.size,))

    def _evaluate(
        self, tokens: Sequence[int], cancelled: Callable[[], bool], on_read: Callable[[int, int], None] = unread
    ) -> bool:
        """Evaluate tokens after those held; False where it was cancelled on the way. `on_read` is told how many are done,
        and of how many."""
        for start in range(0, len(tokens), CHUNK):
            on_read(start, len(tokens))
            if cancelled():
                return False
            self._decode(tokens[start : start + CHUNK])
            self._evaluated += min(CHUNK, len(tokens) - start)
        on_read(len(tokens), len(tokens))
        return True

    def forget(self, keep: int) -> None:
        """Hold only the first `keep` tokens."""
        if keep < len(self.held):
            if keep == 0 or not c.llama_memory_seq_rm(self.memory, -1, keep, -1):
                c.llama_memory_clear(self.memory, True)
                keep = 0
            self.held.cut(keep)

    def _let_adapt(self, on: bool) -> None:
        """Switch the adapter; what was evaluated with it is forgotten before anything is evaluated without it."""
        if self._adapter and on != self._adapted:
            self._adapter.switch(self._context, on)
        self._adapted = on and self._adapter is not None
        if not self._adapted:
            self.forget(self.held.plain)

    def _load(self, path: Path, tokens: Sequence[int]) -> bool:
        self.forget(0)
        room = len(tokens) + 1
        loaded, count = (c.llama_token * room)(), ctypes.c_size_t(0)
        done = c.llama_state_seq_load_file(self._context, os.fsencode(path), 0, loaded, room, ctypes.byref(count))
        if not done or list(loaded[: count.value]) != list(tokens):
            c.llama_memory_clear(self.memory, True)
            self.prefixes.discard(path)
            return False
        self.held.add(tokens, adapted=False)
        return True

    def _save(self, path: Path) -> bool:
        array = (c.llama_token * len(self.held))(*self.held.tokens)
        return bool(c.llama_state_seq_save_file(self._context, os.fsencode(path), 0, array, len(self.held)))

    def _prepare(
        self, prefix: Sequence[int], cancelled: Callable[[], bool], on_read: Callable[[int, int], None] = unread
    ) -> str:
        """Hold the prefix as the model itself reads it, from wherever it comes soonest: memory, disk, evaluated, or
        cancelled."""
        common = self.held.common(prefix)
        if common == len(prefix):
            return "memory"
        self._let_adapt(False)
        kept = self.prefixes.find(prefix, self._identity)
        if kept and self._load(kept, prefix):
            return "disk"
        self.forget(common - common % CHUNK)
        if not self._evaluate(prefix[len(self.held) :], cancelled, on_read):
            return "cancelled"
        if len(prefix) >= SHORTEST:
            self.prefixes.save(prefix, self._identity, self._save)
        return "evaluated"
