"""The computing: samples that lie together don't see each other, and what lies behind a kept prefix is as if read in one."""

from __future__ import annotations

import pytest

from .tiny import no_prefix, tiny_base, torch_here

torch = torch_here()
PREFIX = list(range(30, 42))
SAMPLES = [((1, 2, 3), (4, 5)), ((7,), (8, 9, 10)), ((11, 12), (13,))]


def test_packed_samples_score_as_each_by_itself() -> None:
    from training.network import pack, read_prefix, scores

    base = tiny_base()
    state = read_prefix(base, PREFIX)
    together = scores(base, None, state, pack(SAMPLES, len(PREFIX)))
    alone = torch.cat([scores(base, None, state, pack([sample], len(PREFIX))) for sample in SAMPLES])
    assert torch.allclose(together, alone, atol=1e-4)


def test_behind_a_kept_prefix_it_is_as_if_all_were_read_in_one() -> None:
    from training.network import pack, read_prefix, scores

    base = tiny_base()
    asked, answer = SAMPLES[0]
    behind = scores(base, None, read_prefix(base, PREFIX), pack([(asked, answer)], len(PREFIX)))
    whole = scores(base, None, no_prefix(base), pack([([*PREFIX, *asked], answer)], 0))
    assert torch.allclose(behind, whole, atol=1e-4)


def test_each_answers_tokens_are_asked_for_where_they_come_next() -> None:
    from training.network import pack

    packed = pack(SAMPLES, len(PREFIX))
    assert packed.targets.tolist() == [4, 5, 8, 9, 10, 13]
    assert packed.owners.tolist() == [0, 0, 1, 1, 1, 2]
    assert packed.tokens[packed.asked].tolist() == [3, 4, 7, 8, 9, 12]
    assert packed.positions.tolist() == [12, 13, 14, 15, 12, 13, 14, 12, 13]


def test_a_fresh_adapter_changes_nothing_and_a_trained_one_does() -> None:
    from training.adapter import Adapter
    from training.network import pack, read_prefix, scores

    base = tiny_base()
    state, packed = read_prefix(base, PREFIX), pack(SAMPLES, len(PREFIX))
    adapter = Adapter.fresh(base, 2, 4.0, 0.0, seed=1)
    plain = scores(base, None, state, packed)
    assert torch.equal(scores(base, adapter, state, packed), plain)
    adapter.up["blk.0.ffn_up"] += 1
    assert not torch.allclose(scores(base, adapter, state, packed), plain, atol=1e-2)


@pytest.mark.parametrize("part", ["attn_q", "ffn_down"])
def test_an_adapter_is_what_its_weights_added_to_the_models_would_be(part: str) -> None:
    from training.adapter import Adapter
    from training.network import pack, read_prefix, scores

    base = tiny_base()
    state, packed = read_prefix(base, PREFIX), pack(SAMPLES, len(PREFIX))
    adapter = Adapter.fresh(base, 2, 6.0, 0.5, seed=1)
    name = f"blk.1.{part}"
    adapter.up[name] += 0.3
    beside = scores(base, adapter, state, packed)
    base.weights[f"{name}.weight"] += 3.0 * adapter.up[name] @ adapter.down[name]
    assert torch.allclose(beside, scores(base, None, state, packed), atol=1e-3)
