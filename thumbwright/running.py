"""What the phone object calls: the functions of `thumbwright.use`, from what a caller gave to a result."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from agent.decide.candidates import Written as Candidate
from agent.model.writing import Writer
from apidocs.doc import AppDoc
from ground.errors import CancelledError, SettingsError
from ground.secret_store import stored_values
from ground.settings import Settings
from interpreter.calls import Read
from interpreter.check.checking import CheckReport
from phones.hiding import Values
from phones.phone import Phone as Device
from sessions.store import Store

from .callbacks import Callbacks, Listening
from .results import (
    Attempt,
    CallCompared,
    LearnedApp,
    Offer,
    Problem,
    ReadValue,
    Replay,
    Result,
    ScriptEffect,
    Written,
)
from .use.given import Given, given_saved, given_script, given_words, is_script, script_in
from .use.policies import make_policy
from .use.run_data import attempt_data, problems_data, report_data
from .use.stores import open_store
from .use.tasks import TaskOptions, TaskReport, do_task

log = logging.getLogger(__name__)


def store_of_ours() -> Store:
    """The person's session store; what opening it found is logged. Raises StoreError."""
    return open_store(log.warning)


def what_is_given(task: str | Written, script: str, app: str, values: Mapping[str, object]) -> Given:
    """What `run` was asked to run. Raises SettingsError: nothing, two things, or values that nothing takes."""
    if isinstance(task, Written):
        if script:
            raise SettingsError("Two scripts were given to run: leave script= out, or what write() gave.")
        return Given(task.task, task.app, task.script, "")
    if task and script:
        raise SettingsError("A task and a script were given to run: say one of them.")
    if task.startswith("@"):
        return given_saved(task, {name: str(value) for name, value in values.items()})
    if values:
        raise SettingsError(
            f"values= are for a saved task, and {task or 'a script'!r} is none. Saved ones begin with @."
        )
    if script:
        return given_script(script, "the script", app, "run a script from Python")
    if (text := script_in(task)) is not None:
        return given_script(text, task, app, f"run {Path(task).name}")
    if is_script(task):
        return given_script(task, "the script", app, "run a script from Python")
    return given_words(task, app)


def run_given(
    given: Given,
    *,
    device: Device,
    writer: Writer | None,
    writer_later: Callable[[], Writer],
    listening: Listening,
    allow: Sequence[str],
    dry_run: bool,
    private: bool,
    output: type[BaseModel] | None,
    cancel: threading.Event,
    settings: Settings,
) -> Result[Any]:
    """One task as a session, its result, and its answer in the form that is asked for."""
    with store_of_ours() as store:
        report = do_task(
            given.words,
            phone=device,
            writer=writer,
            watcher=listening,
            person=listening,
            options=TaskOptions(given.app, allow, dry_run, private, given.script, given.title, given.doc),
            store=store,
            cancel=cancel,
            settings=settings,
        )
    if listening.error is not None:
        raise listening.error
    result = result_of(report, listening.nobody_to_consent)
    if output is None or dry_run:
        return result
    from .answers import structured

    found, why = structured(result, output, writer_later)
    return result.model_copy(update={"output": found, "output_problem": why})


def result_of(report: TaskReport, nobody_to_consent: bool = False) -> Result[Any]:
    """What a task came to, as a caller gets it."""
    run = report.result.run
    besides = report.besides
    if report.result.stopped == "denied" and nobody_to_consent:
        besides = " ".join(part for part in (besides, NOBODY) if part)
    return Result[Any].model_validate(
        {
            **report_data(report),
            "task": report.prepared.task,
            "besides": besides,
            "lost": report.result.lost,
            "read": [
                ReadValue(name=_name_of(one), where=str(one.ref), value=one.value)
                for one in (run.read if run is not None else [])
            ],
        }
    )


def _name_of(one: Read) -> str:
    """What was read, by the doc's name: of a row's text the part that says it."""
    part = one.ref.part or next((name for name, text in one.ref.texts if text == one.value), "")
    return part or one.ref.element or one.ref.found


NOBODY = 'Nobody was asked: say who is by consent=…, or consent beforehand, as in allow=["commit"].'


