"""A BERT encoder small enough for a test: weights by rule, and what it should compute, by plain numpy in double precision."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

WIDTH, HEADS, LAYERS, WIDE, POSITIONS = 32, 2, 2, 64, 160
EPSILON = 1e-12
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "dark", "light", "theme", "note", "##s", "add", "a", "!", "new"]
Array = npt.NDArray[np.float64]


def weights() -> dict[str, npt.NDArray[np.float32]]:
    """Numbers that half precision holds exactly, the same on every machine."""
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": (POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for layer in range(LAYERS):
        for name, (out, into) in {
            "attention.self.query": (WIDTH, WIDTH),
            "attention.self.key": (WIDTH, WIDTH),
            "attention.self.value": (WIDTH, WIDTH),
            "attention.output.dense": (WIDTH, WIDTH),
            "attention.output.LayerNorm": (WIDTH, 0),
            "intermediate.dense": (WIDE, WIDTH),
            "output.dense": (WIDTH, WIDE),
            "output.LayerNorm": (WIDTH, 0),
        }.items():
            shapes[f"encoder.layer.{layer}.{name}.weight"] = (out, into) if into else (out,)
            shapes[f"encoder.layer.{layer}.{name}.bias"] = (out,)
    found = {}
    for number, (name, shape) in enumerate(shapes.items()):
        counted = np.arange(math.prod(shape), dtype=np.int64) + 7 * number
        small = ((counted * counted * 37 + counted * 11) % 251 - 125).reshape(shape) / 256
        found[name] = (1 + small / 8 if name.endswith("LayerNorm.weight") else small).astype(np.float32)
    return found


def write(folder: Path, tensors: Mapping[str, npt.NDArray[Any]] | None = None) -> tuple[Path, Path]:
    """The weights as safetensors, and the vocabulary."""
    table, data = {"__metadata__": {"format": "pt"}}, b""
    table_of: dict[str, Any] = dict(table)
    for name, tensor in {"embeddings.position_ids": np.arange(POSITIONS), **(tensors or weights())}.items():
        kind = {"float32": "F32", "float16": "F16", "int64": "I64"}[str(tensor.dtype)]
        begin, data = len(data), data + tensor.tobytes()
        table_of[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [begin, len(data)]}
    head = json.dumps(table_of).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + data)
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n", "utf-8")
    return folder / "model.safetensors", folder / "vocab.txt"


def vector(*pieces: str) -> Array:
    """What the encoder makes of these word pieces, in length 1."""
    told = {name: tensor.astype(np.float64) for name, tensor in weights().items()}

    def norm(x: Array, name: str) -> Array:
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + EPSILON)
        return x * told[f"{name}.weight"] + told[f"{name}.bias"]

    def dense(x: Array, name: str) -> Array:
        return x @ told[f"{name}.weight"].T + told[f"{name}.bias"]

    ids = [WORDS.index(piece) for piece in ("[CLS]", *pieces, "[SEP]")]
    x = told["embeddings.word_embeddings.weight"][ids] + told["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + told["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        query, key, value = (
            dense(x, f"{at}.attention.self.{name}").reshape(len(ids), HEADS, -1).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        near = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(WIDTH / HEADS))
        seen = (near / near.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        x = norm(x + dense(seen, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        wide = dense(x, f"{at}.intermediate.dense")
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        x = norm(x + dense(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")
    mean: Array = x.mean(0)
    return mean / np.linalg.norm(mean)
