"""llama.cpp's files of prefix states, read."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from ground.errors import ModelError
from training.base import Shape

from .tiny import torch_here

np = pytest.importorskip("numpy", reason="numpy is not installed: pip install -e '.[train]'")
SHAPE = Shape(2, 8, 4, 2, 2, 100, 10_000.0, 1e-6)


def state_file(path: Path, *, transposed: bool, layers: int = 2, tokens: tuple[int, ...] = (5, 6, 7)) -> Path:
    """As llama.cpp writes it: cells, then each layer's keys, then each layer's values."""
    count, width = len(tokens), 4
    data = struct.pack(f"=III{count}i", 0x67677371, 2, count, *tokens) + struct.pack("=II", 1, count)
    data += b"".join(struct.pack("=iIi", place, 1, 0) for place in range(count))
    data += struct.pack("=II", transposed, layers)
    for layer in range(layers):
        keys = np.arange(count * width, dtype=np.float16).reshape(count, width) + 100 * layer
        data += struct.pack("=iQ", 1, width * 2) + keys.tobytes()
    for layer in range(layers):
        values = np.arange(count * width, dtype=np.float16).reshape(count, width) - 100 * layer
        head = struct.pack("=iII", 1, 2, width) if transposed else struct.pack("=iQ", 1, width * 2)
        data += head + (values.T if transposed else values).tobytes()
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("transposed", [True, False])
def test_keys_and_values_are_read_whichever_way_values_lie(tmp_path: Path, transposed: bool) -> None:
    from training.states import read_state

    tokens, keys, values = read_state(state_file(tmp_path / "a.kv", transposed=transposed), SHAPE)
    assert tokens == [5, 6, 7]
    assert keys.shape == values.shape == (2, 3, 4)
    assert keys[1, 2].tolist() == [108, 109, 110, 111]
    assert values[1, 0].tolist() == [-100, -99, -98, -97]


def test_a_file_of_another_model_is_refused(tmp_path: Path) -> None:
    from training.states import read_state

    with pytest.raises(ModelError, match="number of layers is 3, not 2"):
        read_state(state_file(tmp_path / "a.kv", transposed=True, layers=3), SHAPE)


@pytest.mark.parametrize("cut", [0, 4, 40, 200, -1])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    from training.states import read_state

    path = state_file(tmp_path / "a.kv", transposed=True)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ModelError, match=r"a\.kv"):
        read_state(path, SHAPE)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    from training.states import read_state

    path = state_file(tmp_path / "a.kv", transposed=True)
    path.write_bytes(b"what" + path.read_bytes()[4:])
    with pytest.raises(ModelError, match="what it begins with"):
        read_state(path, SHAPE)


def test_a_state_that_torch_wrote_is_read_as_llama_cpps(tmp_path: Path) -> None:
    torch = torch_here()
    from training.states import PrefixState, read_state, to_torch, write_state

    state = PrefixState(*([torch.randn(3, 2, 2).half().float() for _ in range(2)] for _ in range(2)))
    write_state(tmp_path / "a.kv", [5, 6, 7], state)
    tokens, keys, values = read_state(tmp_path / "a.kv", SHAPE)
    found = to_torch(keys, values, SHAPE, torch.float32)
    assert tokens == [5, 6, 7]
    assert all(
        torch.equal(a, b) for a, b in zip([*state.keys, *state.values], [*found.keys, *found.values], strict=True)
    )
    assert [file.name for file in tmp_path.iterdir()] == ["a.kv"]
