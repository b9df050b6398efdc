"""Prefix states as llama.cpp keeps them, read for torch: the very numbers that the product's tasks begin from."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ground.errors import ModelError

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

    from .base import Shape

_MAGIC, _VERSION = 0x67677371, 2
_F16 = 1
"""ggml's number of the type; the product keeps its states in no other."""


@dataclass(frozen=True)
class PrefixState:
    """What every layer keeps of a prefix: [tokens, heads of keys, their width] each."""

    keys: list[torch.Tensor]
    values: list[torch.Tensor]

    @property
    def length(self) -> int:
        return len(self.keys[0])


def write_state(path: Path, tokens: Sequence[int], state: PrefixState) -> None:
    """Write a state as llama.cpp would, whole or not at all."""
    count, layers = len(tokens), len(state.keys)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with new.open("wb") as file:
        file.write(struct.pack(f"=III{count}i", _MAGIC, _VERSION, count, *tokens))
        file.write(struct.pack("=II", 1, count))
        file.writelines(struct.pack("=iIi", place, 1, 0) for place in range(count))
        file.write(struct.pack("=II", 0, layers))
        for kept in (state.keys, state.values):
            for tensor in kept:
                rows = tensor.reshape(count, -1).cpu().float().numpy().astype(np.float16)
                file.write(struct.pack("=iQ", _F16, 2 * rows.shape[1]))
                file.write(rows.tobytes())
    os.replace(new, path)


def read_state(path: Path, shape: Shape) -> tuple[list[int], NDArray[np.float16], NDArray[np.float16]]:
    """Return the tokens, and keys and values [layer, token, width] of a file of `llama_state_seq_save_file`.

    Raises ModelError where the file is not laid out as expected."""
    try:
        data: Any = np.memmap(path, mode="r")
    except ValueError:
        raise ModelError(f"{path} is empty. Remove it, and go on.") from None
    at = 0

    def take(form: str) -> Any:
        nonlocal at
        found = struct.unpack_from(f"={form}", data, at)
        at += struct.calcsize(f"={form}")
        return found[0] if len(found) == 1 else found

    def expect(said: object, meant: object, what: str) -> None:
        if said != meant:
            raise ModelError(f"{path}: {what} is {said}, not {meant}. Was it kept by another llama.cpp?")

    def rows(count: int, width: int) -> NDArray[np.float16]:
        nonlocal at
        found = np.frombuffer(data, np.float16, count * width, at).reshape(count, width)
        at += found.nbytes
        return found

    width = shape.kv_heads * shape.head_dim
    try:
        magic, version, count = take("III")
        expect((magic, version), (_MAGIC, _VERSION), "what it begins with")
        tokens = list(take(f"{count}i"))
        expect(take("I"), 1, "the number of streams")
        expect(take("I"), count, "the number of cells")
        for place in range(count):
            position, owners = take("iI")
            expect(position, place, "a cell's position")
            at += 4 * owners
        transposed, layers = take("II")
        expect(layers, shape.layers, "the number of layers")
        keys = []
        for _ in range(layers):
            kind, row = take("iQ")
            expect((kind, row), (_F16, width * 2), "the form of the keys")
            keys.append(rows(count, width))
        values = []
        for _ in range(layers):
            if transposed:
                kind, size, wide = take("iII")
                expect((kind, size, wide), (_F16, 2, width), "the form of the values")
                values.append(rows(width, count).T)
            else:
                kind, row = take("iQ")
                expect((kind, row), (_F16, width * 2), "the form of the values")
                values.append(rows(count, width))
        expect(at, len(data), "the file's end")
    except (struct.error, ValueError) as error:
        raise ModelError(f"{path} is cut off or damaged: {error}") from error
    return tokens, np.stack(keys), np.stack(values)


def to_torch(
    keys: NDArray[np.float16], values: NDArray[np.float16], shape: Shape, dtype: torch.dtype, device: str = "cpu"
) -> PrefixState:
    import torch

    def tensors(of: NDArray[np.float16]) -> list[torch.Tensor]:
        whole = torch.from_numpy(of).view(shape.layers, -1, shape.kv_heads, shape.head_dim).to(device, dtype)
        return list(whole)

    return PrefixState(tensors(keys), tensors(values))
