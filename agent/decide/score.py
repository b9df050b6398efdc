"""How likely a candidate is right: one number from all that speaks for and against it, by which one of several is taken, run, put
to the person or held back.

The weights were fitted on candidates that the model wrote for generated apps, carried out and judged (`thumbwright train score`);
none of those apps is measured with. They lie in score.toml, in tables: for a script alone and for one among others that were
drawn, each with what the encoder tells of meaning and without it. What else isn't known counts as the mean of what it was fitted
on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ground.tables import table_beside

from .features import AGREEMENT, BY_MEANING


@dataclass(frozen=True)
class Weights:
    """What each feature is worth, and what it was in the mean."""

    worth: Mapping[str, float]
    mean: Mapping[str, float]

    def chance(self, found: Mapping[str, float]) -> float:
        """Of being right, 0 to 1."""
        total = sum(weight * found.get(name, self.mean.get(name, 0.0)) for name, weight in self.worth.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def parts(self, found: Mapping[str, float]) -> list[tuple[str, float]]:
        """What each feature adds to or takes from what is usual, the weightiest first; to be shown."""
        told = {
            name: weight * (found.get(name, self.mean.get(name, 0.0)) - self.mean.get(name, 0.0))
            for name, weight in self.worth.items()
        }
        return sorted(((n, round(w, 2)) for n, w in told.items() if abs(w) >= 0.005), key=lambda one: -abs(one[1]))


@dataclass(frozen=True)
class Score:
    """The weights, and from which chance on what is done."""

    tables: Mapping[str, Weights]
    """By `table_of`: for a script alone and for one among others, each with what the encoder tells and without it."""
    run: float
    """A candidate this likely right runs."""
    sure: float
    """One this likely right by itself isn't held against others: drawing them takes time."""
    ask: float
    """From here on the person is asked which of the plans that are put to them is meant, where nothing runs: the sum of the chances
    of these, which are worked out each by itself, so that two may come to more than 1. Below, what is missing is said."""

    def weights(self, found: Mapping[str, float]) -> Weights:
        return self.tables[table_of(AGREEMENT in found, BY_MEANING[0] in found)]

    def chance(self, found: Mapping[str, float]) -> float:
        """Of being right, 0 to 1."""
        return self.weights(found).chance(found)


def table_of(among: bool, by_meaning: bool) -> str:
    """The name of the table for a script among others, and one whose meaning is known."""
    return f"{'among' if among else 'alone'}{'' if by_meaning else '_by_words'}"


TABLES = tuple(table_of(among, by_meaning) for among in (False, True) for by_meaning in (True, False))


def score_from(data: Mapping[str, Any]) -> Score:
    """Of the tables that `training.scoring` writes."""
    tables = {name: Weights(data[name]["worth"], data[name]["mean"]) for name in TABLES}
    decide = data["decide"]
    return Score(tables, decide["run"], decide["sure"], decide["ask"])


@cache
def shipped_score() -> Score:
    """The one that comes with thumbwright."""
    return score_from(table_beside(__file__, "score.toml"))
