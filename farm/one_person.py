"""One person, asked once for all phones: what reads the same on each is one question and one answer; what reads otherwise on one of
them is said to, and asked for it alone."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ground.errors import CancelledError
from interpreter.calls import Person, Question

T = TypeVar("T")
Pause = Callable[[], AbstractContextManager[object]]
"""What shows progress holds still while something is asked."""


@dataclass
class _Asked:
    """A question under way, or answered."""

    done: threading.Event = field(default_factory=threading.Event)
    answer: object = None
    error: BaseException | None = None


class OnePerson:
    """Asks `person` for all of `phones`: who comes first puts the question, the others wait for that answer.

    The phones' threads only put questions; they are asked by whoever calls `answer_waiting`, which is the thread that Ctrl-C
    reaches: elsewhere it would end nothing.
    """

    def __init__(self, person: Person, phones: Sequence[str], pause: Pause = nullcontext) -> None:
        self._person, self._phones, self._pause = person, list(phones), pause
        self._lock = threading.Lock()
        self._put: queue.SimpleQueue[tuple[_Asked, Callable[[], object]]] = queue.SimpleQueue()
        self._asked: dict[tuple[object, ...], _Asked] = {}
        self._lines: set[tuple[object, ...]] = set()
        """What was asked about before, however it read: an effect and a line of the script."""

    def on(self, serial: str) -> Person:
        """The same person, for one of the phones."""
        return _OnPhone(self, serial)

    def answer_waiting(self) -> None:
        """Ask what has been put, if anything has; returns when nothing waits. What ends the program goes on from here."""
        while True:
            try:
                asked, ask = self._put.get_nowait()
            except queue.Empty:
                return
            try:
                with self._pause():
                    asked.answer = ask()
            except Exception as error:
                asked.error = error
            except BaseException as error:
                asked.error = CancelledError(str(error) or "You stopped it.")
                raise
            finally:
                asked.done.set()

    def consent(self, serial: str, question: Question) -> int:
        line = (question.effect, question.line)
        key = ("consent", *line, question.what, question.coming)

        def ask() -> int:
            otherwise = line in self._lines
            self._lines.add(line)
            return self._person.consent(replace(question, what=f"{self._where(serial, otherwise)}: {question.what}"))

        return self._once(key, ask)

    def ask(self, serial: str, question: str, options: Sequence[str]) -> str:
        line = ("ask",)
        key = ("ask", question, tuple(options))

        def ask() -> str:
            otherwise = line in self._lines
            self._lines.add(line)
            return self._person.ask(f"{self._where(serial, otherwise)}: {question}", options)

        return self._once(key, ask)

    def _where(self, serial: str, otherwise: bool) -> str:
        if otherwise:
            return f"On {serial}, otherwise than on a phone before"
        if len(self._phones) == 1:
            return f"On {serial}"
        return f"On all {len(self._phones)} phones"

    def _once(self, key: tuple[object, ...], ask: Callable[[], T]) -> T:
        with self._lock:
            asked = self._asked.get(key)
            mine = asked is None
            if asked is None:
                asked = self._asked[key] = _Asked()
        if mine:
            self._put.put((asked, ask))
        asked.done.wait()
        if asked.error is not None:
            if isinstance(asked.error, CancelledError):
                raise CancelledError(str(asked.error))
            raise asked.error
        return asked.answer  # type: ignore[return-value]


class _OnPhone(Person):
    def __init__(self, one: OnePerson, serial: str) -> None:
        self._one, self._serial = one, serial

    def consent(self, question: Question) -> int:
        return self._one.consent(self._serial, question)

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        return self._one.ask(self._serial, question, options)
