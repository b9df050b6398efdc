"""A decision in words, as a session keeps it: each candidate with its chance, how often it was written, and what spoke for and
against it the most."""

from __future__ import annotations

from .deciding import Decision
from .features import NAMES
from .score import Score

MOST = 5
"""Features that are told of a candidate."""
IN_WORDS = {
    "likelihood": "how likely the model found all of it",
    "probability": "whether it left the model in no doubt",
    "agreement": "how often it was written",
    "nearness": "how near what it touches is to the words, by meaning",
    "nearest": "whether what is nearest is touched",
    "explained": "how many of the words it explains",
}
"""What each feature is called for people."""
assert set(IN_WORDS) == set(NAMES) - {"bias"}


def why(decision: Decision, score: Score) -> str:
    """Lines for a person, the best candidate first."""
    told = []
    for number, one in enumerate(decision.candidates, 1):
        if one.faults:
            told.append(f"{number}. can't run: {one.faults[0]}")
        else:
            chance = f"{one.chance:.0%}" if one.chance is not None else "not weighed"
            waits = f"waits: {one.held[0]}" if one.held else "may run"
            origin = f"made from one that was written {_times(one.times)} ({one.made})" if one.made else ""
            told.append(f"{number}. {chance} likely right, {origin or f'written {_times(one.times)}'}, {waits}")
            parts = score.weights(one.found).parts(one.found)[:MOST] if one.found else []
            told += [f"   {weight:+.1f} {IN_WORDS[name]}" for name, weight in parts if name in IN_WORDS]
        told += [f"   | {line}" for line in one.text.strip().splitlines()]
    return "\n".join(told)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
