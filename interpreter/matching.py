"""Which of several texts is meant: the same text, then the same letters, then the one that holds it, then the one nearest.

Never guesses between two: whoever asks gets the candidates and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

NEAR = 82.0
"""Texts less alike than this, of 100, are different texts."""
MARGIN = 8.0
"""By how much the nearest has to be nearer than the next."""


@dataclass(frozen=True)
class Choice:
    """What came of matching: positions in the texts that were given."""

    best: int | None
    """None where nothing fits, or several fit alike."""
    how: str = ""
    """exact, same letters, part of it, nearest."""
    candidates: tuple[int, ...] = ()
    """All that fit alike, when there are several."""


def choose_text(wanted: str, texts: Sequence[str]) -> Choice:
    """Find the one text that is meant."""
    plain = utils.default_process(wanted)
    given = [utils.default_process(t) for t in texts]
    tests = (
        ("exact", lambda i: texts[i].strip() == wanted.strip()),
        (
            "same letters",
            lambda i: texts[i].strip().casefold() == wanted.strip().casefold() or (plain and given[i] == plain),
        ),
        ("part of it", lambda i: plain and f" {plain} " in f" {given[i]} "),
    )
    for how, fits in tests:
        found = [i for i in range(len(texts)) if fits(i)]
        if len(found) == 1:
            return Choice(found[0], how, (found[0],))
        if found:
            return Choice(None, how, tuple(found))
    return _nearest(plain, given)


def _nearest(plain: str, given: Sequence[str]) -> Choice:
    if not plain:
        return Choice(None)
    scored = sorted(((likeness(plain, text), i) for i, text in enumerate(given) if text), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < NEAR:
        return Choice(None)
    alike = tuple(i for score, i in scored if score > scored[0][0] - MARGIN and score >= NEAR)
    if len(alike) == 1:
        return Choice(alike[0], "nearest", alike)
    return Choice(None, "nearest", alike)


def likeness(a: str, b: str) -> float:
    """0 to 100. Words in another order count as alike; a longer text that holds all words of a shorter one nearly so."""
    if not a or not b:
        return 0.0
    spelled = max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b))
    words_a, words_b = set(a.split()), set(b.split())
    shared = words_a & words_b
    if words_a and shared == words_a and len(words_a) > 1:
        return max(spelled, 96.0)
    if words_b and shared == words_b and len(words_b) > 1:
        return max(spelled, 90.0)
    return spelled


def quoted(texts: Sequence[str], most: int = 8) -> str:
    """`"A", "B"` for a message."""
    shown = ", ".join(f'"{t[:60]}"' for t in list(dict.fromkeys(texts))[:most])
    return shown + (", …" if len(set(texts)) > most else "")
