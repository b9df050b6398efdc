"""Prefix states of a run: evaluated once by the model file itself, kept in the run's folder, streamed from there.

They are what the product's tasks begin from, to the bit, since the product's own writer makes them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from agent.writing import Prompt, Warmth
from thumbwright.errors import ModelError

from .samples import Group
from .states import PrefixState, read_state, to_torch

if TYPE_CHECKING:
    import torch

    from .base import Shape


def state_file(folder: Path, group: Group) -> Path:
    return folder / f"{group.key}.kv"


def keep_states(
    folder: Path,
    groups: Sequence[Group],
    warm: Callable[[Prompt], Warmth],
    fresh: Path,
    on_done: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Have `warm` evaluate what isn't kept yet; it leaves files in `fresh`. False where it was cancelled between two.

    Raises ModelError."""
    missing = [group for group in groups if not state_file(folder, group).is_file()]
    for number, group in enumerate(missing):
        on_done(number, len(missing))
        if cancelled():
            return False
        for old in fresh.glob("*.kv"):
            old.unlink()
        warm(group.prompt)
        made = next(fresh.glob("*.kv"), None)
        if made is None:
            raise ModelError(f"The state of {group.doc} was not kept: is {folder} full, or the doc very short?")
        os.replace(made, state_file(folder, group))
    return True


def stream(
    folder: Path, wanted: Iterable[Group], shape: Shape, dtype: torch.dtype, device: str
) -> Iterator[PrefixState]:
    """The states of groups in order, one read ahead of its use."""

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
