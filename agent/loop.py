"""One task from its words to its answer: write, check, repair, show, run, mend, answer.

Decides when the model is asked (again) and when to give up. What is asked stands in `agent.prompting`, what a script may
do in `interpreter.policy`, what is shown to whom in the caller's `Watcher`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from apidocs.doc import AppDoc
from interpreter.calls import Call, Listener, Outcome, Person, Recorder
from interpreter.check import CheckReport, check
from interpreter.edits import Change, Gate
from interpreter.policy import Policy
from interpreter.repair import repair
from interpreter.runner import RunResult, run_script
from interpreter.scripts import extract_code
from phones.phone import Phone
from thumbwright.errors import CancelledError, ModelError, ThumbwrightError

from .answering import say_done, say_not_done, say_partly, say_so_far, say_unproved
from .coverage import Script
from .doubts import Doubt, doubts
from .faithful import Invented, invented
from .gate import TaskGate
from .grammar import script_grammar
from .intent import read_intent
from .outlining import outline
from .preparing import Prepared
from .prompting import Failure, render_redo
from .questions import answers_out_of_nothing, with_an_answer
from .recording import StoreRecorder
from .switches import PRODUCT, Switches
from .verdict import Verdict, judge
from .writing import Generation, Prompt, StopReason, Writer

MAX_OUTPUT_TOKENS = 240
REDOS_DURING = 2
"""Further scripts after a call failed on the phone, each going on from where the run stands."""

Status = Literal[
    "done", "unproved", "partly", "not_done", "failed", "denied", "cancelled", "limit", "refused", "written"
]
"""done is proved: the phone showed it. unproved: carried out, and something couldn't be seen. partly: some of it was done."""


class Watcher(Listener, Protocol):
    """Sees a task happen. Called from the thread that runs it."""

    def writing(self, number: int, why: str) -> None:
        """The model begins script `number`; `why` is empty for the first."""

    def token(self, text: str) -> None: ...

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        """A script as it will run, what was repaired in it, and what the check says."""

    def offered(self, offers: Sequence[Change]) -> None:
        """Changes of this script that may be right and were not made; only where there are some."""

    def approve(self, text: str, report: CheckReport) -> str | None:
        """The script to run: as it is, edited, or None for not at all."""


@dataclass
class TaskResult:
    """How a task ended."""

    status: Status
    answer: str
    script: str = ""
    """The last script."""
    notes: list[str] = field(default_factory=list)
    """What was changed in it."""
    offers: list[Change] = field(default_factory=list)
    """What wasn't, and may be meant."""
    problem: str = ""
    generations: list[Generation] = field(default_factory=list)
    attempts: list[Written] = field(default_factory=list)
    """Every script that was written or given, in order."""
    calls: list[tuple[Call, Outcome]] = field(default_factory=list)
    screen: str = ""
    lost: bool = False
    """The phone went away in the middle."""
    why: list[str] = field(default_factory=list)
    """What is not so, or couldn't be seen, where it isn't done and proved; in the person's words."""
    read_from: list[str] = field(default_factory=list)
    """Where on the phone the answer was read."""
    seconds: float = 0.0

    @property
    def model_s(self) -> float:
        return sum(g.first_token_s + g.decode_s for g in self.generations)


@dataclass
class Written:
    """A script with what the check says of it."""

    text: str
    notes: list[str]
    report: CheckReport
    generation: Generation | None
    reply: str = ""
    runaway: bool = False
    """It goes on and on, away from the task: not to be run."""
    made_up: list[Invented] = field(default_factory=list)
    """Texts it types that the task doesn't say."""
    beside: bool = False
    """The task asks something, and it answers out of nothing."""
    doubts: list[Doubt] = field(default_factory=list)
    """What it would do that the task doesn't speak of, or leave out: the person decides."""
    offers: list[Change] = field(default_factory=list)
    """Changes that may be right and were not made: the person may."""

    @property
    def errors(self) -> list[str]:
        """What keeps it from being run; doubts do where nobody decides otherwise."""
        return self.faults or [str(one) for one in self.doubts]

    @property
    def faults(self) -> list[str]:
        """What keeps it from being run whatever anybody says."""
        if self.runaway:
            return ["the script goes on and on, away from the task"]
        if self.beside:
            return ["the task asks something, and the script reads nothing that could answer it"]
        return [str(one) for one in self.made_up] + [
            f"line {p.line}: {p.message}" for p in self.report.problems if p.severity == "error"
        ]


