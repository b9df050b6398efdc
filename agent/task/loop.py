"""The way of a task, from its words to its answer; `_Way.go` reads from top to bottom.

    candidates ─► score ─► the best, or a question to the person ─► check, show ─► run ─► proof ─► answer

What comes before the decision is `scripting`'s; what is asked of the model stands in `agent.prompts.prompting`, what a script may
do in `interpreter.consent.policy`, what is shown to whom in the caller's `Watcher`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ground.errors import CancelledError
from interpreter.calls import Person
from interpreter.consent.closing import NOTHING
from interpreter.consent.policy import Policy
from interpreter.reading.short_days import with_short_days
from interpreter.reading.small_letters import heeding_no_capitals
from interpreter.run.runner import RunResult, run_script
from phones.hiding import NONE, Values
from phones.phone import Phone
from sessions.records import CallRecord

from ..decide.asking_person import put_to
from ..decide.candidates import Written, given
from ..decide.score import Score
from ..fit.coverage import Script
from ..fit.gate import closing_for
from ..fit.spared import without_exceptions
from ..model.writing import Writer
from ..prepare.choosing import YOU_SAID
from ..prepare.preparing import Prepared
from ..prepare.switches import PRODUCT, Switches
from ..record.recording import StoreRecorder
from ..words.taking_back import taken_back
from .answering import say_not_done
from .concluding import conclude, say_nothing_found, say_refused, say_stopped
from .scripting import write_script
from .task_result import TaskResult, Watcher
from .verdict import touches

NO_CAPITALS = "Nothing fitted as it was typed: once more, and capital letters make no difference"
SHORT_DAYS = "No day fitted as it was typed: once more, with the days as the phone writes them"
"""Told of a script that runs a second time."""


def carry_out(
    prepared: Prepared,
    *,
    phone: Phone,
    writer: Writer | None,
    watcher: Watcher,
    person: Person,
    policy: Policy,
    recorder: StoreRecorder | None = None,
    cancel: threading.Event | None = None,
    script: str = "",
    kept: bool = False,
    fresh: bool = False,
    dry_run: bool = False,
    switches: Switches = PRODUCT,
    secrets: Values = NONE,
    done: Sequence[CallRecord] = (),
    score: Score | None = None,
) -> TaskResult:
    """Do one task; never raises for what the task itself runs into, only for a lost model or phone before the start.

    With `script` the script is given, as it is, and no model is asked (`writer` may then be None); `kept` says that it was
    written for these very words once, and is closed up as it was then; `fresh`, with it, that a model did so just now (for several
    phones at once), so that the answer is held against the words. `secrets` are those that a script may have typed, by a
    `phone` that hides them. `done` are the calls of a session of this very script that was cut off: see `run_script`. `score`
    weighs what the model writes; without it the one that ships does.
    """
    result = TaskResult("failed", "")
    stop = cancel or threading.Event()
    way = _Way(prepared, phone, writer, watcher, person, policy, recorder, stop, switches, secrets, result, done, score)
    began = time.monotonic()
    try:
        way.go(script, kept, dry_run, fresh)
    except CancelledError as error:
        result.status = "cancelled"
        result.answer = say_stopped("you stopped it", result, prepared.doc) if result.calls else str(error)
    result.seconds = time.monotonic() - began
    return result


@dataclass
class _Way:
    """One task under way, with all that it goes by."""

    prepared: Prepared
    phone: Phone
    writer: Writer | None
    watcher: Watcher
    person: Person
    policy: Policy
    recorder: StoreRecorder | None
    stop: threading.Event
    switches: Switches
    secrets: Values
    result: TaskResult
    done: Sequence[CallRecord]
    score: Score | None = None
    by_person: bool = False
    """Whether a person wrote or changed the script that runs: nothing is pressed that it doesn't say."""
    not_written: bool = False
    """Whether no model wrote it for these words now: it is held against nothing but what the phone shows."""

    def go(self, script: str, kept: bool, dry_run: bool, fresh: bool) -> None:
        """The whole way; how it ends stands in `result`. Raises CancelledError, ModelError before anything has run."""
        self.by_person, self.not_written = bool(script) and not kept, bool(script) and not fresh
        back = taken_back(self.prepared.task) if not script else None
        if back is not None and back.sure:
            self.result.status, self.result.why = "not_done", [f'you took it back ("{back.said}")']
            self.result.answer = say_not_done(self.result.why[0], "Nothing was touched.")
            return
        written = self._given(script) if script else self._decided(dry_run)
        running = self._let_run(written, dry_run)
        if running is not None:
            run = self._run(running)
            again = self._as_the_phone_writes(running, run)
            conclude(self._run(again) if again else run, self.result, self.prepared, given=self.not_written)

    def _given(self, script: str) -> Written:
        """A person's script, or a saved one's: it runs as it stands."""
        written = given(script, self.prepared.doc)
        self.result.attempts.append(written)
        if self.recorder:
            self.recorder.add_attempt("given", written.text, problems=written.errors)
        return written

    def _decided(self, dry_run: bool) -> Written:
        """The model's best candidate; where two may be meant, the person says which."""
        assert self.writer is not None, "without a script there must be a model"
        decision = write_script(
            self.prepared,
            self.writer,
            self.watcher,
            self.recorder,
            cancelled=self.stop.is_set,
            switches=self.switches,
            score=self.score,
        )
        self.result.attempts += reversed(decision.candidates)
        self.result.generations += decision.spent
        if dry_run:
            return decision.best
        known = self.prepared.why == YOU_SAID  # they needn't be told which app it is for
        return put_to(self.person, decision, self.prepared.doc, "" if known else self.prepared.task)

    def _let_run(self, written: Written, dry_run: bool) -> Written | None:
        """The script as it is to run, shown and approved; None where it isn't to, which `result` then says."""
        result = self.result
        result.script, result.notes, result.offers = written.text, written.notes, written.offers
        if written.turned_down:
            result.status, result.why = "denied", [written.turned_down]
            result.answer = say_not_done(written.turned_down, "Nothing was touched.")
            return None
        self.watcher.script(written.text, written.notes, written.report)
        if written.offers:
            self.watcher.offered(written.offers)
        held = written.faults if written.declines else written.errors  # what does nothing isn't held back
        if held or not written.text.strip():
            result.status, result.problem = "refused", "\n".join(written.errors) or "The model wrote no script."
            result.why = list(written.errors)
            result.answer = say_refused(written, self.prepared.doc, given=self.by_person)
            return None
        if dry_run:
            result.status, result.answer = "written", "Nothing was done on the phone (dry run)."
            return None
        if written.declines and not self.by_person:
            result.status, result.answer = "not_done", say_nothing_found(self.prepared.doc)
            result.why = [result.answer]
            return None
        approved = self.watcher.approve(written.text, written.report)
        if approved is None:
            result.status, result.answer = "denied", say_not_done("you did not let the script run")
            return None
        approved = self.secrets.hide(approved)
        if approved == written.text:
            return written
        changed = self._given(approved)
        self.by_person = self.not_written = True
        if changed.errors:
            return self._let_run(changed, dry_run)
        result.script, result.notes, result.offers = changed.text, [], changed.offers
        return changed

    def _as_the_phone_writes(self, ran: Written, run: RunResult) -> Written | None:
        """The script to run once more, where all that kept it from finding anything is that the person typed small letters, or a
        day whole. Nothing was done then, and a script of a person's own means what it says."""
        ended = run.status in ("done", "not_done", "failed") and not run.lost
        if self.by_person or not ended or any(touches(outcome) for _, outcome in run.calls):
            return None
        was_read = {one.value for one in run.read}
        days = with_short_days(ran.text, self.prepared.doc, was_read)
        text = heeding_no_capitals(days or ran.text, self.prepared.doc, was_read) or days
        if not text:
            return None
        written = given(text, self.prepared.doc)
        written.notes = [*ran.notes, SHORT_DAYS if days else NO_CAPITALS]
        if self.recorder:
            self.recorder.add_attempt("given", text, notes=written.notes, problems=written.errors)
        self.result.attempts.append(written)
        self.result.script, self.result.notes = text, written.notes
        self.watcher.script(text, written.notes, written.report)
        self.done = ()  # what an earlier run had opened is opened anew
        return written

    def _run(self, written: Written) -> RunResult:
        """Carried out call by call, each act looked at."""
        doc, task = self.prepared.doc, self.prepared.task
        run = run_script(
            written.text,
            doc,
            self.phone,
            policy=self.policy,
            person=self.person,
            recorder=self.recorder,
            listener=self.watcher,
            cancel=self.stop,
            task=without_exceptions(task),
            closing=NOTHING if self.by_person else closing_for(task, Script.of(written.text, doc)),
            secrets=self.secrets,
            done=self.done,
        )
        result = self.result
        result.run, result.screen = run, run.screen
        result.calls += run.calls
        return run
