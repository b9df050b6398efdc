"""Why nothing is to be seen for a while, in a plain terminal: one line, said only where it takes longer than a moment, with
how long it will be."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

WORTH_SAYING_S = 2.0


class WaitingLine:
    """Fulfils `agent.model.writing.Waiting`."""

    def __init__(self, now: Callable[[], float] = time.monotonic, *, live: bool | None = None) -> None:
        """`live`: the line is written anew as it goes on; where stderr is a terminal, if it isn't said."""
        self._now = now
        self._live = sys.stderr.isatty() if live is None else live
        self._why = ""
        self._began = 0.0
        self._said = False

    def __call__(self, why: str, done: int, all_of_it: int) -> None:
        if why != self._why or done == 0:
            self._end()
            self._why, self._began = why, self._now()
        elif done >= all_of_it:
            self._end()
        else:
            self._tell(done, all_of_it)

    def _tell(self, done: int, all_of_it: int) -> None:
        took = self._now() - self._began
        left = took / done * (all_of_it - done)
        if not self._said and took + left < WORTH_SAYING_S:
            return
        if self._live:
            click.echo(f"\r\x1b[K{self._why}: {100 * done // all_of_it} %, {left:.0f} s to go", nl=False, err=True)
        elif not self._said:
            click.echo(f"{self._why}: about {took + left:.0f} s", err=True)
        self._said = True

    def _end(self) -> None:
        if self._said and self._live:
            click.echo(f"\r\x1b[K{self._why}: {self._now() - self._began:.0f} s", err=True)
        self._why, self._said = "", False
