"""The adapter (LoRA): beside each frozen linear layer a narrow way through two small matrices, the only numbers that learn.

The second matrix starts at zero, so that an adapter without training changes nothing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from .base import BaseModel

LAYERS = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
"""The linear layers of a block, by their GGUF names."""


class Adapter:
    """The two matrices of every linear layer, `down` to the rank and `up` from it, by the layer's name."""

    def __init__(self, rank: int, alpha: float, dropout: float = 0.0) -> None:
        self.rank = rank
        self.alpha = alpha
        self.dropout = dropout
        """Share of the inputs left out while it learns; none while `learning` is off."""
        self.learning = False
        self.down: dict[str, torch.Tensor] = {}
        self.up: dict[str, torch.Tensor] = {}

    @classmethod
    def fresh(cls, base: BaseModel, rank: int, alpha: float, dropout: float, seed: int) -> Adapter:
        """One that changes nothing yet."""
        import torch

        adapter = cls(rank, alpha, dropout)
        source = torch.Generator().manual_seed(seed)
        for layer in range(base.shape.layers):
            for part in LAYERS:
                weight = base.weights[f"blk.{layer}.{part}.weight"]
                wide, narrow = weight.shape
                bound = 1 / math.sqrt(narrow)
                down = (torch.rand(rank, narrow, generator=source) * 2 - 1) * bound
                adapter.down[f"blk.{layer}.{part}"] = down.to(weight.device)
                adapter.up[f"blk.{layer}.{part}"] = torch.zeros(wide, rank, device=weight.device)
        return adapter

    def parameters(self) -> list[torch.Tensor]:
        """All that learns, always in the same order."""
        return [*self.down.values(), *self.up.values()]

    def learn(self, yes: bool) -> None:
        """Whether gradients are kept, and inputs left out."""
        self.learning = yes
        for tensor in self.parameters():
            tensor.requires_grad_(yes)

    def onto(self, answer: torch.Tensor, name: str, x: torch.Tensor) -> torch.Tensor:
        """The layer's `answer` to `x`, and what the adapter adds to it."""
        import torch
        from torch.nn import functional as F

        down = self.down[name]
        if self.learning and self.dropout:
            # whole inputs are left out for a step, not a token's: that leaves out as much, and costs next to nothing
            down = down * F.dropout(down.new_ones(down.shape[1]), self.dropout)
        through = F.linear(x, down.to(x.dtype))
        return torch.addmm(answer, through, self.up[name].to(x.dtype).T, alpha=self.alpha / self.rank)

    def to(self, device: str) -> Adapter:
        """The same numbers, in tensors of its own there."""
        moved = Adapter(self.rank, self.alpha, self.dropout)
        moved.take({name: tensor.to(device) for name, tensor in self.tensors().items()})
        return moved

    def tensors(self) -> dict[str, torch.Tensor]:
        """By their names in a GGUF adapter."""
        named = {}
        for name in self.down:
            named[f"{name}.weight.lora_a"] = self.down[name]
            named[f"{name}.weight.lora_b"] = self.up[name]
        return named

    def take(self, tensors: dict[str, torch.Tensor]) -> None:
        """Hold the numbers of `tensors`, as they are named there."""
        for name, tensor in tensors.items():
            layer, _, which = name.rpartition(".weight.")
            (self.down if which == "lora_a" else self.up)[layer] = tensor.detach().clone().float()
