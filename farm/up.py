"""Where this machine's own farm is met: a small file, there from `farm up` to its end, so that `farm run` needs no address."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from ground import paths
from sessions.processes import is_alive, process_name

from .address import Address


@contextlib.contextmanager
def told(address: Address) -> Iterator[None]:
    """While inside, others on this machine find the farm."""
    file = _file()
    data = {
        "host": address.host,
        "port": address.port,
        "key": str(address.key or ""),
        "pid": os.getpid(),
        "process": process_name(os.getpid()),
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(data), "utf-8")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def found() -> Address | None:
    """The farm that `farm up` keeps here; None where it has ended."""
    try:
        data = json.loads(_file().read_text("utf-8"))
        if not is_alive(int(data["pid"]), str(data["process"])):
            return None
        host = "127.0.0.1" if data["host"] in ("0.0.0.0", "::") else str(data["host"])
        return Address(host, int(data["port"]), Path(data["key"]) if data["key"] else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file() -> Path:
    return paths.farm_dir() / "up.json"
