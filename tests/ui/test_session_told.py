"""A session as `sessions show` tells it."""

from __future__ import annotations

from click.testing import CliRunner

from sessions.store import Store
from ui.cli import root


def test_what_the_phone_showed_after_a_call_is_told_once() -> None:
    with Store() as store:
        session = store.start_session("task", "add a note")
        attempt = store.add_attempt(session, number=1, kind="write", script="note.save.tap()")
        call = store.begin_call(
            session,
            attempt=attempt,
            seq=1,
            line=1,
            source="",
            ref="note.save",
            target={},
            op="tap",
            args=[],
            effect="commit",
        )
        store.end_call(session, call, status="ok", proof="held", proof_note="the form closed")
        store.finish_session(session, "done", "Done.")
    told = CliRunner().invoke(root, ["sessions", "show"], catch_exceptions=False).output
    assert told.count("seen: the form closed\n") == 1
