"""How much one run may do, and the guard that stops a script going round in circles.

Bounds what the script asks of the phone; what it computes by itself is bounded in the sandbox.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from . import Call
from .errors import CallFailed, LimitReached

_MOVES = ("scroll_down", "scroll_up")
MAX_CHARS = 20_000
"""Of a script."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one run, and how patient it is with the phone."""

    calls: int = 400
    """Calls of all kinds."""
    wall_clock_s: float = 600.0
    """From the first call on, the person's thinking left out."""
    repeats: int = 8
    """How often the same acting call may meet the same screen; reads get `repeated_reads`."""
    repeated_reads: int = 80
    rounds: int = 3
    """How often the same acting call may meet the same screen where nothing was achieved in between: the last one fails."""
    rows: int = 1000
    """Of one list."""
    swipes: int = 60
    """In one direction, looking for one thing."""
    hops: int = 15
    """Taps, backs and launches on the way to one screen."""
    settle_s: float = 5.0
    """How long a screen may go on moving before it is taken as it is."""
    patience_s: float = 2.0
    """How long an act that ought to change the screen may take until it shows."""
    wait_s: float = 60.0
    """The longest `wait()`."""

    @property
    def moment_s(self) -> float:
        """A short while, in which an app or a server may still answer to what was done."""
        return min(0.3, self.patience_s)


class LoopGuard:
    """Counts calls; raises LimitReached when a limit of the run is passed."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._started: float | None = None
        self._excused_s = 0.0
        self._calls = 0
        self._met: Counter[tuple[object, ...]] = Counter()
        self._since: Counter[tuple[object, ...]] = Counter()
        """The same, since something was last achieved."""

    @property
    def left_s(self) -> float:
        """Seconds until the wall clock limit."""
        if self._started is None:
            return self._limits.wall_clock_s
        return self._limits.wall_clock_s - (self._clock() - self._started - self._excused_s)

    def begin(self) -> None:
        """Count one call."""
        if self._started is None:
            self._started = self._clock()
        self._calls += 1
        if self._calls > self._limits.calls:
            raise LimitReached(f"The script made more than {self._limits.calls} calls. Is there a loop without an end?")
        self.check_clock()

    def check_clock(self) -> None:
        if self.left_s <= 0:
            raise LimitReached(f"The run took longer than {self._limits.wall_clock_s:g} s.")

    def excuse(self, seconds: float) -> None:
        """Leave time out of the wall clock: the person was thinking."""
        self._excused_s += seconds

    def achieved(self) -> None:
        """Something was done, or waited for: the same call on the same screen may be meant again."""
        self._since.clear()

    def meet(self, call: Call, screen: int, *, acts: bool, row: str = "") -> None:
        """Note that `call` met a screen of this signature; the same one too often is a loop that gets nowhere. `row` is the one
        that the script turned to last: a menu looks the same for each of them.

        Raises CallFailed where a script goes round in circles, LimitReached where it goes on all the same.
        """
        key = (call.ref, call.op, call.args, screen, row)
        self._met[key] += 1
        limit = self._limits.repeats if acts else self._limits.repeated_reads
        if self._met[key] > limit:
            raise LimitReached(
                f"{call.source or call.ref} was called {limit} times on the same screen and got nowhere. "
                "Is there a loop without an end?"
            )
        if not acts or call.op in _MOVES or call.op == "open" and not (call.ref.element or call.ref.found):
            return  # a screen that is in front already is no round
        self._since[key] += 1
        if self._since[key] >= self._limits.rounds:
            raise CallFailed(
                f"The script goes round in circles: {call.source or call.ref} came {self._since[key]} times to the same "
                "screen, and nothing was done in between. Do something else there, or finish()."
            )
