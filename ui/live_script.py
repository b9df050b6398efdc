"""A script in a plain terminal while the model writes it: its lines as they come, without the fences around it, and not
for ever where the model has lost its way."""

from __future__ import annotations

from collections.abc import Callable

MOST = 12
"""Lines shown while they are written; what is longer, and is a script, is shown whole before it runs."""
FENCE = "```"


class LiveScript:
    """Passes on what comes, letter by letter where it can't be the beginning of a fence."""

    def __init__(self, put: Callable[[str], object]) -> None:
        self._put = put
        self._line = ""
        self._put_of_line = 0
        """Letters of it that have been put."""
        self._lines = 0
        self.shown = ""
        """All that was put."""

    def feed(self, text: str) -> None:
        """The next piece."""
        for piece in text.splitlines(keepends=True):
            self._line += piece
            if not self._line.endswith("\n"):
                self._pass_on(self._line[: len(self._line.rstrip("` \t"))])
                continue
            self._end_line()

    def end(self) -> None:
        """Nothing more comes, or something else is said now: the line is ended."""
        if self._line:
            self._end_line()

    def _end_line(self) -> None:
        whole = self._line.partition(FENCE)[0].rstrip()
        if whole or self._put_of_line or FENCE not in self._line:
            self._pass_on(whole)
            if self._lines <= MOST:
                self._show("\n" if self._lines < MOST else "…\n")
            self._lines += 1
        self._line, self._put_of_line = "", 0

    def _pass_on(self, sure: str) -> None:
        new = sure.partition(FENCE)[0][self._put_of_line :]
        if new and self._lines < MOST:
            self._show(new)
            self._put_of_line += len(new)

    def _show(self, text: str) -> None:
        self._put(text)
        self.shown += text
