"""Which tokens' state a model holds in memory, and how they were evaluated: the first ones by the model itself, those after
them with its adapter. Decides what of it the next prompt can use; evaluating and forgetting are `llama_state`'s.
"""

from __future__ import annotations

from collections.abc import Sequence


class Held:
    """Tokens in order. What the model read by itself stands before what it read with the adapter."""

    def __init__(self) -> None:
        self.tokens: list[int] = []
        self.plain = 0
        """How many of the first ones the model read by itself."""

    def __len__(self) -> int:
        return len(self.tokens)

    def add(self, tokens: Sequence[int], *, adapted: bool) -> None:
        """These were evaluated after the others."""
        if not adapted:
            # a state that was computed from an adapted one is nobody's: not the model's, not the adapter's
            assert self.plain == len(self.tokens), "what was evaluated with the adapter has to be forgotten first"
            self.plain += len(tokens)
        self.tokens += tokens

    def cut(self, keep: int) -> None:
        """All but the first `keep` were forgotten."""
        del self.tokens[keep:]
        self.plain = min(self.plain, len(self.tokens))

    def common(self, tokens: Sequence[int]) -> int:
        """How many of the first tokens are the same, and were read by the model itself."""
        return min(self._same(tokens), self.plain)

    def common_behind(self, tokens: Sequence[int], prefix: int, *, adapted: bool) -> int:
        """How many of the first tokens are the same and were read as they are to be: the first `prefix` by the model
        itself, those behind them by it or, `adapted`, with the adapter."""
        if not adapted:
            return self.common(tokens)
        same = self._same(tokens)
        return same if self.plain == prefix else min(same, self.plain, prefix)

    def _same(self, tokens: Sequence[int]) -> int:
        pairs = zip(self.tokens, tokens, strict=False)
        return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(self.tokens), len(tokens)))
