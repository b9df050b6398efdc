"""A session as a file: what goes in comes out, and what is no such file is refused with a reason."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ground.errors import StoreError
from sessions import reading
from sessions.bundled import bundled_file
from sessions.portable import FORMAT, export_session, import_session, read_portable
from sessions.store import Store

DOC = '{"package": "app.example", "label": "Example"}'


def recorded(store: Store) -> str:
    session = store.start_session(
        "task", "save Milk", app="app.example", doc=DOC, width=1080, height=2400, locale="en-US"
    )
    attempt = store.add_attempt(session, number=1, kind="given", script="main.save.tap()", notes=["note"])
    call = store.begin_call(
        session,
        attempt=attempt,
        seq=1,
        line=1,
        source="main.save.tap()",
        ref="main.save",
        target={"screen": "main", "element": "save"},
        op="tap",
        args=[],
        effect="commit",
    )
    xml = "<hierarchy><node text='Ω save'/></hierarchy>"
    store.end_call(
        session,
        call,
        status="ok",
        value=True,
        xml_before=xml,
        xml_after=xml,
        bounds=(0, 0, 10, 20),
        ms=1.5,
        rows=[("Milk", {"folder": "Work"})],
    )
    store.add_consent(session, line=1, effect="commit", detail='Tap "Save"', granted=True, how="asked")
    store.keep_consents(session)
    store.add_event(session, "app", "named")
    store.finish_session(
        session, "done", "Saved.", "main.save.tap()", phone_ms=12.5, first_act_ms=700, answer_ms=1234.5
    )
    return session


def test_import_brings_everything_back(store: Store, tmp_path: Path) -> None:
    session = recorded(store)
    text = export_session(store, session)
    with Store(tmp_path / "other.db") as other:
        assert import_session(other, read_portable(text, "file")) == session
        before, after = reading.load_session(store, session), reading.load_session(other, session)
        for name in (
            "task",
            "status",
            "answer",
            "script",
            "started",
            "phone_ms",
            "first_act_ms",
            "answer_ms",
            "doc",
            "width",
            "locale",
        ):
            assert getattr(after.head, name) == getattr(before.head, name)
        assert after.attempts[0].notes == ["note"] and after.calls[0].attempt == after.attempts[0].id
        same = ("target", "args", "value", "rows", "bounds", "xml_before", "ms", "source")
        assert [getattr(after.calls[0], n) for n in same] == [getattr(before.calls[0], n) for n in same]
        assert reading.blob(other, after.calls[0].xml_before).decode() == "<hierarchy><node text='Ω save'/></hierarchy>"
        assert reading.blob(other, after.head.doc).decode() == DOC
        assert reading.search_sessions(other, "Milk")[0].id == session


def test_consents_of_a_file_hold_for_no_replay(store: Store, tmp_path: Path) -> None:
    text = export_session(store, recorded(store))
    with Store(tmp_path / "other.db") as other:
        found = reading.load_session(other, import_session(other, read_portable(text, "file")))
    assert found.consents[0].granted and not found.consents[0].kept


def test_taken_id_is_replaced(store: Store) -> None:
    session = recorded(store)
    again = import_session(store, read_portable(export_session(store, session), "file"))
    assert again != session
    assert {head.id for head in reading.list_sessions(store)} == {session, again}


def _newer(data: dict[str, Any]) -> None:
    data["thumbwright_session"] = FORMAT + 1


def _other_json(data: dict[str, Any]) -> None:
    data.clear()


def _changed_screen(data: dict[str, Any]) -> None:
    next(b for b in data["blobs"].values() if b["kind"] == "hierarchy")["data"] += " "


def _no_op(data: dict[str, Any]) -> None:
    del data["calls"][0]["op"]


def _odd_id(data: dict[str, Any]) -> None:
    data["session"]["id"] = "../../x"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(_newer, "newer thumbwright", id="newer format"),
        pytest.param(_other_json, "not a session file", id="other JSON"),
        pytest.param(_changed_screen, "is damaged", id="a screen was changed"),
        pytest.param(_no_op, "calls.0.op", id="a part is missing"),
        pytest.param(_odd_id, "session.id", id="an id that is none"),
    ],
)
def test_bad_file_is_refused_and_leaves_nothing(
    store: Store, tmp_path: Path, spoil: Callable[[dict[str, Any]], None], message: str
) -> None:
    data = json.loads(export_session(store, recorded(store)))
    spoil(data)
    with Store(tmp_path / "other.db") as other:
        with pytest.raises(StoreError, match=message):
            import_session(other, read_portable(json.dumps(data), "file.json"))
        assert reading.list_sessions(other) == []


@pytest.mark.parametrize("text", ["", "no json", "[]", "3", "null", '{"a": 1}'])
def test_text_that_is_no_session_is_refused(text: str) -> None:
    with pytest.raises(StoreError, match="not a session file"):
        read_portable(text, "file.json")


def test_bundled_session_is_whole(store: Store) -> None:
    session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
    detail = reading.load_session(store, session)
    assert detail.head.status == "done" and detail.head.doc
    assert all(reading.blob(store, c.xml_after) for c in detail.calls)
