"""The titles that rows of lists were last seen to have, by phone and app: by them an app is known whose thing a task speaks of.

They are content, as screens are: they go when the screens of that time do, with the session that saw them last, and when their
app is forgotten.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ground import paths

from .session_file import SessionFile

MOST = 60
"""Titles of one app on one phone: the latest."""
LONGEST = 80
"""Signs. What is longer is a text, and none is kept of it."""


@dataclass(frozen=True)
class Listed:
    """What a list of an app showed."""

    app: str
    """Its package."""
    name: str
    """By the doc's names: `main.notes`."""
    titles: tuple[str, ...]
    """Of its rows, from the top."""
    whole: bool = False
    """Whether these are all that it has."""


def moment() -> str:
    """UTC, ISO 8601, microseconds: sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def remember(store: SessionFile, phone: str, listed: Iterable[Listed], *, session: str = "") -> None:
    """Keep what lists of a phone, by its serial, showed just now; what a list that was read whole had before and hasn't any more
    goes. `session` is whose they were, if they were one's; of a private one nothing is kept. Raises StoreError,
    sqlite3.Error."""
    seen = moment()
    found = [Listed(one.app, one.name, _kept(one.titles), one.whole) for one in listed]
    with store.transaction() as conn:
        row = conn.execute("select number, private from sessions where id = ?", [session]).fetchone()
        number, private = row or (None, 0)
        if private:
            return
        for one in sorted(found, key=lambda one: not one.whole):
            if one.whole:
                _drop_gone(conn, phone, one)
            conn.executemany(
                "insert into titles (phone, app, list, title, seen, session) values (?, ?, ?, ?, ?, ?) "
                "on conflict (phone, app, title) do update set seen = excluded.seen, session = excluded.session, "
                f"list = {'excluded.list' if one.whole else 'list'}",
                [[phone, one.app, one.name, title, seen, number] for title in one.titles],
            )
        for app in {one.app for one in found}:
            conn.execute(
                "delete from titles where phone = ? and app = ? and number not in "
                "(select number from titles where phone = ? and app = ? order by seen desc, number limit ?)",
                [phone, app, phone, app, MOST],
            )


def _kept(titles: Sequence[str]) -> tuple[str, ...]:
    """Each once, the first ones."""
    plain = dict.fromkeys(" ".join(title.split()) for title in titles)
    return tuple(title for title in plain if 0 < len(title) <= LONGEST)[:MOST]


def _drop_gone(conn: sqlite3.Connection, phone: str, one: Listed) -> None:
    sql = "select number, title from titles where phone = ? and app = ? and list = ?"
    before = conn.execute(sql, [phone, one.app, one.name]).fetchall()
    gone = [[number] for number, title in before if title not in one.titles]
    conn.executemany("delete from titles where number = ?", gone)


def last_seen(phone: str, path: Path | None = None) -> dict[str, tuple[str, ...]]:
    """By package, the titles that are kept of a phone, the latest first. Changes nothing: where there is no store, none that can be
    read, or one of an older version, there are none."""
    file = path or paths.database()
    found: dict[str, list[str]] = {}
    with contextlib.suppress(sqlite3.Error):
        if file.exists():
            # what may write leaves no files of its own behind when it is closed
            with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", 1.0, uri=True)) as conn:
                conn.execute("pragma query_only = on")
                sql = "select app, title from titles where phone = ? order by seen desc, number"
                for app, title in conn.execute(sql, [phone]):
                    found.setdefault(app, []).append(title)
    return {app: tuple(titles) for app, titles in found.items()}


def forget(store: SessionFile, app: str) -> None:
    """Those of an app, on every phone, with every byte. Raises StoreError."""
    with store.transaction() as conn:
        conn.execute("delete from titles where app = ?", [app])
    store.db.conn.execute("pragma wal_checkpoint(truncate)")
