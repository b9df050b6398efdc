"""Stopping a run from outside at a safe point, so that what it has begun can be taken back."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def ctrl_c_stops(cancel: threading.Event) -> Iterator[None]:
    """Ctrl-C sets `cancel` and is raised once the run has ended; a second one is raised at once. Only in the main thread, and
    only where the program hasn't its own way with it."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    pressed = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        again, pressed = pressed, True
        cancel.set()
        if again:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt


@contextlib.contextmanager
def stopped_after(seconds: float | None, cancel: threading.Event) -> Iterator[None]:
    """Set `cancel` when the time is up; None: never."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, cancel.set)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
