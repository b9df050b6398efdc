"""The session store: writing to it as things happen. Reading is in `sessions.reading`, the file in `sessions.session_file`.

Each write is a transaction of its own (WAL), so that a kill at any moment loses at most the call under way. One Store
belongs to one thread; another process or thread opens its own.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ground import outward
from ground.errors import SettingsError, StoreError
from ground.settings import load_settings

from .blobs import pack_acts, put_doc, put_hierarchy, put_picture, shown_by
from .processes import is_alive, process_name
from .retention import prune_if_due
from .session_file import SessionFile, is_damage

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0 o 1 i l: ids are read aloud and typed
HIDDEN = "(not recorded)"


def now() -> str:
    """UTC, ISO 8601, milliseconds: sorts as text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Store(SessionFile):
    """Writes sessions to the file at `path`, the person's own where none is said. Raises StoreError as SessionFile does.

    What is due is done by opening it, whoever opens it: sessions whose process died are marked, and of the person's own
    store what is older than `keep_screens_days` is dropped.
    """

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        self._connections: dict[str, int | None] = {}
        """How many had left this machine when a session of ours began."""
        self.interrupted: list[tuple[str, str]] = []
        """Id and task of the sessions that this open found to have ended with their process."""
        try:
            self._do_what_is_due(path is None)
        except sqlite3.DatabaseError as error:
            self.close()
            if not is_damage(error):
                raise StoreError(f"{self.path}: {error}. Is the disk full, or the folder read-only?") from None
            self.begin_anew()
        except BaseException:
            self.close()
            raise

    def _do_what_is_due(self, own: bool) -> None:
        self.interrupted = self.mark_interrupted()
        if own:
            self._drop_what_is_old()

    def _drop_what_is_old(self) -> None:
        try:
            days = load_settings().keep_screens_days
        except SettingsError:
            return  # told by whoever needs a setting; nothing is dropped on a guess
        prune_if_due(self, before=(datetime.now(UTC) - timedelta(days=days)).isoformat())

    def start_session(
        self,
        kind: str,
        task: str,
        *,
        app: str = "",
        app_label: str = "",
        serial: str = "",
        phone: str = "",
        model: str = "",
        parent: str = "",
        private: bool = False,
        doc: str = "",
        width: int = 0,
        height: int = 0,
        locale: str = "",
    ) -> str:
        """Begin a session; returns its id. `doc` is the app's doc as JSON: what a replay finds the elements with."""
        doc_sha = put_doc(self.db, doc) if doc else ""
        while True:
            session = "".join(secrets.choice(ALPHABET) for _ in range(6))
            row = {
                "id": session,
                "kind": kind,
                "task": HIDDEN if private else task,
                "app": app,
                "app_label": app_label,
                "serial": serial,
                "phone": phone,
                "model": model,
                "status": "running",
                "started": now(),
                "private": int(private),
                "kept": 0,
                "pid": os.getpid(),
                "process": process_name(os.getpid()),
                "parent": parent,
                "doc": doc_sha,
                "width": width,
                "height": height,
                "locale": locale,
            }
            try:
                self._insert("sessions", row)
            except sqlite3.IntegrityError:
                continue  # the id is taken
            self.began = True
            self._connections[session] = outward.counted()
            return session

    def update_session(self, session: str, **values: Any) -> None:
        """Set columns of a session (app, model, tokens …)."""
        names = ", ".join(f'"{name}" = ?' for name in values)
        self._write(f"update sessions set {names} where id = ?", [*values.values(), session])

    def finish_session(self, session: str, status: str, answer: str = "", script: str = "", **values: Any) -> None:
        """Write the end of a session."""
        private = self._is_private(session)
        self.update_session(
            session,
            status=status,
            answer=HIDDEN if private and answer else answer,
            script="" if private else script,
            ended=now(),
            connections_out=self._connections_of(session),
            **values,
        )

    def _connections_of(self, session: str) -> int | None:
        """How many left this machine since the session began."""
        before, now_there = self._connections.pop(session, None), outward.counted()
        return None if before is None or now_there is None else now_there - before

    def add_attempt(
        self,
        session: str,
        *,
        number: int,
        kind: str,
        prompt: str = "",
        reply: str = "",
        script: str = "",
        notes: Iterable[str] = (),
        problems: Iterable[str] = (),
        prompt_tokens: int = 0,
        evaluated_tokens: int = 0,
        output_tokens: int = 0,
        first_token_ms: float = 0.0,
        ms: float = 0.0,
    ) -> int:
        """Write one attempt; returns its row id."""
        hide = self._is_private(session)
        return self._insert(
            "attempts",
            {
                "session": session,
                "number": number,
                "kind": kind,
                "prompt": "" if hide else prompt,
                "reply": "" if hide else reply,
                "script": "" if hide else script,
                "notes": "[]" if hide else json.dumps(list(notes)),
                "problems": "[]" if hide else json.dumps(list(problems)),
                "prompt_tokens": prompt_tokens,
                "evaluated_tokens": evaluated_tokens,
                "output_tokens": output_tokens,
                "first_token_ms": first_token_ms,
                "ms": ms,
                "started": now(),
            },
        )

    def set_script(self, attempt: int, session: str, script: str) -> None:
        """Write the script of an attempt whose calls were made before its text was known."""
        self._write(
            "update attempts set script = ? where id = ?", ["" if self._is_private(session) else script, attempt]
        )

    def begin_call(
        self,
        session: str,
        *,
        attempt: int,
        seq: int,
        line: int,
        source: str,
        ref: str,
        target: Mapping[str, str],
        op: str,
        args: Iterable[object],
        effect: str,
    ) -> int:
        """Write that a call is about to be made; returns its row id for `end_call`."""
        hide = self._is_private(session)
        return self._insert(
            "calls",
            {
                "session": session,
                "attempt": attempt,
                "seq": seq,
                "line": line,
                "source": "" if hide else source,
                "ref": f"{target.get('screen', '')}.{target.get('element', '')}" if hide else ref,
                "target": "{}" if hide else json.dumps(dict(target)),
                "op": op,
                "args": "[]" if hide else json.dumps(list(args), default=str),
                "effect": effect,
                "status": "begun",
                "started": now(),
            },
        )

    def end_call(
        self,
        session: str,
        call: int,
        *,
        status: str,
        value: object = None,
        error: str = "",
        effect: str = "",
        locator: str = "",
        node: str = "",
        bounds: tuple[int, int, int, int] | None = None,
        screen_before: str = "",
        screen_after: str = "",
        xml_before: str = "",
        xml_after: str = "",
        picture_png: bytes = b"",
        steps: Iterable[str] = (),
        ms: float = 0.0,
        acts: Iterable[Mapping[str, Any]] = (),
        proof: str = "",
        proof_note: str = "",
        within: str = "",
        replaced: str = "",
        rows: Sequence[tuple[str, Mapping[str, str]]] | None = None,
    ) -> None:
        """Write how a call went, see `CallRecord`. The `xml` of each of `acts` is kept as a blob and written as its SHA-256."""
        hide = self._is_private(session)
        with self.transaction() as conn:
            before = None if hide else put_hierarchy(self.db, xml_before, self.bases)
            after = None if hide else put_hierarchy(self.db, xml_after, self.bases)
            picture = None if hide else put_picture(self.db, picture_png)
            done = [] if hide else [{**act, "xml": self._xml_number(act)} for act in acts]
            shown_by(self.db, session, [before, after, picture, *(act["xml"] for act in done)])
            conn.execute(
                "update calls set status=?, value=?, error=?, effect=coalesce(nullif(?, ''), effect), locator=?, node=?, "
                "bounds=?, screen_before=?, screen_after=?, xml_before=?, xml_after=?, picture=?, steps=?, ms=?, acts=?, "
                "proof=?, proof_note=?, within=?, replaced=?, rows=? where id=?",
                [
                    status,
                    None if hide or value is None else json.dumps(value, default=str),
                    HIDDEN if hide and error else error,
                    effect,
                    locator,
                    "" if hide else node,
                    json.dumps(bounds) if bounds else "",
                    screen_before,
                    screen_after,
                    before,
                    after,
                    picture,
                    "[]" if hide else json.dumps(list(steps)),
                    ms,
                    pack_acts(done),
                    proof,
                    HIDDEN if hide and proof_note else proof_note,
                    "" if hide else within,
                    "" if hide else replaced,
                    None if hide or rows is None else json.dumps(rows),
                    call,
                ],
            )

    def prove_call(self, session: str, call: int, proof: str, note: str) -> None:
        """Write what the phone showed of a call once it was seen later in the run."""
        hide = self._is_private(session)
        with self.transaction() as conn:
            sql = "update calls set proof = ?, proof_note = ? where id = ?"
            conn.execute(sql, [proof, HIDDEN if hide and note else note, call])

    def undo_call(self, session: str, call: int, status: str) -> None:
        """Write that what a call did has come to nothing: a later replay doesn't repeat it."""
        self._write("update calls set status = ? where session = ? and id = ?", [status, session, call])

    def _xml_number(self, act: Mapping[str, Any]) -> int | None:
        return put_hierarchy(self.db, str(act.get("xml") or ""), self.bases)

    def add_consent(self, session: str, *, line: int, effect: str, detail: str, granted: bool, how: str) -> None:
        hide = self._is_private(session)
        row = {"session": session, "line": line, "effect": effect, "detail": HIDDEN if hide else detail}
        self._insert("consents", {**row, "granted": int(granted), "how": how, "at": now()})

    def add_event(self, session: str, kind: str, text: str) -> None:
        hide = self._is_private(session)
        self._insert("events", {"session": session, "at": now(), "kind": kind, "text": HIDDEN if hide else text})

    def add_verdict(self, session: str, seq: int, verdict: str, note: str = "") -> None:
        """Of a replay: how a call compared with the recorded one."""
        hide = self._is_private(session)
        self._write(
            "update calls set verdict = ?, verdict_note = ? where session = ? and seq = ?",
            [verdict, HIDDEN if hide and note else note, session, seq],
        )

    def add_healing(
        self,
        session: str,
        *,
        seq: int,
        screen: str,
        element: str,
        what: str,
        old: str,
        new: str,
        score: float,
        xml_old: str = "",
        xml_new: str = "",
    ) -> int:
        """Write what was found in place of what no longer fitted; returns its row id."""
        hide = self._is_private(session)
        with self.transaction():
            old_xml = None if hide else put_hierarchy(self.db, xml_old, self.bases)
            new_xml = None if hide else put_hierarchy(self.db, xml_new, self.bases)
            shown_by(self.db, session, [old_xml, new_xml])
            row = {
                "session": session,
                "seq": seq,
                "screen": screen,
                "element": element,
                "what": what,
                "old": "" if hide else old,
                "new": "" if hide else new,
                "score": score,
                "xml_old": old_xml,
                "xml_new": new_xml,
                "kept": 0,
                "at": now(),
            }
            return self._insert("healings", row)

    def replace_doc(self, session: str, doc: str) -> None:
        """The doc that later replays of this session find the elements with, as JSON."""
        self.update_session(session, doc=put_doc(self.db, doc))

    def keep_healing(self, healing: int) -> None:
        """The person said it is right."""
        self._write("update healings set kept = 1 where id = ?", [healing])

    def keep_consents(self, session: str, *, kept: bool = True) -> int:
        """Let the consents given in this session hold for its replays, too; returns how many there are."""
        sql = "update consents set kept = ? where session = ? and granted = 1"
        return int(self.db.conn.execute(sql, [int(kept), session]).rowcount)

    def mark_interrupted(self) -> list[tuple[str, str]]:
        """Sessions that still run by name while their process is gone ended there; returns their ids and tasks."""
        rows = self.db.conn.execute("select id, task, pid, process from sessions where status = 'running'").fetchall()
        gone = [(session, task) for session, task, pid, process in rows if not is_alive(pid, process or "")]
        for session, _ in gone:
            self.update_session(session, status="interrupted", answer=self._how_far(session))
        return gone

    def _how_far(self, session: str) -> str:
        """What is known of a session that nobody could end."""
        sql = "select target, op, status, effect from calls where session = ? and ref != '' order by id"
        calls = self.db.conn.execute(sql, [session]).fetchall()
        said = "Interrupted: the process ended while this ran"
        if not calls:
            return f"{said}, before anything was done on the phone."
        target, op, status, effect = calls[-1]
        place = json.loads(target or "{}")
        name = ".".join(part for part in (place.get("screen", ""), place.get("element", ""), op) if part)
        if status == "begun":
            return f"{said}, in its call {len(calls)}, {name} ({effect}): whether that happened isn't known. Look at the phone."
        return f"{said}, after its call {len(calls)}, {name}. Look at the phone: what it was in the middle of is left as it is."

    def _is_private(self, session: str) -> bool:
        row = self.db.conn.execute("select private from sessions where id = ?", [session]).fetchone()
        return bool(row and row[0])

    def _insert(self, table: str, row: Mapping[str, object]) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        return self._write(f"insert into {table} ({names}) values ({marks})", list(row.values()))
