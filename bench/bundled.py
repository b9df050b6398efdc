"""`python -m bench.bundled`: record the session that ships with thumbwright anew, on a fresh demo phone.

Learns the demo phone's Notes app by exploring it, runs a script that a person wrote (no model takes part), and writes
`sessions/bundled/first.json`. To be run again when the demo app, the doc's form or the record of a session has changed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from agent.learn.learning import doc_from
from agent.prepare.preparing import prepare_with
from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder, doc_for_replay
from agent.task.loop import carry_out
from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc, Effect
from apidocs.explore.exploring import explore
from demophone.process import DemoPhoneProcess
from ground.errors import ThumbwrightError
from interpreter.consent.policy import Policy
from phones.android import open_phone
from sessions.bundled import CLOCK, bundled_file
from sessions.portable import export_session
from sessions.store import Store

from .quiet import Nobody

PACKAGE = "app.demo.notes"
TASK = "Add a note called Picnic that says Bread, olives and lemonade, show the word count and make the text large"
SCRIPT = """\
new_note_dialog.text_note.tap()
new_note.title.set_text("Picnic")
new_note.start_typing.set_text("Bread, olives and lemonade")
new_note.save.tap()
note = main.note("Picnic")
said = note.preview
settings.show_word_count.turn_on()
settings.text_size.choose("Large")
finish("Picnic says: " + said)
"""
EXPLORING = frozenset({Effect.READ, Effect.NAVIGATE, Effect.INPUT, Effect.SETTINGS, Effect.COMMIT})


def learn(package: str) -> AppDoc:
    """The doc of one of the demo phone's apps, from a phone of its own so that the recorded one is fresh."""
    with tempfile.TemporaryDirectory() as state, DemoPhoneProcess(state=Path(state), fixed_clock=CLOCK) as demo:
        phone = open_phone(demo.address)
        try:
            return doc_from(explore(phone, package, budget_calls=400, budget_s=300, allow=EXPLORING))
        finally:
            phone.close()


def record(task: str, script: str, doc: AppDoc, store: Store, state: Path) -> str:
    """Run a script on a fresh demo phone as a session; returns its id. Raises ThumbwrightError where it wasn't done."""
    with DemoPhoneProcess(state=state, fixed_clock=CLOCK, reset=True) as demo:
        phone = open_phone(demo.address)
        try:
            return record_on(phone, task, script, doc, store)
        finally:
            phone.close()


def record_on(phone: object, task: str, script: str, doc: AppDoc, store: Store) -> str:
    """The same on a phone that is there."""
    from phones.android import AndroidPhone

    assert isinstance(phone, AndroidPhone)
    info = phone.info()
    session = store.start_session(
        "task",
        task,
        app=doc.package,
        app_label=doc.label,
        serial="demo",
        phone=f"{info.model}, Android {info.android}",
        doc=doc_for_replay(doc),
        width=info.width_px,
        height=info.height_px,
        locale=info.locale,
    )
    acting = ActRecorder(phone)
    recorder = StoreRecorder(store, session, picture=phone.screenshot, acts=acting)
    result = carry_out(
        prepare_with(task, doc),
        phone=acting,
        writer=None,
        watcher=Unwatched(),
        person=Nobody(),
        policy=Policy(),
        recorder=recorder,
        script=script,
    )
    store.finish_session(session, result.status, result.answer, result.script, phone_ms=recorder.phone_ms)
    if result.status != "done":
        raise ThumbwrightError(f"The session was not recorded, {result.status}: {result.answer} {result.problem}")
    return session


def main() -> int:
    """Returns the exit code."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "sessions.db") as store:
        try:
            session = record(TASK, SCRIPT, learn(PACKAGE), store, Path(folder) / "phone")
        except ThumbwrightError as error:
            print(error, file=sys.stderr)
            return int(error.exit_code)
        file = bundled_file()
        file.write_text(export_session(store, session) + "\n", "utf-8")
        print(f"Recorded session {session}: {file}, {file.stat().st_size // 1024} KB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
