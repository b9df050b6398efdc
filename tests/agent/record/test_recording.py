"""What is written down of a run's calls; a picture that the phone doesn't give is nothing that a run may end for."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.record.recording import StoreRecorder
from apidocs.doc import Effect
from ground.errors import PhoneError
from interpreter.calls import Call, Outcome, Proof, Ref
from phones.errors import CallRefused, PhoneLost
from sessions.reading import load_session
from sessions.store import Store


@pytest.mark.parametrize(
    ("error", "asked"),
    [(CallRefused("p", "take a screenshot", "what came is no picture"), 2), (PhoneLost("p", "take a screenshot"), 1)],
    ids=["a protected window", "a phone that doesn't answer"],
)
def test_a_picture_that_fails_ends_no_run(tmp_path: Path, error: PhoneError, asked: int) -> None:
    tries: list[int] = []

    def picture() -> bytes:
        tries.append(1)
        raise error

    with Store(tmp_path / "sessions.db") as store:
        session = store.start_session("task", "t", app="org.example.a")
        recorder = StoreRecorder(store, session, picture=picture)
        for seq in (1, 2):
            call = Call(seq, Ref("main", "ok"), "tap")
            recorder.before(call, Effect.COMMIT)
            recorder.after(call, Outcome("ok", effect=Effect.COMMIT, xml_before="<a/>", xml_after="<b/>"))
        detail = load_session(store, session)
    assert [call.status for call in detail.calls] == ["ok", "ok"]
    assert len(tries) == asked
    assert len(detail.events) == (asked == 1)


def test_what_rows_said_is_written_down(tmp_path: Path) -> None:
    with Store(tmp_path / "sessions.db") as store:
        session = store.start_session("task", "t", app="org.example.a")
        recorder = StoreRecorder(store, session)
        said: list[tuple[str, dict[str, str]]] = [("Milk", {"folder": "Work"})]
        for seq, rows in enumerate((said, [], None), 1):
            call = Call(seq, Ref("main", "notes"), "rows")
            recorder.before(call, Effect.READ)
            recorder.after(call, Outcome("ok", rows=rows))
        kept = [call.rows for call in load_session(store, session).calls]
    assert kept == [said, [], None]


def test_what_the_phone_showed_is_written_down_also_where_it_was_seen_later(tmp_path: Path) -> None:
    with Store(tmp_path / "sessions.db") as store:
        session = store.start_session("task", "t", app="org.example.a")
        recorder = StoreRecorder(store, session)
        call, outcome = Call(1, Ref("main", "ok"), "tap"), Outcome("ok", within='note "Milk"', replaced="old")
        outcome.proof = Proof("unseen", "nothing that tells")
        recorder.before(call, Effect.DELETE)
        recorder.after(call, outcome)
        outcome.proof = Proof("held", 'note "Milk" is no longer in the list')
        recorder.proved(call, outcome)
        (kept,) = load_session(store, session).calls
    assert (kept.proof, kept.within, kept.replaced) == ("held", 'note "Milk"', "old")
    assert kept.shown == 'seen: note "Milk" is no longer in the list'
