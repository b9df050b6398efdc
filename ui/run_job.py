"""Carrying a task out for the terminal UI, in the phone's thread: the same functions as the command line's, another
watcher. Imports what is heavy here, so that the first paint doesn't wait for it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from ground.errors import PhoneError, StoreError
from ground.pace import Pace
from thumbwright.use.replay_options import ReplayOptions

from .messages import AppChosen, OnTheWay, ReplayCalled, ReplayCalling, ReplayEnded, ScreenSeen, TaskEnded
from .steering import Steering
from .watching import DialogPerson, RunWatcher

if TYPE_CHECKING:
    from agent.prepare.preparing import Prepared
    from interpreter.replay.replaying import CallVerdict
    from phones.phone import Phone
    from sessions.records import CallRecord

    from .app import ThumbwrightApp


def carry_out_task(
    ui: ThumbwrightApp,
    post: Callable[[Message], object],
    steering: Steering,
    phone: Phone,
    *,
    task: str,
    script: str,
    app: str,
    wait: bool,
    pace: Pace,
    values: dict[str, str] | None = None,
    undoes: str = "",
) -> None:
    """Do it, and tell how it ended. Raises what keeps it from starting: no model, no such app, the phone gone; with `undoes` that
    there is nothing to put back."""
    from apidocs.doc import AppDoc
    from sessions import reading
    from thumbwright.use.stores import open_store
    from thumbwright.use.tasks import TaskOptions, do_task

    from .undoing import undo

    with contextlib.suppress(PhoneError):
        post(ScreenSeen(phone.dump()))  # what the person reads the script beside
    doc: AppDoc | None = None
    if values is not None:  # a saved task brings its script and its doc
        from agent.record import saved_tasks

        saved = saved_tasks.load(task.removeprefix("@"))
        task, script, doc = saved.words(values), saved.script_for(values), saved.doc

    def chosen(prepared: Prepared) -> None:
        post(AppChosen(prepared.doc.label, prepared.why, prepared.improvised))

    def on_the_way(words: str) -> None:
        post(OnTheWay(words))

    watcher = RunWatcher(post, steering, phone, wait=wait, pictures=lambda: ui.phone.pictures)
    with open_store(ui.say) as store:
        if undoes:
            undone = undo(
                reading.load_session(store, undoes),
                phone=phone,
                store=store,
                watcher=watcher,
                person=DialogPerson(post, steering),
                cancel=steering.cancel,
                pace=pace,
            )
            if undone.report is None:
                raise StoreError(undone.answer)
            undone.report.result.answer = undone.answer
            post(TaskEnded(undone.report))
            return
        report = do_task(
            task,
            phone=phone,
            writer=None if script else ui.writer(),
            watcher=watcher,
            person=DialogPerson(post, steering),
            options=TaskOptions(app=app, script=script, doc=doc),
            store=store,
            cancel=steering.cancel,
            on_prepared=chosen,
            on_recorder=watcher.recorded_by,
            tell=on_the_way,
            pace=pace,
        )
    post(TaskEnded(report))


class _ReplayWatcher:
    """Fulfils `interpreter.replay.replaying.ReplayWatcher`."""

    def __init__(self, post: Callable[[Message], object], steering: Steering, phone: Phone) -> None:
        self._post, self._steering, self._phone = post, steering, phone

    def calling(self, record: CallRecord) -> bool:
        self._steering.gate(self._phone, self._show)
        self._post(ReplayCalling(record))
        return not self._steering.cancel.is_set()

    def done(self, verdict: CallVerdict) -> None:
        self._post(ReplayCalled(verdict))
        with contextlib.suppress(PhoneError):
            self._show(self._phone)

    def _show(self, phone: Phone) -> None:
        self._post(ScreenSeen(phone.dump()))


def replay(
    ui: ThumbwrightApp,
    post: Callable[[Message], object],
    steering: Steering,
    phone: Phone,
    session: str,
    options: ReplayOptions,
) -> None:
    """Repeat a session's calls, or run its script again; either way without a model. Raises StoreError, PhoneError."""
    from sessions import reading
    from thumbwright.use.policies import make_policy
    from thumbwright.use.replays import do_replay, do_rerun, summary
    from thumbwright.use.stores import open_store

    person = DialogPerson(post, steering)
    with open_store(ui.say) as store:
        detail = reading.load_session(store, session)
        if options.rerun:
            watcher = RunWatcher(post, steering, phone, wait=False, pictures=lambda: False)
            found, ran = do_rerun(
                detail,
                phone=phone,
                store=store,
                policy=make_policy(()),
                person=person,
                watcher=watcher,
                cancel=steering.cancel,
                on_recorder=watcher.recorded_by,
            )
            post(ReplayEnded(ran.answer, ran.status, found))
            return
        replayed = do_replay(
            detail,
            phone=phone,
            store=store,
            policy=make_policy(()),
            person=person,
            watcher=_ReplayWatcher(post, steering, phone),
            options=options,
            cancel=steering.cancel,
        )
        post(ReplayEnded(summary(detail, replayed.result), replayed.status, replayed.session))
