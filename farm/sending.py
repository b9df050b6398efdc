"""Handing one work to many phones of a farm, and the one rule about what comes back: every task ends, within a time of ours, as
what its host says, as not run where it was handed to nobody, or as unknown. What may have been begun is never handed out again.

A host that is lost and comes back is asked what became of the task; its claims know. Until then, and no longer than GRACE_S, it is
waited for.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from .errors import FarmError, NotHanded
from .work import Outcome

WITHIN_S = 600.0
GRACE_S = 20.0
STOPPING_S = 30.0
"""So long may a task take to its next safe point once the person has stopped it."""
_LOOK_S = 0.05
_ASK_AGAIN_S = 1.0
Answer = dict[str, Any]


class Net(Protocol):
    """What hands calls to hosts: `farm.net.FarmNet`, or a double of it."""

    def hosts(self) -> list[str]:
        """Those that are there. Raises FarmLost."""

    def submit(self, host: str, call: str, data: dict[str, Any], name: str = "") -> Future[Answer]: ...


@dataclass(frozen=True)
class Task:
    """One work for one phone, once."""

    host: str
    serial: str
    work: dict[str, Any]
    """As `Work.to_data` says it."""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def phone(self) -> str:
        return f"{self.host}/{self.serial}"


@dataclass
class _Handed:
    """A task that a host has, as far as is known."""

    task: Task
    future: Future[Answer]
    until: float
    lost: str = ""
    """Why its host can't tell any more; empty while it is waited for in the ordinary way."""
    lost_until: float = 0.0
    asking: Future[Answer] | None = None
    ask_at: float = 0.0


