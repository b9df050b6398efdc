"""What is learned from a batch, as a number to make smaller: the right answers, or that one answer is better than another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .adapter import Adapter
from .base import BaseModel
from .network import Packed, pack, scores
from .schedule import Batch

if TYPE_CHECKING:
    import torch

    from .states import PrefixState

Objective = Callable[[BaseModel, Adapter, "PrefixState", Batch], "torch.Tensor"]
PREFERENCE_STRENGTH = 0.1
"""How far the apprentice may go from where it began, for a preference (beta of DPO)."""
STAY_RIGHT = 0.1
"""Share of the better answer's own loss, so that it doesn't become unlikely together with the worse one."""


def right_answers(base: BaseModel, adapter: Adapter, state: PrefixState, batch: Batch) -> torch.Tensor:
    """Mean loss of the answers' tokens."""
    from torch.nn import functional as F

    packed = pack([(sample.asked, sample.answer) for sample in batch.samples], state.length, _device(base))
    return F.cross_entropy(scores(base, adapter, state, packed), packed.targets)


def right_scripts(base: BaseModel, adapter: Adapter | None, state: PrefixState, batch: Batch) -> int:
    """How many answers would be written word for word: each token is the likeliest after those before it."""
    import torch

    packed = pack([(sample.asked, sample.answer) for sample in batch.samples], state.length, _device(base))
    with torch.no_grad():
        wrong = scores(base, adapter, state, packed).argmax(-1) != packed.targets
    return len(batch.samples) - len(set(packed.owners[wrong].tolist()))


def preferring(reference: Adapter | None) -> Objective:
    """The better answer is to become likelier than the worse one, compared with what they are to the `reference`."""

    def objective(base: BaseModel, adapter: Adapter, state: PrefixState, batch: Batch) -> torch.Tensor:
        import torch
        from torch.nn import functional as F

        pairs = [(s.asked, answer) for s in batch.samples for answer in (s.answer, s.rejected)]
        packed = pack(pairs, state.length, _device(base))
        with torch.no_grad():
            before = _likelihoods(scores(base, reference, state, packed), packed, len(pairs))
        now = _likelihoods(scores(base, adapter, state, packed), packed, len(pairs))
        gain = now - before
        preferred = -F.logsigmoid(PREFERENCE_STRENGTH * (gain[0::2] - gain[1::2])).mean()
        tokens = sum(len(sample.answer) for sample in batch.samples)
        return preferred - STAY_RIGHT * now[0::2].sum() / tokens

    return objective


def _likelihoods(found: torch.Tensor, packed: Packed, count: int) -> torch.Tensor:
    """The logarithm of each answer's likelihood."""
    import torch

    each = found.log_softmax(-1).gather(1, packed.targets[:, None])[:, 0]
    return torch.zeros(count, device=found.device).index_add(0, packed.owners, each)


def _device(base: BaseModel) -> str:
    return str(base.output.device)
