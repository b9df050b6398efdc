"""The file that sessions are kept in: opened, made or brought up to date; put aside where it is damaged; written to in
transactions. What is written stands in `sessions.store`."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from ground import paths
from ground.errors import StoreError

from .blobs import Bases
from .schema import migrations

PATIENCE_S = 10.0
"""So long is another writer waited for."""


class SessionFile:
    """Opens (and where needed makes or brings up to date) the file at `path`.

    Raises StoreError where the file can't be used; a damaged file is put aside first, so nothing is lost by going on.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or paths.database()
        self.bases = Bases()
        self.put_aside: Path | None = None
        """Where a damaged store went, if this open met one."""
        self.began = False
        """Whether a session was begun through this: something may have been done by now that is written nowhere."""
        try:
            self.db = self._opened()
        except OSError as error:
            raise StoreError(
                f"{self.path} can't be made: {error.strerror or error}. Is the folder read-only?"
            ) from None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise StoreError(
                    f"{self.path} can't be brought up to date ({error}). It is left as it was; move it away to begin a new one"
                ) from None
            if not is_damage(error):
                raise StoreError(f"{self.path}: {error}. Is the disk full, or the folder read-only?") from None
            self.begin_anew()

    def begin_anew(self) -> None:
        """Put the damaged file aside, as it is, and open a new one in its place."""
        self.put_aside = self._put_aside()
        self.db = self._opened()

    def _put_aside(self) -> Path:
        """Rename the file and what belongs to it; returns where it went."""
        aside = self.path.with_name(f"{self.path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        for suffix in ("", "-wal", "-shm"):
            part = Path(f"{self.path}{suffix}")
            if part.exists():
                part.rename(f"{aside}{suffix}")
        return aside

    def _opened(self) -> Database:
        """The file, opened. Waits where another process is just making it or bringing it up to date, which SQLite's own
        patience doesn't cover; a step that the other took first is met as a table that is there already."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self._open()
            except sqlite3.OperationalError as error:
                busy = any(word in str(error) for word in ("locked", "already exists", "duplicate column"))
                if not busy or time.monotonic() > until:
                    raise
            time.sleep(0.05)

    def _open(self) -> Database:
        if not self.path.exists():
            paths.private_dir(self.path.parent)
            self.path.touch(mode=0o600)
        db = Database(sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None))
        try:
            db.conn.execute("pragma page_size = 1024")  # of a new file: most of what is kept is a few hundred bytes
            db.conn.execute("pragma secure_delete = on")
            db.conn.execute("pragma journal_mode = wal")
            db.conn.execute("pragma synchronous = normal")
            applied = {m.name for m in migrations.applied(db)}
            unknown = applied - {m.name for m in migrations._migrations}
            if unknown:
                raise StoreError(
                    f"{self.path} was written by a newer thumbwright (it has {', '.join(sorted(unknown))}). "
                    "Upgrade, or set THUMBWRIGHT_HOME to another folder"
                )
            if migrations.pending(db):
                migrations.apply(db)
        except BaseException:
            db.conn.close()
            raise
        return db

    def close(self) -> None:
        self.db.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Damage that is met only on the way puts the file aside, too. Raises StoreError for it, saying where, and for
        whatever else SQLite can't do."""
        self.close()
        if is_damage(error):
            aside = self._put_aside()
            again = "look at the phone before you do this again" if self.began else "do this again"
            raise StoreError(
                f"The session store is damaged ({error}). It was put aside as {aside}, as it is, and a new one is begun: {again}"
            ) from None
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError(f"{self.path}: {error}. Is the disk full, or does another program hold it?") from None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside, or nothing; waits for another writer first. Raises StoreError where it can't write."""
        conn = self.db.conn
        try:
            conn.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self.path}: could not write ({error}). Is the disk full?") from None
        try:
            yield conn
            conn.execute("commit")
        except BaseException:
            if conn.in_transaction:
                conn.execute("rollback")
            self.bases.forget()
            raise

    def _write(self, sql: str, values: list[object]) -> int:
        try:
            return self.db.conn.execute(sql, values).lastrowid or 0
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise
            raise StoreError(f"{self.path}: could not write ({error}). Is the disk full?") from None


def is_damage(error: object) -> bool:
    """Whether SQLite says that the file isn't what it was."""
    return isinstance(error, sqlite3.DatabaseError) and any(
        word in str(error) for word in ("malformed", "not a database")
    )
