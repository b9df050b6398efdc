"""The evaluated state of prompt prefixes, kept on disk: 8 ms to read where evaluating takes 14 s.

Decides which file belongs to a prefix, whether it can be trusted to be that prefix's, and which files go when there are
too many. Writing and reading the state itself is llama.cpp's (`llama_state`). Files hold what the prefix says, so they are
the user's alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

MAGIC = 0x67677371  # "ggsq"
LIMIT_BYTES = 2 << 30
SHORTEST = 128
"""Tokens. A shorter prefix is evaluated faster than its file is worth."""
_HEADER = struct.Struct("=III")  # magic, version, number of tokens; the tokens follow


class PrefixStore:
    """A folder of states. Nothing in it is needed: what is missing or damaged is evaluated again."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes

    def key(self, tokens: Sequence[int], identity: str) -> str:
        """Return the name of the state of `tokens`. `identity` names model file, build and context settings."""
        digest = hashlib.sha256(f"{identity}\n".encode())
        digest.update(array("i", tokens).tobytes())
        return digest.hexdigest()[:40]

    def find(self, tokens: Sequence[int], identity: str) -> Path | None:
        """Return the file with the state of exactly these tokens, marked as used now; None where there is none."""
        path = next(self.folder.glob(f"{self.key(tokens, identity)}.*.kv"), None)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                magic, _version, count = _HEADER.unpack(file.read(_HEADER.size))
                held = file.read(4 * count) if count == len(tokens) else b""
            whole = path.stat().st_size == int(path.suffixes[0][1:])  # llama.cpp aborts on a state that is cut off
            if whole and magic == MAGIC and held == array("i", tokens).tobytes():
                os.utime(path)
                return path
        except (OSError, struct.error):
            pass
        self.discard(path)
        return None

    def save(self, tokens: Sequence[int], identity: str, write: Callable[[Path], bool]) -> bool:
        """Have `write` make the file, and drop the longest unused ones over the limit. False where it couldn't be kept
        (a full disk, say), which costs time later and nothing else."""
        key = self.key(tokens, identity)
        new = self.folder / f"{key}.{os.getpid()}.new"
        try:
            os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))  # llama.cpp writes into it as it is
            if not write(new):
                self.discard(new)
                return False
            path = self.folder / f"{key}.{new.stat().st_size}.kv"
            os.replace(new, path)
        except OSError:
            self.discard(new)
            return False
        drop_unused(self.folder, self.limit_bytes, keep=path)
        return True

    def discard(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def drop_unused(folder: Path, limit_bytes: int, keep: Path) -> None:
    """Remove a folder's longest unused files until the rest is within the limit; `keep` stays."""
    stats = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):  # another process may prune at the same time
            stats.append((path.stat().st_mtime_ns, path.stat().st_size, path))
    total = sum(size for _used, size, _path in stats)
    for _used, size, path in sorted(stats):
        if total <= limit_bytes:
            break
        if path != keep:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            total -= size
