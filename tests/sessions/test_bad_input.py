"""What the store says of ids, files and versions that can't be used: clear, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ground.errors import StoreError
from sessions import reading, retention
from sessions.store import Store


def test_unknown_id_offers_the_nearest(store: Store) -> None:
    session = store.start_session("task", "t")
    wrong = session[:-1] + ("2" if session[-1] != "2" else "3")
    with pytest.raises(StoreError, match=session):
        reading.load_session(store, wrong)


@pytest.mark.parametrize("wanted", ["", "*", "?", "[a-z]", "%", "'; drop table sessions; --"])
def test_signs_in_an_id_mean_nothing(store: Store, wanted: str) -> None:
    for _ in range(2):
        store.start_session("task", "t")
    with pytest.raises(StoreError):
        reading.load_session(store, wanted)
    assert len(reading.list_sessions(store)) == 2


@pytest.mark.parametrize("words", ['"', "*", "a AND", "near(", "-x", "col:x", "\x00"])
def test_signs_in_a_search_mean_nothing(store: Store, words: str) -> None:
    assert reading.search_sessions(store, words) == []


def test_damaged_file_is_kept_aside_and_said(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    with Store(path) as store:
        store.start_session("task", "t")
    path.write_bytes(b"not a database at all" * 500)
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    with Store(path) as store:
        assert store.put_aside is not None and store.put_aside.read_bytes().startswith(b"not a database")
        assert reading.list_sessions(store) == []


def test_damage_met_on_the_way_puts_the_file_aside_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    with Store(path) as store:
        for number in range(60):
            session = store.start_session("task", f"task {number} " + "words " * 60)
            store.finish_session(session, "done", "answer " * 60)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="put aside as .*damaged-"), Store(path) as store:
        reading.remove_sessions(store, [head.id for head in reading.list_sessions(store, limit=100)])
    [aside] = [
        file for file in tmp_path.iterdir() if ".damaged-" in file.name and not file.name.endswith(("wal", "shm"))
    ]
    assert aside.read_bytes() == content
    with Store(path) as store:
        assert reading.list_sessions(store) == []


def test_damaged_screen_is_said_and_costs_no_other(store: Store) -> None:
    sessions = []
    for text in ("one", "two"):
        sessions.append(store.start_session("task", text))
        call = store.begin_call(
            sessions[-1], attempt=0, seq=1, line=1, source="", ref="", target={}, op="tap", args=[], effect="read"
        )
        store.end_call(sessions[-1], call, status="ok", xml_before=f"<hierarchy>{text}</hierarchy>")
    store.db.conn.execute("update blobs set data = x'00ff' where number = 1")
    first, second = (reading.load_session(store, session).calls[0].xml_before for session in sessions)
    with pytest.raises(StoreError, match="is damaged"):
        reading.blob(store, first)
    assert reading.blob(store, second) == b"<hierarchy>two</hierarchy>"


def test_store_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    with Store(path) as store:
        session = store.start_session("task", "t")
        name = "m999_from_tomorrow"
        store.db.table("_sqlite_migrations").insert(
            {"migration_set": "thumbwright.sessions", "name": name, "applied_at": "x"}
        )
    with pytest.raises(StoreError, match="newer thumbwright"):
        Store(path)
    import sqlite3

    with sqlite3.connect(path) as plain:
        assert plain.execute("select id from sessions").fetchone()[0] == session
    plain.close()


def test_old_screens_go_and_kept_ones_stay(store: Store) -> None:
    ids = []
    for kept in (False, True):
        session = store.start_session("task", "t")
        call = store.begin_call(
            session, attempt=0, seq=1, line=1, source="", ref="", target={}, op="tap", args=[], effect="read"
        )
        xml = f"<hierarchy kept='{kept}'/>"
        store.end_call(session, call, status="ok", xml_before=xml, acts=[{"act": "tap", "xml": xml + " "}])
        store.update_session(session, started="2020-01-01T00:00:00+00:00", kept=int(kept))
        ids.append(session)
    assert retention.prune_if_due(store, before="2021-01-01") == 1
    gone, stays = (reading.load_session(store, session).calls[0] for session in ids)
    assert gone.xml_before == "" and gone.acts == []
    assert b"kept='True'" in reading.blob(store, stays.xml_before) and reading.blob(store, stays.acts[0]["xml"])
    assert store.db.conn.execute("select count(*) from blobs").fetchone()[0] == 2
    assert retention.prune_if_due(store, before="2021-01-01") == 0


def test_removed_session_leaves_no_byte_of_its_acts_doc_or_healings(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    secret = "Xylophon-4711"
    with Store(path) as store:
        session = store.start_session("task", secret, doc=f'{{"label": "{secret}"}}')
        call = store.begin_call(
            session, attempt=0, seq=1, line=1, source=secret, ref="", target={}, op="tap", args=[secret], effect="read"
        )
        act = {"act": "tap", "selector": {"text": secret}, "xml": f"<hierarchy a='{secret}'/>"}
        store.end_call(session, call, status="ok", acts=[act])
        store.add_healing(
            session, seq=1, screen=secret, element="", what="element", old=secret, new=secret, score=1, xml_old=secret
        )
        store.add_verdict(session, 1, "healed", secret)
        assert any(secret.encode() in file.read_bytes() for file in tmp_path.iterdir())
        reading.remove_sessions(store, [session])
        assert store.db.conn.execute("select count(*) from blobs").fetchone()[0] == 0
    assert not any(secret.encode() in file.read_bytes() for file in tmp_path.iterdir())
