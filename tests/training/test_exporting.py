"""The exported adapter: llama.cpp's names and shapes, and what it is of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.checkpoints import Checkpoint, Origin
from training.exporting import BASE_NAME, BASE_SHA256, TRAINED_ON, export

from .tiny import tiny_base, torch_here

torch = torch_here()
gguf = pytest.importorskip("gguf", reason="gguf is not installed: pip install -e '.[train]'")


def test_an_adapter_says_what_it_is_of_and_holds_its_matrices(tmp_path: Path) -> None:
    from training.adapter import Adapter

    adapter = Adapter.fresh(tiny_base(), 2, 4.0, 0.0, seed=1)
    origin = Origin("tiny.gguf", "a" * 64, pairs=15, docs=3, steps=24, held_out_loss=0.5)
    plan = {"rank": 2, "alpha": 4.0, "dropout": 0.0}
    size = export(Checkpoint(origin, plan, adapter.tensors(), 24), tmp_path / "a.gguf")
    assert size == (tmp_path / "a.gguf").stat().st_size
    assert [file.name for file in tmp_path.iterdir()] == ["a.gguf"]
    reader = gguf.GGUFReader(tmp_path / "a.gguf")

    def said(name: str) -> object:
        return reader.get_field(name).contents()

    assert (said("general.type"), said("adapter.type"), said("general.architecture")) == ("adapter", "lora", "qwen2")
    assert said("adapter.lora.alpha") == 4.0
    assert (said(BASE_NAME), said(BASE_SHA256)) == ("tiny.gguf", "a" * 64)
    trained_on = json.loads(str(said(TRAINED_ON)))
    assert (trained_on["pairs"], trained_on["held_out_loss"]) == (15, 0.5)
    assert {tensor.name for tensor in reader.tensors} == set(adapter.tensors())
    a = next(tensor for tensor in reader.tensors if tensor.name == "blk.1.ffn_down.weight.lora_a")
    assert torch.allclose(torch.from_numpy(a.data.copy()).float(), adapter.down["blk.1.ffn_down"], atol=1e-3)
