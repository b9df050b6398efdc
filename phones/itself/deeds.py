"""What a deed of the phone is: worked out first, so that it can be agreed to in its own words, then done, then looked for.

Nothing is done while it is worked out: names are looked up, times read, what is missing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .asking import Ask


@dataclass(frozen=True)
class Done:
    """What came of a deed."""

    what: str
    """In the person's words: `alarm set for 07:30 on weekdays`."""
    seen: bool
    """Whether the phone showed it afterwards."""
    why: str = ""
    """What is not seen or not done yet, where that is so."""
    left: bool = False
    """Whether the rest of it is the person's to do."""


@dataclass(frozen=True)
class Ready:
    """A deed that has been worked out and not done."""

    what: str
    """`Call Aisha Rahman, +44 7700 900112`."""
    do: Callable[[], Done]


@dataclass(frozen=True)
class Tools:
    """What a deed works with."""

    ask: Ask
    sdk: int
    now: Callable[[], datetime]
    texts: Callable[[], list[str]]
    """What the screen says, once it stands still."""
    front: Callable[[], str]
    """The package in front."""
    choose: Callable[[str, Sequence[str]], str]
    """Asks the person which of several is meant."""
    press: Callable[[str], bool] = lambda word: False
    """Presses the one control of the screen in front that is called so; False where there is none, or several."""
    typed: Callable[[], list[str]] = list
    """What stands in the fields of the screen in front, once it stands still."""


Deed = Callable[[Tools, Mapping[str, str]], Ready]


def start(tools: Tools, *words: str) -> None:
    """Send an intent. Raises CommandRefused where nothing takes it."""
    tools.ask(["am", "start", *words])
