"""The status and the answer of a task from how the run of its script ended, in plain words."""

from __future__ import annotations

import builtins

from apidocs.doc import AppDoc
from interpreter.plan.differing import in_a_line
from interpreter.plan.plans import plan_of
from interpreter.reading.problems import ScriptProblem
from interpreter.run.runner import RunResult

from ..decide.candidates import Written
from ..fit.coverage import Script
from ..prepare.preparing import Prepared
from ..words.intent import read_intent
from .answering import (
    lower,
    say_done,
    say_letters_opened,
    say_not_done,
    say_partly,
    say_rows_left,
    say_so_far,
    say_unproved,
    sentence,
)
from .spoken import spoken
from .task_result import TaskResult
from .verdict import NOTHING_CHANGED, TaskVerdict, judge, stays


def conclude(run: RunResult, result: TaskResult, prepared: Prepared, *, given: bool) -> None:
    """The task's status and answer from how a run of its script ended. What a person gave as a script is held against
    nothing but what the phone showed."""
    _concluded(run, result, prepared, given=given)
    # an answer stands alone, and the person has let them be opened
    answers = result.status == "done" and bool(result.read_from)
    letters = "" if answers else say_letters_opened(result.calls, prepared.doc)
    result.answer = f"{sentence(result.answer)} {letters}" if letters and result.answer else result.answer


def _concluded(run: RunResult, result: TaskResult, prepared: Prepared, *, given: bool) -> None:
    result.problem = _located(run.problem) if run.problem is not None else ""
    if run.status in ("done", "not_done"):
        words = "" if given else prepared.task
        intent = read_intent(words)
        verdict = judge(run, intent, Script.of(result.script, prepared.doc), prepared.doc)
        result.status, result.why, result.read_from = verdict.status, verdict.why, verdict.read_from
        answer = verdict.answer or (run.answer if given else "")
        answer = spoken(answer, run, prepared.doc, words)
        if verdict.status == "done":
            result.answer = answer or say_done(result.calls, prepared.doc)
        elif verdict.status == "unproved":
            result.answer = say_unproved(result.calls, prepared.doc, verdict.why, answer)
        elif verdict.status == "partly":
            result.answer = say_partly(result.calls, prepared.doc, verdict.why, answer)
        else:
            asked = bool(intent.asks) and not intent.orders
            result.answer = f"{_say_why_not(run, verdict, prepared.doc, asked)} {run.taken_back}".rstrip()
        return
    result.status, result.lost = run.status, run.lost
    slipped = run.problem is not None and not given and _script_slipped(run.problem)
    why = run.problem.message if run.problem else run.answer or run.status
    hint = run.problem.hint if run.problem and not run.lost else ""
    if slipped and run.problem is not None:
        line = f", in line {run.problem.line}" if run.problem.line else ""
        why = f"the script that was written breaks off by itself{line}: {run.problem.message}"
        hint = _THE_SCRIPT
    result.why = [why]
    if run.status != "cancelled" and not run.lost and any(stays(outcome) for _, outcome in run.calls):
        result.status = "partly"
        said = " ".join(sentence(part) for part in (why, hint, str(run.taken_back)) if part)
        result.answer = say_partly(result.calls, prepared.doc, [lower(said).rstrip(".")])
    else:
        result.answer = say_stopped(why, result, prepared.doc, hint)
    left = say_rows_left(run.calls, prepared.doc) if run.status != "denied" else ""
    result.answer = f"{result.answer} {left}".rstrip()


MOST_TOLD = 200
"""Characters of what a script that waits would do, where it isn't cut."""
_THE_SCRIPT = "The script: thumbwright sessions show last."


def _located(problem: ScriptProblem) -> str:
    return f"line {problem.line}: {problem.message}" if problem.line else problem.message


def _script_slipped(problem: ScriptProblem) -> bool:
    """Whether it is Python's own error about the script, and nothing that a call on the phone came to."""
    error = getattr(builtins, problem.kind, None)
    return problem.call is None and isinstance(error, type) and issubclass(error, Exception)


def say_stopped(why: str, result: TaskResult, doc: AppDoc, hint: str = "") -> str:
    """Why it was not done, what became of what it had begun, and what stays done."""
    taken = str(result.run.taken_back) if result.run is not None else ""
    return say_not_done(why, " ".join(sentence(part) for part in (hint, taken, say_so_far(result.calls, doc)) if part))


def say_nothing_found(doc: AppDoc) -> str:
    """Why nothing was begun: the model said so without a look at the phone, so that it may well be there."""
    next_step = (
        f"Say it in other words, name the app it is in, or look at what {doc.label} offers: {_apps_show(doc.package)}"
    )
    return say_not_done(f"the model found nothing for it in {doc.label}", f"Nothing was touched. {next_step}")


def _apps_show(package: str) -> str:
    return f"thumbwright apps show {package}"


def say_refused(written: Written, doc: AppDoc, *, given: bool) -> str:
    """Why no script runs, and what one that waits for the person would do; `given`: a person wrote it, who is told in its own
    language."""
    if given:
        return _say_faulty(written, doc)
    next_step = f"Say it in other words, or look at what the app offers: {_apps_show(doc.package)}"
    if written.held and not written.faults:
        why = (
            f"the script that was written isn't what you said: {written.doubts[0].what}"
            if written.doubts
            else "the best script that was written isn't certain enough to be what you mean"
        )
        plan = plan_of(written.text, doc)
        does = in_a_line(plan, MOST_TOLD) if plan is not None else ""
        would = f"It would do this: {sentence(does)} " if does else ""
        return say_not_done(why, f"{would}Nothing was touched. {next_step}")
    none = "no script that was written for it can run on what the app offers" if written.errors else "none was written"
    return say_not_done(none, f"Nothing was touched. {next_step}")


def _say_faulty(written: Written, doc: AppDoc) -> str:
    """What is wrong with a person's own script, in which line, and what to write instead. A fault that has a line is named before
    one of the script as a whole, which may only follow from it."""
    faults = sorted((p for p in written.report.problems if p.severity == "error"), key=lambda p: (not p.line, p.line))
    offers = f"What scripts can use: {_apps_show(doc.package)}"
    if not faults:
        return say_not_done("the script is empty", f"Nothing was touched. {offers}")
    first, *more = faults
    lines = written.text.splitlines()
    source = lines[first.line - 1].strip() if 0 < first.line <= len(lines) else ""
    at = f"in line {first.line}{f', `{source}`' if source else ''}"
    besides = f"{len(more)} more {'fault was' if len(more) == 1 else 'faults were'} found" if more else ""
    change = "Change it in the script, and run that again"
    steps = [sentence(one) for one in (first.hint, besides, "Nothing was touched", change) if one]
    why = f"the script has a fault {at}: {first.message}" if first.line else first.message
    return say_not_done(why, " ".join([*steps, offers]))


def _say_why_not(run: RunResult, verdict: TaskVerdict, doc: AppDoc, asked: bool) -> str:
    """`asked`: the task only asks something, and whether anything was changed is no matter where nothing was to be."""
    if verdict.why == [run.answer]:
        return run.answer  # in the script's own words
    script = f'The script itself says: "{run.answer}".' if run.answer else ""
    nothing = asked and not any(stays(outcome) for _, outcome in run.calls)
    so_far = "" if nothing or NOTHING_CHANGED in verdict.why else say_so_far(run.calls, doc)
    return say_not_done("; ".join(verdict.why), f"{script} {so_far}".strip())
