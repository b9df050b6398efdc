"""A session as one JSON file: everything of it, hierarchies, pictures and doc included, so that it can be replayed elsewhere.

Decides the file's form and what is let in from one; where files come from and go to is the caller's.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import hashlib
import json
import sqlite3
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ground.errors import StoreError

from .acts import PACKAGE, SHA, AnyAct, Harmless, as_kept
from .blobs import get_blob, pack_acts, put_as_it_is, put_hierarchy, shown_by
from .reading import load_session
from .records import SessionDetail
from .store import ALPHABET, Store

FORMAT = 1
"""Of the file. A file of a higher one is refused, of a lower one read."""
MAX_BYTES = 200_000_000
_ID = f"^[{ALPHABET}]{{6}}$"
_WORD = "^[a-z][a-z0-9_-]{0,39}$"
_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([+-][0-9]{2}:[0-9]{2}|Z)?$"
Scalar = str | int | float | bool | None
_HEAD_SKIP = ("calls", "kept", "private", "pruned", "size")


class _Part(BaseModel):
    # what a later minor version adds is left out rather than refused
    model_config = ConfigDict(extra="ignore")


class Blob(_Part):
    """A hierarchy or doc as text, a picture (WebP) in base64."""

    kind: Literal["hierarchy", "picture", "doc"]
    data: str

    def content(self) -> bytes:
        return base64.b64decode(self.data, validate=True) if self.kind == "picture" else self.data.encode("utf-8")


class Head(_Part):
    """What a list shows of it; see `records.SessionRecord`."""

    id: str = Field(pattern=_ID)
    kind: Literal["task", "learning", "replay"]
    task: str
    app: str = Field(default="", pattern=f"^$|{PACKAGE}", max_length=255)
    app_label: str = ""
    serial: str = ""
    phone: str = ""
    model: str = ""
    status: str = Field(pattern=_WORD)
    answer: str = ""
    script: str = ""
    started: str = Field(pattern=_TIME)
    ended: str = Field(default="", pattern=f"^$|{_TIME}")
    parent: str = Field(default="", pattern=f"^$|{_ID}")
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    output_tokens: int = 0
    model_ms: float = 0
    phone_ms: float = 0
    doc: str = Field(default="", pattern=SHA)
    width: int = Field(default=0, ge=0, le=100_000)
    height: int = Field(default=0, ge=0, le=100_000)
    locale: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,40}$")
    connections_out: int | None = Field(default=None, ge=0, le=1_000_000)
    first_act_ms: float | None = Field(default=None, ge=0)
    answer_ms: float | None = Field(default=None, ge=0)


class Attempt(_Part):
    id: int
    number: int
    kind: str = ""
    prompt: str = ""
    reply: str = ""
    script: str = ""
    notes: list[str] = []
    problems: list[str] = []
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    output_tokens: int = 0
    first_token_ms: float = 0
    ms: float = 0


class CallPart(_Part):
    seq: int
    attempt: int = 0
    line: int = 0
    source: str = ""
    ref: str = ""
    target: dict[str, str | list[list[str]]] = {}
    op: str = Field(pattern=_WORD)
    args: list[Scalar] = []
    effect: str = Field(default="read", pattern=_WORD)
    status: str = Field(pattern=_WORD)
    value: Scalar | list[Scalar] = None
    error: str = ""
    locator: str = ""
    node: str = ""
    bounds: tuple[int, int, int, int] | None = None
    screen_before: str = ""
    screen_after: str = ""
    xml_before: str = Field(default="", pattern=SHA)
    xml_after: str = Field(default="", pattern=SHA)
    picture: str = Field(default="", pattern=SHA)
    steps: list[str] = []
    started: str = Field(default="", pattern=f"^$|{_TIME}")
    ms: float = 0
    verdict: str = Field(default="", pattern=f"^$|{_WORD}")
    verdict_note: str = ""
    proof: str = Field(default="", pattern=f"^$|{_WORD}")
    proof_note: str = ""
    within: str = ""
    replaced: str = ""
    rows: list[tuple[str, dict[str, str]]] | None = None
    acts: list[AnyAct] = []


class Consent(_Part):
    line: int = 0
    effect: str = Field(pattern=_WORD)
    detail: str = ""
    granted: bool
    how: str = ""
    at: str = Field(default="", pattern=f"^$|{_TIME}")


class Event(_Part):
    at: str = Field(pattern=_TIME)
    kind: str = Field(pattern=r"^[A-Za-z0-9 _-]{1,60}$")
    text: str = ""


class PortableSession(_Part):
    """The whole file."""

    thumbwright_session: int
    """The format."""
    session: Annotated[Head, Harmless]
    attempts: Annotated[list[Attempt], Harmless] = []
    calls: Annotated[list[CallPart], Harmless] = []
    consents: Annotated[list[Consent], Harmless] = []
    events: Annotated[list[Event], Harmless] = []
    blobs: dict[Annotated[str, Field(pattern=SHA, min_length=64)], Blob] = {}


def export_session(store: Store, wanted: str) -> str:
    """The session as JSON. Raises StoreError for an unknown id."""
    detail = load_session(store, wanted)
    blobs = {sha: _blob(store, sha) for sha in _shas(detail)}
    head = {k: v for k, v in dataclasses.asdict(detail.head).items() if k not in _HEAD_SKIP}
    found = {sha: blob for sha, blob in blobs.items() if blob}
    body = {
        "thumbwright_session": FORMAT,
        "session": head,
        "attempts": [dataclasses.asdict(attempt) for attempt in detail.attempts],
        "calls": [{k: v for k, v in dataclasses.asdict(call).items() if k != "id"} for call in detail.calls],
        "consents": [dataclasses.asdict(consent) for consent in detail.consents],
        "events": [dataclasses.asdict(event) for event in detail.events],
        "blobs": found,
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def _shas(detail: SessionDetail) -> list[str]:
    found = [sha for c in detail.calls for sha in (c.xml_before, c.xml_after, c.picture)]
    found += [str(act.get("xml", "")) for c in detail.calls for act in c.acts]
    return list(dict.fromkeys(sha for sha in [detail.head.doc, *found] if sha))


def _blob(store: Store, sha: str) -> dict[str, str] | None:
    row = store.db.conn.execute("select kind from blobs where sha = ?", [sha]).fetchone()
    if row is None:
        return None
    raw = get_blob(store.db, sha)
    return {"kind": row[0], "data": base64.b64encode(raw).decode() if row[0] == "picture" else raw.decode("utf-8")}


def read_portable(text: str, origin: str) -> PortableSession:
    """Check a file's text. `origin` names it in messages. Raises StoreError: no such file, newer, or damaged."""
    if len(text) > MAX_BYTES:
        raise StoreError(f"{origin} is larger than {MAX_BYTES // 1_000_000} MB, which no session is.")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{origin} is not a session file: {error}. Make one: sessions export ID --to json") from None
    version = data.get("thumbwright_session") if isinstance(data, dict) else None
    if not isinstance(version, int):
        raise StoreError(f"{origin} is JSON, but not a session file. Make one: sessions export ID --to json")
    if version > FORMAT:
        raise StoreError(
            f"{origin} was written by a newer thumbwright (format {version}, this one reads up to {FORMAT}). Upgrade."
        )
    try:
        found = PortableSession.model_validate(data)
        for sha, blob in found.blobs.items():
            # pictures are named by the PNG they were made of, which isn't kept
            if blob.kind != "picture" and hashlib.sha256(blob.content()).hexdigest() != sha:
                raise StoreError(
                    f"{origin} is damaged: the {blob.kind} {sha[:12]} isn't what it was when it was written."
                )
            blob.content()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StoreError(f"{origin} is not a whole session file: {where}: {first['msg']}") from None
    except (binascii.Error, UnicodeEncodeError) as error:
        raise StoreError(f"{origin} is damaged: a picture or screen can't be read ({error})") from None
    return found


