"""What is kept of screens: once, as differences, readable by another process, and gone with the last session that shows it."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlite_utils import Database

from sessions import reading, retention
from sessions.blobs import get_blob, put_picture
from sessions.schema import migrations
from sessions.store import Store

pytestmark = pytest.mark.whole


def screen(*texts: str) -> str:
    rows = "".join(
        f'<node index="{i}" text="{text}" resource-id="app:id/row_{i}" class="android.widget.TextView" package="app" '
        f'checkable="false" bounds="[0,{i * 60}][1080,{i * 60 + 60}]"/>'
        for i, text in enumerate(texts)
    )
    return f"<?xml version='1.0' ?><hierarchy rotation=\"0\">{rows}</hierarchy>"


COMMON = tuple(f"row with words of its own, number {i * 7919}" for i in range(30))


def record(store: Store, *xmls: str) -> str:
    session = store.start_session("task", "look")
    for seq, xml in enumerate(xmls, 1):
        call = store.begin_call(
            session, attempt=0, seq=seq, line=seq, source="", ref="", target={}, op="tap", args=[], effect="read"
        )
        store.end_call(session, call, status="ok", xml_before=xml, acts=[{"act": "tap", "x": 1, "y": 2, "xml": xml}])
    return session


def stored(store: Store) -> list[tuple[int, bool]]:
    rows = store.db.conn.execute("select length(data), base is not null from blobs order by number").fetchall()
    return [(size, bool(based)) for size, based in rows]


def contents(store: Store) -> list[bytes]:
    return [reading.blob(store, row[0]) for row in store.db.conn.execute("select sha from blobs").fetchall()]


def test_difference_to_what_an_earlier_process_kept_is_small(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        first = record(store, screen(*COMMON))
    with Store(tmp_path / "s.db") as store:
        second = record(store, screen(*COMMON, "Zebulon"))
        (whole, _), (difference, based) = stored(store)
        assert based and difference < whole / 3
        for session, words in ((first, COMMON), (second, (*COMMON, "Zebulon"))):
            [call] = reading.load_session(store, session).calls
            assert reading.blob(store, call.xml_before).decode() == screen(*words)
            assert call.acts == [{"act": "tap", "x": 1, "y": 2, "xml": call.xml_before}]


def test_removed_session_takes_along_what_others_are_the_difference_to(store: Store) -> None:
    gone = record(store, screen(*COMMON, "Zebulon"))
    stay = record(store, screen(*COMMON, "plants"), screen(*COMMON, "plants", "water"))
    assert [based for _, based in stored(store)] == [False, True, True]
    reading.remove_sessions(store, [gone])
    assert not any(b"Zebulon" in content for content in contents(store))
    calls = reading.load_session(store, stay).calls
    assert reading.blob(store, calls[1].xml_before).decode() == screen(*COMMON, "plants", "water")
    assert [based for _, based in stored(store)] == [False, True]
    assert store.db.conn.execute("select count(*) from session_blobs").fetchone()[0] == 2
    reading.remove_sessions(store, [stay])
    assert stored(store) == []


def test_pruned_base_of_a_kept_session_goes_too(store: Store) -> None:
    record(store, screen(*COMMON, "Zebulon"))
    kept = record(store, screen(*COMMON, "plants"))
    reading.keep_session(store, kept)
    assert retention.prune(store, before="9999") == 1
    assert [b"Zebulon" in content for content in contents(store)] == [False]


def test_base_that_another_process_removed_is_not_used(store: Store) -> None:
    gone = record(store, screen(*COMMON, "Zebulon"))
    with Store(store.path) as other:
        reading.remove_sessions(other, [gone])
        record(other, screen("something else"))  # takes the number that is free again
    session = record(store, screen(*COMMON, "plants"))
    [call] = reading.load_session(store, session).calls
    assert reading.blob(store, call.xml_before).decode() == screen(*COMMON, "plants")


def test_old_store_is_brought_up_to_date_with_all_that_is_in_it(tmp_path: Path) -> None:
    """As version 4 of the schema wrote it: blobs named by SHA-256 everywhere, acts as plain JSON, differences of XML."""
    path = tmp_path / "sessions.db"
    base, near = screen(*COMMON), screen(*COMMON, "Zebulon")
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_DEFAULT_STRATEGY, base.encode()[-32768:])
    blobs = [
        ("near", "hierarchy", packer.compress(near.encode()) + packer.flush(), "base"),
        ("base", "hierarchy", zlib.compress(base.encode()), None),
        ("shot", "picture", b"webp", None),
        ("doc", "doc", zlib.compress(b"{}"), None),
        ("lost", "hierarchy", zlib.compress(b"<a/>"), None),
    ]
    db = Database(sqlite3.connect(path))
    migrations.apply(db, stop_before="m005_numbers")
    with db.atomic():
        db.conn.executemany(
            "insert into blobs(sha, kind, data, size, added, base) values (?, ?, ?, 1, '2024', ?)", blobs
        )
        for session in ("aaaaaa", "bbbbbb"):
            db.conn.execute(
                "insert into sessions(id, kind, task, status, started, doc) values (?, 'task', 'buy milk', 'done', '2024', 'doc')",
                [session],
            )
        act = {"act": "tap", "x": 1, "y": 2, "selector": {"text": "Milk"}, "xml": "base"}
        db.conn.execute(
            "insert into calls(session, seq, op, effect, status, xml_before, xml_after, picture, acts, started) "
            "values ('aaaaaa', 1, 'tap', 'read', 'ok', 'near', 'pruned-long-ago', 'shot', ?, '2024')",
            [json.dumps([act])],
        )
        db.conn.execute(
            "insert into calls(session, seq, op, effect, status, xml_before, xml_after, picture, started) "
            "values ('bbbbbb', 1, 'tap', 'read', 'ok', 'base', '', '', '2024')"
        )
        db.conn.execute(
            "insert into healings(session, seq, xml_old, xml_new, at) values ('bbbbbb', 1, 'near', '', '2024')"
        )
    db.conn.close()

    with Store(path) as store:
        assert store.put_aside is None
        detail = reading.load_session(store, "aaaaaa")
        [call] = detail.calls
        assert (call.xml_before, call.xml_after, call.picture, call.acts) == ("near", "", "shot", [act])
        assert reading.blob(store, "near").decode() == near and reading.blob(store, "base").decode() == base
        assert reading.blob(store, detail.head.doc) == b"{}" and reading.blob(store, "shot") == b"webp"
        [healing] = reading.load_session(store, "bbbbbb").healings
        assert (healing.xml_old, healing.xml_new) == ("near", "")
        assert [head.id for head in reading.search_sessions(store, "milk")]
        added = record(store, screen(*COMMON, "plants"))
        reading.remove_sessions(store, ["aaaaaa", added])
        left = {row[0] for row in store.db.conn.execute("select sha from blobs")}
        assert left == {"near", "base", "doc"} and reading.blob(store, "near").decode() == near
        assert store.db.conn.execute("pragma foreign_key_check").fetchall() == []
    with Store(path) as store:
        assert store.db.conn.execute("pragma integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("acts", [[], [{"act": "type", "text": 'ä 🥛 "quoted"', "secret": False, "xml": ""}]], ids=repr)
def test_acts_come_back(store: Store, acts: list[dict[str, object]]) -> None:
    session = store.start_session("task", "type")
    call = store.begin_call(
        session, attempt=0, seq=1, line=1, source="", ref="", target={}, op="tap", args=[], effect="read"
    )
    store.end_call(session, call, status="ok", acts=acts)
    assert reading.load_session(store, session).calls[0].acts == acts


LINES = [f"row with words of its own, number {i * 7919}" for i in range(12)]
shown = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=8), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(shown, st.integers(0, 5)), min_size=1, max_size=8))
def test_whatever_goes_the_rest_stays_as_it_was(sessions: list[tuple[list[list[str]], int]]) -> None:
    """Each session is recorded by a process of its own; then it, or an earlier one, goes, is pruned, or nothing happens."""
    with tempfile.TemporaryDirectory() as folder:
        there: dict[str, list[str]] = {}
        for screens, then in sessions:
            xmls = [screen(*texts) for texts in screens]
            with Store(Path(folder) / "s.db") as store:
                there[record(store, *xmls)] = xmls
            with Store(Path(folder) / "s.db") as store:
                if then < len(there) and then < 3:
                    gone = list(there)[-1 - then]
                    reading.remove_sessions(store, [gone])
                    del there[gone]
                elif then == 3:
                    reading.keep_session(store, next(iter(there)))
                    retention.prune(store, before="9999")
                    for session in list(there):
                        if not reading.load_session(store, session).head.kept:
                            del there[session]
                for session, wanted in there.items():
                    calls = reading.load_session(store, session).calls
                    assert [reading.blob(store, call.xml_before).decode() for call in calls] == wanted
                    assert [call.acts[0]["xml"] for call in calls] == [call.xml_before for call in calls]
                assert {text.decode() for text in contents(store)} == {xml for xmls in there.values() for xml in xmls}


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_is_kept_small_whichever_way_the_phone_gave_it(store: Store, form: str) -> None:
    out = io.BytesIO()
    Image.effect_noise((1080, 2400), 80).convert("RGB").save(out, form)
    number = put_picture(store.db, out.getvalue())
    assert number is not None
    kept = get_blob(store.db, hashlib.sha256(out.getvalue()).hexdigest())
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (240, 533)


def test_what_is_no_picture_is_not_kept(store: Store) -> None:
    assert put_picture(store.db, b"\xff\xd8\xff half a JPEG") is None
