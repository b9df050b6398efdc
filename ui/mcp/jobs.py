"""One run on a phone, in a thread of its own: what it says and asks comes out of a queue of the server's loop, so that pings, stops
and progress are answered while the phone or the model takes its time.

A run outlives the call that began it: in the newer protocol a question goes back as the call's result, and the answer comes with
another call. Until then the run waits, with its phone, and no longer than `ANSWER_S`.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ground.errors import CancelledError

ANSWER_S = 300.0
"""A person who hasn't answered after so long has said no."""


@dataclass(frozen=True)
class Ask:
    """A question to the person."""

    message: str
    choices: tuple[str, ...] = ()
    """What may be answered; empty: any words."""


@dataclass(frozen=True)
class Said:
    """What the run does now."""

    words: str


@dataclass(frozen=True)
class Asked:
    """The run waits for the answer: None is no."""

    number: int
    """From 1, within its run: an answer is to one question, though it be sent twice."""
    ask: Ask
    reply: concurrent.futures.Future[str | None]
    settled: asyncio.Event
    """Set when the run waits no longer, whoever answered or didn't."""

    def answer(self, words: str | None) -> None:
        """Only the first one counts."""
        with contextlib.suppress(concurrent.futures.InvalidStateError):
            self.reply.set_result(words)


@dataclass(frozen=True)
class Ended:
    """How it came out: a value, or what was raised."""

    value: Any = None
    error: BaseException | None = None


class Job:
    """A run. `say`, `ask` and `cancel` are for its thread, the rest for the loop's."""

    def __init__(self, phone: str, doing: str, *, can_ask: bool, answer_s: float) -> None:
        self.id, self.phone, self.doing, self.can_ask = secrets.token_hex(8), phone, doing, can_ask
        self.cancel = threading.Event()
        self.events: asyncio.Queue[Said | Asked | Ended] = asyncio.Queue()
        self.waiting: Asked | None = None
        """The question that went out and has no answer yet."""
        self.ended = asyncio.Event()
        self.followed = False
        """Whether a call is told of it now."""
        self.told = False
        """Whether a call was told how it ended."""
        self.steps = 0
        """Of what it said so far."""
        self._asked = 0
        self._answer_s = answer_s
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, work: Callable[[Job], Any], then: Callable[[Job], None]) -> None:
        """`then` is called in the loop's thread when it has ended."""

        def run() -> None:
            try:
                end = Ended(work(self))
            except BaseException as error:
                end = Ended(error=error)
            self._in_loop(lambda: self._end(end, then))

        self._thread = threading.Thread(target=run, name=f"job {self.doing}", daemon=True)
        self._thread.start()

    def _end(self, end: Ended, then: Callable[[Job], None]) -> None:
        """Over before anybody is told of it: who is told may at once ask whether it still runs."""
        self.ended.set()
        self.events.put_nowait(end)
        then(self)

    def say(self, words: str) -> None:
        self._post(Said(words))

    def ask(self, ask: Ask) -> str | None:
        """What the person answers; None is no, also where nobody can be asked. Raises CancelledError where the run was stopped."""
        if not self.can_ask:
            return None
        self._asked += 1
        asked = Asked(self._asked, ask, concurrent.futures.Future(), asyncio.Event())
        with self._lock:
            if self.cancel.is_set():
                raise CancelledError("The run was stopped.")
            self.waiting = asked
        self._post(asked)
        try:
            return asked.reply.result(self._answer_s)
        except concurrent.futures.TimeoutError:
            return None
        finally:
            self.waiting = None
            self._in_loop(asked.settled.set)

    def stop(self) -> None:
        """End it as soon as may be; what it has begun is taken back."""
        with self._lock:
            self.cancel.set()
            waiting = self.waiting
        if waiting is not None:
            with contextlib.suppress(concurrent.futures.InvalidStateError):
                waiting.reply.set_exception(CancelledError("The run was stopped."))

    def join(self, timeout_s: float) -> None:
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _post(self, event: Said | Asked | Ended) -> None:
        self._in_loop(lambda: self.events.put_nowait(event))

    def _in_loop(self, call: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody listens any more
            self._loop.call_soon_threadsafe(call)
