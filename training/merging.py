"""Several exported adapters made one: the sum of what each changes, each by its share.

Two runs over different pairs err differently, and their sum errs less than either (model soups, arXiv 2203.05482). The sum of two
adapters of rank r has rank 2r; of that the r strongest directions are kept (a singular value decomposition), so that it costs at
run time what one does. Adapters that began from the same seed share most of their directions, and little is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from ground.errors import ModelError

from .checkpoints import Checkpoint, Origin

if TYPE_CHECKING:
    import torch

DOWN, UP = ".lora_a", ".lora_b"


def merge(parts: Sequence[tuple[Checkpoint, float]], rank: int) -> tuple[Checkpoint, float]:
    """The sum of adapters of one model, each with its share (1.0: all of it), at a rank; and how much of it that rank holds, 0 to
    1, by the squares of the singular values. Raises ModelError for those that don't belong together."""
    if not parts:
        raise ModelError("There is no adapter to merge.")
    first = parts[0][0]
    for other, _ in parts[1:]:
        if other.origin.base_sha256 != first.origin.base_sha256:
            raise ModelError(
                f"Adapters of {first.origin.base_name} and {other.origin.base_name} can't be merged: they are of two models."
            )
        if other.tensors.keys() != first.tensors.keys():
            raise ModelError("The adapters change different layers of the model, and can't be merged.")
    tensors: dict[str, torch.Tensor] = {}
    held = whole = 0.0
    for name in sorted(first.tensors):
        if name.endswith(DOWN):
            up_name = name.removesuffix(DOWN) + UP
            tensors[name], tensors[up_name], kept, all_of_it = _merged(parts, name, up_name, rank)
            held, whole = held + kept, whole + all_of_it
    told = [asdict(one.origin) for one, _ in parts]
    origin = Origin(
        first.origin.base_name,
        first.origin.base_sha256,
        pairs=sum(one["pairs"] for one in told),
        docs=sum(one["docs"] for one in told),
        merged=[{"share": share, **one} for (_, share), one in zip(parts, told, strict=True)],
    )
    plan = {"rank": rank, "alpha": float(rank), "dropout": 0.0}
    return Checkpoint(origin, plan, tensors, 0), held / whole if whole else 1.0


def _merged(
    parts: Sequence[tuple[Checkpoint, float]], name: str, up_name: str, rank: int
) -> tuple[torch.Tensor, torch.Tensor, float, float]:
    """A layer's two matrices, and the squares of what is kept and of all there was."""
    import torch

    down = torch.cat([one.tensors[name] for one, _ in parts]).double()
    up = torch.cat([one.tensors[up_name] * (share * _scale(one)) for one, share in parts], dim=1).double()
    # the product is as large as the model's own layer; its directions are those of a small matrix between two bases
    base_up, small_up = torch.linalg.qr(up)
    base_down, small_down = torch.linalg.qr(down.T)
    left, strength, right = torch.linalg.svd(small_up @ small_down.T)
    root = strength[:rank].sqrt()
    merged_up = base_up @ left[:, :rank] * root
    merged_down = root[:, None] * right[:rank] @ base_down.T
    short = rank - len(root)
    if short > 0:  # a rank that they don't have together
        merged_up = torch.nn.functional.pad(merged_up, (0, short))
        merged_down = torch.nn.functional.pad(merged_down, (0, 0, 0, short))
    return merged_down.float(), merged_up.float(), float((root**4).sum()), float((strength**2).sum())


def _scale(one: Checkpoint) -> float:
    return float(one.plan["alpha"]) / float(one.plan["rank"])
