"""Order and rate: the same for the same seed, every sample once a pass, no batch over its bounds."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from training.schedule import Plan, all_batches, batches, rate

from .tiny import groups


@given(st.integers(1, 5), st.integers(2, 20), st.integers(1, 9), st.integers(5, 60), st.integers(0, 99))
def test_every_sample_comes_once_a_pass_in_batches_within_their_bounds(
    count: int, samples: int, size: int, tokens: int, seed: int
) -> None:
    made = groups(count, samples)
    plan = Plan(batch=size, batch_tokens=tokens, seed=seed, epochs=2)
    found = all_batches(made, plan)
    seen = Counter(sample for batch in found for sample in batch.samples)
    assert seen == Counter({sample: 2 for group in made for sample in group.samples["train"]})
    assert all(len(batch.samples) <= size and (batch.length <= tokens or len(batch.samples) == 1) for batch in found)
    assert all(sample in made[batch.group].samples["train"] for batch in found for sample in batch.samples)
    assert found == all_batches(made, plan)


def test_another_seed_and_another_pass_are_another_order() -> None:
    made = groups(4, 20)
    orders = [batches(made, "train", Plan(seed=seed), epoch) for seed in (0, 1) for epoch in (0, 1)]
    assert all(a != b for i, a in enumerate(orders) for b in orders[:i])


def test_the_rate_rises_and_falls_and_ends_near_nothing() -> None:
    rates = [rate(step, 100, 1.0) for step in range(100)]
    assert rates[0] < rates[3] < rates[7]
    assert max(rates) > 0.97
    assert rates[7:] == sorted(rates[7:], reverse=True)
    assert 0 < rates[-1] < 0.01
