"""Which token is taken of those that a model could go on with: the likeliest, or another one drawn by its likelihood, the same
one for the same seed; and how sure the model was of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from .writing import DRAWN_AT


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
