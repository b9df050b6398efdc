"""A watcher for one phone among many: what runs on it was shown and approved for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.task.task_result import Watcher
from interpreter.calls import Call, Outcome
from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change


def _nobody(words: str) -> None:
    return


class Silent(Watcher):
    """Lets the script run, and tells each call in a few words."""

    def __init__(self, tell: Callable[[str], object] = _nobody) -> None:
        self._tell = tell

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
        self._tell(f"{call.ref}.{call.op}".removesuffix(".do").removeprefix("."))

    def done(self, call: Call, outcome: Outcome) -> None:
        return
