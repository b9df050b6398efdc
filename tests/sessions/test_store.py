import io
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from ground.errors import StoreError
from sessions import reading, retention
from sessions.store import Store


def record(store: Store, task: str = "add a note called Milk", *, private: bool = False) -> str:
    session = store.start_session("task", task, app="app.example", private=private)
    attempt = store.add_attempt(
        session,
        number=1,
        kind="write",
        prompt="PROMPT words",
        reply="reply words",
        script="main.new.tap()",
        notes=["note words"],
    )
    call = store.begin_call(
        session,
        attempt=attempt,
        seq=1,
        line=1,
        source='main.title.set_text("Milk")',
        ref="main.title",
        target={"screen": "main", "element": "title"},
        op="set_text",
        args=["Milk"],
        effect="input",
    )
    store.end_call(
        session,
        call,
        status="ok",
        value="Milk",
        xml_before="<hierarchy>before Milk</hierarchy>",
        xml_after="<hierarchy>after Milk</hierarchy>",
        picture_png=picture(),
        bounds=(0, 0, 10, 10),
        node="EditText Milk",
    )
    store.add_consent(
        session, line=2, effect="commit", detail='Tap "Save", with title = "Milk"', granted=True, how="asked"
    )
    store.add_event(session, "note", "Milk event")
    store.finish_session(session, "done", "Added Milk.", "main.new.tap()")
    return session


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1080, 2400), "teal").save(out, "PNG")
    return out.getvalue()


def all_bytes(store: Store) -> bytes:
    return b"".join(
        Path(f"{store.path}{end}").read_bytes() for end in ("", "-wal") if Path(f"{store.path}{end}").exists()
    )


def test_what_was_written_is_read_back(store: Store) -> None:
    detail = reading.load_session(store, record(store))
    assert (detail.head.status, detail.head.answer, detail.head.calls) == ("done", "Added Milk.", 1)
    [call] = detail.calls
    assert (call.args, call.value, call.bounds, call.status) == (["Milk"], "Milk", (0, 0, 10, 10), "ok")
    assert reading.blob(store, call.xml_before) == b"<hierarchy>before Milk</hierarchy>"
    assert reading.blob(store, call.picture)[8:12] == b"WEBP"
    assert detail.consents[0].granted and detail.events[0].text == "Milk event"
    assert detail.attempts[0].notes == ["note words"]


def test_a_private_session_keeps_neither_screens_nor_texts(store: Store) -> None:
    session = record(store, private=True)
    store.db.conn.execute("pragma wal_checkpoint(truncate)")
    content = all_bytes(store)
    assert b"Milk" not in content and b"words" not in content
    detail = reading.load_session(store, session)
    assert detail.head.private and detail.calls[0].op == "set_text"
    assert detail.calls[0].xml_before == "" and detail.calls[0].args == []


def prove(store: Store, *, private: bool = False) -> str:
    session = store.start_session("task", "add butter", app="app.example", private=private)
    target = {"screen": "edit", "element": "body"}
    call = store.begin_call(
        session,
        attempt=0,
        seq=1,
        line=1,
        source="",
        ref="edit.body",
        target=target,
        op="set_text",
        args=[],
        effect="input",
    )
    store.end_call(
        session,
        call,
        status="ok",
        proof="unseen",
        proof_note="Butter is out of view",
        within='note "Groceries"',
        replaced="Cheese",
        rows=[("Groceries", {"folder": "Kitchen"})],
    )
    store.prove_call(session, call, "held", 'body shows "Butter"')
    return session


def test_what_the_phone_showed_of_a_call_is_kept_and_the_text_it_lost(store: Store) -> None:
    (call,) = reading.load_session(store, prove(store)).calls
    assert (call.shown, call.within, call.replaced) == ('seen: body shows "Butter"', 'note "Groceries"', "Cheese")


def test_a_private_session_keeps_the_verdict_of_a_call_alone(store: Store) -> None:
    (call,) = reading.load_session(store, prove(store, private=True)).calls
    assert call.proof == "held" and "Butter" not in call.shown and not call.within and not call.replaced
    assert call.rows is None
    store.db.conn.execute("pragma wal_checkpoint(truncate)")
    assert b"Cheese" not in all_bytes(store) and b"Groceries" not in all_bytes(store)


