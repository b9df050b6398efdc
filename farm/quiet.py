"""A watcher for one phone among many: what runs on it was shown and approved for all of them."""

from __future__ import annotations

from collections.abc import Callable

from agent.task.unwatched import Unwatched
from interpreter.calls import Call


def _nobody(words: str) -> None:
    return


class Silent(Unwatched):
    """Lets the script run, and tells each call in a few words."""

    def __init__(self, tell: Callable[[str], object] = _nobody) -> None:
        self._tell = tell

    def called(self, call: Call) -> None:
        self._tell(f"{call.ref}.{call.op}".removesuffix(".do").removeprefix("."))
