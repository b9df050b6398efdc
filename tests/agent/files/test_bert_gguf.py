"""An encoder's file made from its makers' files: the same bytes each time, and nothing from files that aren't right."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="comes with the extra thumbwright[llama]")

from agent.files.bert_gguf import Encoder, convert  # noqa: E402
from agent.files.gguf import read_head  # noqa: E402
from agent.files.safetensors import read_tensors  # noqa: E402
from ground.errors import ModelError  # noqa: E402
from tests.agent import made_encoder  # noqa: E402

ENCODER = Encoder("tiny", "MIT", made_encoder.HEADS, made_encoder.EPSILON)


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    weights, vocabulary = made_encoder.write(tmp_path)
    made = tmp_path / "made.gguf"
    convert(weights, vocabulary, made, ENCODER)
    # a sum, and not a second run's: another numpy, or another machine, has to make these bytes too
    assert hashlib.sha256(made.read_bytes()).hexdigest()[:16] == "18c9625d89ab059a"


def test_what_it_says_of_itself(tmp_path: Path) -> None:
    made = tmp_path / "made.gguf"
    convert(*made_encoder.write(tmp_path), made, ENCODER)
    head = read_head(made)
    said = {key: head.metadata[key] for key in head.metadata if key.startswith("bert.")}
    assert (head.text("general.architecture"), head.text("general.name")) == ("bert", "tiny")
    assert (said["bert.block_count"], said["bert.embedding_length"], said["bert.pooling_type"]) == (2, 32, 1)
    assert head.tensors["token_embd.weight"] == (32, len(made_encoder.WORDS))
    assert head.tensors["blk.1.ffn_up.weight"] == (32, 64)
    assert made.stat().st_size == -(-head.least_bytes // 32) * 32


def _cut_table(data: bytes) -> bytes:
    return data[:100]


def _wild_length(data: bytes) -> bytes:
    return struct.pack("<Q", 1 << 60) + data[8:]


def _moved(data: bytes) -> bytes:
    [length] = struct.unpack("<Q", data[:8])
    table = json.loads(data[8 : 8 + length])
    table["embeddings.LayerNorm.bias"]["data_offsets"] = [0, 1 << 40]
    head = json.dumps(table).encode()
    return struct.pack("<Q", len(head)) + head + data[8 + length :]


@pytest.mark.parametrize(
    "damage", [_cut_table, _wild_length, _moved, lambda data: b"", lambda data: data[:8] + b"x" * 500]
)
def test_damaged_weights_are_told(tmp_path: Path, damage: object) -> None:
    weights, _vocabulary = made_encoder.write(tmp_path)
    assert callable(damage)
    weights.write_bytes(damage(weights.read_bytes()))
    with pytest.raises(ModelError, match="is not a safetensors file, or a damaged one"):
        read_tensors(weights)


def test_tensors_are_read_as_they_were_written(tmp_path: Path) -> None:
    half = {"a.b": np.array([[1.5, -2.0], [0.25, 3.0]], np.float16)}
    weights, _vocabulary = made_encoder.write(tmp_path, half)
    found = read_tensors(weights)
    assert list(found) == ["a.b"]
    assert found["a.b"].tolist() == [[1.5, -2.0], [0.25, 3.0]]


def test_weights_of_another_kind_of_model(tmp_path: Path) -> None:
    weights, vocabulary = made_encoder.write(tmp_path, {"a.b": np.zeros((2, 2), np.float32)})
    with pytest.raises(ModelError, match="not those of a BERT encoder"):
        convert(weights, vocabulary, tmp_path / "made.gguf", ENCODER)


def test_vocabulary_of_another_length(tmp_path: Path) -> None:
    weights, vocabulary = made_encoder.write(tmp_path)
    vocabulary.write_text("\n".join([*made_encoder.WORDS, "more"]), "utf-8")
    with pytest.raises(ModelError, match=r"vocab\.txt has 15 word pieces, and model\.safetensors is for 14"):
        convert(weights, vocabulary, tmp_path / "made.gguf", ENCODER)
