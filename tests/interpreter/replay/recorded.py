"""Sessions recorded on a pocket phone and replayed on it, or on another: `Recording(tmp_path).run(phone, script)`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder, doc_for_replay
from apidocs.doc import AppDoc, Effect
from bench.quiet import Nobody
from interpreter.calls.limits import Limits
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import ReplayResult, replay_session
from interpreter.run.runner import run_script
from sessions import reading
from sessions.records import SessionDetail
from sessions.store import Store
from tests.interpreter.pocket_phone import PACKAGE, PocketPhone, pocket_doc

ALL = frozenset(Effect)
QUICK = Limits(patience_s=0, settle_s=0)


@dataclass
class Recording:
    """A store with the sessions of one test."""

    folder: Path
    doc: AppDoc | None = None

    def run(self, phone: PocketPhone, script: str) -> SessionDetail:
        """Run a script and give what was recorded of it."""
        doc = self.doc or pocket_doc()
        with Store(self.folder / "s.db") as store:
            session = store.start_session("task", "a task", app=PACKAGE, serial="pocket", doc=doc_for_replay(doc))
            acting = ActRecorder(phone)
            recorder = StoreRecorder(store, session, acts=acting)
            recorder.add_attempt("given", script)
            policy = Policy(allow=ALL)
            result = run_script(
                script, doc, acting, policy=policy, person=Nobody(), recorder=recorder, limits=QUICK, task="a task"
            )
            store.finish_session(session, result.status, result.answer, script)
            assert result.status == "done", (result.status, result.answer, [o.error for _, o in result.calls])
            return reading.load_session(store, session)

    def replay(self, detail: SessionDetail, phone: PocketPhone, *, heal: bool = True, first: int = 0) -> ReplayResult:
        """Replay it on a phone as it is now."""
        with Store(self.folder / "s.db") as store:
            return replay_session(
                detail,
                lambda sha: reading.blob(store, sha),
                phone,
                policy=Policy(allow=ALL),
                person=Nobody(),
                heal=heal,
                first=first,
                limits=QUICK,
            )


def verdicts(result: ReplayResult) -> list[str]:
    return [verdict.verdict for verdict in result.verdicts]


def notes_of(result: ReplayResult) -> str:
    return "\n".join(verdict.note for verdict in result.verdicts if verdict.note)