def write_script(
    prepared: Prepared,
    writer: Writer,
    watcher: Watcher,
    recorder: StoreRecorder | None,
    *,
    prompt: Prompt | None = None,
    cancelled: Callable[[], bool],
    redo: bool = True,
    kind: str = "write",
    switches: Switches = PRODUCT,
) -> list[Written]:
    """Ask for a script until one passes the check or the tries are used up; all of them, the last one being the one to use.

    Raises ModelError, and CancelledError when the person stopped it while the model wrote.
    """
    prompt = prompt or prepared.prompt
    all_written: list[Written] = []
    # first under the grammar, where wrong names can't be written; then told what is wrong
    plan = ["plain"]
    if redo:
        plan += ["grammar"] * switches.redo_grammar + ["error"] * switches.redo_error
    for number, way in enumerate(plan):
        first = all_written[0] if all_written else None
        watcher.writing(number + 1, first.errors[0] if first else "")
        ask, grammar = prompt, None
        if way == "grammar":
            grammar = script_grammar(prepared.doc)
        elif way == "error" and first is not None:
            # the model's own first script, not what the grammar made of it
            ask = render_redo(prompt, _failure_of(first))
        generation = writer.generate(
            ask, grammar=grammar, max_tokens=MAX_OUTPUT_TOKENS, on_token=watcher.token, cancelled=cancelled
        )
        if generation.stop is StopReason.CANCELLED or cancelled():
            raise CancelledError("Cancelled while the script was being written; nothing was done on the phone.")
        text = extract_code(generation.text)
        gate = TaskGate(prepared.task, prepared.doc)
        written = examine(text, prepared.doc, gate) if switches.repair else given(text, prepared.doc)
        if switches.repair and switches.faithful:
            written = _answering(written, prepared, gate)
        written.generation, written.reply = generation, generation.text
        if switches.faithful:
            written.made_up = invented(written.text, prepared.task)
            written.beside = answers_out_of_nothing(written.text, prepared.task, prepared.doc)
            written.doubts = doubts(written.text, prepared.task, prepared.doc)
        if recorder:
            recorder.add_attempt(
                kind if not number else "redo",
                written.text,
                prompt=_text_of(ask),
                reply=generation.text,
                generation=generation,
                notes=written.notes,
                problems=written.errors,
            )
        all_written.append(written)
        if not written.errors and not _ran_away(all_written[0], written):
            break
        if generation.stop in (StopReason.LENGTH, StopReason.REPEAT):
            break  # it has no idea, and won't have one when told what is wrong with the first of a hundred lines
    return all_written


def examine(text: str, doc: AppDoc, gate: Gate) -> Written:
    """Repair a script of the model's as far as that needs no model and the gate lets it, and check it."""
    mended = repair(text, doc, gate)
    notes = [str(note) for note in mended.notes]
    return Written(mended.script, notes, check(mended.script, doc), None, offers=mended.offers)


def given(text: str, doc: AppDoc) -> Written:
    """Check a script that a person wrote or changed. It runs as it stands; what would be repaired in it is offered."""
    mended = repair(text, doc)
    why = "; ".join(dict.fromkeys(note.what for note in mended.notes))
    offers = [Change(text, mended.script, mended.notes[0].line, why)] if mended.notes else []
    return Written(text, [], check(text, doc), None, offers=offers)


def _answering(written: Written, prepared: Prepared, gate: Gate) -> Written:
    """The script with what it reads last as its answer, where the task asks something."""
    change = with_an_answer(written.text, prepared.task, prepared.doc)
    if change is None or gate(change) != "make":
        return written
    again = examine(change.after, prepared.doc, gate)
    again.notes = [*written.notes, str(change), *again.notes]
    return again


def _failure_of(written: Written) -> Failure:
    """What is told of a script that isn't to be run."""
    if written.beside:
        said = "The task asks something. Read it from the screen, and end with finish(answer)."
        return Failure(written.text, said, 1)
    if written.made_up:
        one = written.made_up[0]
        said = f"It types {one.text!r}, which the task doesn't say. Type only what the task says."
        return Failure(written.text, said, one.line)
    if not written.faults:
        doubt = written.doubts[0]
        said = f"{doubt.what[:1].upper()}{doubt.what[1:]}. Do what the task says, and only that."
        return Failure(written.text, said, doubt.line or 1)
    problem = next(p for p in written.report.problems if p.severity == "error")
    return Failure(written.text, f"{problem.message} {problem.hint}", problem.line)


