"""A time limit for a whole answer. A socket's own limit begins anew with each piece, so an answer that trickles in would
never be too late."""

from __future__ import annotations

import io
import socket
import time
from typing import Any


def receive(connection: socket.socket, size: int, until: float) -> bytes:
    """Up to `size` bytes, none at the end of the stream. Raises TimeoutError once `until`, by the monotonic clock, is over."""
    _limit(connection, until)
    return connection.recv(size)


def _limit(connection: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    connection.settimeout(left)


class Timed:
    """A socket for `http.client` to read from, until a moment."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._connection, self._until = connection, until

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Raw(self._connection, self._until))


class _Raw(io.RawIOBase):
    """Closing it leaves the socket open."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._connection, self._until = connection, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        _limit(self._connection, self._until)
        return self._connection.recv_into(buffer)
