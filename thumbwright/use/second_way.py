"""What else may be tried where a task came to nothing, and nothing was done for it: the app itself, where its doc told another
story; an app, where the phone doesn't let a computer do it by a command."""

from __future__ import annotations

from contextlib import suppress

from agent.learn.on_demand import OnDemand
from agent.prepare.app_for import standing_for
from agent.task.task_result import TaskResult
from apidocs.doc import AppDoc, Effect
from apidocs.doc.effects import severity
from apidocs.keep import store as docs
from apidocs.shipped.itself import PACKAGE as ITSELF
from ground.errors import DocError
from phones.phone import Phone


def misled(result: TaskResult, doc: AppDoc) -> bool:
    """Whether a task came to nothing, and nothing was done for it, with a doc that ships and wasn't verified: the app itself may
    tell another story."""
    if not doc.unsure or result.lost or result.status not in ("failed", "not_done"):
        return False
    if result.run is not None and result.run.status != "failed":
        return False  # the script came to its end, or the person stopped it
    return _did_nothing(result)


def app_instead(result: TaskResult, doc: AppDoc, phone: Phone, learner: OnDemand) -> str:
    """The package of the app in which a person does what the phone wouldn't let a computer do by a command, once it is learned;
    empty where there is none, where the person doesn't agree to its being learned, or where something was done already."""
    last = result.calls[-1] if result.calls else None
    if doc.package != ITSELF or result.lost or last is None or not last[1].not_allowed or not _did_nothing(result):
        return ""
    there = standing_for(last[0].ref.element, phone.installed_apps())
    learned = docs.list_packages()
    known = (a for a in there if a.package in learned or learner.start_from(a.package, a.label) is not None)
    if (app := next(known, None)) is not None:
        return app.package
    for app in there:
        with suppress(DocError):
            return learner(app.package, app.label).package
    return ""


def _did_nothing(result: TaskResult) -> bool:
    """Whether no call of it did more than lead on."""
    deeds = (outcome for _, outcome in result.calls if outcome.status == "ok" and not outcome.undone)
    return all(severity(outcome.effect) <= severity(Effect.NAVIGATE) for outcome in deeds)
