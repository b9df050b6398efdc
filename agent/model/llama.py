"""The model itself, asked: prompts are read, and answers written greedily. What it holds meanwhile is `llama_state`'s. These and
`agent.model.llama_parts` alone import llama_cpp; they run in the worker process, where a native crash costs an attempt and nothing
else. What a prompt says and when a text ends are left to `chat` and `stopping`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import llama_cpp as c

from ground.errors import ModelError

from .chat import stops_of
from .drafting import MOST, draft
from .drawing import Answer
from .llama_state import LoadedModel, unread
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
        return self._read(prompt, *self._tokens(prompt), cancelled)

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
        answer = Answer(stops_of(prompt), prompt.seed, min(max_tokens, self.context - len(tokens)), on_token)
        read = self._read(prompt, tokens, length, cancelled, on_read)
        first = time.perf_counter()
        if read:
            self._write(answer, prompt.barred, cancelled)
        else:
            answer.end(StopReason.CANCELLED)
        now = time.perf_counter()
        return Generation(
            text=answer.ending.text,
            stop=answer.reason or StopReason.LENGTH,
            prompt_tokens=len(tokens),
            evaluated_tokens=self._evaluated - evaluated_before,
            output_tokens=answer.count,
            first_token_s=first - begun,
            decode_s=now - first,
            model=self.name,
            adapter=self.adapter_name if prompt.adapted else "",
            sureness=answer.sure.mean,
        )

    def _read(
        self,
        prompt: Prompt,
        tokens: Sequence[int],
        prefix: int,
        cancelled: Callable[[], bool] = never,
        on_read: Callable[[int, int], None] = unread,
    ) -> bool:
        """Evaluate a prompt's tokens, the first `prefix` from what is kept of them; False where it was cancelled."""
        if self._prepare(tokens[:prefix], cancelled, on_read) == "cancelled":
            return False
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
        self._read(replace(prompt, goes_on=False), tokens, length)
        token = (c.llama_token * 1)(tokens[-1])
        begun = time.perf_counter()
        for _ in range(count):
            if c.llama_decode(self._context, c.llama_batch_get_one(token, 1)):
                raise ModelError(f"llama.cpp could not evaluate a token after {len(tokens)}.")
        c.llama_synchronize(self._context)
        took = time.perf_counter() - begun
        self.held.add([tokens[-1]] * count, adapted=self._adapted)
        return took

    def _write(self, answer: Answer, barred: Sequence[str], cancelled: Callable[[], bool]) -> None:
        guesses: list[int] = []
        while answer.reason is None:
            if cancelled():
                answer.end(StopReason.CANCELLED)
                return
            # The last batch ends with guesses: each holds if the model, asked after the token before it, chooses the same.
            for i, guess in enumerate([*guesses, None]):
                row = self.logits(i - len(guesses) - 1)
                if not row.max() > row.min():  # all the same, or no numbers
                    raise ModelError(
                        f"What {self.name} computes makes no sense: its file is damaged. Look: thumbwright models verify"
                    )
                answer.take(row, barred, self.vocabulary)
                if answer.reason is not None:
                    return
                if answer.token != guess:
                    self.forget(len(self.held) - len(guesses) + i)
                    text = [*self.held.tokens, answer.token]
                    guesses = draft(text, min(MOST, answer.left - 1)) if self._drafts else []
                    self._decode_all([answer.token, *guesses])
                    break
