"""Carrying out a task as a session: what the command line, the terminal UI and the client of Python programs all call."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from agent.learn.on_demand import OnDemand
from agent.learn.starting_point import unsure_words
from agent.model.writing import Writer
from agent.prepare.preparing import Prepared, prepare, prepare_with
from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder, doc_for_replay, no_picture, picture_of
from agent.record.titles import keep_titles
from agent.task.loop import carry_out
from agent.task.task_result import TaskResult, Watcher
from agent.words.taking_back import taken_back
from apidocs.doc import AppDoc
from apidocs.shipped.itself import phone_doc
from ground.errors import PhoneError, StoreError
from ground.pace import Pace, pace_words
from ground.secret_store import stored_values
from ground.settings import Settings
from interpreter.calls import Person
from phones.hiding import Values, hiding
from phones.phone import Phone
from sessions.store import Store

from .in_parts import both, parts_of
from .left_open import remember, settle
from .paced import PacedPerson, PacedWatcher
from .policies import make_policy
from .second_way import app_instead, misled

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TaskOptions:
    """How a task is to be run."""

    app: str = ""
    allow: Sequence[str] = ()
    dry_run: bool = False
    private: bool = False
    script: str = ""
    """A script that is given instead of written."""
    title: str = ""
    """What the session is called instead of by the task: a script file's name, which tells nothing of apps or rows."""
    doc: AppDoc | None = None
    """A doc that is given instead of looked for: a saved task brings its own."""
    script_by: Literal["", "person", "model"] = ""
    """Of a script that comes with its doc: who wrote it for these words just now; empty where it is a saved task's."""
    learn: bool = False
    """Whether an app that the task needs is learned without asking first, where it isn't yet."""
    follows: str = ""
    """The session of the task's first part, where this is its second."""


@dataclass(frozen=True)
class TaskReport:
    """What came of it."""

    session: str
    result: TaskResult
    prepared: Prepared
    settled: str = ""
    """What an earlier run had left open, and became of it now."""

    @property
    def took(self) -> str:
        """How long, in words: `First act after 1.2 s, answer after 3.4 s (model 0.9 s)`."""
        result = self.result
        model_s = f" (model {result.model_s:.1f} s)" if result.generations else ""
        return pace_words(result.first_act_s, result.answer_s) + model_s

    @property
    def besides(self) -> str:
        """What the person is told beside the answer; mostly nothing."""
        doc = self.prepared.doc
        if not self.prepared.improvised:
            return self.settled
        return (
            f"{doc.label} has no doc yet; this was done from the screen in front. Learn it: "
            f"thumbwright apps learn {doc.package}"
        )


@contextlib.contextmanager
def saying_why(store: Store, words: str, options: TaskOptions, serial: str) -> Iterator[None]:
    """Where a saved task gets no phone, a session stays that says so: on a schedule nobody reads the terminal.

    `options.doc` is the saved task's own. The error goes on.
    """
    try:
        yield
    except PhoneError as error:
        doc = options.doc
        assert doc is not None  # a saved task brings it
        session = store.start_session(
            "task",
            words,
            app=doc.package,
            app_label=doc.label,
            serial=serial,
            private=options.private,
            doc=doc_for_replay(doc),
        )
        store.add_event(session, "phone", str(error))
        store.finish_session(session, "failed", str(error), options.script)
        raise


