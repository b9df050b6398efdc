"""A task of which one part is the phone's and the other an app's, done as two: each with its own doc and session, one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agent.prepare.parting import may_be_parted, parted
from agent.task.answering import say_not_done
from agent.task.task_result import Status, TaskResult
from apidocs.keep import store as docs
from ground.errors import ThumbwrightError
from phones.phone import Phone

_DONE: tuple[Status, ...] = ("done", "unproved")


def parts_of(task: str, phone: Phone) -> tuple[str, str] | None:
    """The two parts of a task that is two; None for any other. Raises PhoneError."""
    return parted(task, phone.installed_apps(), docs.load_all()) if may_be_parted(task) else None


def both(first: TaskResult, part: str, second: Callable[[], TaskResult]) -> TaskResult:
    """What the two parts come to together; `part` is the second one in words. It isn't begun where the person stopped the first, or
    the phone was lost in it. Raises the errors of preparing the second where nothing was done of the first."""
    if first.lost or first.stopped:
        return replace(first, answer=f"{first.answer}\n{say_not_done(f'{part!r} was not begun')}")
    try:
        then = second()
    except ThumbwrightError as error:
        if first.status not in (*_DONE, "partly"):
            raise
        return replace(first, status="partly", answer=f"{first.answer}\n{error}", why=[*first.why, str(error)])
    return replace(
        then,
        status=_together(first.status, then.status),
        answer=f"{first.answer}\n{then.answer}",
        script=f"{first.script.rstrip()}\n{then.script}",
        notes=[*first.notes, *then.notes],
        offers=[*first.offers, *then.offers],
        generations=[*first.generations, *then.generations],
        attempts=[*first.attempts, *then.attempts],
        calls=[*first.calls, *then.calls],
        why=[*first.why, *then.why],
        read_from=[*first.read_from, *then.read_from],
        seconds=first.seconds + then.seconds,
        learning_s=first.learning_s + then.learning_s,
    )


def _together(first: Status, second: Status) -> Status:
    done = [status in _DONE for status in (first, second)]
    if all(done):
        return "done" if first == second == "done" else "unproved"
    return "partly" if any(done) or "partly" in (first, second) else second
