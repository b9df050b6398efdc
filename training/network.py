"""The computing: a batch's tokens behind one kept prefix, through the frozen model and the adapter, to the scores of the
tokens that are asked for.

Samples of one doc lie behind each other without padding, and all look at the same prefix, whose state is held once. That and
the vocabulary's scores for the script's tokens only are what make training on processors bearable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .base import BaseModel, Shape

if TYPE_CHECKING:
    import torch

    from .adapter import Adapter
    from .states import PrefixState


@dataclass(frozen=True)
class Packed:
    """Samples behind each other, as tensors."""

    tokens: torch.Tensor
    positions: torch.Tensor
    """Of each token in its own text; the prefix lies before."""
    mask: torch.Tensor
    """[tokens, tokens]; True where one may look. Every token sees the whole prefix."""
    asked: torch.Tensor
    """Places whose next token counts."""
    targets: torch.Tensor
    """The tokens that are right there."""
    owners: torch.Tensor
    """Which sample each of them is of."""


def pack(samples: Sequence[tuple[Sequence[int], Sequence[int]]], prefix_length: int, device: str = "cpu") -> Packed:
    """`samples` are (what is asked, what is right) in tokens; neither is empty."""
    import torch

    tokens: list[int] = []
    positions: list[int] = []
    segments: list[int] = []
    asked: list[int] = []
    targets: list[int] = []
    owners: list[int] = []
    for number, (question, answer) in enumerate(samples):
        start = len(tokens)
        text = [*question, *answer][:-1]  # nothing follows the last
        tokens += text
        positions += range(prefix_length, prefix_length + len(text))
        segments += [number] * len(text)
        asked += range(start + len(question) - 1, start + len(text))
        targets += answer
        owners += [number] * len(answer)
    segment = torch.tensor(segments, device=device)
    place = torch.tensor(positions, device=device)
    tail = (segment[:, None] == segment[None]) & (place[:, None] >= place[None])
    return Packed(
        torch.tensor(tokens, device=device),
        place,
        tail,
        torch.tensor(asked, device=device),
        torch.tensor(targets, device=device),
        torch.tensor(owners, device=device),
    )


def scores(base: BaseModel, adapter: Adapter | None, state: PrefixState, batch: Packed) -> torch.Tensor:
    """The vocabulary's scores [asked, vocabulary], in float32."""
    from torch.nn import functional as F

    hidden, _keys, _values = through(base, adapter, state, batch.tokens, batch.positions, batch.mask)
    last = _norm(hidden[batch.asked], base.weights["output_norm.weight"], base.shape)
    return F.linear(last, base.output).float()


def through(
    base: BaseModel,
    adapter: Adapter | None,
    state: PrefixState,
    tokens: torch.Tensor,
    positions: torch.Tensor,
    mask: torch.Tensor | None,
) -> tuple[torch.Tensor, list[torch.Tensor], list[torch.Tensor]]:
    """The tokens through all layers: what comes out, and each layer's keys and values for them.

    Without a mask each token looks at those before it and at itself: one text from its beginning, with an empty `state`."""
    import torch
    from torch.nn import functional as F

    from .attention import attend

    shape, weights = base.shape, base.weights
    hidden = F.embedding(tokens, weights["token_embd.weight"])
    turn = _rotation(shape, positions)
    bias = None
    if mask is not None:
        bias = torch.zeros(mask.shape, dtype=hidden.dtype, device=hidden.device).masked_fill_(~mask, float("-inf"))
    heads, kv_heads = (-1, shape.heads, shape.head_dim), (-1, shape.kv_heads, shape.head_dim)
    all_keys, all_values = [], []

    def linear(name: str, x: torch.Tensor) -> torch.Tensor:
        plus = weights.get(f"{name}.bias")
        y = F.linear(x, weights[f"{name}.weight"], None if plus is None else plus.to(x.dtype))
        return y if adapter is None else adapter.onto(y, name, x)

    for layer in range(shape.layers):
        at = f"blk.{layer}"
        x = _norm(hidden, weights[f"{at}.attn_norm.weight"], shape)
        q = _rotate(linear(f"{at}.attn_q", x).view(heads), turn)
        k = _rotate(linear(f"{at}.attn_k", x).view(kv_heads), turn)
        v = linear(f"{at}.attn_v", x).view(kv_heads)
        all_keys.append(k)
        all_values.append(v)
        kept_keys, kept_values = _by_head(state.keys[layer]), _by_head(state.values[layer])
        seen = attend(_by_head(q), _by_head(k), _by_head(v), kept_keys, kept_values, bias)
        hidden = hidden + linear(f"{at}.attn_output", seen.transpose(0, 1).reshape(len(x), -1))
        x = _norm(hidden, weights[f"{at}.ffn_norm.weight"], shape)
        gated = F.silu(linear(f"{at}.ffn_gate", x)) * linear(f"{at}.ffn_up", x)
        hidden = hidden + linear(f"{at}.ffn_down", gated)
    return hidden, all_keys, all_values


def read_prefix(base: BaseModel, tokens: Sequence[int]) -> PrefixState:
    """The state of a prefix, as the base model has it without an adapter."""
    import torch

    from .states import PrefixState

    shape, device = base.shape, base.output.device
    nothing = torch.zeros(0, shape.kv_heads, shape.head_dim, dtype=base.output.dtype, device=device)
    empty = PrefixState([nothing] * shape.layers, [nothing] * shape.layers)
    with torch.no_grad():
        text, places = torch.tensor(tokens, device=device), torch.arange(len(tokens), device=device)
        _hidden, keys, values = through(base, None, empty, text, places, None)
    return PrefixState(keys, values)


def _by_head(x: torch.Tensor) -> torch.Tensor:
    return x.transpose(0, 1)


def _norm(x: torch.Tensor, weight: torch.Tensor, shape: Shape) -> torch.Tensor:
    wide = x.float()
    return (wide * (wide.pow(2).mean(-1, keepdim=True) + shape.norm_epsilon).rsqrt() * weight).to(x.dtype)


def _rotation(shape: Shape, positions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    import torch

    half = shape.head_dim // 2
    steps = torch.arange(half, device=positions.device, dtype=torch.float32) / half
    angles = positions.float()[:, None] * (shape.rope_base**-steps)[None]
    return angles.cos()[:, None], angles.sin()[:, None]


def _rotate(x: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
    import torch

    cos, sin = turn
    a, b = x.float().chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1).to(x.dtype)
