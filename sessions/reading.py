"""Reading the store: lists, one session whole, search, and the removal that leaves nothing behind. What goes by itself with time is
`sessions.retention`'s."""

from __future__ import annotations

from typing import Any

from rapidfuzz import process

from ground.errors import NoSession

from .blobs import get_blob
from .records import (
    DECISION,
    AttemptRecord,
    ConsentRecord,
    EventRecord,
    HealingRecord,
    SessionDetail,
    SessionRecord,
    attempt_of,
    call_of,
    head_of,
)
from .retention import drop_unused_blobs, scrub_file
from .store import Store

_HEADS = (
    "select s.*, (select count(*) from calls c where c.session = s.id) as calls, (select sum(length(b.data)) from "
    "session_blobs u join blobs b on b.number = u.blob where u.session = s.number) as size from sessions s"
)


def _rows(store: Store, sql: str, values: list[object]) -> list[dict[str, Any]]:
    cursor = store.db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def list_sessions(
    store: Store, *, limit: int = 20, offset: int = 0, status: str = "", app: str = "", kind: str = ""
) -> list[SessionRecord]:
    """Newest first."""
    wanted = {"status": status, "app": app, "kind": kind}
    where = " and ".join(f"s.{name} = ?" for name, value in wanted.items() if value) or "1"
    values: list[object] = [value for value in wanted.values() if value]
    sql = f"{_HEADS} where {where} order by s.started desc, s.number desc limit ? offset ?"
    return [head_of(row) for row in _rows(store, sql, [*values, limit, offset])]


def last_decision(store: Store) -> str:
    """Why the script of the newest session was taken or held back, in lines; empty where a model wrote none in it."""
    newest = list_sessions(store, limit=1)
    if not newest:
        return ""
    sql = "select text from events where session = ? and kind = ? order by id desc limit 1"
    return next((str(row["text"]) for row in _rows(store, sql, [newest[0].id, DECISION])), "")


def statuses_met(store: Store) -> list[str]:
    """The statuses that some session has."""
    return [str(row["status"]) for row in _rows(store, "select distinct status from sessions", [])]


def serials_met(store: Store) -> list[str]:
    """The phones that some session was made on, the one used last first."""
    sql = "select serial from sessions where serial != '' group by serial order by max(started) desc"
    return [str(row["serial"]) for row in _rows(store, sql, [])]


def search_sessions(store: Store, words: str, *, limit: int = 20) -> list[SessionRecord]:
    """Sessions whose task, answer or script has all the words; best match first."""
    plain = words.replace('"', " ").replace("\0", " ").split()
    query = " ".join(f'"{word}"*' for word in plain)
    if not query:
        return []
    sql = (
        f"{_HEADS} join (select rowid as hit, rank from sessions_fts where sessions_fts match ? "
        "order by rank limit ?) on s.number = hit order by rank"
    )
    return [head_of(row) for row in _rows(store, sql, [query, limit])]


def resolve_id(store: Store, wanted: str) -> str:
    """A full id, a unique beginning of one, or `last`: the last task, a replay only where there is nothing else. Raises
    NoSession, with the nearest ids."""
    if wanted.lower() == "last":
        newest = "select id from sessions order by kind = 'replay', started desc, number desc limit 1"
        row = store.db.conn.execute(newest).fetchone()
        if row is None:
            raise NoSession('There is no session yet. Try: thumbwright run -s demo "add a note called Milk"')
        return str(row[0])
    hits = store.db.conn.execute("select id from sessions where id glob ?", [f"{_quoted(wanted)}*"]).fetchall()
    if len(hits) == 1:
        return str(hits[0][0])
    ids = [row[0] for row in store.db.conn.execute("select id from sessions order by started desc limit 5000")]
    near = [match[0] for match in process.extract(wanted, ids, limit=3)]
    what = f"{len(hits)} sessions begin with" if hits else "There is no session"
    raise NoSession(f"{what} {wanted!r}. Nearest: {', '.join(near) or 'none'}. List them: thumbwright sessions list")


def _quoted(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def load_session(store: Store, wanted: str) -> SessionDetail:
    """One session with everything that belongs to it. Raises NoSession, StoreError."""
    session = resolve_id(store, wanted)
    head = head_of(_rows(store, f"{_HEADS} where s.id = ?", [session])[0])
    attempts: list[AttemptRecord] = [
        attempt_of(row) for row in _rows(store, "select * from attempts where session = ? order by id", [session])
    ]
    shas = _shas(store, head.id)
    rows = _rows(store, "select * from calls where session = ? order by id", [session])
    calls = [call_of(row, shas) for row in rows]
    consents = [
        ConsentRecord(
            row["line"] or 0,
            row["effect"],
            row["detail"],
            bool(row["granted"]),
            row["how"],
            row["at"],
            bool(row["kept"]),
        )
        for row in _rows(store, "select * from consents where session = ? order by id", [session])
    ]
    events = [
        EventRecord(row["at"], row["kind"], row["text"])
        for row in _rows(store, "select * from events where session = ? order by id", [session])
    ]
    healings = [
        HealingRecord(
            **{name: row[name] or "" for name in ("screen", "element", "what", "old", "new")},
            **{name: shas.get(row[name], "") for name in ("xml_old", "xml_new")},
            id=row["id"],
            seq=row["seq"] or 0,
            score=row["score"] or 0.0,
            kept=bool(row["kept"]),
        )
        for row in _rows(store, "select * from healings where session = ? order by id", [session])
    ]
    return SessionDetail(head, attempts, calls, consents, events, healings)


def _shas(store: Store, session: str) -> dict[int, str]:
    """The SHA-256 of everything a session shows, by number."""
    sql = (
        "select b.number, b.sha from sessions s join session_blobs u on u.session = s.number "
        "join blobs b on b.number = u.blob where s.id = ?"
    )
    return dict(store.db.conn.execute(sql, [session]))


def blob(store: Store, sha: str) -> bytes:
    """A hierarchy's XML or a picture's WebP. Raises StoreError where it is no longer kept."""
    return get_blob(store.db, sha)


def file_size(store: Store) -> int:
    """Bytes of the store on the disk, its log included."""
    parts = (store.path, store.path.with_name(f"{store.path.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def keep_session(store: Store, wanted: str, *, kept: bool = True) -> str:
    """Keep a session's screens beyond their time (or no longer); returns its id."""
    session = resolve_id(store, wanted)
    store.update_session(session, kept=int(kept))
    return session


def remove_sessions(store: Store, wanted: list[str]) -> list[str]:
    """Remove sessions and every screen that no other session shows; leaves no bytes behind."""
    ids = [resolve_id(store, one) for one in wanted]
    with store.transaction() as conn:
        for session in ids:
            conn.execute(
                "delete from session_blobs where session = (select number from sessions where id = ?)", [session]
            )
            conn.execute("delete from titles where session = (select number from sessions where id = ?)", [session])
            for table in ("calls", "attempts", "consents", "events", "healings"):
                conn.execute(f"delete from {table} where session = ?", [session])
            conn.execute("delete from sessions where id = ?", [session])
        drop_unused_blobs(store)
    scrub_file(store)
    return ids
