"""The model itself, through llama.cpp: load a file, evaluate prompts, decode greedily. The one module that imports
llama_cpp; it runs in the worker process, where a native crash costs an attempt and nothing else.

llama.cpp's C interface is used rather than the package's `Llama` class: that keeps 311 MB of logits nobody reads, masks the
whole vocabulary for a grammar at each token, and can't say what it evaluated. What a prompt says and when a text ends are
left to `agent.chat` and `agent.stopping`.
"""

from __future__ import annotations

import codecs
import ctypes
import hashlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import llama_cpp as c
import numpy as np
import numpy.typing as npt

from thumbwright.errors import ModelError

from .chat import CHATML_MARK, chatml, lay_out, stops_of
from .drafting import MOST, draft
from .prefixes import SHORTEST, PrefixStore
from .stopping import Ending
from .writing import Generation, Prompt, PromptTooLong, StopReason, Warmth, ignore, never

CONTEXT = 8192
CHUNK = 128
"""Tokens evaluated between two looks at the cancel button; speed is the same from 64 to 512."""
TEMPERATURE = 0.6
"""At which another answer is drawn: far enough from the likeliest to differ, near enough to stay Python."""
BEST = 128
"""How many of the likeliest tokens the grammar looks at before it looks at all."""
ROOM = 16
"""Tokens that must be left for an answer to make sense."""
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)], align=True)
_LOG_ERROR = 4
_log: list[str] = []


@c.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _keep_log(level: int, text: bytes, _data: object) -> None:
    if level == _LOG_ERROR:
        _log.append(text.decode(errors="replace").strip())
        del _log[:-20]


