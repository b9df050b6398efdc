"""When a text that is being generated ends: at a stop string, or when it goes round in circles.

Knows text, not tokens. A weak model, asked for what the doc doesn't have, writes the same legal line until it is stopped;
a calculator's digit, tapped four times, is no such loop.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .writing import StopReason

SAME_LINE = 6
"""A line as often as this in a row is a loop."""
SAME_BLOCK = 3
"""Two to eight lines, repeated this often without a difference, are one."""
LONGEST_BLOCK = 8
LONGEST_BABBLE = 4 * 24
_BABBLE = re.compile(r"([^\s=#.*_-]{1,4}?)\1{23}")
"""Rules and dots, of which people make lines, left out."""


def goes_round(lines: list[str]) -> bool:
    """Whether the last of `lines` repeat what came just before them."""
    if len(lines) >= SAME_LINE and len(set(lines[-SAME_LINE:])) == 1:
        return True
    for length in range(2, LONGEST_BLOCK + 1):
        tail = lines[-length * SAME_BLOCK :]
        if len(tail) < length * SAME_BLOCK:
            return False
        if len(set(tail)) > 1 and all(tail[i] == tail[i % length] for i in range(len(tail))):
            return True
    return False


def is_babble(text: str) -> bool:
    """Whether a text is the same few letters over and over: what a model with a damaged file may write, and hardly any
    other does."""
    return _BABBLE.search(text) is not None


class Ending:
    """Collects a text piece by piece, passes on what is sure to be part of it, and says when it has ended."""

    def __init__(self, stops: tuple[str, ...], on_text: Callable[[str], None]) -> None:
        self.stops = tuple(stop for stop in stops if stop)
        self.on_text = on_text
        self.text = ""
        self._passed = 0
        self._lines: list[str] = []
        self._line_start = 0

    def feed(self, piece: str) -> StopReason | None:
        """Take the next piece; return why the text ends with it, if it does."""
        before = len(self.text)
        self.text += piece
        longest = max(map(len, self.stops), default=1)
        found = [at for stop in self.stops if (at := self.text.find(stop, max(0, before - longest + 1))) >= 0]
        if found:
            self.text = self.text[: min(found)]
            self.finish()
            return StopReason.STOP
        held = next(
            (n for n in range(longest - 1, 0, -1) if any(stop.startswith(self.text[-n:]) for stop in self.stops)), 0
        )
        self._pass(len(self.text) - held)
        if is_babble(self.text[max(self._line_start, before - LONGEST_BABBLE) :]):
            return StopReason.REPEAT
        return StopReason.REPEAT if self._new_line_goes_round() else None

    @property
    def at_line_start(self) -> bool:
        """Whether the line that is being written has nothing but its indent yet."""
        return not self.text[self.text.rfind("\n") + 1 :].strip()

    def finish(self) -> None:
        """Pass on what was held back."""
        self._pass(len(self.text))

    def _pass(self, until: int) -> None:
        if until > self._passed:
            self.on_text(self.text[self._passed : until])
            self._passed = until

    def _new_line_goes_round(self) -> bool:
        while (end := self.text.find("\n", self._line_start)) >= 0:
            self._lines.append(self.text[self._line_start : end].rstrip())
            self._line_start = end + 1
            if goes_round(self._lines):
                return True
        return False
