"""The exported adapter: llama.cpp's names and shapes, and what it is of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ground.errors import ModelError
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


def test_an_exported_adapter_can_be_begun_with(tmp_path: Path) -> None:
    from training.adapter import Adapter
    from training.exporting import imported

    adapter = Adapter.fresh(tiny_base(), 2, 4.0, 0.0, seed=1)
    origin = Origin("tiny.gguf", "a" * 64, pairs=15)
    export(Checkpoint(origin, {"rank": 2, "alpha": 4.0, "dropout": 0.0}, adapter.tensors(), 24), tmp_path / "a.gguf")
    found = imported(tmp_path / "a.gguf")
    assert (found.plan["rank"], found.plan["alpha"], found.step) == (2, 4.0, 0)
    assert found.origin == origin
    again = found.adapter()
    assert all(torch.allclose(adapter.down[name], again.down[name], atol=1e-3) for name in adapter.down)


@pytest.mark.parametrize("pairs", ["many", None, [1]])
def test_one_that_says_nonsense_of_its_training_is_no_beginning(tmp_path: Path, pairs: Any) -> None:
    from training.adapter import Adapter
    from training.exporting import imported

    tensors = Adapter.fresh(tiny_base(), 2, 4.0, 0.0, seed=1).tensors()
    plan = {"rank": 2, "alpha": 4.0, "dropout": 0.0}
    export(Checkpoint(Origin("t", "a" * 64, pairs=pairs), plan, tensors, 1), tmp_path / "a.gguf")
    with pytest.raises(ModelError, match=r"a\.gguf is no adapter"):
        imported(tmp_path / "a.gguf")


def test_half_its_strength_is_half_of_what_it_adds(tmp_path: Path) -> None:
    from training.adapter import Adapter
    from training.exporting import imported

    adapter = Adapter.fresh(tiny_base(), 2, 4.0, 0.0, seed=1)
    whole = Checkpoint(Origin("t", "a" * 64), {"rank": 2, "alpha": 4.0, "dropout": 0.0}, adapter.tensors(), 24)
    export(whole, tmp_path / "half.gguf", 0.5)
    half = imported(tmp_path / "half.gguf")
    assert half.plan["alpha"] == 2.0 and half.tensors.keys() == whole.tensors.keys()


@pytest.mark.parametrize("kept", [0, 50, 2000, -1])
def test_a_damaged_adapter_is_no_beginning(tmp_path: Path, kept: int) -> None:
    from training.adapter import Adapter
    from training.exporting import imported

    adapter = Adapter.fresh(tiny_base(), 2, 4.0, 0.0, seed=1)
    path = tmp_path / "a.gguf"
    export(Checkpoint(Origin("t", "a" * 64), {"rank": 2, "alpha": 4.0, "dropout": 0.0}, adapter.tensors(), 1), path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelError, match=r"a\.gguf is no adapter"):
        imported(path)
