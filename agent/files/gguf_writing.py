"""Writes a GGUF file: what a model says of itself, then its weights. The same input gives the same bytes, so that a file made
here can be known by its checksum. Reading is `agent.files.gguf`'s.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

Value = bool | int | float | str | Sequence[str] | Sequence[int]
Weights = npt.NDArray[Any]
_VERSION, _ALIGNMENT = 3, 32
_U32, _I32, _F32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9
_TENSOR_TYPES = {np.dtype("<f4"): 0, np.dtype("<f2"): 1}


def write_gguf(path: Path, metadata: Mapping[str, Value], tensors: Mapping[str, Weights]) -> None:
    """Write the file. Tensors are of single or half precision; the last dimension is a row. Numbers of the metadata are
    written in 32 bits. Raises OSError."""
    with path.open("wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", _VERSION, len(tensors), len(metadata)))
        for key, value in metadata.items():
            file.write(_text(key) + _value(value))
        offset = 0
        for name, tensor in tensors.items():
            file.write(_text(name) + struct.pack(f"<I{tensor.ndim}Q", tensor.ndim, *reversed(tensor.shape)))
            file.write(struct.pack("<IQ", _TENSOR_TYPES[tensor.dtype], offset))
            offset += -(-tensor.nbytes // _ALIGNMENT) * _ALIGNMENT
        _pad(file)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor).tobytes())
            _pad(file)


def _pad(file: BinaryIO) -> None:
    file.write(bytes(-file.tell() % _ALIGNMENT))


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Value) -> bytes:
    match value:
        case bool():
            return struct.pack("<I?", _BOOL, value)
        case int():
            return struct.pack("<II", _U32, value)
        case float():
            return struct.pack("<If", _F32, value)
        case str():
            return struct.pack("<I", _STRING) + _text(value)
    if value and isinstance(value[0], str):
        head = struct.pack("<IIQ", _ARRAY, _STRING, len(value))
        return head + b"".join(_text(str(one)) for one in value)
    return struct.pack(f"<IIQ{len(value)}i", _ARRAY, _I32, len(value), *(int(one) for one in value))
