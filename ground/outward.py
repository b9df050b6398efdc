"""Connections that leave this machine: counted in this process, or forbidden in it.

An audit hook of Python's sees each connect, each packet sent and each name that is looked up, whatever library makes it; once it
is there it stays for the process's life. What native code does by itself isn't seen here (adb is a program of its own).
"""

from __future__ import annotations

import sys
from typing import Any

_HERE = ("127.", "::1", "::ffff:127.", "localhost")
_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
"""Where in an event's arguments the address stands."""
_listening: list[str] = []
"""What the hook does: empty, "count" or "forbid"; no hook can be taken away again."""
_seen = 0


def leaves(address: object) -> bool:
    """Whether an address, or a host, isn't this machine. A file's path, or nothing, is."""
    host = address[0] if isinstance(address, tuple) and address else address
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return isinstance(host, str) and bool(host) and not host.startswith((*_HERE, "/", "\0"))


def count() -> None:
    """Begin to count."""
    _hook("count")


def forbid() -> None:
    """From here on nothing of this process connects to another machine: it gets a PermissionError."""
    _hook("forbid")


def counted() -> int | None:
    """How many connections have left since counting began; None where nobody counts."""
    return _seen if _listening else None


def _hook(what: str) -> None:
    first = not _listening
    _listening[:] = [what]
    if first:
        sys.addaudithook(_heard)


def _heard(event: str, args: tuple[Any, ...]) -> None:
    global _seen
    at = _EVENTS.get(event)
    if at is None or at >= len(args) or not leaves(args[at]):
        return
    _seen += 1
    if _listening == ["forbid"]:
        raise PermissionError(f"Nothing here connects to another machine, and this would: {args[at]!r}")
