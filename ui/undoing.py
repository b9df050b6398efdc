"""Putting back what a session set on a phone: what the command and a key of the terminal UI both call."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, replace

from agent.task.task_result import TaskResult, Watcher
from apidocs.doc import AppDoc
from apidocs.shipped.itself import phone_doc
from ground.errors import NotInSession, StoreError
from ground.pace import Pace
from interpreter.calls import Person
from interpreter.replay.reopening import SETS
from interpreter.replay.replaying import recorded_doc
from interpreter.replay.undoing import Undoing, undoing
from phones.phone import Phone
from sessions import reading
from sessions.records import SessionDetail
from sessions.store import Store
from thumbwright.use.in_parts import both
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task

NOT_REACHED = "the run ended before it"


@dataclass(frozen=True)
class Undone:
    """What came of it."""

    report: TaskReport | None
    """The run that put things back; None where there was nothing to put back."""
    left: list[str]
    """What can't be put back, one line each."""

    @property
    def answer(self) -> str:
        """In plain words."""
        said = self.report.result.answer if self.report is not None else "Nothing of it can be put back."
        return f"{said} Not put back: {'; '.join(self.left)}." if self.left else said


def undo(
    detail: SessionDetail,
    *,
    phone: Phone,
    store: Store,
    watcher: Watcher,
    person: Person,
    allow: tuple[str, ...] = (),
    cancel: threading.Event | None = None,
    pace: Pace | None = None,
) -> Undone:
    """Put back what a session set, as a session of its own; of a task done in two parts both, the second one first. Raises
    StoreError where nothing is known of it, and PhoneError."""
    head = detail.head
    if head.private:
        raise NotInSession(
            f"Session {head.id} was private: what it replaced was not recorded, so it can't be put back."
        )
    parts = [detail]
    if head.kind == "task" and head.parent:
        with contextlib.suppress(StoreError):  # it was removed
            parts.append(reading.load_session(store, head.parent))
    docs = [recorded_doc(part, lambda sha: reading.blob(store, sha)) for part in parts]
    found = [undoing(part.calls, doc) for part, doc in zip(parts, docs, strict=True)]
    left = [line for one in found for line in one.left]
    itself = phone_doc()
    steps = [
        (one, itself if doc.package == itself.package else doc)
        for one, doc in zip(found, docs, strict=True)
        if one.script
    ]
    if not steps and not left:
        raise NotInSession(f"Session {head.id} changed nothing on the phone: there is nothing to put back.")
    if not steps:
        return Undone(None, left)

    def put_back(one: Undoing, doc: AppDoc) -> TaskReport:
        report = do_task(
            f"undo {head.id}: {head.task}",
            phone=phone,
            writer=None,
            watcher=watcher,
            person=person,
            options=TaskOptions(allow=allow, script=one.script, doc=doc),
            store=store,
            cancel=cancel,
            pace=pace,
        )
        calls = report.result.calls
        turned = any(outcome.status == "ok" and call.op in SETS for call, outcome in calls)
        if not turned and one.rows and report.result.status == "done":
            report.result.status, report.result.answer = "not_done", "Nothing of it was put back."
            store.update_session(report.session, status="not_done", answer=report.result.answer)
        run = report.result.run
        if run is not None:  # of what nobody let run nothing was looked at
            ended = run.status in ("done", "not_done")
            missed = [(each.thing, why) for each in one.rows if (why := each.why_not(calls))]
            left.extend(f"{thing} ({why if ended else NOT_REACHED})" for thing, why in missed)
        return report

    reports = [put_back(*steps[0])]

    def second() -> TaskResult:
        reports.append(put_back(*steps[1]))
        return reports[-1].result

    if len(steps) == 1:
        return Undone(reports[0], left)
    together = both(reports[0].result, "the first part", second)
    return Undone(replace(reports[-1], result=together), left)
