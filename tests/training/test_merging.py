"""Several adapters made one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner

from ground.errors import ModelError
from training.checkpoints import Checkpoint, Origin
from training.merging import merge

from .tiny import tiny_base, torch_here

torch = torch_here()


def trained(seed: int, rank: int = 2, alpha: float = 4.0) -> Checkpoint:
    """An adapter whose second matrices aren't nothing any more."""
    from training.adapter import Adapter

    adapter = Adapter.fresh(tiny_base(), rank, alpha, 0.0, seed=seed)
    source = torch.Generator().manual_seed(seed)
    adapter.up = {name: torch.randn(up.shape, generator=source) for name, up in adapter.up.items()}
    origin = Origin("tiny.gguf", "a" * 64, pairs=10 * seed)
    return Checkpoint(origin, {"rank": rank, "alpha": alpha, "dropout": 0.0}, adapter.tensors(), 0)


def change(one: Checkpoint, layer: str) -> Any:
    """What it adds to a layer's matrix."""
    up, down = (one.tensors[f"{layer}.weight.lora_{which}"].float() for which in "ba")
    return up @ down * (one.plan["alpha"] / one.plan["rank"])


@pytest.mark.parametrize("layer", ["blk.0.attn_q", "blk.1.ffn_down"])
def test_the_sum_is_what_each_changes_by_its_share(layer: str) -> None:
    one, other = trained(1), trained(2, rank=3, alpha=1.0)
    merged, held = merge([(one, 0.5), (other, 0.25)], 5)
    assert torch.allclose(change(merged, layer), 0.5 * change(one, layer) + 0.25 * change(other, layer), atol=1e-4)
    assert held == pytest.approx(1.0) and merged.adapter().rank == 5


def test_a_lower_rank_keeps_the_strongest_of_it_and_says_how_much() -> None:
    one = trained(1)
    merged, held = merge([(one, 1.0), (trained(2), 0.01)], 2)
    assert 0.99 < held < 1.0 and torch.allclose(change(merged, "blk.0.attn_k"), change(one, "blk.0.attn_k"), atol=0.3)
    assert merge([(one, 1.0)], 7)[0].tensors["blk.0.attn_k.weight.lora_a"].shape[0] == 7


def test_it_tells_what_it_is_the_sum_of() -> None:
    merged, _ = merge([(trained(1), 0.4), (trained(2), 0.6)], 2)
    assert merged.origin.pairs == 30
    assert [(one["share"], one["pairs"]) for one in merged.origin.merged] == [(0.4, 10), (0.6, 20)]


def test_adapters_of_two_models_are_not_added_up() -> None:
    other = trained(2)
    other = replace(other, origin=Origin("other.gguf", "b" * 64))
    with pytest.raises(ModelError, match=r"tiny\.gguf and other\.gguf can't be merged"):
        merge([(trained(1), 0.5), (other, 0.5)], 2)
    with pytest.raises(ModelError, match="no adapter to merge"):
        merge([], 2)


@pytest.mark.parametrize("said", ["a.gguf", "a.gguf=much", "=0.5"])
def test_a_part_without_a_share_is_told(said: str) -> None:
    from ui.commands.train_merge import merge_command

    told = CliRunner().invoke(merge_command, [said, "--out", "b.gguf"])
    assert told.exit_code == 2 and "FILE.gguf=0.5" in told.output
