"""One task from its words to its answer: write, check, repair, show, run, mend, answer.

Decides when the model is asked (again) and when to give up. What is asked stands in `agent.prompts.prompting`, what a script may
do in `interpreter.consent.policy`, what is shown to whom in the caller's `Watcher`.
"""

from __future__ import annotations

import threading
import time

from interpreter.calls import Person
from interpreter.consent.policy import Policy
from interpreter.run.left_open import NOTHING
from interpreter.run.runner import RunResult, run_script
from phones.hiding import NONE, Values
from phones.phone import Phone
from thumbwright.errors import CancelledError, ModelError

from ..decide.asking_person import put_to
from ..decide.candidates import Written, given
from ..decide.deciding import Decision
from ..fit.gate import closing_for
from ..model.writing import Writer
from ..prepare.preparing import Prepared
from ..prepare.switches import PRODUCT, Switches
from ..prompts.outlining import outline
from ..prompts.prompting import Failure, render_redo
from ..record.recording import StoreRecorder
from .answering import say_not_done
from .concluding import conclude, say_refused, say_stopped
from .scripting import write_script
from .task_result import TaskResult, Watcher

REDOS_DURING = 2
"""Further scripts after a call failed on the phone, each going on from where the run stands."""


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
    dry_run: bool = False,
    switches: Switches = PRODUCT,
    secrets: Values = NONE,
) -> TaskResult:
    """Do one task; never raises for what the task itself runs into, only for a lost model or phone before the start.

    With `script` the script is given, as it is, and no model is asked (`writer` may then be None); `kept` says that it was
    written for these very words once, and is closed up as it was then. `secrets` are those that a script may have typed, by a
    `phone` that hides them.
    """
    stop = cancel or threading.Event()
    began = time.monotonic()
    result = TaskResult("failed", "")
    try:
        _carry_out(
            prepared,
            phone,
            writer,
            watcher,
            person,
            policy,
            recorder,
            stop,
            script,
            kept,
            dry_run,
            switches,
            secrets,
            result,
        )
    except CancelledError as error:
        result.status = "cancelled"
        if result.run is not None:
            result.run.take_back()
        result.answer = say_stopped("you stopped it", result) if result.calls else str(error)
    result.seconds = time.monotonic() - began
    return result


def _carry_out(
    prepared: Prepared,
    phone: Phone,
    writer: Writer | None,
    watcher: Watcher,
    person: Person,
    policy: Policy,
    recorder: StoreRecorder | None,
    stop: threading.Event,
    script: str,
    kept: bool,
    dry_run: bool,
    switches: Switches,
    secrets: Values,
    result: TaskResult,
) -> None:
    if script:
        written = given(script, prepared.doc)
        result.attempts.append(written)
        if recorder:
            recorder.add_attempt("given", written.text, problems=written.errors)
    else:
        assert writer is not None, "without a script there must be a model"
        decision = write_script(prepared, writer, watcher, recorder, cancelled=stop.is_set, switches=switches)
        written = _taken_in(result, decision)
        if not dry_run:
            written = put_to(person, decision, prepared.doc)
    redos = 0
    forms = None
    persons = bool(script) and not kept  # a script that a person wrote or changed
    while True:
        result.script, result.notes, result.offers = written.text, written.notes, written.offers
        watcher.script(written.text, written.notes, written.report)
        if written.offers:
            watcher.offered(written.offers)
        if written.errors or not written.text.strip():
            result.status, result.problem = "refused", "\n".join(written.errors) or "The model wrote no script."
            result.why = list(written.errors)
            result.answer = say_refused(written)
            return
        if dry_run:
            result.status, result.answer = "written", "Nothing was done on the phone (dry run)."
            return
        approved = watcher.approve(written.text, written.report)
        approved = secrets.hide(approved) if approved is not None else None
        if approved is None:
            result.status, result.answer = "denied", say_not_done("you did not let the script run")
            return
        if approved != written.text:
            written = given(approved, prepared.doc)
            result.attempts.append(written)
            if recorder:
                recorder.add_attempt("given", written.text, problems=written.errors)
            persons = True
            if written.errors:
                continue
            result.script, result.notes, result.offers = written.text, [], written.offers
        run = run_script(
            written.text,
            prepared.doc,
            phone,
            policy=policy,
            person=person,
            recorder=recorder,
            listener=watcher,
            cancel=stop,
            forms=forms,
            task=prepared.task,
            closing=NOTHING if persons else closing_for(prepared.task),
            goes_on=True,
            secrets=secrets,
        )
        forms = run.forms  # what was typed and not saved stays protected in the next script
        result.run = run
        result.calls += run.calls
        result.screen = run.screen
        plain = persons or bool(script)
        mends = not plain and switches.mend and redos < REDOS_DURING and not stop.is_set() and _worth_mending(run)
        if not mends or writer is None or run.problem is None:
            run.take_back()
            conclude(run, result, prepared, given=plain)
            return
        conclude(run, result, prepared, given=plain)
        redos += 1
        failure = Failure(
            written.text,
            f"{run.problem.message} {run.problem.hint}",
            run.problem.line,
            carried_out=any(outcome.status == "ok" for _, outcome in run.calls),
            screen=outline(run.hierarchy, prepared.doc) if run.hierarchy else "",
        )
        try:
            tries = write_script(
                prepared,
                writer,
                watcher,
                recorder,
                prompt=render_redo(prepared.prompt, failure),
                cancelled=stop.is_set,
                redo=False,
                kind="mend",
                switches=switches,
            )
        except ModelError as error:
            run.take_back()
            conclude(run, result, prepared, given=plain)
            result.problem += f"\n{error}"
            return
        again = _taken_in(result, tries)
        if again.errors or again.text.strip() == written.text.strip():
            run.take_back()
            conclude(run, result, prepared, given=plain)
            return
        written = again


def _taken_in(result: TaskResult, decision: Decision) -> Written:
    result.attempts += reversed(decision.candidates)
    result.generations += decision.spent
    return decision.best


def _worth_mending(run: RunResult) -> bool:
    return run.status == "failed" and run.problem is not None and run.problem.line > 0 and not run.lost
