"""The tables of the session store, as migrations that are only ever added to.

| table    | a row is |
|----------|----------|
| sessions | one use of the phone from its words to its answer |
| attempts | one script that was written for it, with prompt, tokens and times |
| calls    | one use of the phone by a script: written before the act, completed after it |
| consents | one question whether something may be done, and the reply |
| events   | anything else that happened, in words |
| healings | a locator that no longer fitted in a replay, and the one that was found instead |
| blobs    | hierarchies, pictures and docs, compressed, named by the SHA-256 of their content |
| session_blobs | that a session shows a hierarchy or picture, which stays as long as one does |
| titles   | the title of a row of an app's list, as it was last seen on a phone |
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlite_utils import Database, Migrations

from .blobs import pack_acts

migrations = Migrations("thumbwright.sessions")


@migrations()
def m001_initial(db: Database) -> None:
    db.table("sessions").create(
        {
            "number": int,
            "id": str,
            "kind": str,
            "task": str,
            "app": str,
            "app_label": str,
            "serial": str,
            "phone": str,
            "model": str,
            "status": str,
            "answer": str,
            "script": str,
            "started": str,
            "ended": str,
            "private": int,
            "kept": int,
            "pid": int,
            "parent": str,
            "prompt_tokens": int,
            "evaluated_tokens": int,
            "output_tokens": int,
            "model_ms": float,
            "phone_ms": float,
        },
        pk="number",  # an integer key is the rowid, which the full-text index holds on to through a VACUUM
        not_null={"id", "kind", "status", "started"},
        defaults={"private": 0, "kept": 0},
    )
    db.table("sessions").create_index(["id"], unique=True)
    db.table("sessions").create_index(["started"])
    db.table("attempts").create(
        {
            "id": int,
            "session": str,
            "number": int,
            "kind": str,
            "prompt": str,
            "reply": str,
            "script": str,
            "notes": str,
            "problems": str,
            "prompt_tokens": int,
            "evaluated_tokens": int,
            "output_tokens": int,
            "first_token_ms": float,
            "ms": float,
            "started": str,
        },
        pk="id",
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("attempts").create_index(["session"])
    db.table("calls").create(
        {
            "id": int,
            "session": str,
            "attempt": int,
            "seq": int,
            "line": int,
            "source": str,
            "ref": str,
            "target": str,
            "op": str,
            "args": str,
            "effect": str,
            "status": str,
            "value": str,
            "error": str,
            "locator": str,
            "node": str,
            "bounds": str,
            "screen_before": str,
            "screen_after": str,
            "xml_before": str,
            "xml_after": str,
            "picture": str,
            "steps": str,
            "started": str,
            "ms": float,
        },
        pk="id",
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("calls").create_index(["session", "seq"])
    db.table("consents").create(
        {
            "id": int,
            "session": str,
            "line": int,
            "effect": str,
            "detail": str,
            "granted": int,
            "how": str,
            "at": str,
        },
        pk="id",
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("consents").create_index(["session"])
    db.table("events").create(
        {"id": int, "session": str, "at": str, "kind": str, "text": str},
        pk="id",
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("events").create_index(["session"])
    db.table("blobs").create({"sha": str, "kind": str, "data": bytes, "size": int, "added": str}, pk="sha")
    db.table("sessions").enable_fts(["task", "answer", "script"], create_triggers=True)


@migrations()
def m002_replay(db: Database) -> None:
    """What a replay needs (the doc, the display) and what it finds out (a verdict a call, what was healed)."""
    sessions = db.table("sessions")
    for name, kind in (("doc", str), ("width", int), ("height", int), ("locale", str), ("pruned", int)):
        sessions.add_column(name, kind)
    sessions.create_index(["status"])
    sessions.create_index(["pruned", "kept", "started"])
    db.table("calls").add_column("verdict", str)
    db.table("calls").add_column("verdict_note", str)
    db.table("consents").add_column("kept", int)
    db.table("healings").create(
        {
            "id": int,
            "session": str,
            "seq": int,
            "screen": str,
            "element": str,
            "what": str,
            "old": str,
            "new": str,
            "score": float,
            "xml_old": str,
            "xml_new": str,
            "kept": int,
            "at": str,
        },
        pk="id",
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("healings").create_index(["session"])


@migrations()
def m003_acts(db: Database) -> None:
    """What was done to the phone for each call, touch by touch: for exports, and to know the ways again."""
    db.table("calls").add_column("acts", str)


@migrations()
def m004_bases(db: Database) -> None:
    """A hierarchy that differs little from another one is kept as the difference: `base` is that other one's SHA-256."""
    db.table("blobs").add_column("base", str)


