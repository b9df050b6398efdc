"""`thumbwright train run` and `prefer` from their arguments to an exported adapter: reads pairs, keeps states, loads the base,
trains, exports. What each of these is, is the other modules'.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.files.adapter_files import NONE
from agent.files.model_files import resolve_model
from agent.model.local import LocalWriter
from ground.errors import CancelledError, ModelError, SettingsError, StoreError
from ground.paths import private_dir

from . import checkpoints
from .checkpoints import Checkpoint, Origin
from .keeping import by_model_file, by_torch, keep_states, stream
from .machine import device, free_bytes, reads_fast, require_memory, require_packages, settle_instructions
from .objectives import preferring, right_answers
from .pairs import PairsFolder, read_folder
from .samples import LONGEST, Group, Laid, lay
from .schedule import Plan

if TYPE_CHECKING:
    from .base import BaseModel
    from .running import Progress
    from .states import PrefixState

Tell = Callable[[str, int, int], None]
"""Told what goes on before the first step, how much of it is done, and of how much."""


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    adapter: Path
    bytes: int
    origin: Origin
    left_out: int
    """Pairs that were not trained on: their docs are too large to be in a prompt whole, or they are too long."""
    held_out: int = 0
    """Pairs that it was judged by, where it was."""
    right_before: int = 0
    """Of those, whose script was the likeliest word for word with the adapter it began from."""
    right_after: int = 0

    @property
    def loses(self) -> bool:
        """Whether what was held out is done worse with it, by its scripts or by their likelihood; or nothing says so."""
        before, after = self.origin.held_out_loss_before, self.origin.held_out_loss
        return before is None or after is None or after > before or self.right_after < self.right_before


def train(
    pairs: Path,
    out: Path,
    base: str,
    plan: Plan,
    *,
    start: Path | None = None,
    states: Path | None = None,
    preferences: bool = False,
    judge: bool = False,
    tell: Tell,
    on_step: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Outcome:
    """Train on a pairs folder and export, going on with what is in `out`. Raises SettingsError, ModelError, DocError, StoreError,
    CancelledError."""
    require_packages()
    settle_instructions()
    folder = read_folder(pairs, preferences=preferences)
    path = resolve_model(base)
    from .base import load_base, read_shape, sha256_of
    from .exporting import export
    from .running import Run

    private_dir(out.absolute())
    with _alone(out):
        tell("The base model is looked at", 0, 1)
        shape = read_shape(path)
        origin = _origin(folder, path.name, sha256_of(path), plan.seed)
        began = _start(start, origin)
        if began:
            origin = dataclasses.replace(origin, before=dataclasses.asdict(began.origin))
            plan = dataclasses.replace(plan, rank=began.plan["rank"], alpha=began.plan["alpha"])
        kept = _Kept(private_dir((states or out / "states").absolute() / origin.base_sha256[:16]), tell, cancelled)
        laid = kept.lay(folder, path, min(LONGEST, plan.batch_tokens))
        require_memory(shape, plan.batch_tokens, free_bytes(kept.device))
        tell("The base model is loaded", 0, 1)
        model = load_base(path, kept.dtype, kept.device)
        kept.fill(laid.groups, model)
        first = began.adapter().to(kept.device) if began else None
        run = Run(out, plan, origin, model, laid.groups, lambda wanted: kept.stream(wanted, model))
        done = run.go(preferring(first) if preferences else right_answers, first, on_step, cancelled)
        size = export(done, out / "adapter.gguf")
        outcome = Outcome(out / "adapter.gguf", size, done.origin, laid.too_large + laid.too_long)
        if judge:
            tell("What it knows is compared with what it knew", 0, 1)
            before, after = run.right(first), run.right(done.adapter().to(kept.device))
            held_out = sum(len(batch.samples) for batch in run.looks)
            outcome = dataclasses.replace(outcome, held_out=held_out, right_before=before, right_after=after)
    return outcome


class _Kept:
    """The prefix states of a run, and the tokens behind them."""

    def __init__(self, folder: Path, tell: Tell, cancelled: Callable[[], bool]) -> None:
        import torch

        self.folder = folder
        self.device, self.dtype = device(), torch.bfloat16
        self._tell = tell
        self._cancelled = cancelled

    def lay(self, folder: PairsFolder, path: Path, longest: int) -> Laid:
        """Tokens of all pairs; and where llama.cpp is the faster reader, the states that they begin from."""
        fresh = private_dir(self.folder / "fresh")
        writer = LocalWriter(str(path), prefixes=fresh, adapter=NONE)
        try:
            laid = lay(folder, writer, lambda done, of: self._tell("Pairs are read", done, of), longest)
            if not laid.count("train"):
                raise SettingsError(
                    f"{folder.folder} has no pair to train on: {laid.too_large} are of docs too large, {laid.too_long} too "
                    f"long, {laid.count('held_out')} held out."
                )
            if not reads_fast(self.device):
                self._keep(laid.groups, by_model_file(writer.warm, fresh))
        finally:
            writer.close()
        return laid

    def fill(self, groups: Sequence[Group], base: BaseModel) -> None:
        """Make the states that aren't there yet."""
        self._keep(groups, by_torch(base))

    def stream(self, wanted: Iterable[Group], base: BaseModel) -> Iterator[PrefixState]:
        return stream(self.folder, wanted, base.shape, self.dtype, self.device)

    def _keep(self, groups: Sequence[Group], make: Callable[[Group, Path], None]) -> None:
        def told(done: int, of: int) -> None:
            self._tell("The model reads the apps' docs, once each", done, of)

        if not keep_states(self.folder, groups, make, told, self._cancelled):
            raise CancelledError("Stopped while docs were read; the same command goes on from there.")


def _start(start: Path | None, origin: Origin) -> Checkpoint | None:
    if start is None:
        return None
    if start.suffix == ".gguf":
        from .exporting import imported

        found = imported(start)
    else:
        found = checkpoints.load(start)
    if found.origin.base_sha256 != origin.base_sha256:
        raise ModelError(
            f"{start} is an adapter for {found.origin.base_name}, and this base is {origin.base_name}: another file. Give the "
            "one it was made for with --base."
        )
    return found


def _origin(folder: PairsFolder, name: str, sha256: str, seed: int) -> Origin:
    digest = hashlib.sha256()
    for one in [*folder.pairs, *folder.preferences]:
        digest.update(one.model_dump_json().encode())
    for key in sorted(folder.docs):
        digest.update(folder.docs[key].model_dump_json().encode())
    everything = [*folder.pairs, *folder.preferences]
    return Origin(
        base_name=name,
        base_sha256=sha256,
        pairs_sha256=digest.hexdigest(),
        pairs=sum(one.split == "train" for one in everything),
        seed=seed,
        docs=len({one.doc for one in everything if one.split == "train"}),
        held_out_pairs=sum(one.split == "held_out" for one in everything),
        kinds=dict(Counter(pair.kind for pair in folder.pairs if pair.split == "train"))
        or {"preference": len(folder.preferences)},
    )


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(out / "lock", timeout=0):
            yield
    except Timeout:
        raise StoreError(f"Another run is at work in {out}. Let it end, or give another folder with --out.") from None
