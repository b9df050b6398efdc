"""A BERT encoder as llama.cpp reads it, made from what its makers publish: weights as safetensors, the vocabulary as one word
piece a line. For models that turn a text into one vector, the mean of its tokens' vectors.

Nothing but numpy computes here, so that a person who never trains can make the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ground.errors import ModelError

from .gguf_writing import Value, Weights, write_gguf
from .safetensors import read_tensors

_MEAN = 1
"""llama.cpp's number for pooling by the mean."""
_MOSTLY_F16 = 1
_NORMAL, _CONTROL = 1, 3
_LAYER = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
_WHOLE = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
}
_SPECIAL = {
    "bos": "[CLS]",
    "eos": "[SEP]",
    "unknown": "[UNK]",
    "seperator": "[SEP]",
    "padding": "[PAD]",
    "mask": "[MASK]",
}
"""llama.cpp's names for them, the misspelt one too."""


@dataclass(frozen=True)
class Encoder:
    """What the weights don't say of themselves."""

    name: str
    licence: str
    heads: int
    epsilon: float
    """Of the norms."""


def convert(weights: Path, vocabulary: Path, target: Path, encoder: Encoder) -> None:
    """Write `target` from the two files, its matrices in half precision. The same files give the same bytes.

    Raises ModelError where a file isn't what it should be, OSError where `target` can't be written."""
    found = read_tensors(weights)
    try:
        words = vocabulary.read_text("utf-8").rstrip("\n").split("\n")
    except (OSError, ValueError) as error:
        raise ModelError(f"{vocabulary} can't be read: {error}.") from None
    try:
        table = found["embeddings.word_embeddings.weight"]
        layers = 1 + max(int(name.split(".")[2]) for name in found if name.startswith("encoder.layer."))
        tensors = {name: _kept(found[source], name) for source, name in _names(layers)}
        sizes = {
            "bert.block_count": layers,
            "bert.context_length": len(found["embeddings.position_embeddings.weight"]),
            "bert.embedding_length": table.shape[1],
            "bert.feed_forward_length": len(found["encoder.layer.0.intermediate.dense.weight"]),
        }
        special = {f"tokenizer.ggml.{name}_token_id": words.index(word) for name, word in _SPECIAL.items()}
    except (KeyError, ValueError, IndexError) as error:
        raise ModelError(f"{weights.name} and {vocabulary.name} are not those of a BERT encoder ({error}).") from None
    if len(words) != len(table):
        raise ModelError(f"{vocabulary.name} has {len(words)} word pieces, and {weights.name} is for {len(table)}.")
    metadata: dict[str, Value] = {
        "general.architecture": "bert",
        "general.type": "model",
        "general.name": encoder.name,
        "general.license": encoder.licence,
        "general.file_type": _MOSTLY_F16,
        **sizes,
        "bert.attention.head_count": encoder.heads,
        "bert.attention.layer_norm_epsilon": encoder.epsilon,
        "bert.attention.causal": False,
        "bert.pooling_type": _MEAN,
        "tokenizer.ggml.model": "bert",
        "tokenizer.ggml.token_type_count": 2,
        "tokenizer.ggml.tokens": [_piece(word) for word in words],
        "tokenizer.ggml.token_type": [_CONTROL if _is_mark(word) else _NORMAL for word in words],
        **special,
    }
    write_gguf(target, metadata, tensors)


def _names(layers: int) -> Iterator[tuple[str, str]]:
    """Pairs of a tensor's name with its makers and with llama.cpp."""
    for source, name in _WHOLE.items():
        yield f"{source}.weight", f"{name}.weight"
        if source.endswith("LayerNorm"):
            yield f"{source}.bias", f"{name}.bias"
    for layer in range(layers):
        for source, name in _LAYER.items():
            for part in ("weight", "bias"):
                yield f"encoder.layer.{layer}.{source}.{part}", f"blk.{layer}.{name}.{part}"


def _kept(tensor: Weights, name: str) -> Weights:
    """Matrices in half precision; what is added to or scales a vector in single precision, as llama.cpp wants it."""
    if tensor.ndim == 1 or name in ("position_embd.weight", "token_types.weight"):
        return tensor.astype("<f4")
    return tensor.astype("<f2")


def _is_mark(word: str) -> bool:
    return word.startswith("[") and word.endswith("]") and len(word) > 2


def _piece(word: str) -> str:
    """llama.cpp marks where a word begins instead of where it goes on."""
    if _is_mark(word):
        return word
    return word[2:] if word.startswith("##") else f"\u2581{word}"
