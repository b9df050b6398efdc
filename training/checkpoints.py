"""What is kept of a run: the adapter, the optimizer's state and how far it is; and the best adapter so far.

Files are written whole under another name and then renamed, so that a run killed at any moment goes on from the last one.
Chance needs no place in them: it is drawn anew for each step from the run's seed.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ground.errors import StoreError

if TYPE_CHECKING:
    import torch

    from .adapter import Adapter

LAST, BEST = "checkpoint.pt", "best.pt"


@dataclass(frozen=True)
class Origin:
    """What an adapter is of, and what it was trained on."""

    base_name: str
    base_sha256: str
    pairs_sha256: str = ""
    pairs: int = 0
    docs: int = 0
    held_out_pairs: int = 0
    seed: int = 0
    steps: int = 0
    held_out_loss: float | None = None
    held_out_loss_before: float | None = None
    kinds: dict[str, int] = field(default_factory=dict)
    """Pairs of each kind."""
    before: dict[str, Any] | None = None
    """The same of the adapter that this one began from."""
    merged: list[dict[str, Any]] = field(default_factory=list)
    """The same of those that it is the sum of, each with its share."""


@dataclass(frozen=True)
class Checkpoint:
    """A run at one moment."""

    origin: Origin
    plan: dict[str, Any]
    tensors: dict[str, torch.Tensor]
    step: int
    """Steps done."""
    optimizer: dict[str, Any] | None = None
    first_loss: float | None = None
    """On the part held out, before anything was learned."""
    best_loss: float | None = None
    looks_without_better: int = 0

    def adapter(self) -> Adapter:
        from .adapter import Adapter

        adapter = Adapter(self.plan["rank"], self.plan["alpha"], self.plan["dropout"])
        adapter.take(self.tensors)
        return adapter


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Write it whole, or leave what was there."""
    import torch

    data = {name: getattr(checkpoint, name) for name in checkpoint.__dataclass_fields__} | {
        "origin": asdict(checkpoint.origin)
    }
    data["tensors"] = {name: tensor.detach().cpu().contiguous() for name, tensor in checkpoint.tensors.items()}
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            torch.save(data, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def load(path: Path) -> Checkpoint:
    """Raises StoreError where it is missing, damaged or no checkpoint."""
    import torch

    if not path.is_file():
        raise StoreError(f"There is no checkpoint {path}.")
    try:
        data = torch.load(path, map_location="cpu", weights_only=True)
        return Checkpoint(**data | {"origin": Origin(**data["origin"])})
    except Exception as error:  # torch raises whatever it meets in a damaged file
        raise StoreError(
            f"{path} is damaged, or no checkpoint of a training ({type(error).__name__}). Remove it: the run begins anew."
        ) from None