def _ran_away(first: Written, again: Written) -> bool:
    """Whether a script asked for again is no answer any more: a small model that can't say what it wants goes from one
    legal name to the next (seen under the grammar most of all). Far longer than the first one means that."""
    if again is first:
        return False
    lines = [len([line for line in one.text.splitlines() if line.strip()]) for one in (first, again)]
    ran = lines[1] > max(4, 2 * lines[0])
    if ran:
        again.runaway = True
    return ran


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
    dry_run: bool = False,
    switches: Switches = PRODUCT,
) -> TaskResult:
    """Do one task; never raises for what the task itself runs into, only for a lost model or phone before the start.

    With `script` the script is given, as it is, and no model is asked (`writer` may then be None).
    """
    stop = cancel or threading.Event()
    began = time.monotonic()
    result = TaskResult("failed", "")
    try:
        _carry_out(prepared, phone, writer, watcher, person, policy, recorder, stop, script, dry_run, switches, result)
    except CancelledError as error:
        result.status = "cancelled"
        result.answer = say_not_done("you stopped it", say_so_far(result.calls)) if result.calls else str(error)
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
    dry_run: bool,
    switches: Switches,
    result: TaskResult,
) -> None:
    if script:
        written = given(script, prepared.doc)
        result.attempts.append(written)
        if recorder:
            recorder.add_attempt("given", written.text, problems=written.errors)
    else:
        assert writer is not None, "without a script there must be a model"
        written = _taken_in(
            result, write_script(prepared, writer, watcher, recorder, cancelled=stop.is_set, switches=switches)
        )
    redos = 0
    forms = None
    persons = bool(script)  # a script that a person wrote or changed
    while True:
        result.script, result.notes, result.offers = written.text, written.notes, written.offers
        watcher.script(written.text, written.notes, written.report)
        if written.offers:
            watcher.offered(written.offers)
        agreed = bool(written.doubts) and not written.faults and not dry_run and _agreed(person, written)
        if (written.errors and not agreed) or not written.text.strip():
            result.status, result.problem = "refused", "\n".join(written.errors) or "The model wrote no script."
            result.why = list(written.errors)
            result.answer = _say_refused(written)
            return
        if dry_run:
            result.status, result.answer = "written", "Nothing was done on the phone (dry run)."
            return
        approved = watcher.approve(written.text, written.report)
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
            recorder=_as_recorder(recorder),
            listener=watcher,
            cancel=stop,
            forms=forms,
            task=prepared.task,
        )
        forms = run.forms  # what was typed and not saved stays protected in the next script
        result.calls += run.calls
        result.screen = run.screen
        _judge(run, result, prepared, given=persons)
        if (
            run.status != "failed"
            or persons
            or writer is None
            or not switches.mend
            or redos >= REDOS_DURING
            or stop.is_set()
            or not _worth_mending(run)
        ):
            return
        redos += 1
        assert run.problem is not None
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
            result.problem += f"\n{error}"
            return
        again = _taken_in(result, tries)
        if _ran_away(written, again) or again.errors or again.text.strip() == written.text.strip():
            return
        written = again


def _taken_in(result: TaskResult, tries: list[Written]) -> Written:
    result.attempts += tries
    result.generations += [one.generation for one in tries if one.generation is not None]
    return tries[-1]


def _worth_mending(run: RunResult) -> bool:
    return run.problem is not None and run.problem.line > 0 and not run.lost


def _agreed(person: Person, written: Written) -> bool:
    """Whether the person wants a script run that their words don't speak of; nobody there means no."""
    what = "; ".join(str(one) for one in written.doubts)
    try:
        answer = person.ask(
            f"Your words don't say all that this script does: {what}. Run it all the same?", ("no", "yes")
        )
    except CancelledError:
        raise
    except ThumbwrightError:
        return False
    return answer.strip().casefold() in ("y", "yes")


def _say_refused(written: Written) -> str:
    if written.doubts and not written.faults:
        return say_not_done(
            f"the script that was written isn't what you said: {written.doubts[0].what}",
            "Nothing was touched. Say it in other words, or look at what the app offers: thumbwright apps show",
        )
    first = written.errors[0] if written.errors else "none was written"
    return say_not_done(
        f"no script for it passed the check ({first})",
        "Say it in other words, or look at what the app offers: thumbwright apps show",
    )


def _judge(run: RunResult, result: TaskResult, prepared: Prepared, *, given: bool) -> None:
    """The task's status and answer from how a run of its script ended. What a person gave as a script is held against
    nothing but what the phone showed."""
    result.problem = f"line {run.problem.line}: {run.problem.message}" if run.problem else ""
    if run.status in ("done", "not_done"):
        words = "" if given else prepared.task
        verdict = judge(run, read_intent(words), Script.of(result.script, prepared.doc), prepared.doc)
        result.status, result.why, result.read_from = verdict.status, verdict.why, verdict.read_from
        answer = verdict.answer or (run.answer if given else "")
        if verdict.status == "done":
            result.answer = answer or say_done(result.calls)
        elif verdict.status == "unproved":
            result.answer = say_unproved(result.calls, verdict.why, answer)
        elif verdict.status == "partly":
            result.answer = say_partly(result.calls, verdict.why, answer)
        else:
            result.answer = _say_why_not(run, verdict)
        return
    result.status, result.lost = run.status, run.lost
    why = run.problem.message if run.problem else run.answer or run.status
    hint = run.problem.hint if run.problem and not run.lost else ""
    result.why = [why]
    result.answer = say_not_done(why, f"{hint} {say_so_far(result.calls)}".strip())


def _say_why_not(run: RunResult, verdict: Verdict) -> str:
    if verdict.why == [run.answer]:
        return run.answer  # in the script's own words
    script = f'The script itself says: "{run.answer}".' if run.answer else ""
    return say_not_done("; ".join(verdict.why), f"{script} {say_so_far(run.calls)}".strip())


def _as_recorder(recorder: StoreRecorder | None) -> Recorder | None:
    return recorder


def _text_of(prompt: Prompt) -> str:
    """The part of a prompt that is worth keeping: its prefix is the doc's, and the same for every task."""
    return "\n\n".join(turn.text for turn in prompt.suffix)
