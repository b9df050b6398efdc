"""How sure a model was of what it wrote."""

from __future__ import annotations

import math

import pytest

np = pytest.importorskip("numpy", reason="the model's own computing needs numpy: pip install 'thumbwright[llama]'")

from agent.model.drawing import Sureness  # noqa: E402
from agent.model.writing import Generation, StopReason  # noqa: E402


def test_sureness_is_the_mean_of_the_tokens_logarithms() -> None:
    sure = Sureness()
    assert sure.mean is None
    sure.add(np.log(np.array([0.7, 0.2, 0.1], dtype=np.float32)), 0)
    sure.add(np.log(np.array([0.25, 0.25, 0.5], dtype=np.float32)) + 40, 1)
    assert sure.mean == pytest.approx((math.log(0.7) + math.log(0.25)) / 2, abs=1e-4)


def test_what_is_barred_later_counts_for_nothing_now() -> None:
    sure = Sureness()
    logits = np.array([0.0, -np.inf, 0.0], dtype=np.float32)
    sure.add(logits, 2)
    assert sure.mean == pytest.approx(math.log(0.5))


def test_a_text_is_as_likely_as_all_its_tokens_together() -> None:
    told = Generation("a.tap()", StopReason.STOP, output_tokens=4, sureness=-0.25)
    assert told.likelihood == pytest.approx(-1.0)
    assert Generation("a.tap()", StopReason.STOP, output_tokens=4).likelihood is None