def choose_threads(wanted: int = 0) -> tuple[int, int]:
    """Return threads for decoding and for prompts. Decoding leaves a core free: with all of them taken, one busy
    neighbour stalls every token; prompts gain from the last core, decoding hardly does."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return (wanted, wanted) if wanted else (max(1, cores - 1), cores)


def unread(_done: int, _all_of_them: int) -> None:
    """Stands for nobody who waits for the reading."""


class LlamaModel:
    """A loaded model with one conversation in its memory. Not for several threads at once."""

    def __init__(
        self,
        path: Path,
        prefixes: PrefixStore,
        context: int = CONTEXT,
        threads: int = 0,
        flash: bool | None = None,
        plain: bool = False,
    ) -> None:
        """Load `path`; `flash` attention where that is the faster one, if it isn't said; `plain` leaves the weights as they
        are, for processors that aren't what they say (see `kernels`). Raises ModelError where llama.cpp can't."""
        self.name = path.stem
        self.prefixes = prefixes
        self._held: list[int] = []
        """Tokens whose state is in memory, in order."""
        self._evaluated = 0
        """Tokens of prompts evaluated so far."""
        c.llama_log_set(_keep_log, ctypes.c_void_p(0))
        c.llama_backend_init()
        _log.clear()
        how = c.llama_model_default_params()
        how.use_extra_bufts = not plain
        self._model: Any = c.llama_model_load_from_file(os.fsencode(path), how)
        if not self._model:
            reason = "; ".join(_log[:2]) or "no reason given"
            raise ModelError(f"{path} can't be loaded: {reason}. Look: thumbwright models verify")
        self._vocab: Any = c.llama_model_get_vocab(self._model)
        self._vocab_size = c.llama_vocab_n_tokens(self._vocab)
        self.context = min(context, c.llama_model_n_ctx_train(self._model))
        # on a processor, after 2,300 tokens of doc, plain attention takes four fifths of flash attention's time to the first
        # token (`thumbwright bench speed`), and less of it the longer the doc
        flash = c.llama_supports_gpu_offload() if flash is None else flash
        self._context: Any = c.llama_init_from_model(self._model, self._settings(threads, flash))
        if not self._context:
            raise ModelError(f"{path}: no memory for a context of {self.context} tokens. {'; '.join(_log[:2])}")
        self._memory: Any = c.llama_get_memory(self._context)
        self._drafts = not (c.llama_model_is_recurrent(self._model) or c.llama_model_is_hybrid(self._model))
        """Whether tokens may be guessed: a recurrent state can't give back those that were guessed wrong."""
        self._template, self._bos, self._eos = self._chat_template()
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
        settings.no_perf = True
        return settings

    def close(self) -> None:
        """Free the model's memory."""
        if self._context:
            c.llama_free(self._context)
        if self._model:
            c.llama_model_free(self._model)
        self._context = self._model = None

    # -- text and tokens ----------------------------------------------------------------------------------------------

    def _chat_template(self) -> tuple[str, str, str]:
        """Return the template, and what it may write for the beginning and the end of a text."""
        own = c.llama_model_chat_template(self._model, None)
        bos, eos = (
            self._piece(token).decode(errors="replace") if token >= 0 else ""
            for token in (c.llama_vocab_bos(self._vocab), c.llama_vocab_eos(self._vocab))
        )
        if own and CHATML_MARK not in own.decode(errors="replace"):
            return own.decode(errors="replace"), bos, eos
        if len(self._tokenise(CHATML_MARK, control=True)) != 1:
            raise ModelError(f"{self.name} has no chat template: a model trained to follow instructions is needed.")
        return chatml(), bos, eos

    def _tokenise(self, text: str, control: bool) -> list[int]:
        data = text.encode()
        size = len(data) + 8
        tokens = (c.llama_token * size)()
        count = c.llama_tokenize(self._vocab, data, len(data), tokens, size, False, control)
        if count < 0:
            raise ModelError(f"llama.cpp can't tokenise a text of {len(data)} bytes.")
        return list(tokens[:count])

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(256)
        size = c.llama_token_to_piece(self._vocab, token, buffer, 256, 0, True)
        return bytes(buffer.raw[: max(0, size)])

    def _tokens(self, prompt: Prompt) -> tuple[list[int], int]:
        """Return the prompt's tokens and how many of them are the prefix's. Raises ModelError."""
        tokens: list[int] = []
        prefix = 0
        for piece in lay_out(prompt, self._template, self._bos, self._eos):
            tokens += self._tokenise(piece.text, piece.control)
            if piece.in_prefix:
                prefix = len(tokens)
        if c.llama_vocab_get_add_bos(self._vocab) and tokens[:1] != [c.llama_vocab_bos(self._vocab)]:
            tokens.insert(0, c.llama_vocab_bos(self._vocab))
            prefix += 1 if prefix else 0
        if len(tokens) + ROOM > self.context:
            raise PromptTooLong(
                f"The prompt has {len(tokens)} tokens and the model's context {self.context}: fewer screens or samples "
                "have to do."
            )
        return tokens, prefix

    def count(self, prompt: Prompt) -> int:
        """Return the prompt's length in tokens. Raises ModelError."""
        return len(self._tokens(prompt)[0])

    # -- evaluating ---------------------------------------------------------------------------------------------------

    def _decode(self, tokens: Sequence[int]) -> None:
        batch = (c.llama_token * len(tokens))(*tokens)
        code = c.llama_decode(self._context, c.llama_batch_get_one(batch, len(tokens)))
        if code:
            self._forget(0)
            raise ModelError(f"llama.cpp could not evaluate {len(tokens)} tokens (code {code}).")
        self._held += tokens

    def _decode_all(self, tokens: Sequence[int]) -> None:
        """Evaluate tokens after those held, so that what follows each of them can be asked for."""
        count, held = len(tokens), len(self._held)
        batch = c.llama_batch_init(count, 0, 1)
        batch.n_tokens = count
        for i, token in enumerate(tokens):
            batch.token[i], batch.pos[i] = token, held + i
            batch.n_seq_id[i], batch.seq_id[i][0] = 1, 0
            batch.logits[i] = True
        code = c.llama_decode(self._context, batch)
        c.llama_batch_free(batch)
        if code:
            self._forget(0)
            raise ModelError(f"llama.cpp could not evaluate {count} tokens (code {code}).")
        self._held += tokens

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

    def _forget(self, keep: int) -> None:
        """Hold only the first `keep` tokens."""
        if keep < len(self._held):
            if keep == 0 or not c.llama_memory_seq_rm(self._memory, -1, keep, -1):
                c.llama_memory_clear(self._memory, True)
                keep = 0
            del self._held[keep:]

    def _common(self, tokens: Sequence[int]) -> int:
        return next(
            (i for i, (a, b) in enumerate(zip(self._held, tokens, strict=False)) if a != b),
            min(len(self._held), len(tokens)),
        )

    def _load(self, path: Path, tokens: Sequence[int]) -> bool:
        self._forget(0)
        room = len(tokens) + 1
        loaded, count = (c.llama_token * room)(), ctypes.c_size_t(0)
        done = c.llama_state_seq_load_file(self._context, os.fsencode(path), 0, loaded, room, ctypes.byref(count))
        if not done or list(loaded[: count.value]) != list(tokens):
            c.llama_memory_clear(self._memory, True)
            self.prefixes.discard(path)
            return False
        self._held = list(tokens)
        return True

    def _save(self, path: Path) -> bool:
        array = (c.llama_token * len(self._held))(*self._held)
        return bool(c.llama_state_seq_save_file(self._context, os.fsencode(path), 0, array, len(self._held)))

    def _prepare(
        self, prefix: Sequence[int], cancelled: Callable[[], bool], on_read: Callable[[int, int], None] = unread
    ) -> str:
        """Hold exactly the prefix, from wherever it comes soonest: memory, disk, evaluated, or cancelled."""
        common = self._common(prefix)
        if common == len(prefix):
            return "memory"
        kept = self.prefixes.find(prefix, self._identity)
        if kept and self._load(kept, prefix):
            return "disk"
        self._forget(common - common % CHUNK)
        if not self._evaluate(prefix[len(self._held) :], cancelled, on_read):
            return "cancelled"
        if len(prefix) >= SHORTEST:
            self.prefixes.save(prefix, self._identity, self._save)
        return "evaluated"

    def warm(self, prompt: Prompt, cancelled: Callable[[], bool] = never) -> Warmth | None:
        """Evaluate the prompt's prefix and keep its state; None where it was cancelled. Raises ModelError."""
        begun = time.perf_counter()
        tokens, length = self._tokens(prompt)
        source = self._prepare(tokens[:length], cancelled)
        if source == "cancelled":
            return None
        return Warmth(length, time.perf_counter() - begun, source)  # type: ignore[arg-type]

    # -- decoding -----------------------------------------------------------------------------------------------------

    def generate(
        self,
        prompt: Prompt,
        *,
        grammar: str | None = None,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
        on_read: Callable[[int, int], None] = unread,
    ) -> Generation:
        """As `Writer.generate` says; `on_read` is told of a prefix that has to be evaluated. Raises ModelError."""
        begun = time.perf_counter()
        evaluated_before = self._evaluated
        tokens, length = self._tokens(prompt)
        rules = _Grammar(self._vocab, grammar) if grammar else None
        try:
            source = self._prepare(tokens[:length], cancelled, on_read)
            reason = StopReason.CANCELLED if source == "cancelled" else None
            ending = Ending(stops_of(prompt), on_token)
            count, first = 0, begun
            if reason is None:
                # What follows the prefix is evaluated each time, and in the same pieces, even where it is still held: sums
                # in another order round differently, and the same prompt would give another text now and then.
                self._forget(max(length, min(self._common(tokens), len(tokens) - 1)) if prompt.goes_on else length)
                rest = tokens[len(self._held) :]
                reason = None if self._evaluate(rest, cancelled) else StopReason.CANCELLED
                first = time.perf_counter()
            if reason is None:
                most = min(max_tokens, self.context - len(tokens))
                draw = Draw(prompt.seed) if prompt.seed else None
                count, reason = self._write(ending, rules, prompt.barred, most, cancelled, draw)
        finally:
            if rules:
                rules.close()
        ending.finish()
        now = time.perf_counter()
        return Generation(
            text=ending.text,
            stop=reason,
            prompt_tokens=len(tokens),
            evaluated_tokens=self._evaluated - evaluated_before,
            output_tokens=count,
            first_token_s=first - begun,
            decode_s=now - first,
            model=self.name,
        )

    def bare_decode_s(self, prompt: Prompt, count: int) -> float:
        """Seconds llama.cpp itself takes for `count` tokens after the prompt, one by one, with nobody choosing or reading
        them: what decoding is measured against. Raises ModelError."""
        tokens, length = self._tokens(prompt)
        self._prepare(tokens[:length], never)
        self._forget(length)
        self._evaluate(tokens[len(self._held) :], never)
        token = (c.llama_token * 1)(tokens[-1])
        begun = time.perf_counter()
        for _ in range(count):
            if c.llama_decode(self._context, c.llama_batch_get_one(token, 1)):
                raise ModelError(f"llama.cpp could not evaluate a token after {len(tokens)}.")
        c.llama_synchronize(self._context)
        took = time.perf_counter() - begun
        self._held += [tokens[-1]] * count
        return took

    def _write(
        self,
        ending: Ending,
        rules: _Grammar | None,
        barred: Sequence[str],
        max_tokens: int,
        cancelled: Callable[[], bool],
        draw: Draw | None = None,
    ) -> tuple[int, StopReason]:
        text = codecs.getincrementaldecoder("utf-8")(errors="replace")
        written = 0
        guesses: list[int] = []
        while written < max_tokens:
            if cancelled():
                return written, StopReason.CANCELLED
            # The last batch ends with guesses: each holds if the model, asked after the token before it, chooses the same.
            for i, guess in enumerate([*guesses, None]):
                logits = c.llama_get_logits_ith(self._context, i - len(guesses) - 1)
                row = np.ctypeslib.as_array(logits, shape=(self._vocab_size,))
                seen = draw(row) if draw else row
                token = rules.choose(seen) if rules else self._likeliest(seen, barred if ending.at_line_start else ())
                if not row.max() > row.min():  # all the same, or no numbers
                    raise ModelError(
                        f"What {self.name} computes makes no sense: its file is damaged. Look: thumbwright models verify"
                    )
                if token is None or c.llama_vocab_is_eog(self._vocab, token):
                    return written, StopReason.END
                written += 1
                if reason := ending.feed(text.decode(self._piece(token))):
                    return written, reason
                if written == max_tokens:
                    return written, StopReason.LENGTH
                if rules:
                    rules.accept(token)
                if token != guess:
                    self._forget(len(self._held) - len(guesses) + i)
                    guesses = draft([*self._held, token], min(MOST, max_tokens - written - 1)) if self._drafts else []
                    self._decode_all([token, *guesses])
                    break
        return written, StopReason.LENGTH

    def _likeliest(self, logits: npt.NDArray[np.float32], barred: Sequence[str]) -> int:
        """Return the best token that begins with none of the `barred` words."""
        while True:
            token = int(logits.argmax())
            piece = self._piece(token).decode(errors="replace").strip() if barred else ""
            if not any(piece == word or not word.isalpha() and piece.startswith(word) for word in barred):
                return token
            logits[token] = -np.inf


class Draw:
    """Draws tokens instead of taking the likeliest: of logits with Gumbel noise the greatest is a sample of their softmax."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def __call__(self, logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        noise = self._random.gumbel(size=len(logits)).astype(np.float32)
        drawn: npt.NDArray[np.float32] = logits / np.float32(TEMPERATURE) + noise
        return drawn


class _Grammar:
    """A grammar that is asked only about the best token, and about more where it says no: that costs 1 % of the time
    instead of 30."""

    def __init__(self, vocab: Any, text: str) -> None:
        self._vocab = vocab
        _log.clear()
        self._sampler: Any = c.llama_sampler_init_grammar(vocab, text.encode(), b"root")
        if not self._sampler:
            raise ModelError(f"The grammar can't be read: {'; '.join(_log[:2]) or 'llama.cpp gives no reason'}")

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