def do_task(
    task: str,
    *,
    phone: Phone,
    writer: Writer | None,
    watcher: Watcher,
    person: Person,
    options: TaskOptions,
    store: Store,
    cancel: threading.Event | None = None,
    settings: Settings | None = None,
    on_prepared: Callable[[Prepared], None] | None = None,
    on_recorder: Callable[[ActRecorder], None] = lambda acting: None,
    tell: Callable[[str], None] = lambda words: None,
    pace: Pace | None = None,
) -> TaskReport:
    """One task as a session: prepared, carried out, recorded. Raises the errors of preparing; the rest is in the result.
    `tell` is told of an app that is learned for it. `pace` was made when the person asked; without it that is now."""
    pace = pace or Pace()
    person, watcher = PacedPerson(person, pace), PacedWatcher(watcher, pace)
    policy = make_policy(options.allow, settings)
    secrets = Values(stored_values())
    phone, task = hiding(phone, secrets), secrets.hide(task)
    options = replace(options, script=secrets.hide(options.script))
    again = partial(
        do_task,
        phone=phone,
        writer=writer,
        watcher=watcher,
        person=person,
        store=store,
        cancel=cancel,
        settings=settings,
        on_prepared=on_prepared,
        on_recorder=on_recorder,
        tell=tell,
        pace=pace,
    )
    why = "the saved task's own doc"
    back = None if options.script or options.doc else taken_back(task)
    if back is not None and back.sure:  # no app is looked for or learned for what isn't to be done
        options, why = replace(options, doc=phone_doc()), f'taken back: "{back.said}"'
    free = not (options.script or options.doc or options.app or options.dry_run)
    if free and (parts := parts_of(task, phone)) is not None:
        return _one_after_the_other(parts, options, again)
    learner = OnDemand(
        phone,
        options.script or task,
        person.ask,
        agreed=options.learn,
        tell=tell,
        cancel=cancel,
        private=options.private,
    )
    prepared = (
        prepare_with(task, options.doc, why=why)
        if options.doc is not None
        else prepare(task, phone, app=options.app, writer=writer, say=person.ask, learn=learner)
    )
    log.info("for %s (%s)", prepared.doc.label, prepared.why)
    if unsure := unsure_words(prepared.doc):
        tell(unsure)
    if on_prepared:
        on_prepared(prepared)
    settled = "" if options.dry_run else settle(phone, prepared.doc)
    info = phone.info()
    session = store.start_session(
        "task",
        options.title or prepared.task,
        app=prepared.doc.package,
        app_label=prepared.doc.label,
        serial=phone.serial,
        phone=f"{info.model}, Android {info.android}",
        private=options.private,
        parent=options.follows,
        doc=doc_for_replay(prepared.doc),
        width=info.width_px,
        height=info.height_px,
        locale=info.locale,
    )
    store.add_event(session, "app", f"{prepared.doc.label}: {prepared.why}")
    if settled:
        store.add_event(session, "taken back", settled)
    acting = ActRecorder(phone, pace.acted)
    on_recorder(acting)
    recorder = StoreRecorder(store, session, picture=no_picture if options.private else picture_of(phone), acts=acting)
    try:
        result = carry_out(
            prepared,
            phone=acting,
            writer=writer,
            watcher=watcher,
            person=person,
            policy=policy,
            recorder=recorder,
            cancel=cancel,
            script=options.script,
            kept=options.doc is not None and options.script_by != "person",
            fresh=options.script_by == "model",
            dry_run=options.dry_run,
            secrets=secrets,
        )
    except BaseException as error:
        cancelled = isinstance(error, KeyboardInterrupt)
        with contextlib.suppress(StoreError):  # what is under way is the error to tell
            store.finish_session(session, "cancelled" if cancelled else "failed", str(error) or type(error).__name__)
        raise
    result.learning_s = prepared.learning_s
    result.first_act_s, result.answer_s = pace.first_act_s, pace.now_s
    if result.run is not None and not options.private:
        remember(phone.serial, prepared.doc.package, result.run)
        keep_titles(store, phone.serial, result.run.listed, session=session)
    spent = result.generations
    try:
        store.finish_session(
            session,
            result.status,
            result.answer,
            result.script,
            model=spent[-1].written_by if spent else "",
            prompt_tokens=sum(g.prompt_tokens for g in spent),
            evaluated_tokens=sum(g.evaluated_tokens for g in spent),
            output_tokens=sum(g.output_tokens for g in spent),
            model_ms=result.model_s * 1000,
            phone_ms=recorder.phone_ms,
            first_act_ms=None if result.first_act_s is None else result.first_act_s * 1000,
            answer_ms=result.answer_s * 1000,
        )
    except StoreError as error:
        recorder.lost = recorder.lost or str(error)
    if recorder.lost:
        result.answer += f"\nNot all of this is recorded: {recorder.lost}"
    report = TaskReport(session, result, prepared, settled)
    if options.script or options.dry_run:
        return report
    if misled(result, prepared.doc) and learner.instead(prepared.doc):
        return again(task, options=options)
    if not options.app and (package := app_instead(result, prepared.doc, phone, learner)):
        tell(f"{result.why[0].rstrip('.')}: trying it in the app.")
        other = again(task, options=replace(options, app=package))
        return other if other.result.status in _SOMETHING_DONE else report
    return report


def _one_after_the_other(parts: tuple[str, str], options: TaskOptions, do: Callable[..., TaskReport]) -> TaskReport:
    """Two parts of one task as two sessions; the report is of the last that was begun."""
    reports = [do(parts[0], options=options)]

    def second() -> TaskResult:
        reports.append(do(parts[1], options=replace(options, follows=reports[0].session)))
        return reports[-1].result

    together = both(reports[0].result, parts[1], second)
    settled = " ".join(filter(None, (report.settled for report in reports)))
    return replace(reports[-1], result=together, settled=settled)


_SOMETHING_DONE = ("done", "unproved", "partly")
