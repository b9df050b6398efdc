"""A file on its way here: bytes arrive at its end, survive a broken download, and become a model only once their checksum
is right.

It decides what counts as complete and what is thrown away; where bytes come from is left to `hub` and
`parts`.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ground.errors import CancelledError, ModelError
from ground.paths import private_dir

CHUNK = 1 << 20
SPARE = 64 << 20
"""Bytes that stay free on the disk."""


class SourceUnavailable(ModelError):
    """A source of model files can't be reached or doesn't have the file; another one may."""


@dataclass(frozen=True)
class Progress:
    """How far a download is."""

    done: int
    """Bytes."""
    total: int | None
    """Bytes; None where the source doesn't say."""
    what: str
    """`hub`, `part 3 of 22`, `checking`."""


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def untold(_progress: Progress) -> None:
    """Stands for nobody who waits."""


def never() -> bool:
    """Stands for a cancel button nobody has."""
    return False


def stop_if(cancelled: Cancelled) -> None:
    """Raises CancelledError when `cancelled()`."""
    if cancelled():
        raise CancelledError("Download stopped; what has arrived is kept, and the next pull goes on from there.")


def human(size: int) -> str:
    """Return bytes as a person reads them: `1.12 GB`."""
    return f"{size / 1e9:.2f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Say what the system's errors mean. Raises ModelError."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ModelError(
                f"The disk is full: {path} can't grow. What has arrived is kept; "
                "make room and run the same pull again, it goes on from there."
            ) from error
        raise ModelError(f"{path} can't be written: {error.strerror or error}") from error


class PartialFile:
    """Bytes at the end of which more are put. Its folder is locked: one download at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def check_space(self, wanted: int) -> None:
        """Raises ModelError where the disk has not `wanted` bytes to spare."""
        free = shutil.disk_usage(private_dir(self.path.parent)).free
        if free < wanted + SPARE:
            raise ModelError(
                f"Not enough room in {self.path.parent.parent.parent}: {human(wanted + SPARE)} needed, {human(free)} free. "
                "Make room, or let THUMBWRIGHT_MODELS name a folder on another disk."
            )

    @contextlib.contextmanager
    def appending(self) -> Iterator[Callable[[bytes], None]]:
        """Give a function that puts bytes at the end. Raises ModelError where the disk is full or broken."""
        with disk_errors(self.path):
            fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)

        def append(data: bytes) -> None:
            view = memoryview(data)
            with disk_errors(self.path):
                while view:
                    view = view[os.write(fd, view) :]

        try:
            yield append
        finally:
            os.close(fd)

    def cut(self, size: int) -> None:
        """Drop what stands after the first `size` bytes."""
        if self.path.exists():
            os.truncate(self.path, size)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def become(self, target: Path, sha256: str, size: int, report: Report, cancelled: Cancelled) -> None:
        """Move the complete file to `target` if it is what it should be.

        Where it isn't, nothing is kept of it and ModelError says so.
        """
        if self.size != size:
            got = self.size
            self.remove()
            raise ModelError(f"{target.name}: {got} bytes arrived instead of {size}; removed. Pull it again.")
        found = file_sha256(self.path, report, cancelled)
        if found != sha256:
            self.remove()
            raise ModelError(
                f"{target.name}: the checksum is wrong (SHA-256 {found[:12]}… instead of {sha256[:12]}…), so this is not "
                "the model. The file was removed. Pull it again; should that not help, try another --source."
            )
        with disk_errors(target):
            os.replace(self.path, target)


def file_sha256(path: Path, report: Report, cancelled: Cancelled) -> str:
    """Return a file's SHA-256, telling how far it is. Raises ModelError where it can't be read, CancelledError."""
    digest = hashlib.sha256()
    try:
        total, done = path.stat().st_size, 0
        with path.open("rb") as file:
            while chunk := file.read(8 * CHUNK):
                stop_if(cancelled)
                digest.update(chunk)
                done += len(chunk)
                report(Progress(done, total, "checking"))
    except OSError as error:
        raise ModelError(f"{path} can't be read: {error.strerror or error}") from error
    return digest.hexdigest()


def remembered_sha256(path: Path) -> str:
    """A file's SHA-256, worked out once as long as it keeps its size and date. Raises as `file_sha256` does, and OSError."""
    found = path.stat()
    return _sha256_at(path, found.st_size, found.st_mtime_ns)


@functools.lru_cache
def _sha256_at(path: Path, _size: int, _changed_ns: int) -> str:
    return file_sha256(path, untold, never)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` against another download of the same model. Raises ModelError where one is going on."""
    with disk_errors(folder):
        lock = FileLock(private_dir(folder) / "lock", mode=0o600)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise ModelError(f"Another pull is fetching {folder.name}. Wait for it, or end it.") from None
    try:
        yield
    finally:
        lock.release()
