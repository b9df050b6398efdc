"""Calls made one by one by a program, as one session: the same host as a script's run, with no script and no sandbox.

Its calls are written down as a script that grows, so that the session is shown, replayed and exported like any. It presses
nothing that the program doesn't say. What ended it, and what the phone showed, decides its status, as of any session.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from agent.model.writing import Prompt
from agent.prepare.preparing import Prepared
from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder, doc_for_replay
from agent.record.titles import keep_titles
from agent.task.concluding import conclude
from agent.task.task_result import TaskResult
from apidocs.doc import AppDoc
from ground.errors import CancelledError, PhoneError, RefusedError, ScriptError
from ground.secret_store import stored_values
from ground.settings import Settings
from interpreter.calls import Call, Outcome, Ref
from interpreter.calls.errors import CallFailed, Cancelled, Denied, Stop
from interpreter.calls.limits import Limits
from interpreter.consent.closing import NOTHING
from interpreter.run.host import PhoneHost
from interpreter.run.runner import RunResult, RunStatus, seen_by
from phones.hiding import Values, hiding
from phones.hierarchy import Hierarchy
from phones.phone import Phone as Device

from .callbacks import Listening
from .results import Result
from .running import result_of, store_of_ours
from .use.left_open import remember, settle
from .use.policies import make_policy
from .use.tasks import TaskReport

LIMITS = Limits(calls=1_000_000, wall_clock_s=1e9, repeats=1_000_000, repeated_reads=1_000_000, rounds=1_000_000)
"""A program that goes round in circles is its author's affair; what bounds a single call stays as it is."""

_SYSTEM = "com.android.systemui"
"""The status bar's clock and battery say nothing of an app."""


class Direct:
    """What a program does with one app by its own names, from its first call until something else is done."""

    def __init__(
        self,
        device: Device,
        doc: AppDoc,
        *,
        listening: Listening,
        outside: list[str],
        allow: Sequence[str],
        cancel: threading.Event,
        settings: Settings,
    ) -> None:
        """Begins the session. `outside` has what was used beside these calls, and is emptied by the next one. Raises PhoneError
        where an earlier run's form can't be taken back, StoreError."""
        self.doc, self._listening, self._cancel = doc, listening, cancel
        secrets = Values(stored_values())
        policy = make_policy(allow, settings)
        phone = hiding(device, secrets)
        self._settled = settle(phone, doc)
        info = phone.info()
        self._thread = threading.get_ident()
        self._store = store_of_ours()
        self.session = self._store.start_session(
            "task",
            f"use {doc.label} from Python",
            app=doc.package,
            app_label=doc.label,
            serial=phone.serial,
            phone=f"{info.model}, Android {info.android}",
            doc=doc_for_replay(doc),
            width=info.width_px,
            height=info.height_px,
            locale=info.locale,
        )
        acting = ActRecorder(phone)
        self._recorder = StoreRecorder(self._store, self.session, picture=phone.screenshot, acts=acting)
        self._recorder.add_attempt("given", "")
        self._host = PhoneHost(
            acting,
            doc,
            policy=policy,
            person=listening,
            recorder=self._recorder,
            listener=_Telling(listening, outside),
            limits=LIMITS,
            cancel=cancel,
            secrets=secrets,
            closing=NOTHING,
        )
        self._lines: list[str] = []
        self._ended: tuple[RunStatus, str] | None = None
        """How the last call ended, where it was not done."""
        self.result: Result[Any] | None = None
        """Once it has ended."""

    @property
    def mine(self) -> bool:
        """Whether this thread began it: the store's connection is that thread's."""
        return threading.get_ident() == self._thread

    def seen(self) -> list[str]:
        """The words on the screen in front, as it was last looked at."""
        last = self._host.front.last
        return words_of(last.hierarchy) if last is not None else []

    def call(self, ref: Ref, op: str, args: tuple[object, ...], source: str, may_lack: bool = False) -> object:
        """Make one call. Raises CallFailed, RefusedError where consent was not given, CancelledError, PhoneError."""
        self._lines.append(source)
        call = Call(len(self._lines), ref, op, args, len(self._lines), source, may_lack=may_lack)
        self._ended = ("failed", source)
        try:
            value = self._host.call(call)
        except CallFailed as error:
            self._ended = ("failed", str(error))
            raise
        except Denied as stop:
            self._ended = ("denied", str(stop))
            raise RefusedError(str(stop), where=source) from None
        except Cancelled as stop:
            self._ended = ("cancelled", str(stop))
            if self._listening.error is not None:
                raise self._listening.error from None
            raise CancelledError(f"{stop}: {source}", where=source) from None
        except Stop as stop:
            self._ended = ("failed", str(stop))
            raise ScriptError(str(stop), where=source) from None
        except PhoneError as error:
            self._ended = ("failed", str(error))
            raise
        outcome = self._host.calls[-1][1]
        if outcome.status == "failed":  # a script may pass over what only leads on; a program is told
            self._ended = ("failed", outcome.error)
            raise CallFailed(outcome.error)
        self._ended = None
        if self._listening.error is not None:
            raise self._listening.error
        return value

    def finish(self, problem: str = "") -> Result[Any]:
        """End the session. `problem` is what ended the program, where something did: what was begun is then taken back."""
        if self.result is not None:
            return self.result
        status: RunStatus = "failed" if problem else self._ended[0] if self._ended else "done"
        why = problem or (self._ended[1] if self._ended else "")
        run = RunResult(status)
        seen_by(self._host, run)
        if status != "done":
            run.answer = why
            run.taken_back = self._host.take_back(status if status == "denied" or status == "cancelled" else "failed")
        script = "".join(f"{line}\n" for line in self._lines)
        told = TaskResult("failed", "", script=script, calls=run.calls, run=run, screen=run.screen)
        prepared = Prepared(f"use {self.doc.label} from Python", self.doc, Prompt((), ()), "named", True)
        conclude(run, told, prepared, given=True)
        told.seconds = sum(outcome.ms for _, outcome in run.calls) / 1000
        remember(self._host.front.phone.serial, self.doc.package, run)
        self._write(told, script, run)
        self.result = result_of(TaskReport(self.session, told, prepared, self._settled))
        return self.result

    def _write(self, told: TaskResult, script: str, run: RunResult) -> None:
        store = self._store if self.mine else store_of_ours()
        try:
            store.set_script(self._recorder.attempt, self.session, script)
            store.finish_session(self.session, told.status, told.answer, script, phone_ms=self._recorder.phone_ms)
            keep_titles(store, self._host.front.phone.serial, run.listed, session=self.session)
        finally:
            store.close()


def words_of(hierarchy: Hierarchy) -> list[str]:
    """What a screen says, in order, each once."""
    words = (node.text or node.content_desc for node in hierarchy.walk() if node.package != _SYSTEM)
    return list(dict.fromkeys(word for word in words if word))


class _Telling:
    """The listener of one call: passes on, and says whether the phone was used otherwise before."""

    def __init__(self, listening: Listening, outside: list[str]) -> None:
        self._to, self._outside = listening, outside

    def called(self, call: Call) -> bool:
        used = bool(self._outside)
        self._outside.clear()
        return used

    def done(self, call: Call, outcome: Outcome) -> None:
        self._to.done(call, outcome)
