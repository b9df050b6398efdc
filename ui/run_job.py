"""Carrying a task out for the terminal UI, in the phone's thread: the same functions as the command line's, another
watcher. Imports what is heavy here, so that the first paint doesn't wait for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from .messages import AppChosen, TaskEnded
from .steering import Steering
from .watching import DialogPerson, RunWatcher

if TYPE_CHECKING:
    from agent.preparing import Prepared
    from phones.phone import Phone

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
) -> None:
    """Do it, and tell how it ended. Raises what keeps it from starting: no model, no such app, the phone gone."""
    from sessions.store import Store

    from .tasks import TaskOptions, do_task

    def chosen(prepared: Prepared) -> None:
        post(AppChosen(prepared.doc.label, prepared.why, prepared.improvised))

    with Store() as store:
        report = do_task(
            task,
            phone=phone,
            writer=None if script else ui.writer(),
            watcher=RunWatcher(post, steering, phone, wait=wait, pictures=lambda: ui.phone.pictures),
            person=DialogPerson(post, steering),
            options=TaskOptions(app=app, script=script),
            store=store,
            cancel=steering.cancel,
            on_prepared=chosen,
        )
    post(TaskEnded(report))
