"""How soon a task got to its first act and to its answer, counted from the moment the person asked for it.

What waited for the person (a script to read, a question, a run that was paused) is left out: it says nothing of how fast the
task goes.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator


class Pace:
    """One task's; made when it is asked for. One thread writes to it, and any may read."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked = clock()
        self._waited, self._depth = 0.0, 0
        self.first_act_s: float | None = None
        """None until something is done on the phone, and where nothing ever is."""

    @property
    def now_s(self) -> float:
        """Since it was asked for."""
        return self._clock() - self._asked - self._waited

    def acted(self) -> None:
        """Something is being done on the phone; the first time counts."""
        if self.first_act_s is None:
            self.first_act_s = self.now_s

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """What is inside is the person's time, counted once where it is within another such."""
        began = self._clock()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self._waited += self._clock() - began


def pace_words(first_act_s: float | None, answer_s: float) -> str:
    """`First act after 1.2 s, answer after 3.4 s`."""
    answer = f"nswer after {answer_s:.1f} s"
    return f"A{answer}" if first_act_s is None else f"First act after {first_act_s:.1f} s, a{answer}"
