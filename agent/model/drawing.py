"""Which token is taken of those that a model could go on with: the likeliest, or another one drawn by its likelihood, the same
one for the same seed; how sure the model was of it; and the answer that it becomes part of."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .stopping import Ending
from .writing import DRAWN_AT, StopReason, ignore


class Draw:
    """Draws tokens instead of taking the likeliest: of logits with Gumbel noise the greatest is a sample of their softmax."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def __call__(self, logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        noise = self._random.gumbel(size=len(logits)).astype(np.float32)
        drawn: npt.NDArray[np.float32] = logits / np.float32(DRAWN_AT) + noise
        return drawn


def likeliest(logits: npt.NDArray[np.float32], barred: Sequence[str], piece: Callable[[int], bytes]) -> int:
    """Return the best token that begins with none of the `barred` words; `piece` gives a token's text."""
    while True:
        token = int(logits.argmax())
        text = piece(token).decode(errors="replace").strip() if barred else ""
        if not any(text == word or not word.isalpha() and text.startswith(word) for word in barred):
            return token
        logits[token] = -np.inf


class Sureness:
    """How likely a model found what it wrote, token by token."""

    def __init__(self) -> None:
        self._logs: list[float] = []

    def add(self, logits: npt.NDArray[np.float32], token: int) -> None:
        """A token was taken of these logits, which have nothing barred yet."""
        top = float(logits.max())
        self._logs.append(float(logits[token]) - top - float(np.log(np.exp(logits - np.float32(top)).sum())))

    @property
    def mean(self) -> float | None:
        """Mean natural logarithm of the tokens' probabilities; None before the first."""
        return sum(self._logs) / len(self._logs) if self._logs else None


class Tokens(Protocol):
    """What an answer has to know of a model's tokens."""

    def piece(self, token: int) -> bytes: ...

    def ends(self, token: int) -> bool: ...


class Answer:
    """An answer as it is written, token by token."""

    def __init__(
        self, stops: tuple[str, ...], seed: int, most: int, on_text: Callable[[str], None] = ignore, sequence: int = 0
    ) -> None:
        """It ends before one of `stops`, after `most` tokens at the latest; `seed` and `on_text` are as a prompt and
        `Writer.generate` have them, `sequence` is where its state is held."""
        self.ending = Ending(stops, on_text)
        self.sure = Sureness()
        self.count, self.token = 0, -1
        self.left = most
        """Tokens that it may still have."""
        self.reason: StopReason | None = None if most > 0 else StopReason.LENGTH
        self.sequence = sequence
        self._draw = Draw(seed) if seed else None
        self._text = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def take(self, row: npt.NDArray[np.float32], barred: Sequence[str], tokens: Tokens) -> None:
        """Choose the next token by these logits, or end with them."""
        seen = self._draw(row) if self._draw else row.copy()
        token = likeliest(seen, barred if self.ending.at_line_start else (), tokens.piece)
        if tokens.ends(token):
            self.end(StopReason.END)
            return
        self.sure.add(row, token)
        self.count, self.left, self.token = self.count + 1, self.left - 1, token
        reason = self.ending.feed(self._text.decode(tokens.piece(token)))
        if reason is not None or self.left <= 0:
            self.end(reason or StopReason.LENGTH)

    def end(self, reason: StopReason) -> None:
        self.reason = reason
        self.ending.finish()
