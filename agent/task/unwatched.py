"""A watcher for runs that nobody watches: a benchmark's, one phone's among many."""

from __future__ import annotations

from collections.abc import Sequence

from interpreter.calls import Call, Outcome
from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change

from .task_result import Watcher


class Unwatched(Watcher):
    """Lets every script run and shows nothing."""

    def writing(self, number: int, why: str) -> None:
        return

    def token(self, text: str) -> None:
        return

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        return

    def offered(self, offers: Sequence[Change]) -> None:
        return

    def approve(self, text: str, report: CheckReport) -> str | None:
        return text

    def called(self, call: Call) -> None:
        return

    def done(self, call: Call, outcome: Outcome) -> None:
        return