def import_session(store: Store, found: PortableSession, *, kept: bool = True) -> str:
    """Put a session into the store; it is kept beyond its time, as there is a reason to bring it. Returns its id.

    The id is its own where that is free, else a new one. Consents come along as history and hold for no replay. All of it
    comes in or nothing. Raises StoreError.
    """
    head = found.session
    try:
        with store.transaction() as conn:
            session = store.start_session(head.kind, head.task, app=head.app, app_label=head.app_label)
            if conn.execute("select 1 from sessions where id = ?", [head.id]).fetchone() is None:
                conn.execute("update sessions set id = ? where id = ?", [head.id, session])
                session = head.id
            names = [n for n in Head.model_fields if n not in ("id", "kind", "task", "app", "app_label")]
            values = [getattr(head, name) for name in names]
            marks = ", ".join(f"{name} = ?" for name in names)
            conn.execute(
                f"update sessions set {marks}, kept = ?, pid = null where id = ?", [*values, int(kept), session]
            )
            _insert_parts(store, session, found)
    except (OverflowError, sqlite3.IntegrityError) as error:
        raise StoreError(f"Session {head.id} holds what no session does ({error}); nothing of it was kept.") from None
    return session


def _insert_parts(store: Store, session: str, found: PortableSession) -> None:
    conn = store.db.conn

    def insert(table: str, row: dict[str, Any]) -> int:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = conn.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))
        return int(cursor.lastrowid or 0)

    numbers: dict[str, int | None] = {}
    for sha, blob in found.blobs.items():
        if blob.kind == "hierarchy":
            numbers[sha] = put_hierarchy(store.db, blob.data, store.bases)
        else:
            numbers[sha] = put_as_it_is(store.db, sha, blob.kind, blob.content())
    shown = {sha for call in found.calls for sha in (call.xml_before, call.xml_after, call.picture)}
    shown |= {act.xml for call in found.calls for act in call.acts}
    shown_by(store.db, session, (number for sha, number in numbers.items() if sha in shown))
    rows: dict[int, int] = {}
    for attempt in found.attempts:
        row = attempt.model_dump(exclude={"id"})
        row["notes"], row["problems"] = json.dumps(row["notes"]), json.dumps(row["problems"])
        rows[attempt.id] = insert("attempts", {"session": session, **row, "started": found.session.started})
    for call in found.calls:
        row = call.model_dump()
        row["attempt"] = rows.get(call.attempt, 0)
        row["target"], row["args"] = json.dumps(row["target"]), json.dumps(row["args"])
        row |= {name: None if row[name] is None else json.dumps(row[name]) for name in ("value", "rows")}
        row["bounds"] = json.dumps(row["bounds"]) if row["bounds"] else ""
        row["steps"] = json.dumps(row["steps"])
        row["acts"] = pack_acts({**as_kept(act), "xml": numbers.get(act.xml)} for act in call.acts)
        row |= {name: numbers.get(row[name]) for name in ("xml_before", "xml_after", "picture")}
        insert("calls", {"session": session, **row})
    for consent in found.consents:
        insert("consents", {"session": session, **consent.model_dump(), "granted": int(consent.granted), "kept": 0})
    for event in found.events:
        insert("events", {"session": session, **event.model_dump()})
