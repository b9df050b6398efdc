"""Ctrl-C while a command runs: it stops the run at its next safe point; at a question it is the answer; a second one ends
everything at once.

Python restarts what a signal interrupts unless its handler raises, so a handler that only sets an event would leave the
person waiting at a question until they press Enter.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

import click

from thumbwright.errors import CancelledError

STOPPED = "You stopped it."


class Interrupts:
    """What Ctrl-C does to one command."""

    def __init__(self) -> None:
        self.cancel = threading.Event()
        """Set once the person wants the run to stop."""
        self._asking = False

    @contextlib.contextmanager
    def heeded(self) -> Iterator[None]:
        """From here on Ctrl-C is ours; from the main thread only."""

        def stop(number: int, frame: FrameType | None) -> None:
            again = self.cancel.is_set()
            self.cancel.set()
            if again or self._asking:
                raise KeyboardInterrupt

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """While the person is asked: Ctrl-C ends the waiting for an answer. Raises CancelledError then.

        click.Abort goes on where the input ended instead: nobody answers, and nothing was stopped.
        """
        if self.cancel.is_set():
            raise CancelledError(STOPPED)
        self._asking = True
        try:
            yield
        except (KeyboardInterrupt, click.Abort):
            if self.cancel.is_set():
                raise CancelledError(STOPPED) from None
            raise
        finally:
            self._asking = False
