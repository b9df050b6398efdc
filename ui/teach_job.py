"""Showing a task once in the terminal UI, in the phone's thread: the same functions as the command line's. The person acts on the
phone itself or on its picture here; both are watched."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from ground.errors import CancelledError, NotLearned, PhoneError, SettingsError

from .messages import (
    ApprovalAsked,
    LessonAsked,
    LessonEnded,
    LessonRead,
    QuestionAsked,
    Reply,
    ScreenSeen,
    Understood,
)
from .steering import Steering
from .watching import DialogPerson, RunWatcher

if TYPE_CHECKING:
    from agent.teach.showing import Shown
    from phones.hierarchy import Hierarchy
    from phones.phone import Phone
    from sessions.store import Store
    from thumbwright.use.teaching import Lesson

    from .app import ThumbwrightApp

Post = Callable[[Message], object]
LOOK_S = 0.1
LEFT = "Left: nothing is kept."


def teach(ui: ThumbwrightApp, post: Post, steering: Steering, phone: Phone, *, task: str, name: str) -> None:
    """Watch, read, prove, keep; and tell how it ended. Raises what keeps it from going on: an app without a doc, the phone gone."""
    from thumbwright.use.stores import open_store

    try:
        with open_store(ui.say) as store:
            shown = _shown(ui, post, steering, phone)
            _keep(post, steering, phone, store, shown, task, name)
    except CancelledError:
        post(LessonEnded(LEFT, "", "cancelled"))
    except NotLearned as error:
        said = f"Nothing is kept: {error.label} isn't learned yet, so that what you do in it has no names."
        more = f"Ctrl+L learns {error.label}, which takes a minute or two; then show it again."
        post(LessonEnded(said, more, "not_done", error.package))


def _shown(ui: ThumbwrightApp, post: Post, steering: Steering, phone: Phone) -> Shown:
    from agent.record.acts import ActRecorder
    from agent.teach.watching import Watch, did_of
    from thumbwright.use.teaching import lesson

    with lesson(phone) as learning:
        acting = ActRecorder(learning.phone)

        def seen(hierarchy: Hierarchy) -> None:
            picture = b""
            if ui.phone.pictures:
                with contextlib.suppress(PhoneError):
                    picture = learning.phone.screenshot()
            post(ScreenSeen(hierarchy, picture))

        watch = Watch(learning.phone, learning.fingers, seen=seen)
        watch.begin()
        steering.take_over()
        post(Understood([], _how(learning)))

        def look(_: Phone) -> None:
            for act in acting.taken():
                watch.hand(did_of(act))
            watch.look()
            if lines := learning.understood(watch.turns):
                post(Understood(lines))

        steering.gate(acting, look, LOOK_S, lambda error: ui.say(str(error)))  # a lost phone is met by the next look
        if steering.cancel.is_set():
            raise CancelledError(LEFT)
        look(acting)

        def ask(question: str, options: object) -> str:
            reply: Reply[str | None] = Reply()
            post(QuestionAsked(question, list(options), reply))  # type: ignore[call-overload]
            return reply.wait(steering.cancel) or ""

        return learning.shown(watch, ask)


def _how(learning: Lesson) -> str:
    if learning.deaf:
        return "Your phone doesn't tell of touches: what you do on its own glass is read off its screens."
    return ""


def _keep(post: Post, steering: Steering, phone: Phone, store: Store, shown: Shown, task: str, name: str) -> None:
    from interpreter.check.checking import check
    from thumbwright.use.teaching import keep, made, missing_secrets, prove

    post(LessonRead(shown))
    agreed: Reply[str | None] = Reply()
    post(ApprovalAsked(shown.script, agreed))
    script = agreed.wait(steering.cancel)
    if script is None:
        raise CancelledError(LEFT)
    shown = replace(shown, script=script)
    if errors := check(script, shown.doc).errors:
        raise SettingsError(f"Nothing is kept: the script doesn't pass the check any more. {errors[0].message}")
    if missing := missing_secrets(shown):
        raise SettingsError(
            f"Nothing is kept yet: the script types a password, which was not read. Store it, and show it again: "
            f"thumbwright secrets set {missing[0]}"
        )
    proposals = shown.proposals
    asked: Reply[dict[str, str] | None] = Reply()
    post(LessonAsked(name, proposals, asked))
    said = asked.wait(steering.cancel)
    if said is None:
        raise CancelledError(LEFT)
    fixed = {part.strip() for part in said.pop(FIXED, "").split(",")}
    chosen = [p for p in proposals if p.parameter.name not in fixed]
    kept = made(name, task, shown, chosen)
    report = prove(
        kept,
        shown,
        {p.parameter.name: said[p.parameter.name] for p in chosen},
        phone=phone,
        watcher=RunWatcher(post, steering, phone, wait=False, pictures=lambda: False),
        person=DialogPerson(post, steering),
        store=store,
        cancel=steering.cancel,
    )
    result = report.result
    stays = result.status == "done"
    if result.status == "unproved":
        reply: Reply[str | None] = Reply()
        post(QuestionAsked(f"{result.answer} Keep it all the same?", ["no", "yes"], reply))
        stays = reply.wait(steering.cancel) == "yes"
    if stays:
        kept = keep(kept, shown, report.session)
        options = " ".join(f"{p.name}: {p.default}" for p in kept.parameters)
        more = f"Type it above to run it{f' ({options})' if options else ''}. Session {report.session}."
        post(
            LessonEnded(
                f"Kept as @{name}, and as a sample of {shown.doc.label}. The proof: {result.answer}", more, "done"
            )
        )
    else:
        more = f"What was deleted can't be deleted again: another value may do for the proof. Session {report.session}."
        status = "unproved" if result.status == "unproved" else "not_done"
        post(LessonEnded(f"Not kept: the proof ended {result.status.replace('_', ' ')}. {result.answer}", more, status))


FIXED = "same-each-time"
"""Of the form that asks for values: the field that names those that are no parameters."""
