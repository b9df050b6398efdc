"""One run a phone: a lock in the data folder that names who has it, and that the operating system lets go when its holder
is gone, however it went.

Two runs on one phone go back and launch apps under each other's hands. Whoever acts on a phone for a while (a task, a replay,
learning) holds its lock that long; a phone is known by its serial. What the holder is stands in a file beside the lock, since
a locked file can't be read everywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Container, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from . import paths
from .errors import PhoneError

_PATIENCE_S = 0.5
"""Somebody who only asks whether the phone is free has its lock for a moment."""
_LONGEST = 60


@dataclass(frozen=True)
class Holder:
    """Who has a phone."""

    pid: int
    doing: str
    """`thumbwright run`, and the task where it may be told."""
    since: str
    """ISO 8601, local time."""
    address: str = ""
    """Of a demo phone that is kept running: others may use it there."""

    def __str__(self) -> str:
        """`"thumbwright run …" (pid 123, since 14:02)`."""
        began = datetime.fromisoformat(self.since)
        when = f"{began:%H:%M}" if began.date() == datetime.now().date() else f"{began.day} {began:%B, %H:%M}"
        return f'"{self.doing}" (pid {self.pid}, since {when})'


class PhoneInUse(PhoneError):
    """Another run has the phone."""

    def __init__(self, serial: str, holder: Holder | None) -> None:
        phone = "The demo phone" if serial == "demo" else f"Phone {serial}"
        self.serial, self.holder = serial, holder
        self.who = str(holder) if holder is not None else "another run of thumbwright"
        self.said = f"{phone} is in use by {self.who}."
        """Without what to do, for where there is no command line."""
        super().__init__(self.told(("-s", "--wait")))

    def told(self, options: Container[str]) -> str:
        """The message for a command that has these options: no other is named."""
        ways = []
        if self.holder is not None and self.holder.address and "-s" in options:
            ways.append(f"use it there: -s {self.holder.address}")
        if self.serial == "demo" and "--state" in options:
            ways.append("keep the data of this one elsewhere: --state DIR")
        ways.append("wait for it: --wait 10m" if "--wait" in options else "do this again once that has ended")
        said = ", or ".join(ways)
        return f"{self.said} {said[0].upper()}{said[1:]}"


def this_command(task: str = "") -> str:
    """What this process is doing, for whoever finds the phone taken: `thumbwright apps learn`; the task's words with it,
    unless they are not to be kept."""
    words = [word for word in sys.argv[1:3] if re.fullmatch(r"[a-z][a-z-]*", word)]
    if words and words[0] in ("run", "replay", "write"):
        words = words[:1]
    said = " ".join(["thumbwright", *words])
    return f"{said}: {task if len(task) <= _LONGEST else task[: _LONGEST - 1] + '…'}" if task else said


@contextlib.contextmanager
def phone_lock(serial: str, doing: str = "") -> Iterator[Callable[[str], None]]:
    """Have the phone to oneself. Raises PhoneInUse naming who has it. What it gives tells others an address to use it at."""
    lock, told = _lock(serial), _told(serial)
    try:
        lock.acquire(timeout=_PATIENCE_S, poll_interval=0.02)
    except Timeout:
        raise PhoneInUse(serial, _read(told)) from None
    try:
        holder = Holder(os.getpid(), doing or this_command(), datetime.now().isoformat(timespec="seconds"))

        def tell(address: str = "") -> None:
            told.write_text(json.dumps(asdict(replace(holder, address=address))), "utf-8")

        tell()
        yield tell
    finally:
        told.unlink(missing_ok=True)
        lock.release()


def in_use(serial: str) -> PhoneInUse | None:
    """Who has the phone now, as the error it would be to want it; None where it is free."""
    lock = _lock(serial)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return PhoneInUse(serial, _read(_told(serial)))
    lock.release()
    return None


def _file(serial: str, ending: str) -> Path:
    return paths.locks_dir() / (re.sub(r"[^A-Za-z0-9._-]", "_", serial) + ending)


def _lock(serial: str) -> FileLock:
    return FileLock(_file(serial, ".lock"), mode=0o600, thread_local=False)


def _told(serial: str) -> Path:
    return _file(serial, ".json")


def _read(told: Path) -> Holder | None:
    """None where the holder has only just begun, or is about to end."""
    try:
        return Holder(**json.loads(told.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