def test_the_text_that_was_lost_and_what_rows_said_go_with_the_screens(store: Store) -> None:
    session = prove(store)
    (call,) = reading.load_session(store, session).calls
    assert call.rows == [("Groceries", {"folder": "Kitchen"})]
    retention.prune(store, before="9999")
    (call,) = reading.load_session(store, session).calls
    assert call.replaced == "" and call.rows is None and call.shown == 'seen: body shows "Butter"'
    assert b"Cheese" not in all_bytes(store) and b"Kitchen" not in all_bytes(store)


def test_the_store_is_the_users_alone(store: Store) -> None:
    assert stat.S_IMODE(os.stat(store.path).st_mode) == 0o600


def test_removing_leaves_no_bytes_behind(store: Store) -> None:
    keep = record(store, "water the plants")
    gone = record(store, "call the unforgettable Zebulon")
    store.add_event(gone, "note", "Zebulon again")
    assert b"Zebulon" in all_bytes(store)
    reading.remove_sessions(store, [gone])
    assert b"Zebulon" not in all_bytes(store)
    assert [found.id for found in reading.search_sessions(store, "plants")] == [keep]
    assert reading.search_sessions(store, "Zebulon") == []
    assert reading.blob(store, reading.load_session(store, keep).calls[0].xml_after)


def test_pruning_drops_screens_but_not_those_kept(store: Store) -> None:
    kept, dropped = record(store), record(store)
    reading.keep_session(store, kept)
    store.end_call(
        dropped,
        reading.load_session(store, dropped).calls[0].id,
        status="ok",
        xml_before="<hierarchy>only here</hierarchy>",
    )
    retention.prune(store, before="9999")
    assert reading.load_session(store, kept).calls[0].xml_before
    assert reading.load_session(store, dropped).calls[0].xml_before == ""
    assert store.db.conn.execute("select count(*) from blobs where kind='hierarchy'").fetchone()[0] == 2


def test_the_same_screen_is_kept_once(store: Store) -> None:
    record(store)
    record(store)
    assert store.db.conn.execute("select count(*) from blobs").fetchone()[0] == 3


@pytest.mark.parametrize("words", ["milk", "Mil", "note milk", 'a "quoted" milk', "milk*", "NEAR(milk"], ids=repr)
def test_search_takes_any_words(store: Store, words: str) -> None:
    record(store, 'add a note called Milk with "quoted" NEAR words')
    assert len(reading.search_sessions(store, words)) <= 1


def test_an_unknown_id_offers_the_nearest(store: Store) -> None:
    session = record(store)
    with pytest.raises(StoreError, match=session):
        reading.load_session(store, session[:5] + "!")


def test_an_id_may_be_shortened_and_last_is_the_newest(store: Store) -> None:
    record(store)
    session = record(store)
    assert reading.resolve_id(store, "last") == session == reading.resolve_id(store, session[:5])


def test_a_damaged_file_is_put_aside_and_a_new_one_started(tmp_path: Path) -> None:
    file = tmp_path / "sessions.db"
    file.write_bytes(b"this is no database, whatever its name says" * 50)
    with Store(file) as store:
        assert store.put_aside is not None and store.put_aside.read_bytes().startswith(b"this is no database")
        assert reading.list_sessions(store) == []


def test_a_newer_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "sessions.db"
    with Store(file) as store:
        record(store)
        store.db.conn.execute(
            "insert into _sqlite_migrations(migration_set, name, applied_at) values ('thumbwright.sessions', 'm999_later', '2030')"
        )
    with pytest.raises(StoreError, match="newer"):
        Store(file)
    assert sqlite3.connect(file).execute("select count(*) from sessions").fetchone() == (1,)


def test_a_session_whose_process_died_is_marked_interrupted(tmp_path: Path) -> None:
    file = tmp_path / "sessions.db"
    code = f"from sessions.store import Store; from pathlib import Path; Store(Path({str(file)!r})).start_session('task', 'x')"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
    with Store(file) as store:
        [head] = reading.list_sessions(store)
        assert head.status == "interrupted"
        running = store.start_session("task", "mine")
        with Store(file):
            pass
        assert reading.load_session(store, running).head.status == "running"


def test_two_writers_do_not_lose_each_others_rows(store: Store) -> None:
    with Store(store.path) as other:
        for number in range(20):
            record(store if number % 2 else other, f"task {number}")
    assert len(reading.list_sessions(store, limit=50)) == 20
