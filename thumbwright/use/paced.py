"""Who is asked and who watches, with the time that this takes them kept out of a task's pace."""

from __future__ import annotations

from collections.abc import Sequence

from agent.task.task_result import Watcher
from ground.pace import Pace
from interpreter.calls import Call, Outcome, Person, Question
from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change


class PacedPerson(Person):
    """A person whose time to think is no part of a task's."""

    def __init__(self, person: Person, pace: Pace) -> None:
        self._person, self._pace = person, pace

    def consent(self, question: Question) -> int:
        with self._pace.waiting():
            return self._person.consent(question)

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        with self._pace.waiting():
            return self._person.ask(question, options)


class PacedWatcher(Watcher):
    """The same for the script that is read before it runs, and for a run that is held before a call."""

    def __init__(self, watcher: Watcher, pace: Pace) -> None:
        self._watcher, self._pace = watcher, pace

    def writing(self, number: int, why: str) -> None:
        self._watcher.writing(number, why)

    def token(self, text: str) -> None:
        self._watcher.token(text)

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        self._watcher.script(text, notes, report)

    def offered(self, offers: Sequence[Change]) -> None:
        self._watcher.offered(offers)

    def approve(self, text: str, report: CheckReport) -> str | None:
        with self._pace.waiting():
            return self._watcher.approve(text, report)

    def called(self, call: Call) -> bool | None:
        with self._pace.waiting():
            return self._watcher.called(call)

    def done(self, call: Call, outcome: Outcome) -> None:
        self._watcher.done(call, outcome)
