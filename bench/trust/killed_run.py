"""A run in a process of its own that somebody will kill: `python -m bench.trust.killed_run SERIAL STORE DOC TASK`."""

from __future__ import annotations

import sys
from pathlib import Path

from agent.prepare.preparing import prepare_with
from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder, doc_for_replay
from agent.task.loop import carry_out
from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc
from interpreter.calls import Call, Outcome
from interpreter.consent.policy import Policy
from phones.android import open_phone
from sessions.store import Store

from .faults import TASKS
from .stage import GIVEN, Careful


class Told(Unwatched):
    """Says a line before and after each call, for whoever waits to kill."""

    def called(self, call: Call) -> None:
        print("called", call.op, flush=True)

    def done(self, call: Call, outcome: Outcome) -> None:
        print("done", call.op, flush=True)


def main(serial: str, store_file: str, doc_file: str, name: str) -> int:
    task = next(task for task in TASKS if task.name == name)
    doc = AppDoc.model_validate_json(Path(doc_file).read_text("utf-8"))
    with Store(Path(store_file)) as store:
        phone = open_phone(serial)
        try:
            session = store.start_session(
                "task", task.words, app=doc.package, app_label=doc.label, serial=serial, doc=doc_for_replay(doc)
            )
            acting = ActRecorder(phone)
            recorder = StoreRecorder(store, session, acts=acting)
            print(session, flush=True)
            result = carry_out(
                prepare_with(task.words, doc), phone=acting, writer=None, watcher=Told(), person=Careful(),
                policy=Policy(allow=GIVEN), recorder=recorder, script=task.script,
            )  # fmt: skip
            store.finish_session(session, result.status, result.answer, result.script)
        finally:
            phone.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
