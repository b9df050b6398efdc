"""What opening the store does for whoever opens it: retention, sessions whose process died, damage, migrations."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from ground import paths
from ground.errors import StoreError
from sessions import reading, session_file
from sessions.portable import export_session, import_session, read_portable
from sessions.processes import is_alive, process_name
from sessions.schema import migrations
from sessions.store import Store

ROOT = Path(__file__).parents[2]
OLD = "2020-01-01T00:00:00+00:00"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def record(store: Store, *, started: str = "", ended: bool = True) -> str:
    """A session with one call, which has a screen where it ended."""
    session = store.start_session("task", "a task", app="app.example")
    call = store.begin_call(
        session, attempt=0, seq=1, line=1, source="", ref="main.save", target={"screen": "main", "element": "save"},
        op="tap", args=[], effect="commit",
    )  # fmt: skip
    if ended:
        store.end_call(session, call, status="ok", xml_before="<hierarchy/>")
    if started:
        store.update_session(session, started=started)
    return session


def screen_of(store: Store, session: str) -> str:
    return reading.load_session(store, session).calls[0].xml_before


# -- retention


def test_whoever_opens_the_persons_store_drops_what_is_too_old(home: Path) -> None:
    with Store() as store:
        old, new = record(store, started=OLD), record(store)
        kept = record(store, started=OLD)
        reading.keep_session(store, kept)
    with Store() as store:
        assert not screen_of(store, old)
        assert screen_of(store, new) and screen_of(store, kept)


def test_another_store_is_left_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "elsewhere.db") as store:
        old = record(store, started=OLD)
    with Store(tmp_path / "elsewhere.db") as store:
        assert screen_of(store, old)


def test_nothing_is_dropped_on_a_guess_where_the_settings_cannot_be_read(home: Path) -> None:
    with Store() as store:
        old = record(store, started=OLD)
    paths.private_dir(paths.config_file().parent)
    paths.config_file().write_text("this is = no [toml")
    with Store() as store:
        assert screen_of(store, old)


# -- sessions whose process died


def dead_session(file: Path, body: str) -> None:
    """Record in a process that ends, or is ended, without a word."""
    code = (
        "import sys, os; from pathlib import Path; from sessions.store import Store; "
        f"sys.path.insert(0, {str(ROOT)!r}); from tests.sessions.test_opening import record; "
        f"store = Store(Path({str(file)!r})); {body}; os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("store.start_session('task', 'x')", "before anything was done", id="before its first call"),
        pytest.param("record(store)", "after its call 1, main.save.tap.", id="after a call"),
        pytest.param("record(store, ended=False)", "in its call 1, main.save.tap (commit): whether", id="in a call"),
    ],
)
def test_a_session_whose_process_died_says_how_far_it_came(tmp_path: Path, body: str, said: str) -> None:
    dead_session(tmp_path / "s.db", body)
    with Store(tmp_path / "s.db") as store:
        [head] = reading.list_sessions(store)
        assert store.interrupted == [(head.id, head.task)]
        assert head.status == "interrupted" and said in head.answer
    with Store(tmp_path / "s.db") as store:
        assert store.interrupted == []


def test_a_number_that_another_process_has_now_is_not_the_one_that_ran(tmp_path: Path) -> None:
    if not process_name(os.getpid()):
        pytest.skip("this system gives processes no names")
    with Store(tmp_path / "s.db") as store:
        session = store.start_session("task", "before the machine was started anew")
        store.update_session(session, process="another boot 4711")
    with Store(tmp_path / "s.db") as store:
        assert [one for one, _ in store.interrupted] == [session]


def test_own_process_is_alive_and_a_session_of_an_older_store_goes_by_its_number() -> None:
    assert is_alive(os.getpid(), process_name(os.getpid()))
    assert is_alive(os.getpid())
    assert not is_alive(None)
    assert not is_alive(os.getpid(), "another boot 4711") or not process_name(os.getpid())


# -- damage, and what isn't


def damage_table(file: Path, table: str) -> None:
    """Overwrite the first page of a table, as a failing disk does."""
    with sqlite3.connect(file) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
        [(page,)] = conn.execute("select rootpage from sqlite_master where name = ?", [table]).fetchall()
        [(size,)] = conn.execute("pragma page_size").fetchall()
    conn.close()
    with file.open("r+b") as raw:
        raw.seek((page - 1) * size)
        raw.write(b"\xff" * size)


def test_damage_met_by_opening_is_put_aside_and_told(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    with Store(file) as store:
        record(store)
    damage_table(file, "sessions")
    with Store(file) as store:
        assert store.put_aside is not None and store.put_aside.exists()
        assert reading.list_sessions(store) == []
        record(store)


def test_damage_met_in_a_run_says_that_it_may_have_acted(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    with Store(file):
        pass
    damage_table(file, "calls")
    with (
        pytest.raises(StoreError, match="put aside as .* look at the phone before you do this again"),
        Store(file) as store,
    ):
        record(store)


def test_a_migration_that_finds_rows_it_did_not_expect_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "s.db"
    with Store(file) as store:
        record(store)

    def m999_unique(db: Database) -> None:
        db.conn.execute("update sessions set id = null")

    later = type(migrations)(migrations.name)
    later._migrations = list(migrations._migrations)
    later()(m999_unique)
    monkeypatch.setattr(session_file, "migrations", later)
    with pytest.raises(StoreError, match="can't be brought up to date .* left as it was"):
        Store(file)
    assert [path.name for path in tmp_path.iterdir() if "damaged" in path.name] == []
    monkeypatch.undo()
    with Store(file) as store:
        assert len(reading.list_sessions(store)) == 1


def test_several_that_open_a_new_store_at_once_all_get_it(tmp_path: Path) -> None:
    faults: list[Exception] = []
    start = threading.Barrier(4)

    def open_it() -> None:
        start.wait()
        try:
            with Store(tmp_path / "s.db") as store:
                record(store)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with Store(tmp_path / "s.db") as store:
        assert len(reading.list_sessions(store)) == 4


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="can't be made"):
        Store(tmp_path / "file" / "sessions.db")


# -- bringing a session in


def test_an_import_beside_another_writer_is_an_error_of_ours_and_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "from.db") as store:
        found = read_portable(export_session(store, record(store)), "file")
    with Store(tmp_path / "to.db") as store:
        store.db.conn.execute("pragma busy_timeout = 20")
        other = sqlite3.connect(tmp_path / "to.db", isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(StoreError, match="could not write"):
            import_session(store, found)
        other.close()
        assert reading.list_sessions(store) == []
        import_session(store, found)
        assert [head.status for head in reading.list_sessions(store)] == ["running"]


def test_an_import_of_what_no_column_holds_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "from.db") as store:
        found = read_portable(export_session(store, record(store)), "file")
    found.calls[0].line = 1 << 70
    with Store(tmp_path / "to.db") as store:
        with pytest.raises(StoreError, match="nothing of it was kept"):
            import_session(store, found)
        assert reading.list_sessions(store) == []
