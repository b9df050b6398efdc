"""Adapters made for a test: the few bytes of a GGUF file, with numbers that say nothing."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Mapping
from pathlib import Path

ALIGNMENT = 32
Tensor = tuple[tuple[int, int], list[float]]
"""Dimensions as ggml names them, the quickest first; and the numbers."""


def write_gguf(path: Path, metadata: Mapping[str, str | float], tensors: Mapping[str, Tensor] | None = None) -> Path:
    """A GGUF file with texts, numbers (as float32) and float32 tensors."""

    def text(value: str) -> bytes:
        data = value.encode()
        return struct.pack("<Q", len(data)) + data

    tensors = tensors or {}
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    for key, value in metadata.items():
        head += text(key)
        head += struct.pack("<I", 8) + text(value) if isinstance(value, str) else struct.pack("<If", 6, float(value))
    data = b""
    for name, (dimensions, numbers) in tensors.items():
        assert math.prod(dimensions) == len(numbers)
        head += text(name) + struct.pack("<I2QIQ", 2, *dimensions, 0, len(data))
        data += struct.pack(f"<{len(numbers)}f", *numbers)
        data += bytes(-len(data) % ALIGNMENT)
    path.write_bytes(head + bytes(-len(head) % ALIGNMENT) + data)
    return path


def write_adapter(
    path: Path,
    base_sha256: str,
    *,
    strength: float = 0.0,
    width: int = 1536,
    layers: int = 28,
    rank: int = 2,
    metadata: Mapping[str, str | float] | None = None,
) -> Path:
    """A LoRA on every layer's attention output, of the default model's measures. Without `strength` it changes nothing."""
    draw = random.Random(7)
    down = [draw.gauss(0, 0.05) for _ in range(width * rank)]
    up = [draw.gauss(0, strength) if strength else 0.0 for _ in range(rank * width)]
    tensors: dict[str, Tensor] = {}
    for layer in range(layers):
        tensors[f"blk.{layer}.attn_output.weight.lora_a"] = ((width, rank), down)
        tensors[f"blk.{layer}.attn_output.weight.lora_b"] = ((rank, width), up)
    said: dict[str, str | float] = {
        "general.architecture": "qwen2",
        "general.type": "adapter",
        "adapter.type": "lora",
        "adapter.lora.alpha": float(rank),
        "thumbwright.base_sha256": base_sha256,
        "thumbwright.base_name": "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        "thumbwright.trained_on": '{"pairs": 3}',
    }
    return write_gguf(path, said | dict(metadata or {}), tensors)