@migrations()
def m005_numbers(db: Database) -> None:
    """Blobs are referred to by number instead of by 64 letters, and acts are compressed: half of the file was these."""
    conn = db.conn
    conn.execute(
        "create table numbered (number integer primary key, sha text not null, kind text, data blob, size integer, "
        "base integer references blobs(number))"
    )
    conn.execute("insert into numbered(sha, kind, data, size) select sha, kind, data, size from blobs order by rowid")
    conn.execute("create unique index idx_blobs_sha on numbered(sha)")
    conn.execute(
        "update numbered set base = (select b.number from blobs o join numbered b on b.sha = o.base "
        "where o.sha = numbered.sha)"
    )
    conn.execute("drop table blobs")
    conn.execute("alter table numbered rename to blobs")
    conn.execute("create index idx_blobs_base on blobs(base) where base is not null")
    conn.execute("create index idx_blobs_whole on blobs(number) where kind = 'hierarchy' and base is null")
    conn.execute(
        "create table session_blobs (session integer references sessions(number), blob integer references blobs(number), "
        "primary key (session, blob)) without rowid"
    )
    numbers: dict[str, int] = dict(conn.execute("select sha, number from blobs"))
    for table, columns in (("calls", ("xml_before", "xml_after", "picture")), ("healings", ("xml_old", "xml_new"))):
        for column in columns:
            conn.execute(f"update {table} set {column} = (select number from blobs where sha = {column})")
        keys = [(column, "blobs", "number") for column in columns]
        db.table(table).transform(types=dict.fromkeys(columns, int), add_foreign_keys=keys)
        for column in columns:
            conn.execute(
                f"insert or ignore into session_blobs select s.number, t.{column} from {table} t "
                f"join sessions s on s.id = t.session where t.{column} is not null"
            )
    for call, session, acts in _acts(db):
        for act in acts:
            act["xml"] = numbers.get(str(act.get("xml")))
        shown = [(session, act["xml"]) for act in acts if act["xml"]]
        conn.execute("update calls set acts = ? where id = ?", [pack_acts(acts), call])
        conn.executemany("insert or ignore into session_blobs values (?, ?)", shown)


@migrations()
def m006_process(db: Database) -> None:
    """Which process a session belongs to, beside its number: numbers are given again."""
    db.table("sessions").add_column("process", str)


@migrations()
def m007_proofs(db: Database) -> None:
    """What the phone showed after an act, what the act was done to, and the text that it overwrote."""
    for name in ("proof", "proof_note", "within", "replaced"):
        db.table("calls").add_column(name, str)


@migrations()
def m008_connections(db: Database) -> None:
    """How many connections to other machines the process made meanwhile; null where nobody counted."""
    db.table("sessions").add_column("connections_out", int)


@migrations()
def m009_pace(db: Database) -> None:
    """From a person's words to the first act and to the answer; null where nobody measured it, or nothing was done."""
    for name in ("first_act_ms", "answer_ms"):
        db.table("sessions").add_column(name, float)


@migrations()
def m010_rows(db: Database) -> None:
    """What the rows of a list said that a script was given; null of what isn't about rows, and where nobody wrote it down."""
    db.table("calls").add_column("rows", str)


@migrations()
def m011_titles(db: Database) -> None:
    """The titles that rows were last seen to have, each once an app; `session` is the number of the one that saw it last."""
    db.table("titles").create(
        {"number": int, "phone": str, "app": str, "list": str, "title": str, "seen": str, "session": int},
        pk="number",
        not_null={"phone", "app", "list", "title", "seen"},
    )
    db.table("titles").create_index(["phone", "app", "title"], unique=True)
    db.table("titles").create_index(["seen"])


def _acts(db: Database) -> Iterator[tuple[int, int, list[dict[str, object]]]]:
    """The calls that have acts, by id, with the number of their session."""
    ids = [row[0] for row in db.conn.execute("select id from calls where acts is not null")]
    sql = "select s.number, c.acts from calls c join sessions s on s.id = c.session where c.id = ?"
    for call in ids:
        row = db.conn.execute(sql, [call]).fetchone()
        if row is not None:
            yield call, row[0], json.loads(row[1])
