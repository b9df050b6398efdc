"""A run told to functions of the caller's, and its questions put to them. Nobody there means no.

A function that raises stops the run at its next safe point, where what was begun is taken back; its error goes on after that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, TypeVar

from agent.task.task_result import Watcher
from ground.errors import CancelledError, RefusedError
from interpreter.calls import Call, Outcome, Person, Question
from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change

Told = TypeVar("Told")
Otherwise = TypeVar("Otherwise")


@dataclass(frozen=True)
class Callbacks:
    """What a caller wants to be told and asked; what is None isn't."""

    on_token: Callable[[str], object] | None = None
    """The script, piece by piece as the model writes it."""
    on_script: Callable[[str, Sequence[str]], object] | None = None
    """The script as it will run, and what was repaired in it."""
    on_call: Callable[[Call, Outcome], object] | None = None
    """After each call."""
    consent: Callable[[Question], bool | int] | None = None
    """Whether something may be saved, sent, deleted …: True, or how many rounds of a loop. Without it: no."""
    ask: Callable[[str, Sequence[str]], str] | None = None
    """A question of the script's, and the options where there are some. Without it the run ends there."""
    approve: Callable[[str], bool | str] | None = None
    """Whether the script may run, or another text to run instead. Without it: yes, since calling `run` says so."""


class RunOptions(TypedDict, total=False):
    """What `Phone.run` takes besides the task and `output`: the same names, for type checkers."""

    app: str
    script: str
    values: Mapping[str, object] | None
    allow: Sequence[str]
    dry_run: bool
    private: bool
    timeout_s: float | None
    on_token: Callable[[str], object] | None
    on_script: Callable[[str, Sequence[str]], object] | None
    on_call: Callable[[Call, Outcome], object] | None
    consent: Callable[[Question], bool | int] | None
    ask: Callable[[str, Sequence[str]], str] | None
    approve: Callable[[str], bool | str] | None


class Listening(Watcher, Person):
    """Watcher and person of one run, by callbacks."""

    def __init__(self, callbacks: Callbacks, cancel: threading.Event) -> None:
        self._to, self._cancel = callbacks, cancel
        self.error: BaseException | None = None
        """What a callback raised; the run was stopped then."""

    @property
    def nobody_to_consent(self) -> bool:
        """Whether every consent was refused without anybody being asked."""
        return self._to.consent is None

    def _tell(self, told: Callable[[], Told], otherwise: Otherwise) -> Told | Otherwise:
        if self.error is not None:
            return otherwise
        try:
            return told()
        except BaseException as error:
            self.error = error
            self._cancel.set()
            return otherwise

    def writing(self, number: int, why: str) -> None:
        pass

    def token(self, text: str) -> None:
        if (to := self._to.on_token) is not None:
            self._tell(lambda: to(text), None)

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        if (to := self._to.on_script) is not None:
            self._tell(lambda: to(text, list(notes)), None)

    def offered(self, offers: Sequence[Change]) -> None:
        pass

    def approve(self, text: str, report: CheckReport) -> str | None:
        to = self._to.approve
        said: bool | str = self._tell(lambda: to(text), False) if to is not None else True
        return said if isinstance(said, str) else text if said else None

    def called(self, call: Call) -> None:
        pass

    def done(self, call: Call, outcome: Outcome) -> None:
        if (to := self._to.on_call) is not None:
            self._tell(lambda: to(call, outcome), None)

    def consent(self, question: Question) -> int:
        to = self._to.consent
        said = int(self._tell(lambda: to(question), False)) if to is not None else 0
        self._stop_where_it_raised()
        return said

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        to = self._to.ask
        if to is None:
            raise RefusedError(f"The script asks {question!r}, and nobody is there to answer: run(…, ask=…)")
        said = str(self._tell(lambda: to(question, list(options)), ""))
        self._stop_where_it_raised()
        return said

    def _stop_where_it_raised(self) -> None:
        if self.error is not None:
            raise CancelledError("The program that runs this was interrupted.")
