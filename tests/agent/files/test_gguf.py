from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.files.gguf import read_head
from ground.errors import ModelError
from tests.agent.made_adapters import write_gguf

TENSORS = {"a": ((3, 2), [1.0] * 6), "b": ((2, 1), [2.0] * 2)}


def test_metadata_tensors_and_size_are_read(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "x.gguf", {"general.type": "adapter", "alpha": 4.0}, TENSORS)
    head = read_head(path)
    assert head.metadata == {"general.type": "adapter", "alpha": 4.0}
    assert head.tensors == {"a": (3, 2), "b": (2, 1)}
    assert (head.text("general.type"), head.text("alpha"), head.text("missing")) == ("adapter", "", "")
    # the last tensor's 8 bytes are needed, what fills up after it isn't
    assert path.stat().st_size - 24 == head.least_bytes


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "doesn't begin like one"),
        (b"PK\x03\x04", "doesn't begin like one"),
        (b"GGUF\x09\x00\x00\x00" + bytes(16), "format version 9"),
        (b"GGUF\x03\x00\x00\x00" + b"\xff" * 16, "tensors"),
    ],
    ids=["empty", "another kind", "another version", "nonsense"],
)
def test_what_is_no_gguf_file_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=f"{said}"):
        read_head(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be read"):
        read_head(tmp_path / "none.gguf")


@settings(max_examples=150)
@given(cut=st.integers(0, 300), at=st.integers(0, 200), byte=st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(
    cut: int, at: int, byte: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write_gguf(tmp_path_factory.getbasetemp() / "damaged.gguf", {"general.type": "adapter"}, TENSORS)
    data = bytearray(path.read_bytes())
    data[at % len(data)] = byte
    path.write_bytes(bytes(data[: max(0, len(data) - cut)]))
    with contextlib.suppress(ModelError):
        read_head(path)
