"""What comes of using a phone, as pydantic models: they print, compare, and go to JSON and back.

The fields of `Result` are those of `thumbwright run --json`, which is made from it.
"""

from __future__ import annotations

from typing import Any, Generic, Literal

from pydantic import BaseModel, ConfigDict
from typing_extensions import TypeVar

Output = TypeVar("Output", bound=BaseModel, default=Any)

Status = Literal[
    "done", "unproved", "partly", "not_done", "failed", "denied", "cancelled", "limit", "refused", "written"
]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Problem(_Data):
    """What the check says of a line of a script."""

    line: int
    severity: Literal["error", "warning"]
    message: str
    hint: str = ""


class ScriptEffect(_Data):
    """What one line of a script would do to the world."""

    line: int
    effect: str
    """read, navigate, input, settings, commit, send, share, call, pay, delete, install, account."""
    what: str
    op: str
    asks: bool
    """Whether it waits for a consent, as the usual rules are."""


class Offer(_Data):
    """A change of the script that may be meant and was not made."""

    what: str
    diff: str


class Attempt(_Data):
    """One script that was written for a task, or given."""

    script: str
    taken: bool
    chance: float | None = None
    """Of being right, 0 to 1; None for what wasn't weighed."""
    times: int = 1
    notes: list[str] = []
    problems: list[Problem] = []
    held: list[str] = []
    doubts: list[str] = []
    """What it would do that the task doesn't speak of, or leave out."""


class CallMade(_Data):
    """One use of the phone, and how it went."""

    line: int
    call: str
    args: list[Any]
    status: Literal["ok", "failed", "denied", "cancelled"]
    effect: str
    error: str = ""
    undone: bool = False
    """It went well and was taken back afterwards."""


class ReadValue(_Data):
    """One value that was read from the phone."""

    name: str
    """Of the element, or of the part of a row: `data_left`."""
    where: str
    """`account.data_left`, `main.note('Milk').title`."""
    value: str


class Result(_Data, Generic[Output]):
    """How a task ended. Only `done` was proved by what the phone showed."""

    session: str
    """Its id: `thumbwright sessions show ID`."""
    task: str = ""
    status: Status
    answer: str
    app: str
    """Package of the app it was for."""
    script: str
    notes: list[str] = []
    """What was changed in the script before it ran."""
    offers: list[Offer] = []
    problem: str = ""
    """What ended it, where something did."""
    problems: list[Problem] = []
    """What the check says of the script."""
    attempts: list[Attempt] = []
    why: list[str] = []
    """What is not so, or couldn't be seen, where it isn't done and proved."""
    read_from: list[str] = []
    """Where on the phone the answer was read."""
    read: list[ReadValue] = []
    """Everything the script read, in order."""
    calls: list[CallMade] = []
    taken_back: list[str] = []
    left_open: list[str] = []
    besides: str = ""
    """What is told beside the answer; mostly nothing."""
    model_seconds: float = 0.0
    seconds: float = 0.0
    first_act_seconds: float | None = None
    """From the words to the first thing done on the phone, waiting for a person left out; None where nothing was done."""
    answer_seconds: float = 0.0
    """The same to the answer."""
    lost: bool = False
    """The phone went away in the middle."""
    output: Output | None = None
    """The answer in the form that was asked for with `output=`; None where it couldn't be had: `output_problem` says why."""
    output_problem: str = ""

    @property
    def done(self) -> bool:
        """Whether the phone showed that it is done."""
        return self.status == "done"

    @property
    def doubts(self) -> list[str]:
        """What speaks against the script that ran."""
        return [doubt for one in self.attempts if one.taken for doubt in one.doubts]

    def expect_done(self) -> Result[Output]:
        """This result. Raises NotDone unless it is done; `unproved` isn't."""
        if not self.done:
            from .errors import NotDone

            raise NotDone(self)
        return self


class Written(_Data):
    """A script that was written for a task and not run. Give it to `run`."""

    task: str
    app: str
    script: str
    notes: list[str] = []
    offers: list[Offer] = []
    problems: list[Problem] = []
    held: list[str] = []
    """Why it would wait for the person instead of running, in words."""
    attempts: list[Attempt] = []
    effects: list[ScriptEffect] = []
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether it can run."""
        return bool(self.script.strip()) and not self.held and not any(p.severity == "error" for p in self.problems)


class Checked(_Data):
    """What the check says of a script; the phone isn't touched for it."""

    app: str
    problems: list[Problem]
    effects: list[ScriptEffect]

    @property
    def ok(self) -> bool:
        """Whether it can run."""
        return not any(p.severity == "error" for p in self.problems)


class CallCompared(_Data):
    """One call of a replay, beside the recorded one."""

    seq: int
    line: int
    call: str
    verdict: Literal["same", "healed", "different", "stopped"]
    note: str = ""
    ms: float = 0.0


class Replay(_Data):
    """How a replay went."""

    session: str
    """The replay's own id."""
    of: str
    """The session that was repeated."""
    status: Status
    """Of the task: never more than it was then."""
    verdict: Literal["same", "healed", "different", "stopped"]
    """The worst of its calls'."""
    ok: bool
    """Whether every call was the same, or healed."""
    answer: str
    calls: list[CallCompared]
    seconds: float = 0.0


class LearnedApp(_Data):
    """What came of learning an app."""

    package: str
    label: str
    screens: int
    elements: int
    samples: int
    steps: int
    ended: str
    kept: bool
    """Whether the new doc is used from now on; the one of before stays where it was better."""
    said: list[str]
    """How it came out, a sentence each: what is poor, what was put back in the app and what has to be by hand."""


class KnownApp(_Data):
    """An app that has a doc."""

    package: str
    label: str
    version: str
    screens: int
    elements: int
    samples: int
    learned: str
    """When, ISO 8601; empty where that isn't known."""
    shipped: str = ""
    """Of a doc that comes with thumbwright, what is known of it on this phone: unverified, verified in part, verified."""


class SessionHead(_Data):
    """One use of the phone, as the store lists it."""

    id: str
    kind: str
    task: str
    app: str
    status: str
    answer: str
    script: str
    serial: str
    started: str
    ended: str
    calls: int
