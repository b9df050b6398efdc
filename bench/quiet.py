"""Watchers for runs that nobody watches, and a person who says yes: what a benchmark allows is in its policy."""

from __future__ import annotations

from collections.abc import Sequence

from agent.task.task_result import Watcher
from ground.errors import RefusedError
from interpreter.calls import Call, Outcome, Person, Question
from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change


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


class Nobody(Person):
    """Consents to everything (on a phone that is no one's) and can answer nothing."""

    def consent(self, question: Question) -> int:
        return 1

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        raise RefusedError(f"The script asks {question!r}, and nobody is there.")
