"""adb's file service: push, pull, list and stat, over the virtual files.

Versions 1 (STAT, LIST) and 2 (STA2, LST2, LIS2) of the questions, SEND and RECV of version 1 only, as the features
that are advertised say.
"""

from __future__ import annotations

import stat
import struct

from .adbd import Stream
from .android import Android
from .files import Entry, reason

_CHUNK = 64 * 1024
_MAX_PATH = 1024
_NOT_FOUND = 2  # ENOENT, which version 2 answers with


class SyncService:
    """One `sync:` stream; the host sends requests until QUIT."""

    def __init__(self, android: Android) -> None:
        self._android = android

    async def serve(self, stream: Stream) -> None:
        while True:
            header = await stream.read_exactly(8)
            request, length = header[:4], struct.unpack("<I", header[4:])[0]
            if request == b"QUIT":
                return
            if length > _MAX_PATH:
                await self._fail(stream, "path too long")
                return
            path = (await stream.read_exactly(length)).decode("utf-8", "surrogateescape")
            self._android.note("sync", f"{request.decode('latin-1')} {path}")
            if request == b"STAT":
                entry = self._android.files.get(path)
                numbers = (entry.mode, entry.size, entry.mtime) if entry else (0, 0, 0)
                await stream.write(struct.pack("<4s3I", b"STAT", *numbers))
            elif request in (b"STA2", b"LST2"):
                await stream.write(request + _stat2(self._android.files.get(path)))
            elif request in (b"LIST", b"LIS2"):
                await self._list(stream, path, request == b"LIS2")
            elif request == b"SEND":
                await self._receive_file(stream, path)
            elif request == b"RECV":
                await self._send_file(stream, path)
            else:
                await self._fail(stream, f"unknown command {request!r}")
                return

    async def _fail(self, stream: Stream, message: str) -> None:
        data = message.encode()
        await stream.write(struct.pack("<4sI", b"FAIL", len(data)) + data)

    async def _list(self, stream: Stream, path: str, second: bool) -> None:
        out = bytearray()
        try:
            rows = list(self._android.files.entries(path))
        except OSError:
            rows = []  # adbd answers with an empty list too
        for name, entry in rows:
            data = name.encode("utf-8", "surrogateescape")
            if second:
                out += b"DNT2" + _stat2(entry) + struct.pack("<I", len(data)) + data
            else:
                out += struct.pack("<4s4I", b"DENT", entry.mode, entry.size, entry.mtime, len(data)) + data
        out += b"DONE" + bytes(72 if second else 16)
        await stream.write(out)

    async def _receive_file(self, stream: Stream, request: str) -> None:
        path, _, mode = request.rpartition(",")
        data = bytearray()
        while True:
            kind, length = struct.unpack("<4sI", await stream.read_exactly(8))
            if kind == b"DONE":
                break
            if kind != b"DATA" or length > _CHUNK:
                await self._fail(stream, f"invalid data message {kind!r}")
                raise EOFError
            data += await stream.read_exactly(length)
        try:
            bits = int(mode, 0) if mode else 0o644
            if stat.S_ISLNK(bits):
                await self._fail(stream, "couldn't create symlink: Operation not permitted")
                return
            # `length` of DONE is the file's time
            self._android.files.write(path, bytes(data), mode=bits, mtime=length, parents=True)
        except OSError as error:
            await self._fail(stream, f"couldn't create file: {reason(error)}")
            return
        except ValueError:
            await self._fail(stream, "missing , in ID_SEND_V1")
            return
        await stream.write(b"OKAY" + bytes(4))

    async def _send_file(self, stream: Stream, path: str) -> None:
        try:
            data = self._android.files.read(path)
        except OSError as error:
            word = "read" if isinstance(error, IsADirectoryError) else "open"
            await self._fail(stream, f"{word} failed: {reason(error)}")
            return
        for start in range(0, len(data), _CHUNK):
            piece = data[start : start + _CHUNK]
            await stream.write(struct.pack("<4sI", b"DATA", len(piece)) + piece)
        await stream.write(b"DONE" + bytes(4))


def _stat2(entry: Entry | None) -> bytes:
    """error, dev, ino, mode, nlink, uid, gid, size, atime, mtime, ctime."""
    if entry is None:
        return struct.pack("<IQQIIIIQqqq", _NOT_FOUND, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    links = 2 if entry.is_folder else 1
    return struct.pack(
        "<IQQIIIIQqqq", 0, 1, 1, entry.mode, links, 2000, 2000, entry.size, entry.mtime, entry.mtime, entry.mtime
    )
