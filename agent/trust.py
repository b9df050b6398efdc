"""Whether a script that something speaks against may run all the same: how likely it is right, by what speaks against it and how
sure the model was.

Doubts go by words, and people rarely say what stands on the screen: of right scripts for what they say, two in five are
doubted. A model that was trained for the trade knows more than the words do. What its sureness and each kind of doubt are worth was
fitted on scripts it wrote for generated apps that it was not trained on, run and judged (`thumbwright train keep`); the weights
lie in the adapter's manifest, since they are that adapter's. Without an adapter every doubt stands.

A doubt of `GRAVE` always stands: no likelihood makes up for an effect that nobody asked for.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from .misdirected import Doubt
from .writing import Generation

GRAVE = frozenset({"unasked_effect", "several_for_one", "every_row", "flipped", "made_anew"})
"""Kinds of doubts that only the person overrules."""
LEAST_SURE = -3.0
"""Below this mean logarithm, and this logarithm of the weakest token's probability doubled, nothing more is said by less."""
LOWEST = 0.5
"""Of a threshold. Whoever makes an adapter says what it is worth, and may not say that doubts are worth nothing."""
FEATURES = ("bias", "sureness", "weakest", "lines")
"""Beside the kinds of doubts, each of which is 1 where there is one of it."""


@dataclass(frozen=True)
class Trust:
    """What one adapter's sureness and the doubts are worth."""

    weights: Mapping[str, float]
    threshold: float
    """Chance of being right, 0 to 1, from which a doubted script runs."""

    def overrules(self, doubts: Collection[Doubt], generation: Generation | None, script: str) -> bool:
        """Whether a script runs in spite of its doubts."""
        kinds = {doubt.kind for doubt in doubts}
        if generation is None or generation.sureness is None or kinds & GRAVE:
            return False
        return self.chance(features(kinds, generation, script)) >= self.threshold

    def chance(self, found: Mapping[str, float]) -> float:
        """Of being right, 0 to 1."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in found.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@runtime_checkable
class Trusted(Protocol):
    """A writer of whose sureness something is known."""

    @property
    def trust(self) -> Trust | None: ...


def trust_from(table: Mapping[str, float]) -> Trust | None:
    """Of a manifest's table `trust`: weights by feature, and `threshold`. None where there is none, or one that would let
    scripts run that are likelier wrong than right."""
    if not table.get("threshold", 0.0) >= LOWEST or not all(map(math.isfinite, table.values())):
        return None
    return Trust({name: value for name, value in table.items() if name != "threshold"}, table["threshold"])


def features(kinds: Collection[str], generation: Generation, script: str) -> dict[str, float]:
    """What the weights are applied to."""
    sureness = max(LEAST_SURE, generation.sureness or 0.0)
    weakest = max(2 * LEAST_SURE, math.log(max(1e-9, generation.weakest or 1.0)))
    lines = float(len([line for line in script.splitlines() if line.strip()]))
    return {"bias": 1.0, "sureness": sureness, "weakest": weakest, "lines": lines, **{kind: 1.0 for kind in kinds}}
