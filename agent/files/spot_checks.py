"""Whether a model file is still what it was when every byte of it was looked at, told in some milliseconds.

Looking at every byte takes seconds, so it is done once; then some blocks all over the file are remembered with its size and
date, and compared before each start. Damage of some megabytes in one place can't hide between them; what is smaller is
`models verify`'s to find, and where it makes the model compute nonsense the file is looked at again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from ground import paths
from ground.errors import DiskError
from ground.private_files import write_private

BLOCKS = 256
BLOCK_BYTES = 4096
"""A page, which is what a disk reads at least: 1 MB of a file of 1.1 GB."""


@dataclass(frozen=True)
class Marks:
    """What is remembered of a file."""

    size: int
    changed_ns: int
    blocks: str
    """The SHA-256 of the blocks."""
    sha256: str = ""
    """Of all of it; empty where nothing was known to compare it with."""


def marks_of(path: Path, sha256: str = "") -> Marks:
    """The file as it is now. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        last = max(0, found.st_size - BLOCK_BYTES)
        for number in range(BLOCKS):
            file.seek(last * number // (BLOCKS - 1))
            digest.update(file.read(BLOCK_BYTES))
    return Marks(found.st_size, found.st_mtime_ns, digest.hexdigest(), sha256)


def remember(path: Path, sha256: str = "") -> None:
    """Its bytes were all looked at just now, or there is nothing they could be compared with."""
    with contextlib.suppress(OSError, DiskError):  # a full disk: the file is looked at again the next time
        write_private(_kept(path), json.dumps(asdict(marks_of(path, sha256))))


def forget(path: Path) -> None:
    """It isn't what it should be, or isn't there any more."""
    with contextlib.suppress(OSError):
        _kept(path).unlink(missing_ok=True)


def remembered(path: Path) -> Marks | None:
    try:
        return Marks(**json.loads(_kept(path).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_as_it_was(path: Path, expected: str, whole: Callable[[], str]) -> bool:
    """Whether a file is what it should be. `expected` is the SHA-256 it should have, empty where none is known; `whole`
    looks at every byte for it, and is asked only where the blocks don't tell. Raises OSError, and what `whole` does."""
    was, now = remembered(path), marks_of(path)
    if was is not None and was.sha256 == expected:
        same_bytes = (was.size, was.blocks) == (now.size, now.blocks)  # as far as the blocks tell
        same_date = (was.size, was.changed_ns) == (now.size, now.changed_ns)
        if same_bytes and same_date:
            return True
        # other bytes under the old date: nobody put another model there
        if not same_bytes if expected else same_date:
            return False
    right = not expected or whole() == expected
    if right:
        remember(path, expected)
    return right


def _kept(path: Path) -> Path:
    name = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]
    return paths.checked_dir() / f"{name}.json"
