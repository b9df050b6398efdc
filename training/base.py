"""The base model as torch computes with it: read from its GGUF file, dequantised, frozen.

Which models can be trained is decided here: those of the architecture `qwen2`. Names are the GGUF file's own, so that an
adapter needs no second list of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ground.errors import ModelError

if TYPE_CHECKING:
    import torch

ARCHITECTURE = "qwen2"


@dataclass(frozen=True)
class Shape:
    """What the file says of the model's build."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    head_dim: int
    parameters: int
    rope_base: float
    norm_epsilon: float


@dataclass(frozen=True)
class BaseModel:
    """Weights by their GGUF names, on the device that trains."""

    name: str
    shape: Shape
    weights: dict[str, torch.Tensor]

    @property
    def output(self) -> torch.Tensor:
        """Of the vocabulary's scores; the same as the embedding where the file has none of its own."""
        own = self.weights.get("output.weight")
        return self.weights["token_embd.weight"] if own is None else own


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_shape(path: Path) -> Shape:
    """Raises ModelError for a file that can't be read, or of another architecture."""
    return _shape(_open(path), path)


def load_base(path: Path, dtype: torch.dtype, device: str = "cpu") -> BaseModel:
    """Read and dequantise all weights. Raises ModelError."""
    import gguf
    import numpy as np
    import torch

    reader = _open(path)
    shape = _shape(reader, path)
    weights = {}
    for tensor in reader.tensors:
        plain = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        kind = torch.float32 if tensor.name.endswith(("norm.weight", ".bias")) else dtype
        weights[tensor.name] = torch.from_numpy(np.array(plain, dtype=np.float32)).to(device=device, dtype=kind)
    return BaseModel(path.name, shape, weights)


def _open(path: Path) -> Any:
    import gguf

    try:
        return gguf.GGUFReader(path)
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise ModelError(f"{path} can't be read as a GGUF model: {error}") from error


def _shape(reader: Any, path: Path) -> Shape:
    def field(name: str) -> Any:
        found = reader.get_field(name)
        if found is None:
            raise ModelError(f"{path} doesn't say {name}: not a model that can be trained here.")
        return found.contents()

    architecture = field("general.architecture")
    if architecture != ARCHITECTURE:
        raise ModelError(
            f"{path} is a model of the kind {architecture}; those that can be trained here are {ARCHITECTURE}."
        )
    width, heads = int(field("qwen2.embedding_length")), int(field("qwen2.attention.head_count"))
    return Shape(
        layers=int(field("qwen2.block_count")),
        width=width,
        heads=heads,
        kv_heads=int(field("qwen2.attention.head_count_kv")),
        head_dim=width // heads,
        parameters=sum(int(tensor.n_elements) for tensor in reader.tensors),
        rope_base=float(field("qwen2.rope.freq_base")),
        norm_epsilon=float(field("qwen2.attention.layer_norm_rms_epsilon")),
    )
