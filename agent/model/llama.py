"""The model itself, asked: prompts are read, and answers written greedily. What it holds meanwhile is `llama_state`'s. These and
`agent.model.llama_parts` alone import llama_cpp; they run in the worker process, where a native crash costs an attempt and nothing
else. What a prompt says and when a text ends are left to `chat` and `stopping`.
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import llama_cpp as c

from ground.errors import ModelError

from .chat import stops_of
from .drafting import MOST, draft
from .drawing import Draw, Sureness, likeliest
from .llama_state import LoadedModel, unread
from .stopping import Ending
from .writing import Generation, Prompt, PromptTooLong, StopReason, Tokens, Warmth, ignore, never

ROOM = 16
"""Tokens that must be left for an answer to make sense."""


class LlamaModel(LoadedModel):
    """A loaded model with one conversation in its memory. Not for several threads at once."""

    def count(self, prompt: Prompt) -> int:
        """Return the prompt's length in tokens. Raises ModelError."""
        return len(self._tokens(prompt)[0])

    def tokens(self, prompt: Prompt, answer: str) -> Tokens:
        """Return prompt and answer as the model reads them. Raises ModelError."""
        asked, prefix = self._tokens(prompt)
        return Tokens(asked, prefix, self.vocabulary.tokenise(answer, control=False))

    def _tokens(self, prompt: Prompt) -> tuple[list[int], int]:
        """Return the prompt's tokens and how many of them are the prefix's. Raises PromptTooLong where no answer would fit."""
        tokens, prefix = self.vocabulary.lay_out(prompt)
        if len(tokens) + ROOM > self.context:
            raise PromptTooLong(
                f"The prompt has {len(tokens)} tokens and the model's context {self.context}: fewer screens or samples "
                "have to do."
            )
        return tokens, prefix

    def warm(self, prompt: Prompt, cancelled: Callable[[], bool] = never) -> Warmth | None:
        """Evaluate the prompt's prefix and keep its state; None where it was cancelled. Raises ModelError."""
        begun = time.perf_counter()
        tokens, length = self._tokens(prompt)
        source = self._prepare(tokens[:length], cancelled)
        if source == "cancelled":
            return None
        return Warmth(length, time.perf_counter() - begun, source)  # type: ignore[arg-type]

    def read(self, prompt: Prompt, cancelled: Callable[[], bool]) -> bool:
        """Evaluate a prompt, from what is kept of its prefix; False where it was cancelled. Raises ModelError."""
        tokens, length = self._tokens(prompt)
        if self._prepare(tokens[:length], cancelled) == "cancelled":
            return False
        return self._read_behind(prompt, tokens, length, cancelled)

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
        on_read: Callable[[int, int], None] = unread,
    ) -> Generation:
        """As `Writer.generate` says; `on_read` is told of a prefix that has to be evaluated. Raises ModelError."""
        begun = time.perf_counter()
        evaluated_before = self._evaluated
        tokens, length = self._tokens(prompt)
        source = self._prepare(tokens[:length], cancelled, on_read)
        reason = StopReason.CANCELLED if source == "cancelled" else None
        ending = Ending(stops_of(prompt), on_token)
        count, first, sure = 0, begun, Sureness()
        if reason is None:
            if not self._read_behind(prompt, tokens, length, cancelled):
                reason = StopReason.CANCELLED
            first = time.perf_counter()
        if reason is None:
            most = min(max_tokens, self.context - len(tokens))
            draw = Draw(prompt.seed) if prompt.seed else None
            count, reason = self._write(ending, prompt.barred, most, cancelled, draw, sure)
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
            adapter=self._adapter.name if self._adapter and prompt.adapted else "",
            sureness=sure.mean,
        )

    def _read_behind(
        self, prompt: Prompt, tokens: Sequence[int], prefix: int, cancelled: Callable[[], bool] = never
    ) -> bool:
        """Evaluate what comes after the first `prefix` tokens, which are held; False where it was cancelled."""
        adapted = prompt.adapted and self._adapter is not None
        # What follows the prefix is evaluated each time, and in the same pieces, even where it is still held: sums in
        # another order round differently, and the same prompt would give another text now and then.
        known = self.held.common_behind(tokens, prefix, adapted=adapted) if prompt.goes_on else 0
        self.forget(max(prefix, min(known, len(tokens) - 1)))
        if len(self.held) < prefix:  # a recurrent state can't forget its end alone
            self._let_adapt(False)
            if not self._evaluate(tokens[len(self.held) : prefix], cancelled):
                return False
        self._let_adapt(adapted)
        return self._evaluate(tokens[len(self.held) :], cancelled)

    def bare_decode_s(self, prompt: Prompt, count: int) -> float:
        """Seconds llama.cpp itself takes for `count` tokens after the prompt, one by one, with nobody choosing or reading
        them: what decoding is measured against. Raises ModelError."""
        tokens, length = self._tokens(prompt)
        self._prepare(tokens[:length], never)
        self._read_behind(replace(prompt, goes_on=False), tokens, length)
        token = (c.llama_token * 1)(tokens[-1])
        begun = time.perf_counter()
        for _ in range(count):
            if c.llama_decode(self._context, c.llama_batch_get_one(token, 1)):
                raise ModelError(f"llama.cpp could not evaluate a token after {len(tokens)}.")
        c.llama_synchronize(self._context)
        took = time.perf_counter() - begun
        self.held.add([tokens[-1]] * count, adapted=self._adapted)
        return took

    def _write(
        self,
        ending: Ending,
        barred: Sequence[str],
        max_tokens: int,
        cancelled: Callable[[], bool],
        draw: Draw | None,
        sure: Sureness,
    ) -> tuple[int, StopReason]:
        text = codecs.getincrementaldecoder("utf-8")(errors="replace")
        written = 0
        guesses: list[int] = []
        while written < max_tokens:
            if cancelled():
                return written, StopReason.CANCELLED
            # The last batch ends with guesses: each holds if the model, asked after the token before it, chooses the same.
            for i, guess in enumerate([*guesses, None]):
                row = self.logits(i - len(guesses) - 1)
                seen = draw(row) if draw else row.copy()
                token = likeliest(seen, barred if ending.at_line_start else (), self.vocabulary.piece)
                if not row.max() > row.min():  # all the same, or no numbers
                    raise ModelError(
                        f"What {self.name} computes makes no sense: its file is damaged. Look: thumbwright models verify"
                    )
                if self.vocabulary.ends(token):
                    return written, StopReason.END
                sure.add(row, token)
                written += 1
                if reason := ending.feed(text.decode(self.vocabulary.piece(token))):
                    return written, reason
                if written == max_tokens:
                    return written, StopReason.LENGTH
                if token != guess:
                    self.forget(len(self.held) - len(guesses) + i)
                    guesses = (
                        draft([*self.held.tokens, token], min(MOST, max_tokens - written - 1)) if self._drafts else []
                    )
                    self._decode_all([token, *guesses])
                    break
        return written, StopReason.LENGTH
