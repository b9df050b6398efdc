"""Weights as the file format safetensors keeps them: a table of names, types and places, then the numbers. Read as they lie
there, by memory map; nothing in such a file can be run.
"""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ground.errors import ModelError

_LONGEST_TABLE = 16 << 20
"""Bytes: a damaged file names any number."""
_TYPES = {"F32": "<f4", "F16": "<f2"}
"""Those we know; others are left out."""


def read_tensors(path: Path) -> dict[str, npt.NDArray[Any]]:
    """All tensors of single and half precision, by name. Raises ModelError where the file is damaged or can't be read."""
    try:
        data = np.memmap(path, np.uint8, "r")
        if len(data) < 8:
            raise ValueError("it is too short")
        [length] = struct.unpack("<Q", data[:8].tobytes())
        if not 2 <= length <= min(_LONGEST_TABLE, len(data) - 8):
            raise ValueError(f"a table of {length} bytes")
        table = json.loads(data[8 : 8 + length].tobytes())
        numbers = data[8 + length :]
        return {
            str(name): _tensor(numbers, entry)
            for name, entry in table.items()
            if name != "__metadata__" and entry["dtype"] in _TYPES
        }
    except OSError as error:
        raise ModelError(f"{path} can't be read: {error.strerror or error}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ModelError(f"{path} is not a safetensors file, or a damaged one ({error}).") from None


def _tensor(numbers: npt.NDArray[np.uint8], entry: dict[str, Any]) -> npt.NDArray[Any]:
    kind = np.dtype(_TYPES[entry["dtype"]])
    shape = tuple(int(n) for n in entry["shape"])
    begin, end = entry["data_offsets"]
    if not 0 <= begin <= end <= len(numbers) or end - begin != math.prod(shape) * kind.itemsize:
        raise ValueError(f"a tensor at {begin} to {end}")
    return numbers[begin:end].view(kind).reshape(shape)