class Sending:
    """One run over many phones. `run` does it; everything else is its own."""

    def __init__(
        self,
        net: Net,
        tasks: Sequence[Task],
        *,
        within_s: float = WITHIN_S,
        grace_s: float = GRACE_S,
        wait_s: float = 0.0,
        offsets: dict[str, float] | None = None,
        cancel: threading.Event | None = None,
        begun: Callable[[Task], object] = lambda task: None,
        ended: Callable[[Outcome], object] = lambda outcome: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`within_s` is how long a task may take from being handed out, and how long one waits for its host; `offsets` how far
        the hosts' clocks are ahead of ours."""
        self.id = uuid.uuid4().hex[:12]
        self._net, self._tasks = net, tasks
        self._within_s, self._grace_s, self._wait_s = within_s, grace_s, wait_s
        self._offsets = offsets or {}
        self._cancel = cancel or threading.Event()
        self._stopped_until = 0.0
        self._begun, self._ended, self._clock = begun, ended, clock
        self._waiting: dict[str, deque[Task]] = {}
        for task in tasks:
            self._waiting.setdefault(task.phone, deque()).append(task)
        self._idle_since = {phone: clock() for phone in self._waiting}
        self._handed: dict[str, _Handed] = {}
        """By phone: one task a phone at a time."""
        self._outcomes: dict[str, Outcome] = {}

    def run(self) -> list[Outcome]:
        """Hand all out and wait for their ends; the outcomes in the order of the tasks."""
        while self._waiting or self._handed:
            there = self._there()
            if self._cancel.is_set():
                self._stop(there)
            for phone in list(self._waiting):
                if phone not in self._handed:
                    self._hand(phone, there)
            for phone, one in list(self._handed.items()):
                self._look(phone, one, there)
            time.sleep(_LOOK_S)
        return [self._outcomes[task.id] for task in self._tasks]

    def _there(self) -> set[str]:
        try:
            return set(self._net.hosts())
        except FarmError:
            return set()

    def _hand(self, phone: str, there: set[str]) -> None:
        queue = self._waiting[phone]
        task = queue[0]
        if task.host not in there:
            if self._clock() - self._idle_since[phone] > self._within_s:
                self._end(task, "not_run", f"{task.host} isn't in the farm, and was waited for. Nothing was begun.")
                self._next(phone)
            return
        data = {
            "task": task.id,
            "run": self.id,
            "serial": task.serial,
            "work": task.work,
            "not_after": time.time() + self._within_s + self._offsets.get(task.host, 0.0),
            "wait_s": self._wait_s,
        }
        future = self._net.submit(task.host, "do", data, "do")
        self._handed[phone] = _Handed(task, future, self._clock() + self._within_s)
        self._begun(task)

    def _look(self, phone: str, one: _Handed, there: set[str]) -> None:
        """What is to be said of a task that was handed out, if anything is yet."""
        if one.lost:
            self._look_again(phone, one, there)
        elif one.future.done():
            error = one.future.exception()
            if isinstance(error, NotHanded):
                self._back(phone)
            elif error is not None:
                one.lost, one.lost_until = str(error), min(one.until, self._clock() + self._grace_s)
            else:
                self._told(phone, one.task, one.future.result())
        elif self._clock() > self._limit(one):
            self._unknown(phone, one, "it didn't end within the time it was given")

    def _limit(self, one: _Handed) -> float:
        return min(one.until, self._stopped_until) if self._stopped_until else one.until

    def _look_again(self, phone: str, one: _Handed, there: set[str]) -> None:
        """Its host was lost: once it is back, its claims say what became of the task."""
        now = self._clock()
        if one.asking is not None and one.asking.done():
            asked, one.asking = one.asking, None
            if asked.exception() is None and self._remembered(phone, one, asked.result()):
                return
            one.ask_at = now + _ASK_AGAIN_S
        if now > min(one.lost_until, self._limit(one)):
            self._unknown(phone, one, one.lost)
        elif one.asking is None and one.task.host in there and now >= one.ask_at:
            one.asking = self._net.submit(one.task.host, "became", {"tasks": [one.task.id]}, "became")

    def _remembered(self, phone: str, one: _Handed, answer: Answer) -> bool:
        """Whether the host's word on the task is its end."""
        if "result" not in answer:
            return False
        told = answer["result"].get(one.task.id)
        if told is None:
            self._end(one.task, "not_run", f"{one.task.host} was lost before it was begun. Nothing was done.")
            self._next(phone)
            return True
        outcome = Outcome(**told)
        if outcome.status == "unknown" and "under way" in outcome.answer:
            one.lost_until = min(one.until, self._clock() + self._grace_s)  # it lives: it is waited for as before
            return False
        self._told(phone, one.task, {"result": told})
        return True

    def _told(self, phone: str, task: Task, answer: Answer) -> None:
        if "error" in answer:
            self._end(task, "failed", str(answer["error"]))
        else:
            self._put(task, Outcome(**answer["result"]))
        self._next(phone)

    def _unknown(self, phone: str, one: _Handed, why: str) -> None:
        self._end(
            one.task,
            "unknown",
            f"How it went isn't known ({why.rstrip('.')}), and it is not repeated. Look at the phone.",
        )
        one.future.cancel()
        self._next(phone)

    def _stop(self, there: set[str]) -> None:
        """The person stopped it: nothing more is handed out, and the hosts are told once."""
        for phone, queue in list(self._waiting.items()):
            kept = [self._handed[phone].task] if phone in self._handed else []
            for task in queue:
                if task not in kept:
                    self._end(task, "cancelled", "Not begun: it was stopped before.")
            if kept:
                self._waiting[phone] = deque(kept)
            else:
                del self._waiting[phone]
        if not self._stopped_until:
            self._stopped_until = self._clock() + STOPPING_S
            for host in {one.task.host for one in self._handed.values()} & there:
                self._net.submit(host, "stop", {"run": self.id}, "stop")

    def _back(self, phone: str) -> None:
        """It was handed to nobody: it waits for its host."""
        del self._handed[phone]

    def _next(self, phone: str) -> None:
        self._handed.pop(phone, None)
        queue = self._waiting.get(phone)
        if queue:
            queue.popleft()
            self._idle_since[phone] = self._clock()
        if not queue:
            self._waiting.pop(phone, None)

    def _end(self, task: Task, status: str, answer: str) -> None:
        self._put(task, Outcome(task.serial, status, answer))

    def _put(self, task: Task, outcome: Outcome) -> None:
        outcome = replace(outcome, serial=task.phone, task=task.id)
        self._outcomes[task.id] = outcome
        self._ended(outcome)
