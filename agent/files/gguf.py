"""What a GGUF file says of itself: its metadata, and how many bytes it has to have. Enough to tell a model from an adapter,
and a whole file from one that was cut off, without loading it or anything that computes.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ground.errors import ModelError

MAGIC = b"GGUF"
MOST = 1 << 20
"""Of entries, tensors or bytes of a text: a damaged file names any number. No model has so many; vocabularies have 152,000."""
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_TENSOR_BYTES = {0: 4, 1: 2, 30: 2}
"""Of one number, for the types whose numbers are stored one by one: F32, F16, BF16."""
Value = str | int | float | bool


@dataclass(frozen=True)
class GgufHead:
    """All of a file but its tensors' numbers. Arrays of the metadata are left out."""

    metadata: dict[str, Value]
    tensors: dict[str, tuple[int, ...]]
    """Their dimensions, by name."""
    least_bytes: int
    """What the file has to have at least, for all its tensors to be in it."""

    def text(self, key: str) -> str:
        value = self.metadata.get(key, "")
        return value if isinstance(value, str) else ""


def read_head(path: Path) -> GgufHead:
    """Raises ModelError where the file can't be read, or is none or a damaged one."""
    try:
        with path.open("rb") as file:
            return _Reader(file).head()
    except OSError as error:
        raise ModelError(f"{path} can't be read: {error.strerror or error}.") from None
    except (struct.error, ValueError, OverflowError, MemoryError, RecursionError) as error:
        raise ModelError(f"{path} is not a GGUF file, or a damaged one ({error}).") from None


class _Reader:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def head(self) -> GgufHead:
        if self._file.read(4) != MAGIC:
            raise ValueError("it doesn't begin like one")
        version = self._number("I")
        if version not in (2, 3):
            raise ValueError(f"format version {version}")
        tensors, entries = self._count("tensors"), self._count("entries")
        metadata: dict[str, Value] = {}
        for _ in range(entries):
            key = self._text()
            value = self._value(self._number("I"))
            if value is not None:
                metadata[key] = value
        found: dict[str, tuple[int, ...]] = {}
        end = 0
        for _ in range(tensors):
            name = self._text()
            dimensions = tuple(self._number("Q") for _ in range(min(self._number("I"), 5)))
            kind, offset = self._number("I"), self._number("Q")
            found[name] = dimensions
            end = max(end, offset + math.prod(dimensions) * _TENSOR_BYTES.get(kind, 0))
        step = int(metadata.get("general.alignment", 32)) or 32
        begin = -(-self._file.tell() // step) * step
        return GgufHead(metadata, found, begin + end if found else self._file.tell())

    def _number(self, kind: str) -> int:
        return int(self._scalar(kind))

    def _scalar(self, kind: str) -> int | float | bool:
        layout = f"<{kind}"
        [value] = struct.unpack(layout, self._file.read(struct.calcsize(layout)))
        assert isinstance(value, int | float)
        return value

    def _count(self, what: str) -> int:
        count = self._number("Q")
        if count > MOST:
            raise ValueError(f"{count} {what}")
        return count

    def _text(self) -> str:
        data = self._file.read(size := self._count("bytes of a text"))
        if len(data) < size:
            raise ValueError("it ends within a text")
        return data.decode(errors="replace")

    def _value(self, kind: int) -> Value | None:
        """None for an array, which is passed over."""
        if kind == _STRING:
            return self._text()
        if kind != _ARRAY:
            if kind not in _SCALARS:
                raise ValueError(f"a value of type {kind}")
            return self._scalar(_SCALARS[kind])
        of, count = self._number("I"), self._count("values")
        if of in _SCALARS:
            self._file.seek(count * struct.calcsize(f"<{_SCALARS[of]}"), 1)
        else:
            for _ in range(count):
                self._value(of)
        return None
