"""Which tasks this host has begun: a row each, written before the phone is touched and never written twice. What delivers tasks may
deliver one again, after a host was lost for a moment or for reasons of its own; the second delivery finds the row."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ground import paths
from ground.errors import StoreError
from sessions.processes import is_alive, process_name

from .work import Outcome

_PATIENCE_S = 10.0
_KEPT_S = 30 * 24 * 3600.0
_SCHEMA = (
    "create table if not exists claims (task text primary key, serial text not null, began real not null, ended real, "
    "outcome text not null default '', pid integer not null, process text not null)"
)


@dataclass(frozen=True)
class Claim:
    """A task that was begun here."""

    task: str
    serial: str
    began: float
    """Seconds since 1970, by this host's clock."""
    outcome: Outcome | None
    """None while it is under way, and for ever where its process died."""
    alive: bool
    """Whether the process that began it still runs."""

    def told(self) -> Outcome:
        """What can be said of it now."""
        if self.outcome is not None:
            return self.outcome
        how = "it is under way" if self.alive else "its process ended in the middle: look at the phone"
        return Outcome(self.serial, "unknown", f"It was begun here before and is not repeated; {how}.", task=self.task)


class Claims:
    """The rows of one host. Every call opens the file for itself, so that any thread may make it. Raises StoreError."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or paths.farm_dir() / "claims.db"
        with self._open() as db:
            db.execute(_SCHEMA)
            db.execute("delete from claims where began < ?", [time.time() - _KEPT_S])

    def begin(self, task: str, serial: str) -> Claim | None:
        """Claim a task; None where it is ours now, else what is known of the one who was first."""
        row = [task, serial, time.time(), os.getpid(), process_name(os.getpid())]
        with self._open() as db:
            try:
                db.execute("insert into claims (task, serial, began, pid, process) values (?, ?, ?, ?, ?)", row)
            except sqlite3.IntegrityError:
                return self._read(db, "task = ?", [task])[0]
        return None

    def end(self, task: str, outcome: Outcome) -> None:
        """Write how it went."""
        with self._open() as db:
            db.execute(
                "update claims set ended = ?, outcome = ? where task = ?", [time.time(), outcome.to_json(), task]
            )

    def of(self, tasks: Sequence[str]) -> dict[str, Claim]:
        """Those of these tasks that were begun here."""
        found: list[Claim] = []
        with self._open() as db:
            for start in range(0, len(tasks), 500):
                some = list(tasks[start : start + 500])
                found += self._read(db, f"task in ({','.join('?' * len(some))})", some)
        return {claim.task: claim for claim in found}

    def latest(self, limit: int = 20) -> list[Claim]:
        """The newest first."""
        with self._open() as db:
            return self._read(db, f"1 order by began desc limit {int(limit)}", [])

    def _read(self, db: sqlite3.Connection, where: str, values: Sequence[object]) -> list[Claim]:
        rows = db.execute(f"select task, serial, began, outcome, pid, process from claims where {where}", values)
        return [
            Claim(task, serial, began, Outcome.from_json(outcome) if outcome else None, is_alive(pid, process))
            for task, serial, began, outcome, pid, process in rows
        ]

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self.file.exists():
                self.file.touch(mode=0o600)
            db = sqlite3.connect(self.file, timeout=_PATIENCE_S, isolation_level=None)
            try:
                db.execute("pragma journal_mode = wal")
                db.execute("pragma synchronous = full")  # a claim is on the disk before the phone is touched
                yield db
            finally:
                db.close()
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(f"{self.file}, which tasks of the farm were begun here, can't be used: {error}") from None
