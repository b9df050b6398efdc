"""What the threads that work tell the views. All of it is data; a `Reply` is what the thread that asked waits for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from textual.message import Message

from ground.errors import CancelledError

if TYPE_CHECKING:
    from agent.record.parameters import Proposal
    from agent.teach.showing import Shown
    from interpreter.calls import Call, Outcome, Question
    from interpreter.check.checking import CheckReport
    from interpreter.reading.edits import Change
    from interpreter.replay.replaying import CallVerdict
    from phones.hierarchy import Bounds, Hierarchy
    from sessions.records import CallRecord
    from thumbwright.use.tasks import TaskReport
    from ui.steering import Mode

T = TypeVar("T")
Stage = Literal["", "exploring", "describing", "warming"]
"""Of learning an app: from `describing` on its doc is kept and in use; `WorkEnded` says that all is ready."""


class Reply(Generic[T]):
    """What a thread waits for after it asked the person something."""

    def __init__(self) -> None:
        self._box: queue.Queue[T] = queue.Queue(1)

    def give(self, value: T) -> None:
        """The first answer counts."""
        if self._box.empty():
            self._box.put(value)

    def wait(self, cancel: threading.Event) -> T:
        """The answer. Raises CancelledError once the run is cancelled: that is no answer."""
        while not cancel.is_set():
            try:
                return self._box.get(timeout=0.1)
            except queue.Empty:
                continue
        raise CancelledError("You stopped it.")


@dataclass(frozen=True)
class PhoneState:
    """How it stands with the phone."""

    kind: Literal["none", "opening", "several", "ready", "busy", "taken", "lost"] = "none"
    """several: more than one is connected, and none was chosen. taken: another run of thumbwright has it; it is looked at no
    more until it is free."""
    serial: str = ""
    name: str = ""
    """As a person calls it."""
    words: str = ""
    """What is to be said of the state: a reason, an Android release."""
    doing: str = ""
    """What it is busy with, as a sentence goes on: `Notes is being learned`."""
    demo: bool = False
    """Whether it is the demo phone that was started for this: there, more may be done without asking. What a phone is called
    says nothing of it."""

    @property
    def usable(self) -> bool:
        return self.kind in ("ready", "busy")


@dataclass
class PhoneChanged(Message, bubble=False):
    """The phone was opened, lost, given up."""

    state: PhoneState


@dataclass
class ScreenSeen(Message, bubble=False):
    """The phone's screen, as it was just read."""

    hierarchy: Hierarchy
    picture: bytes = b""
    """PNG, where one was asked for."""
    touched: Bounds | None = None
    """What the last call acted on."""


@dataclass
class Stumbled(Message, bubble=False):
    """A thread met what it should not have, and goes on."""

    error: BaseException


@dataclass
class RunBegan(Message, bubble=False):
    """The phone is free for what was to be done on it, and it is being done."""


@dataclass
class OnTheWay(Message, bubble=False):
    """What is done for a task before its script can be written: its app is looked at."""

    text: str


@dataclass
class AppChosen(Message, bubble=False):
    """The task's app is known."""

    label: str
    why: str
    improvised: bool


@dataclass
class WritingBegan(Message, bubble=False):
    number: int
    why: str


@dataclass
class ModelReads(Message, bubble=False):
    """What keeps the first words waiting, and how much of it is done; all of it at the end."""

    done: int
    all_of_it: int


@dataclass
class TokenCame(Message, bubble=False):
    text: str


@dataclass
class ScriptReady(Message, bubble=False):
    text: str
    notes: Sequence[str]
    report: CheckReport


@dataclass
class ScriptOffered(Message, bubble=False):
    """Changes of the script that were not made, and may be meant."""

    offers: Sequence[Change]


@dataclass
class ApprovalAsked(Message, bubble=False):
    """The script waits for Enter."""

    text: str
    reply: Reply[str | None]


@dataclass
class CallBegan(Message, bubble=False):
    call: Call


@dataclass
class CallEnded(Message, bubble=False):
    call: Call
    outcome: Outcome


@dataclass
class ConsentAsked(Message, bubble=False):
    question: Question
    reply: Reply[int]


@dataclass
class QuestionAsked(Message, bubble=False):
    text: str
    options: Sequence[str]
    reply: Reply[str | None]


@dataclass
class ModeChanged(Message, bubble=False):
    """Paused, stepping, taken over, going on."""

    mode: Mode


@dataclass
class TaskEnded(Message, bubble=False):
    """A task came to its end; `error` where it never got to a result."""

    report: TaskReport | None = None
    error: BaseException | None = field(default=None, repr=False)


@dataclass
class Understood(Message, bubble=False):
    """While a task is shown: what of it is understood so far, lines of a script, and what is to be said beside it."""

    lines: Sequence[str]
    said: str = ""


@dataclass
class LessonRead(Message, bubble=False):
    """What was shown, as a script, with what is to be said of it; the script waits for a yes next."""

    shown: Shown


@dataclass
class LessonAsked(Message, bubble=False):
    """How it is to be kept: asked with the parameters that are proposed."""

    name: str
    proposals: Sequence[Proposal]
    reply: Reply[dict[str, str] | None]


@dataclass
class LessonEnded(Message, bubble=False):
    """A showing came to its end, kept or not."""

    said: str
    more: str
    status: str
    unlearned: str = ""
    """Package of the app that has no doc, where that is why."""


@dataclass
class WorkMoved(Message, bubble=False):
    """Progress of something long: learning, a download."""

    done: int
    total: int | None
    what: str
    stage: Stage = ""


@dataclass
class WorkEnded(Message, bubble=False):
    """Something long came to its end."""

    name: str
    said: str = ""
    error: BaseException | None = field(default=None, repr=False)


@dataclass
class ReplayCalling(Message, bubble=False):
    """A replay is about to repeat a call."""

    record: CallRecord


@dataclass
class ReplayCalled(Message, bubble=False):
    """How it compared."""

    verdict: CallVerdict


@dataclass
class ReplayEnded(Message, bubble=False):
    """A replay came to its end."""

    said: str
    status: str
    session: str
