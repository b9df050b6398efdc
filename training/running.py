"""A run: steps over batches in the plan's order, a look at the part held out now and then, a checkpoint before anything can
be lost. Killed at any moment it goes on from its last checkpoint, with the batches that it would have had.
"""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ground.errors import CancelledError, ModelError, StoreError

from . import checkpoints
from .adapter import Adapter
from .base import BaseModel
from .checkpoints import Checkpoint, Origin
from .objectives import Objective, right_scripts
from .samples import Group
from .schedule import Batch, Plan, all_batches, batches, rate

if TYPE_CHECKING:
    from .states import PrefixState

SAVE_EVERY_S = 120.0
LOOKED_AT = 24
"""Batches of the part held out that a look takes in, spread over all of it."""
LONGEST_STEP = 1.0
"""Gradients are cut to this length."""


@dataclass(frozen=True)
class Progress:
    """After a step."""

    step: int
    steps: int
    loss: float
    """Mean of the last steps."""
    tokens_per_s: float
    left_s: float
    held_out_loss: float | None
    """Of the last look."""


States = Callable[[Iterable[Group]], Iterator["PrefixState"]]
"""Gives the states of groups in order."""


class Run:
    """One run in its folder."""

    def __init__(
        self, folder: Path, plan: Plan, origin: Origin, base: BaseModel, groups: Sequence[Group], states: States
    ) -> None:
        self.folder = folder
        self.plan = plan
        self.origin = origin
        self.base = base
        self.groups = groups
        self.states = states
        self.batches = all_batches(groups, plan)
        looks = batches(groups, "held_out", plan, 0)
        self.looks = looks[:: max(1, math.ceil(len(looks) / LOOKED_AT))]

    def go(
        self,
        objective: Objective,
        start: Adapter | None = None,
        on_step: Callable[[Progress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Checkpoint:
        """Train to the end, from the last checkpoint if there is one, else from `start`, else from nothing; return the best.

        Raises CancelledError once all is kept, StoreError, ModelError where numbers run away."""
        at = self._begin(start)
        learner = _Learner(self.base, at, self.plan, objective)
        steps, pace = len(self.batches), _Pace()
        losses: list[float] = []
        if self.looks and at.first_loss is None and not cancelled():
            at = dataclasses.replace(at, first_loss=self.look(learner))
            self._log(step=at.step, held_out_loss=at.first_loss)
        held_out = at.first_loss if at.best_loss is None else at.best_loss
        todo = self.batches[at.step :] if at.looks_without_better < self.plan.patience else []
        saved = time.monotonic()
        for batch, state in zip(todo, self._states(todo), strict=True):
            if cancelled():
                self._keep(at, learner)
                raise CancelledError(f"Stopped after step {at.step} of {steps}; the same command goes on from there.")
            pace.begin()
            losses = [*losses[-19:], learner.step(at.step, steps, batch, state)]
            pace.end(batch.length)
            at = dataclasses.replace(at, step=at.step + 1)
            last = at.step == steps
            self._log(step=at.step, loss=losses[-1], tokens=batch.length, seconds=round(pace.last, 2))
            if self.looks and (at.step % self.plan.look_every == 0 or last):
                held_out = self.look(learner)
                at = self._looked(at, learner, held_out)
                saved = 0.0
            on_step(pace.progress(at.step, steps, sum(losses) / len(losses), held_out))
            if last or time.monotonic() - saved > SAVE_EVERY_S:
                self._keep(at, learner)
                saved = time.monotonic()
            if at.looks_without_better >= self.plan.patience:
                break
        return checkpoints.load(self.folder / (checkpoints.BEST if self.looks else checkpoints.LAST))

    def look(self, learner: _Learner) -> float:
        """The mean loss on the part held out."""
        total, count = 0.0, 0
        for batch, state in zip(self.looks, self._states(self.looks), strict=True):
            total += learner.loss(batch, state) * len(batch.samples)
            count += len(batch.samples)
        return total / count

    def right(self, adapter: Adapter | None) -> int:
        """How many scripts of the part held out are the likeliest, word for word."""
        return sum(
            right_scripts(self.base, adapter, state, batch)
            for batch, state in zip(self.looks, self._states(self.looks), strict=True)
        )

    def _looked(self, at: Checkpoint, learner: _Learner, loss: float) -> Checkpoint:
        """Take notice of a look: keep the adapter where it is the best so far."""
        self._log(step=at.step, held_out_loss=loss)
        if at.best_loss is not None and loss >= at.best_loss:
            return dataclasses.replace(at, looks_without_better=at.looks_without_better + 1)
        at = dataclasses.replace(at, best_loss=loss, looks_without_better=0)
        origin = dataclasses.replace(self.origin, steps=at.step, held_out_loss=loss, held_out_loss_before=at.first_loss)
        best = dataclasses.replace(at, tensors=learner.adapter.tensors(), optimizer=None, origin=origin)
        checkpoints.save(self.folder / checkpoints.BEST, best)
        return at

    def _keep(self, at: Checkpoint, learner: _Learner) -> None:
        origin = dataclasses.replace(self.origin, steps=at.step)
        now = dataclasses.replace(
            at, tensors=learner.adapter.tensors(), optimizer=learner.optimizer.state_dict(), origin=origin
        )
        checkpoints.save(self.folder / checkpoints.LAST, now)

    def _states(self, of: Sequence[Batch]) -> Iterator[PrefixState]:
        return self.states(self.groups[batch.group] for batch in of)

    def _begin(self, start: Adapter | None) -> Checkpoint:
        last = self.folder / checkpoints.LAST
        if last.exists():
            found = checkpoints.load(last)
            same = found.plan == dataclasses.asdict(self.plan) and found.origin.pairs_sha256 == self.origin.pairs_sha256
            same = same and found.origin.base_sha256 == self.origin.base_sha256
            if not same or found.origin.before != self.origin.before:
                raise StoreError(
                    f"{self.folder} holds a run with other pairs, another base, another beginning or other settings. Give "
                    "another folder with --out, or --from its checkpoint to begin where it is."
                )
            return found
        adapter = start or Adapter.fresh(self.base, self.plan.rank, self.plan.alpha, self.plan.dropout, self.plan.seed)
        return Checkpoint(self.origin, dataclasses.asdict(self.plan), adapter.tensors(), 0)

    def _log(self, **figures: Any) -> None:
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures) + "\n")


class _Learner:
    """The adapter in training, with its optimizer."""

    def __init__(self, base: BaseModel, at: Checkpoint, plan: Plan, objective: Objective) -> None:
        import torch

        self.base = base
        self.plan = plan
        self.objective = objective
        self.adapter = at.adapter().to(str(base.output.device))
        self.adapter.learn(True)
        self.optimizer = torch.optim.AdamW(self.adapter.parameters(), lr=plan.rate, weight_decay=0.0)
        if at.optimizer:
            self.optimizer.load_state_dict(at.optimizer)

    def step(self, step: int, steps: int, batch: Batch, state: PrefixState) -> float:
        """Learn from a batch; return its loss before. Raises ModelError where that is no number."""
        import torch

        for group in self.optimizer.param_groups:
            group["lr"] = rate(step, steps, self.plan.rate)
        torch.manual_seed(self.plan.seed * 1_000_003 + step)  # so chance needs no place in a checkpoint
        loss = self.objective(self.base, self.adapter, state, batch)
        loss.backward()
        found = loss.item()
        if not math.isfinite(found):
            raise ModelError(f"The loss of step {step + 1} is no number. Begin anew with a lower --rate.")
        torch.nn.utils.clip_grad_norm_(self.adapter.parameters(), LONGEST_STEP)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return float(found)

    def loss(self, batch: Batch, state: PrefixState) -> float:
        """The loss on a batch that nothing is learned from."""
        import torch

        self.adapter.learn(False)
        try:
            with torch.no_grad():
                return float(self.objective(self.base, self.adapter, state, batch).item())
        finally:
            self.adapter.learn(True)


class _Pace:
    """How fast it goes, looks at the part held out and waiting for states not counted in tokens a second."""

    def __init__(self) -> None:
        self._begun = self._step_begun = time.monotonic()
        self._steps = 0
        self._tokens = 0
        self._seconds = 0.0
        self.last = 0.0

    def begin(self) -> None:
        self._step_begun = time.monotonic()

    def end(self, tokens: int) -> None:
        self.last = time.monotonic() - self._step_begun
        self._seconds += self.last
        self._tokens += tokens
        self._steps += 1

    def progress(self, step: int, steps: int, loss: float, held_out: float | None) -> Progress:
        left = (time.monotonic() - self._begun) / self._steps * (steps - step)
        return Progress(step, steps, loss, self._tokens / self._seconds, left, held_out)
