"""Saying goodbye to adb's server: a phone that just ends would be listed as offline for ever.

The phone does it itself, so that it is done however the one who started it ended.
"""

from __future__ import annotations

import contextlib
import os
import socket

_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_PATIENCE_S = 1.0


def be_forgotten(serial: str) -> None:
    """Have adb's server on this computer, if one runs, drop the phone from its list."""
    host = os.environ.get("ANDROID_ADB_SERVER_HOST") or "127.0.0.1"
    port = os.environ.get("ANDROID_ADB_SERVER_PORT") or "5037"
    if host not in _LOCAL or not port.isdecimal():
        return  # on another computer our address means another phone
    request = f"host:disconnect:{serial}".encode()
    with contextlib.suppress(OSError), socket.create_connection((host, int(port)), _PATIENCE_S) as server:
        server.sendall(b"%04x%b" % (len(request), request))
        server.recv(4)
