"""Prefix states of a run: evaluated once, kept in the run's folder, streamed from there.

Made by the product's own writer they are to the bit what its tasks begin from, and on most processors that is fast, too. On a
GPU, or with instructions for bfloat16, torch is several times faster; its states are those of the dequantised weights, from which
llama.cpp's differ as little as its rounding.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from agent.model.writing import Prompt, Warmth
from ground.errors import ModelError

from .samples import Group

if TYPE_CHECKING:
    import torch

    from .base import BaseModel, Shape
    from .states import PrefixState


def state_file(folder: Path, group: Group) -> Path:
    return folder / f"{group.key}.kv"


def keep_states(
    folder: Path,
    groups: Sequence[Group],
    make: Callable[[Group, Path], None],
    on_done: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Have `make` write the files that aren't there yet. False where it was cancelled between two. Raises ModelError."""
    missing = [group for group in groups if not state_file(folder, group).is_file()]
    for number, group in enumerate(missing):
        on_done(number, len(missing))
        if cancelled():
            return False
        make(group, state_file(folder, group))
    return True


def by_model_file(warm: Callable[[Prompt], Warmth], fresh: Path) -> Callable[[Group, Path], None]:
    """Makes states with the product's own writer, `warm`, which leaves its files in the folder `fresh`."""

    def make(group: Group, path: Path) -> None:
        for old in fresh.glob("*.kv"):
            old.unlink()
        warm(group.prompt)
        made = next(fresh.glob("*.kv"), None)
        if made is None:
            raise ModelError(f"The state of {group.doc} was not kept: is {path.parent} full, or the doc very short?")
        os.replace(made, path)

    return make


def by_torch(base: BaseModel) -> Callable[[Group, Path], None]:
    """Makes states with the dequantised weights."""
    from .network import read_prefix
    from .states import write_state

    return lambda group, path: write_state(path, group.prefix, read_prefix(base, group.prefix))


def stream(
    folder: Path, wanted: Iterable[Group], shape: Shape, dtype: torch.dtype, device: str
) -> Iterator[PrefixState]:
    """The states of groups in order, one read ahead of its use."""
    from .states import read_state, to_torch

    def read(group: Group) -> PrefixState:
        tokens, keys, values = read_state(state_file(folder, group), shape)
        if tuple(tokens) != group.prefix:
            raise ModelError(f"{state_file(folder, group)} is not the state of {group.doc}. Remove it, and go on.")
        return to_torch(keys, values, shape, dtype, device)

    with ThreadPoolExecutor(1) as pool:
        ahead = None
        for group in wanted:
            coming, ahead = ahead, pool.submit(read, group)
            if coming is not None:
                yield coming.result()
        if ahead is not None:
            yield ahead.result()
