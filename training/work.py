"""`thumbwright train run` and `prefer` from their arguments to an exported adapter: reads pairs, keeps states, loads the base,
trains, exports. What each of these is, is the other modules'.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.local import LocalWriter
from agent.model_files import resolve_model
from thumbwright.errors import CancelledError, ModelError, SettingsError, StoreError
from thumbwright.paths import private_dir

from . import checkpoints
from .checkpoints import Checkpoint, Origin
from .machine import free_bytes, require_memory, require_packages, settle_instructions
from .pairs import PairsFolder, read_folder
from .samples import Group, Laid, lay
from .schedule import Plan

if TYPE_CHECKING:
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


def train(
    pairs: Path,
    out: Path,
    base: str,
    plan: Plan,
    *,
    start: Path | None = None,
    states: Path | None = None,
    preferences: bool = False,
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
    from .base import read_shape, sha256_of

    shape = read_shape(path)
    private_dir(out.absolute())
    with _alone(out):
        tell("The base model is looked at", 0, 1)
        origin = _origin(folder, path.name, sha256_of(path), plan.seed)
        began = _start(start, origin)
        if began:
            origin = dataclasses.replace(origin, before=dataclasses.asdict(began.origin))
            plan = dataclasses.replace(plan, rank=began.plan["rank"], alpha=began.plan["alpha"])
        states = private_dir((states or out / "states").absolute() / origin.base_sha256[:16])
        laid = _prepare(folder, path, states, tell, cancelled)
        require_memory(shape, plan.batch_tokens, free_bytes())
        done = _train(out, path, plan, origin, laid.groups, states, began, preferences, tell, on_step, cancelled)
        from .exporting import export

        size = export(done, out / "adapter.gguf")
    return Outcome(out / "adapter.gguf", size, done.origin, laid.too_large + laid.too_long)


def _train(
    out: Path,
    path: Path,
    plan: Plan,
    origin: Origin,
    groups: list[Group],
    states: Path,
    began: Checkpoint | None,
    preferences: bool,
    tell: Tell,
    on_step: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Checkpoint:
    import torch

    from .base import load_base
    from .keeping import stream
    from .machine import device
    from .objectives import preferring, right_answers
    from .running import Run

    where, dtype = device(), torch.bfloat16
    tell("The base model is loaded", 0, 1)
    base = load_base(path, dtype, where)

    def streamed(wanted: Iterable[Group]) -> Iterator[PrefixState]:
        return stream(states, wanted, base.shape, dtype, where)

    start = began.adapter() if began else None
    objective = preferring(start) if preferences else right_answers
    return Run(out, plan, origin, base, groups, streamed).go(objective, start, on_step, cancelled)


def _prepare(folder: PairsFolder, path: Path, states: Path, tell: Tell, cancelled: Callable[[], bool]) -> Laid:
    """Tokens of all pairs, and the states that they begin from."""
    from .keeping import keep_states

    fresh = private_dir(states / "fresh")
    writer = LocalWriter(str(path), prefixes=fresh)
    try:
        laid = lay(folder, writer, lambda done, of: tell("Pairs are read", done, of))
        if not laid.count("train"):
            raise SettingsError(
                f"{folder.folder} has no pair to train on: {laid.too_large} are of docs too large, {laid.too_long} too long, "
                f"{laid.count('held_out')} held out."
            )
        if not keep_states(
            states,
            laid.groups,
            writer.warm,
            fresh,
            lambda done, of: tell("The model reads the apps' docs, once each", done, of),
            cancelled,
        ):
            raise CancelledError("Stopped while docs were read; the same command goes on from there.")
    finally:
        writer.close()
    return laid


def _start(start: Path | None, origin: Origin) -> Checkpoint | None:
    if start is None:
        return None
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