def write_given(
    task: str, app: str, device: Device | None, writer: Writer, on_token: Callable[[str], object] | None
) -> Written:
    """A task's script, unrun."""
    from agent.prepare.preparing import prepare
    from agent.task.scripting import write_script

    began = time.monotonic()
    stop = threading.Event()
    listening = Listening(Callbacks(on_token=on_token), stop)
    prepared = prepare(Values(stored_values()).hide(task), device, app=app, writer=writer)
    try:
        decision = write_script(prepared, writer, listening, None, cancelled=stop.is_set)
    except CancelledError:
        if listening.error is None:
            raise
    if listening.error is not None:
        raise listening.error
    best = decision.best
    return Written(
        task=prepared.task,
        app=prepared.doc.package,
        script=best.text,
        notes=best.notes,
        offers=[Offer(what=str(offer), diff=offer.diff) for offer in best.offers],
        problems=problems_of(best.report),
        held=best.errors,
        attempts=[_attempt(one, best.text) for one in reversed(decision.candidates)],
        effects=effects_of(best.report),
        seconds=time.monotonic() - began,
    )


def problems_of(report: CheckReport) -> list[Problem]:
    return [Problem.model_validate(one) for one in problems_data(report)]


def effects_of(report: CheckReport) -> list[ScriptEffect]:
    return [
        ScriptEffect(line=one.line, effect=one.effect.value, what=one.what, op=one.op, asks=one.asks)
        for one in report.effects
    ]


def _attempt(one: Candidate, taken: str) -> Attempt:
    return Attempt.model_validate(attempt_data(one, taken))


def replay_given(
    wanted: str,
    *,
    device: Device,
    listening: Listening,
    allow: Sequence[str],
    first: int,
    until: int,
    heal: bool,
    cancel: threading.Event,
    settings: Settings,
) -> Replay:
    """A session's recorded calls again."""
    from interpreter.replay.replaying import Unwatched
    from sessions import reading

    from .use.replay_options import ReplayOptions
    from .use.replays import do_replay, summary

    with store_of_ours() as store:
        detail = reading.load_session(store, wanted)
        replayed = do_replay(
            detail,
            phone=device,
            store=store,
            policy=make_policy(allow, settings),
            person=listening,
            watcher=Unwatched(),
            options=ReplayOptions(first, until, 0.0, heal),
            cancel=cancel,
        )
    if listening.error is not None:
        raise listening.error
    result = replayed.result
    return Replay.model_validate(
        {
            "session": replayed.session,
            "of": detail.head.id,
            "status": replayed.status,
            "verdict": result.status,
            "ok": result.ok,
            "answer": summary(detail, result),
            "calls": [
                CallCompared(seq=v.seq, line=v.line, call=v.call, verdict=v.verdict, note=v.note, ms=v.ms)
                for v in result.verdicts
            ],
            "seconds": result.seconds,
        }
    )


def learn_given(
    app: str,
    *,
    device: Device,
    writer: Writer | None,
    is_demo: bool,
    calls: int,
    minutes: float,
    allow: Sequence[str],
    replace: bool,
    cancel: threading.Event,
    on_progress: Callable[[int, str], object] | None,
) -> LearnedApp:
    """An app explored, and its doc kept."""
    from agent.learn import learning
    from apidocs.doc.paths import HARMLESS
    from apidocs.explore.exploring import Progress

    from .use.learned import words_of
    from .use.opening import DEMO
    from .use.policies import effects_of as effects_named

    if not app:
        raise SettingsError('Say which app to learn: phone.learn("Notes")')

    def report(progress: Progress) -> None:
        if cancel.is_set():
            raise CancelledError(f"Learning was stopped. {learning.no_doc_yet(app)}")
        if on_progress is not None:
            on_progress(progress.acts, str(progress))

    learned = learning.learn(
        device,
        app,
        allow=HARMLESS | effects_named(allow) | (learning.DEMO_EFFECTS if is_demo else frozenset()),
        budget_calls=calls or learning.CALLS,
        budget_s=minutes * 60 or learning.SECONDS,
        on_progress=report,
        writer=writer,
        replace=replace,
        phone_name=DEMO if is_demo else "",
    )
    return LearnedApp(
        package=learned.doc.package,
        label=learned.doc.label,
        screens=len(learned.doc.screens),
        elements=elements_in(learned.doc),
        samples=len(learned.doc.samples),
        steps=learned.steps,
        ended=learned.ended,
        kept=not learned.refused,
        said=words_of(learned),
    )


def elements_in(doc: AppDoc) -> int:
    return sum(len(screen.elements) for screen in doc.screens)
