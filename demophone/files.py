"""The demo phone's file system: folders and files in memory, as a shell user sees them.

Decides what lies where and what may be written; who asks (`sync`, the shell) puts Android's words to the errors. It is
not kept across restarts: what apps store is theirs, and what a computer pushed is pushed again.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import posixpath
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass

CAPACITY_BYTES = 256 * 1024 * 1024
_ALIASES = {"/storage/emulated/0": "/sdcard", "/storage/self/primary": "/sdcard", "/mnt/sdcard": "/sdcard"}
_FOLDERS = (
    "/",
    "/data",
    "/data/local",
    "/data/local/tmp",
    "/sdcard",
    "/sdcard/DCIM",
    "/sdcard/Documents",
    "/sdcard/Download",
    "/sdcard/Pictures",
    "/storage",
    "/storage/emulated",
    "/system",
    "/system/bin",
)
_WRITABLE = ("/data/local/tmp", "/sdcard")


@dataclass
class Entry:
    """A file, or a folder where `data` is None."""

    data: bytes | None
    mode: int
    mtime: int
    """Seconds since 1970."""

    @property
    def is_folder(self) -> bool:
        return self.data is None

    @property
    def size(self) -> int:
        return 4096 if self.data is None else len(self.data)


def _error(number: int, path: str) -> OSError:
    # the words of Android's strerror, whatever our own system would say
    words = {
        errno.ENOENT: "No such file or directory",
        errno.EISDIR: "Is a directory",
        errno.ENOTDIR: "Not a directory",
        errno.EEXIST: "File exists",
        errno.EROFS: "Read-only file system",
        errno.EACCES: "Permission denied",
        errno.ENOSPC: "No space left on device",
        errno.ENOTEMPTY: "Directory not empty",
    }
    return OSError(number, words[number], path)


class VirtualFiles:
    """Paths are absolute, or relative to `/`; every method may raise OSError with Android's words."""

    def __init__(self) -> None:
        now = int(time.time())
        self._entries = {path: Entry(None, stat.S_IFDIR | 0o771, now) for path in _FOLDERS}
        self._used = 0

    @staticmethod
    def normal(path: str) -> str:
        """One spelling a file: no `..`, no doubled slashes, `/sdcard` for all its names."""
        clean = posixpath.normpath("/" + path.lstrip("/"))
        for alias, target in _ALIASES.items():
            if clean == alias or clean.startswith(alias + "/"):
                return target + clean[len(alias) :]
        return clean

    def get(self, path: str) -> Entry | None:
        return self._entries.get(self.normal(path))

    def read(self, path: str) -> bytes:
        entry = self.get(path)
        if entry is None:
            raise _error(errno.ENOENT, path)
        if entry.data is None:
            raise _error(errno.EISDIR, path)
        return entry.data

    def write(
        self,
        path: str,
        data: bytes,
        *,
        mode: int = 0o644,
        mtime: int | None = None,
        append: bool = False,
        parents: bool = False,
    ) -> None:
        """Create or replace a file; `parents` makes the folders on the way, as adb push expects."""
        name = self.normal(path)
        self._check_writable(name, path)
        old = self._entries.get(name)
        if old is not None and old.is_folder:
            raise _error(errno.EISDIR, path)
        folder = posixpath.dirname(name)
        if parents:
            self.make_folder(folder, parents=True)
        parent = self._entries.get(folder)
        if parent is None:
            raise _error(errno.ENOENT, path)
        if not parent.is_folder:
            raise _error(errno.ENOTDIR, path)
        before = old.data if old is not None and old.data is not None else b""
        content = before + data if append else data
        if self._used - len(before) + len(content) > CAPACITY_BYTES:
            raise _error(errno.ENOSPC, path)
        self._used += len(content) - len(before)
        stamp = int(time.time()) if mtime is None else mtime
        self._entries[name] = Entry(content, stat.S_IFREG | (mode & 0o777), stamp)

    def make_folder(self, path: str, *, parents: bool = False) -> None:
        name = self.normal(path)
        old = self._entries.get(name)
        if old is not None:
            if parents and old.is_folder:
                return
            raise _error(errno.EEXIST, path)
        self._check_writable(name, path)
        above = posixpath.dirname(name)
        if parents:
            self.make_folder(above, parents=True)
        parent = self._entries.get(above)
        if parent is None:
            raise _error(errno.ENOENT, path)
        if not parent.is_folder:
            raise _error(errno.ENOTDIR, path)
        self._entries[name] = Entry(None, stat.S_IFDIR | 0o771, int(time.time()))

    def remove(self, path: str, *, recursive: bool = False) -> None:
        name = self.normal(path)
        entry = self._entries.get(name)
        if entry is None:
            raise _error(errno.ENOENT, path)
        self._check_writable(name, path)
        if entry.is_folder and not recursive:
            raise _error(errno.EISDIR, path)
        for gone in [key for key in self._entries if key == name or key.startswith(name + "/")]:
            self._used -= len(self._entries.pop(gone).data or b"")

    def move(self, source: str, target: str) -> None:
        entry = self.get(source)
        self.write(target, self.read(source), mode=entry.mode if entry else 0o644, mtime=entry.mtime if entry else None)
        if self.normal(source) != self.normal(target):
            self.remove(source)

    def change_mode(self, path: str, mode: int) -> None:
        entry = self.get(path)
        if entry is None:
            raise _error(errno.ENOENT, path)
        entry.mode = stat.S_IFMT(entry.mode) | (mode & 0o777)

    def entries(self, path: str) -> Iterator[tuple[str, Entry]]:
        """Names in a folder with their entries, sorted."""
        name = self.normal(path)
        entry = self._entries.get(name)
        if entry is None:
            raise _error(errno.ENOENT, path)
        if not entry.is_folder:
            raise _error(errno.ENOTDIR, path)
        prefix = name.rstrip("/") + "/"
        for key in sorted(self._entries):
            if key != name and key.startswith(prefix) and "/" not in key[len(prefix) :]:
                yield key[len(prefix) :], self._entries[key]

    def glob(self, pattern: str) -> list[str]:
        """Paths that match a shell pattern, component by component, hidden ones only when asked for."""
        clean = posixpath.normpath("/" + pattern.lstrip("/"))
        wanted = self.normal(clean).split("/")
        found = []
        for key in sorted(self._entries):
            parts = key.split("/")
            if len(parts) == len(wanted) and all(
                fnmatch.fnmatchcase(part, want) and (not part.startswith(".") or want.startswith("."))
                for part, want in zip(parts, wanted, strict=True)
            ):
                found.append(key)
        return found

    def _check_writable(self, name: str, path: str) -> None:
        if name in _FOLDERS and name not in _WRITABLE and not name.startswith("/sdcard/"):
            raise _error(errno.EACCES if name.startswith("/data") else errno.EROFS, path)
        if not any(name == root or name.startswith(root + "/") for root in _WRITABLE):
            raise _error(errno.EACCES if name.startswith("/data") else errno.EROFS, path)


def reason(error: OSError) -> str:
    """Android's words for what went wrong, without the path."""
    return error.strerror or os.strerror(error.errno or 0)
