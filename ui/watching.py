"""A run seen from the terminal UI: what the loop tells becomes messages to a view, what it asks waits for the person.

Every method here is called by the run's thread, which owns the phone; screenshots are taken there, between two calls.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from ground.errors import PhoneError, RefusedError

from .messages import (
    ApprovalAsked,
    CallBegan,
    CallEnded,
    ConsentAsked,
    QuestionAsked,
    Reply,
    ScreenSeen,
    ScriptOffered,
    ScriptReady,
    TokenCame,
    WritingBegan,
)
from .steering import Steering

if TYPE_CHECKING:
    from agent.record.acts import ActRecorder
    from interpreter.calls import Call, Outcome, Question
    from interpreter.check.checking import CheckReport
    from interpreter.reading.edits import Change
    from phones.phone import Phone

Post = Callable[[Message], object]


class RunWatcher:
    """Fulfils `agent.task.loop.Watcher`."""

    def __init__(
        self, post: Post, steering: Steering, phone: Phone, *, wait: bool, pictures: Callable[[], bool]
    ) -> None:
        """`wait`: the script is shown before it runs. `pictures`: whether the person looks at pictures just now."""
        self._post, self._steering, self._phone = post, steering, phone
        self._wait, self._pictures = wait, pictures
        self._acting: ActRecorder | None = None

    def recorded_by(self, acting: ActRecorder) -> None:
        """What the person does in the run's place is written down by this one."""
        self._acting = acting

    def writing(self, number: int, why: str) -> None:
        self._post(WritingBegan(number, why))

    def token(self, text: str) -> None:
        self._post(TokenCame(text))

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        self._post(ScriptReady(text, list(notes), report))

    def offered(self, offers: Sequence[Change]) -> None:
        self._post(ScriptOffered(list(offers)))

    def approve(self, text: str, report: CheckReport) -> str | None:
        if not self._wait:
            return text
        reply: Reply[str | None] = Reply()
        self._post(ApprovalAsked(text, reply))
        approved = reply.wait(self._steering.cancel)
        self._wait = self._wait and approved is None  # asked once a task: a mended script goes on with it
        return approved

    def called(self, call: Call) -> bool:
        with self._acting.by_person() if self._acting is not None else contextlib.nullcontext():
            used = self._steering.gate(self._acting or self._phone, self._show)
        self._post(CallBegan(call))
        return used

    def done(self, call: Call, outcome: Outcome) -> None:
        from phones.hierarchy import Bounds, Hierarchy

        self._post(CallEnded(call, outcome))
        if not outcome.xml_after:
            return
        touched = Bounds(*outcome.bounds) if outcome.bounds else None
        if touched and outcome.xml_before and outcome.xml_before != outcome.xml_after:
            # where the finger went, before what came of it
            with contextlib.suppress(PhoneError):
                self._post(ScreenSeen(Hierarchy.parse(outcome.xml_before), b"", touched))
        with contextlib.suppress(PhoneError):
            after = Hierarchy.parse(outcome.xml_after)
            same = outcome.xml_before == outcome.xml_after
            self._post(ScreenSeen(after, self._picture(), touched if same else None))

    def _show(self, phone: Phone) -> None:
        self._post(ScreenSeen(phone.dump(), self._picture()))

    def _picture(self) -> bytes:
        if self._pictures():
            with contextlib.suppress(PhoneError):
                return self._phone.screenshot()
        return b""


class DialogPerson:
    """Fulfils `interpreter.calls.Person` with dialogs."""

    def __init__(self, post: Post, steering: Steering) -> None:
        self._post, self._steering = post, steering

    def consent(self, question: Question) -> int:
        reply: Reply[int] = Reply()
        self._post(ConsentAsked(question, reply))
        return reply.wait(self._steering.cancel)

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        reply: Reply[str | None] = Reply()
        self._post(QuestionAsked(question, list(options), reply))
        said = reply.wait(self._steering.cancel)
        if said is None:
            raise RefusedError(f"The script asked {question!r} and got no reply.")
        return said
