"""Ctrl-C while a command runs: it stops the run at its next safe point; at a question it is the answer; a second one ends
everything at once.

Python restarts what a signal interrupts unless its handler raises, so a handler that only sets an event would leave the
person waiting at a question until they press Enter.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

import click

from ground.errors import CancelledError

STOPPED = "You stopped it."
_HANGUP = getattr(signal, "SIGHUP", None)  # Windows has none
_STOPPING = [signal.SIGINT, signal.SIGTERM, *([_HANGUP] if _HANGUP is not None else [])]


class Interrupts:
    """What Ctrl-C does to one command."""

    def __init__(self) -> None:
        self.cancel = threading.Event()
        """Set once the person wants the run to stop."""
        self._at_once = False

    @contextlib.contextmanager
    def heeded(self) -> Iterator[None]:
        """From here on Ctrl-C is ours, and so is being told to end (SIGTERM) or left by the terminal (SIGHUP): the phone is
        given back then, too. From the main thread only."""

        def stop(number: int, frame: FrameType | None) -> None:
            if number == _HANGUP:
                _say_no_more()
            again = self.cancel.is_set()
            self.cancel.set()
            if again or self._at_once:
                raise KeyboardInterrupt

        wanted = [number for number in _STOPPING if signal.getsignal(number) is not signal.SIG_IGN]  # as under nohup
        before = {number: signal.signal(number, stop) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """While nothing has to be brought to a safe point, Ctrl-C ends it where it is. Raises CancelledError then."""
        if self.cancel.is_set():
            raise CancelledError(STOPPED)
        self._at_once = True
        try:
            yield
        except KeyboardInterrupt:
            if self.cancel.is_set():
                raise CancelledError(STOPPED) from None
            raise
        finally:
            self._at_once = False

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """While the person is asked: Ctrl-C ends the waiting for an answer. Raises CancelledError then.

        click.Abort goes on where the input ended instead: nobody answers, and nothing was stopped.
        """
        try:
            with self.at_once():
                yield
        except click.Abort:
            if self.cancel.is_set():
                raise CancelledError(STOPPED) from None
            raise


def _say_no_more() -> None:
    """The terminal has gone: what is written to it would fail, and end the run in the middle of something."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
