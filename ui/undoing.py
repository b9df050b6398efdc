"""Putting back what a session set on a phone: what the command and a key of the terminal UI both call."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass

from agent.task.task_result import Watcher
from apidocs.shipped.itself import phone_doc
from ground.errors import StoreError
from ground.pace import Pace
from interpreter.calls import Person
from interpreter.replay.replaying import recorded_doc
from interpreter.replay.undoing import undoing
from phones.phone import Phone
from sessions import reading
from sessions.records import SessionDetail
from sessions.store import Store
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task


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
        raise StoreError(f"Session {head.id} was private: what it replaced was not recorded, so it can't be put back.")
    parts = [detail]
    if head.kind == "task" and head.parent:
        with contextlib.suppress(StoreError):  # it was removed
            parts.append(reading.load_session(store, head.parent))
    found = [undoing(part.calls, recorded_doc(part, lambda sha: reading.blob(store, sha))) for part in parts]
    script, left = "\n".join(one.script for one in found if one.script), [line for one in found for line in one.left]
    if not script and not left:
        raise StoreError(f"Session {head.id} changed nothing on the phone: there is nothing to put back.")
    if not script:
        return Undone(None, left)
    options = TaskOptions(allow=allow, script=script, doc=phone_doc())
    report = do_task(
        f"undo {head.id}: {head.task}",
        phone=phone,
        writer=None,
        watcher=watcher,
        person=person,
        options=options,
        store=store,
        cancel=cancel,
        pace=pace,
    )
    return Undone(report, left)
