"""Processes of our own for work in parallel, that end when whoever started them does: in the regular way, or killed.

They watch a pipe that only the starter holds the other end of. What they are doing is broken off then, its `finally`s run: a
demo phone is closed, a temporary folder removed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from types import FrameType
from typing import ParamSpec, TypeVar

GRACE_S = 15.0
"""How long breaking off may take."""
P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """So many processes that work at the same time."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    @classmethod
    @contextlib.contextmanager
    def started(cls, count: int) -> Iterator[Workers]:
        """Left by an error or Ctrl-C, they break off; otherwise all that was submitted is done first."""
        # fresh processes: each starts phones and threads of its own
        context = multiprocessing.get_context("spawn")
        watched, held = context.Pipe(duplex=False)
        with watched, held, ProcessPoolExecutor(count, context, _begin, (watched,)) as pool:
            try:
                yield cls(pool)
            except BaseException:
                held.close()  # before the pool waits for them
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def submit(self, work: Callable[P, T], *args: P.args, **options: P.kwargs) -> Future[T]:
        return self._pool.submit(_done, partial(work, *args, **options))


def _begin(held: Connection) -> None:
    """In a worker, before anything else."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the starter, who ends us
    signal.signal(signal.SIGTERM, _break_off)
    threading.Thread(target=_watch, args=(held,), daemon=True).start()


def _watch(held: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        held.recv_bytes()  # nothing is ever sent: this waits for the end
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_S)
    os._exit(1)


def _break_off(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _done(work: Callable[[], T]) -> T:
    try:
        return work()
    except SystemExit:
        os._exit(1)  # raised on, the pool would take it for what came of the work, and go on
