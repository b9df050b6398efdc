"""What can go wrong while a script runs.

`CallFailed` reaches the script as an ordinary exception it may catch. The `Stop` family ends the run: it derives from
BaseException so that no `except` on the way, ours or the script's, can swallow it.
"""

from __future__ import annotations

from typing import Literal

from ground.errors import ScriptError


class CallFailed(ScriptError):
    """A call could not be carried out: element not there, row gone, wrong value. The script may catch it."""


class NotThere(CallFailed):
    """An element isn't on its screen, however far one scrolls."""


class StillLoading(CallFailed):
    """What is looked for may be there yet: its screen is still being filled."""


class Changed(CallFailed):
    """The screen changed between being seen and being touched. Nothing was touched: it may be looked for again."""


class Stop(BaseException):
    """Ends the run. `str()` says why."""


class Finished(Stop):
    """The script called finish()."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class Denied(Stop):
    """A consent was needed and not given."""


class Cancelled(Stop):
    """The person stopped the run."""


class LimitReached(Stop):
    """Too many calls, too long, or the same call over and over."""


class Uncertain(Stop):
    """Something grave may or may not have happened, and nothing on the screen tells; the person has to look."""


def how_it_ended(error: BaseException) -> Literal["failed", "denied", "cancelled"]:
    """What became of a call that ended in this error; an interrupt that nobody asked about is the person's, too."""
    if isinstance(error, Denied):
        return "denied"
    return "cancelled" if isinstance(error, (Cancelled, KeyboardInterrupt)) else "failed"
