"""What rows were last seen to be called: how much of it is kept, for how long, and of what not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from ground.errors import StoreError
from sessions import reading, retention, titles
from sessions.schema import migrations
from sessions.store import Store
from sessions.titles import LONGEST, MOST, Listed, last_seen, remember

APP = "org.example.manuals"
PHONE = "R58M12"


def manuals(*said: str, whole: bool = False, name: str = "main.manuals", app: str = APP) -> Listed:
    return Listed(app, name, said, whole)


def kept(store: Store, app: str = APP, phone: str = PHONE) -> tuple[str, ...]:
    return last_seen(phone, store.path).get(app, ())


def all_bytes(store: Store) -> bytes:
    return b"".join(Path(f"{store.path}{end}").read_bytes() for end in ("", "-wal"))


def test_what_was_seen_is_kept_by_phone_and_app(store: Store) -> None:
    remember(store, PHONE, [manuals("Boiler manual", "Bike"), manuals("Ann", app="org.example.people")])
    remember(store, "another", [manuals("Car")])
    assert kept(store) == ("Boiler manual", "Bike") and kept(store, "org.example.people") == ("Ann",)
    assert kept(store, phone="another") == ("Car",) and kept(store, phone="a third") == ()


def test_of_a_list_that_was_read_whole_only_what_it_has_stays(store: Store) -> None:
    remember(store, PHONE, [manuals("Boiler manual", "Bike")])
    remember(store, PHONE, [manuals("Shed", name="archive.manuals"), manuals("Car", "Bike", whole=True)])
    assert set(kept(store)) == {"Car", "Bike", "Shed"}
    remember(store, PHONE, [manuals(whole=True)])
    assert kept(store) == ("Shed",)


def test_of_a_list_that_was_passed_by_nothing_goes(store: Store) -> None:
    remember(store, PHONE, [manuals("Boiler manual", "Bike", whole=True)])
    remember(store, PHONE, [manuals("Car"), manuals("Bike", name="search.manuals")])
    assert set(kept(store)) == {"Boiler manual", "Bike", "Car"}
    remember(store, PHONE, [manuals("Car", whole=True)])
    assert kept(store) == ("Car",)  # a search that showed it too doesn't hold it


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            manuals,
            *[st.text(max_size=90)] * 3,
            whole=st.booleans(),
            name=st.sampled_from(["a.b", "c.d"]),
        ),
        max_size=6,
    ),
    st.integers(0, 150),
)
def test_never_more_than_the_limit_nor_longer_than_a_title(store: Store, seen: list[Listed], more: int) -> None:
    remember(store, PHONE, seen)
    remember(store, PHONE, [manuals(*(f"Thing {number}" for number in range(more)))])
    found = kept(store)
    assert len(found) <= MOST and len(set(found)) == len(found)
    assert all(0 < len(title) <= LONGEST and title == " ".join(title.split()) for title in found)
    assert {f"Thing {number}" for number in range(min(more, MOST))} <= set(found)


def test_what_was_seen_last_pushes_out_what_was_seen_first(store: Store) -> None:
    remember(store, PHONE, [manuals(*(f"Old {number}" for number in range(MOST)))])
    remember(store, PHONE, [manuals("New", "Old 7")])
    found = kept(store)
    assert len(found) == MOST and {"New", "Old 7"} <= set(found)


def test_it_goes_with_the_screens_of_its_time(store: Store) -> None:
    remember(store, PHONE, [manuals("Boiler manual")])
    assert retention.prune_if_due(store, before="2021-01-01") == 0 and kept(store) == ("Boiler manual",)
    retention.prune_if_due(store, before="9999")
    assert kept(store) == ()


def test_dropped_for_its_age_no_byte_of_it_stays(store: Store) -> None:
    remember(store, PHONE, [manuals("Zebulon")])
    assert b"Zebulon" in all_bytes(store)
    retention.prune(store, before="9999")
    assert b"Zebulon" not in all_bytes(store)


def test_the_persons_store_drops_it_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    monkeypatch.setattr(titles, "moment", lambda: "2020-01-01T00:00:00+00:00")
    with Store() as store:
        remember(store, PHONE, [manuals("Boiler manual")])
    monkeypatch.setattr(titles, "moment", lambda: "9998-01-01T00:00:00+00:00")
    with Store() as store:
        remember(store, PHONE, [manuals("Bike")])
    assert last_seen(PHONE) == {APP: ("Bike",)}


def test_with_the_session_that_saw_it_last_it_goes(store: Store) -> None:
    first, second = (store.start_session("task", "t", app=APP) for _ in range(2))
    remember(store, PHONE, [manuals("Zebulon", "Bike")], session=first)
    remember(store, PHONE, [manuals("Bike")], session=second)
    reading.remove_sessions(store, [first])
    assert kept(store) == ("Bike",) and b"Zebulon" not in all_bytes(store)


def test_of_a_private_session_nothing_is_kept(store: Store) -> None:
    session = store.start_session("task", "t", app=APP, private=True)
    remember(store, PHONE, [manuals("Zebulon")], session=session)
    assert kept(store) == () and b"Zebulon" not in all_bytes(store)


def test_with_its_app_it_is_forgotten_on_every_phone(store: Store) -> None:
    for phone in (PHONE, "another"):
        remember(store, phone, [manuals("Zebulon"), manuals("Ann", app="org.example.people")])
    titles.forget(store, APP)
    assert b"Zebulon" not in all_bytes(store)
    assert kept(store) == () and kept(store, "org.example.people", "another") == ("Ann",)


def test_an_exported_session_has_nothing_of_it(store: Store) -> None:
    from sessions.portable import export_session

    session = store.start_session("task", "t", app=APP)
    remember(store, PHONE, [manuals("Zebulon")], session=session)
    assert "Zebulon" not in export_session(store, session)


def test_where_there_is_no_store_or_none_that_can_be_read_nothing_is_known(tmp_path: Path) -> None:
    assert last_seen(PHONE, tmp_path / "none.db") == {} and not (tmp_path / "none.db").exists()
    (tmp_path / "damaged.db").write_bytes(b"no database" * 100)
    assert last_seen(PHONE, tmp_path / "damaged.db") == {}
    assert (tmp_path / "damaged.db").read_bytes() == b"no database" * 100
    sqlite3.connect(tmp_path / "older.db").execute("create table sessions (id text)").connection.close()
    assert last_seen(PHONE, tmp_path / "older.db") == {}


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        remember(store, PHONE, [manuals("Bike")])
    before = (tmp_path / "s.db").read_bytes()
    assert last_seen(PHONE, tmp_path / "s.db") == {APP: ("Bike",)}
    assert [file.name for file in tmp_path.iterdir()] == ["s.db"] and (tmp_path / "s.db").read_bytes() == before


def test_a_store_that_is_read_only_is_read_or_is_none(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        remember(store, PHONE, [manuals("Bike")])
    (tmp_path / "s.db").chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        assert last_seen(PHONE, tmp_path / "s.db") in ({}, {APP: ("Bike",)})
    finally:
        tmp_path.chmod(0o700)


def test_a_store_of_before_is_brought_up_to_date(tmp_path: Path) -> None:
    db = Database(tmp_path / "s.db")
    migrations.apply(db, stop_before="m011_titles")
    db.conn.close()
    with Store(tmp_path / "s.db") as store:
        remember(store, PHONE, [manuals("Bike")])
        assert kept(store) == ("Bike",)


def test_a_store_that_takes_nothing_says_so(store: Store) -> None:
    store.db.conn.execute("pragma query_only = on")
    with pytest.raises((StoreError, sqlite3.Error)):
        remember(store, PHONE, [manuals("Bike")])
