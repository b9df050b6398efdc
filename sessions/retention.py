"""What goes from the store with time: the screens and pictures of sessions that nobody kept, and the titles of rows."""

from __future__ import annotations

import sqlite3

from ground.errors import StoreError

from .blobs import drop_unused
from .session_file import SessionFile


def prune(store: SessionFile, *, before: str, scrub: bool = True) -> int:
    """Drop the screens and pictures of sessions that started before `before` (ISO 8601) and aren't kept, and titles that were seen
    before then.

    Returns of how many calls. Without `scrub` the file keeps its size: the bytes are overwritten all the same.
    """
    old = "select id from sessions where kept = 0 and started < ?"
    with store.transaction() as conn:
        changed = conn.execute(
            "update calls set xml_before = null, xml_after = null, picture = null, acts = null where (xml_before is not null "
            f"or xml_after is not null or picture is not null or acts is not null) and session in ({old})",
            [before],
        ).rowcount
        lost = conn.execute(f"update calls set replaced = '' where replaced != '' and session in ({old})", [before])
        told = conn.execute(f"update calls set rows = null where rows is not null and session in ({old})", [before])
        conn.execute(f"update healings set xml_old = null, xml_new = null where session in ({old})", [before])
        numbers = old.replace("select id", "select number")
        dropped = conn.execute(f"delete from session_blobs where session in ({numbers})", [before]).rowcount
        unseen = conn.execute("delete from titles where seen < ?", [before])
        conn.execute("update sessions set pruned = 1 where kept = 0 and started < ?", [before])
        if dropped:
            drop_unused_blobs(store)
    if (dropped or lost.rowcount or told.rowcount or unseen.rowcount) and scrub:
        scrub_file(store)
    return int(changed)


def prune_if_due(store: SessionFile, *, before: str) -> int:
    """The same at the start of a command: a look at an index each where there is nothing to drop, and never a wait."""
    sql = (
        "select exists (select 1 from sessions where pruned is null and kept = 0 and started < ?) "
        "or exists (select 1 from titles where seen < ?)"
    )
    if not store.db.conn.execute(sql, [before, before]).fetchone()[0]:
        return 0
    try:
        return prune(store, before=before, scrub=False)
    except (StoreError, sqlite3.OperationalError):  # another process writes; the next start will do it
        return 0


def drop_unused_blobs(store: SessionFile) -> None:
    drop_unused(store.db)
    store.bases.forget()


def scrub_file(store: SessionFile) -> None:
    """Make the deleted bytes unreadable: the index rebuilt, the free pages given back, the log emptied."""
    conn = store.db.conn
    conn.execute("insert into sessions_fts(sessions_fts) values ('rebuild')")
    conn.execute("vacuum")
    conn.execute("pragma wal_checkpoint(truncate)")
