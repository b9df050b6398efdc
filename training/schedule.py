"""In which order samples are learned, and how fast: the same for the same seed, so that a run goes on where it was."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from .pairs import Split
from .samples import Group, Sample

WARM_UP = 8
"""Steps until the full rate is reached."""


@dataclass(frozen=True)
class Plan:
    """How a run learns. The same plan over the same pairs is the same run."""

    rank: int = 8
    alpha: float = 16.0
    dropout: float = 0.05
    rate: float = 2e-4
    epochs: int = 1
    seed: int = 0
    batch: int = 8
    """Samples of a step."""
    batch_tokens: int = 800
    """Tokens of a step at most: what memory is reckoned by."""
    look_every: int = 50
    """Steps between two looks at the part held out, where the best adapter so far is kept."""
    patience: int = 4
    """Looks without a better one after which the run ends."""


@dataclass(frozen=True)
class Batch:
    """Samples behind one prefix, learned in one step."""

    group: int
    samples: tuple[Sample, ...]

    @property
    def length(self) -> int:
        return sum(sample.length for sample in self.samples)


def batches(groups: Sequence[Group], split: Split, plan: Plan, epoch: int) -> list[Batch]:
    """One pass over a split, shuffled by seed and pass."""
    chance = random.Random(f"{plan.seed} {epoch} {split}")
    found = []
    for number, group in enumerate(groups):
        samples = list(group.samples[split])
        chance.shuffle(samples)
        batch: list[Sample] = []
        for sample in samples:
            full = len(batch) == plan.batch or sum(s.length for s in batch) + sample.length > plan.batch_tokens
            if batch and full:
                found.append(Batch(number, tuple(batch)))
                batch = []
            batch.append(sample)
        if batch:
            found.append(Batch(number, tuple(batch)))
    chance.shuffle(found)
    return found


def all_batches(groups: Sequence[Group], plan: Plan) -> list[Batch]:
    """Every step's batch, pass after pass."""
    return [batch for epoch in range(plan.epochs) for batch in batches(groups, "train", plan, epoch)]


def rate(step: int, steps: int, highest: float) -> float:
    """The learning rate of a step: up to the highest, then down along a cosine."""
    return highest * min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * step / max(1, steps)))
