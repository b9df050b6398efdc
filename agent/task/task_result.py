"""What a task comes to, and who watches it: data and one protocol, for the loop and for everybody who shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from interpreter.calls import Call, Listener, Outcome
from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change
from interpreter.run.runner import RunResult

from ..decide.candidates import Written
from ..model.writing import Generation
from .scripting import WritingWatcher

Status = Literal[
    "done", "unproved", "partly", "not_done", "failed", "denied", "cancelled", "limit", "refused", "written"
]
"""done is proved: the phone showed it. unproved: carried out, and something couldn't be seen. partly: some of it was done."""

_STOPPED: tuple[Status, ...] = ("cancelled", "denied", "limit")


class Watcher(WritingWatcher, Listener, Protocol):
    """Sees a task happen. Called from the thread that runs it."""

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        """A script as it will run, what was repaired in it, and what the check says."""

    def offered(self, offers: Sequence[Change]) -> None:
        """Changes of this script that may be right and were not made; only where there are some."""

    def approve(self, text: str, report: CheckReport) -> str | None:
        """The script to run: as it is, edited, or None for not at all."""


@dataclass
class TaskResult:
    """How a task ended."""

    status: Status
    answer: str
    script: str = ""
    """The last script."""
    notes: list[str] = field(default_factory=list)
    """What was changed in it."""
    offers: list[Change] = field(default_factory=list)
    """What wasn't, and may be meant."""
    problem: str = ""
    generations: list[Generation] = field(default_factory=list)
    attempts: list[Written] = field(default_factory=list)
    """Every script that was written or given, in order."""
    calls: list[tuple[Call, Outcome]] = field(default_factory=list)
    screen: str = ""
    lost: bool = False
    """The phone went away in the middle."""
    why: list[str] = field(default_factory=list)
    """What is not so, or couldn't be seen, where it isn't done and proved; in the person's words."""
    read_from: list[str] = field(default_factory=list)
    """Where on the phone the answer was read."""
    seconds: float = 0.0
    learning_s: float = 0.0
    """What learning the app took, before."""
    first_act_s: float | None = None
    """From the person's words to the first thing done on the phone, learning included and waiting for the person not; None where
    nothing was done."""
    answer_s: float = 0.0
    """The same to the answer."""
    run: RunResult | None = field(default=None, repr=False)
    """The last one."""

    @property
    def stopped(self) -> Status | None:
        """How it was ended before its end, by the person or a limit, whatever was done until then: `denied`, `cancelled`,
        `limit`. None where it wasn't: only then may anything follow it."""
        ended: Status = self.run.status if self.run is not None and self.status == "partly" else self.status
        return ended if ended in _STOPPED else None

    @property
    def waits(self) -> bool:
        """Whether a script that can run wasn't, for what its task's words have against it or since it isn't certain enough: the
        person may run it as it stands."""
        best = self.attempts[-1] if self.attempts else None
        return self.status == "refused" and best is not None and bool(best.held) and not best.faults

    @property
    def model_s(self) -> float:
        return sum(g.first_token_s + g.decode_s for g in self.generations)
