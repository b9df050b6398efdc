"""Assertions that wait: what is expected is looked for again and again until it is there or the time is up, and a failure says
what was seen instead."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from .app import Act, App, Row, Thing
from .errors import CallFailed, Expected

_EVERY_S = 0.1
_WORDS_SHOWN = 30


class Expectation:
    """What is expected of one thing of an app."""

    def __init__(self, thing: object, timeout_s: float = 5.0) -> None:
        """Raises TypeError for what can't be waited for: a value that was read already."""
        if not isinstance(thing, Thing | Act):
            raise TypeError(
                f"expect() takes a thing of an app, such as settings.wifi, and not what was read from it: {thing!r}"
            )
        self._thing, self._timeout_s = thing, timeout_s
        self._app: App = thing._app
        self._path: str = thing._path

    def to_be_on(self) -> None:
        """A switch that is on."""
        self._wait("to be on", lambda: self._read("is_on"), lambda is_on: is_on is True)

    def to_be_off(self) -> None:
        """A switch that is off."""
        self._wait("to be off", lambda: self._read("is_on"), lambda is_on: is_on is False)

    def to_exist(self) -> None:
        """An element on its screen, a row in its list, a text that `find` finds."""
        self._wait("to exist", lambda: self._read("exists"), lambda there: there is True)

    def to_be_gone(self) -> None:
        """None of it there."""
        self._wait("to be gone", lambda: self._read("exists"), lambda there: there is False)

    def to_be_open(self) -> None:
        """A screen that is in front. It is not gone to."""
        self._wait("to be open", lambda: self._read("is_open"), lambda is_open: is_open is True)

    def to_have_text(self, text: str | re.Pattern[str]) -> None:
        """Exactly this text, or one that a pattern matches as a whole."""
        wanted = text.pattern if isinstance(text, re.Pattern) else text
        self._wait(f"to have the text {wanted!r}", lambda: self._read("text"), lambda seen: _is(seen, text))

    def to_contain_text(self, text: str | re.Pattern[str]) -> None:
        """A text with this somewhere in it."""
        wanted = text.pattern if isinstance(text, re.Pattern) else text
        self._wait(f"to contain the text {wanted!r}", lambda: self._read("text"), lambda seen: _has(seen, text))

    def to_have_value(self, value: str) -> None:
        """A choice that stands at this option."""
        self._wait(f"to have the value {value!r}", lambda: self._read("value"), lambda seen: seen == value)

    def to_have_rows(self, number: int) -> None:
        """A list of so many rows: `phone.expect(notes.main.notes).to_have_rows(3)`."""
        self._wait(f"to have {number} rows", self._rows, lambda seen: len(seen) == number, lambda seen: _rows_in(seen))

    def to_have_row(self, text: str) -> None:
        """A list with a row that says this among its texts."""
        self._wait(
            f"to have a row with {text!r}",
            self._rows,
            lambda seen: any(text in one for one in seen),
            lambda seen: _rows_in(seen),
        )

    def _read(self, name: str) -> object:
        if isinstance(self._thing, Act):
            raise TypeError(f"{self._path} is something to call, and has no {name}. A list has to_have_rows(…)")
        if isinstance(self._thing, Row) and name == "exists":
            return self._thing._is_there()
        fresh = self._thing
        if isinstance(fresh, Row):  # a row keeps what it said when it was met
            fresh = Row(fresh._app, type(fresh._ref)(fresh._ref.screen, fresh._ref.element), fresh._path, fresh._text)
        return getattr(fresh, name)

    def _rows(self) -> list[str]:
        if not isinstance(self._thing, Act) or self._thing._member.op != "rows":
            raise TypeError(f"{self._path} is no list; a list is said without parentheses: expect(notes.main.notes)")
        return [row._ref.row_text for row in self._thing()]

    def _wait(
        self,
        what: str,
        look: Callable[[], Any],
        holds: Callable[[Any], bool],
        told: Callable[[Any], str] = repr,
    ) -> None:
        until = time.monotonic() + self._timeout_s
        looked = 0
        while True:
            try:
                seen = look()
                looked += 1
                if holds(seen):
                    return
                said = told(seen)
            except CallFailed as error:  # not there yet, perhaps
                looked += 1
                said = str(error)
            if time.monotonic() >= until:
                raise Expected(self._failure(what, said, looked), where=self._path)
            time.sleep(min(_EVERY_S, max(0.0, until - time.monotonic())))

    def _failure(self, what: str, said: str, looked: int) -> str:
        words = self._app._phone._seen()
        shown = ", ".join(f'"{word}"' for word in words[:_WORDS_SHOWN]) + (", …" if len(words) > _WORDS_SHOWN else "")
        return (
            f"Expected {self._path} {what}, within {self._timeout_s:g} s. Seen instead: {said} (looked {looked} times). "
            f"On the screen: {shown or 'no words'}."
        )


def _is(seen: object, text: str | re.Pattern[str]) -> bool:
    return bool(text.fullmatch(str(seen))) if isinstance(text, re.Pattern) else seen == text


def _has(seen: object, text: str | re.Pattern[str]) -> bool:
    return bool(text.search(str(seen))) if isinstance(text, re.Pattern) else text in str(seen)


def _rows_in(seen: list[str]) -> str:
    shown = ", ".join(f'"{one}"' for one in seen[:10])
    return f"{len(seen)} rows{f': {shown}' if shown else ''}{', …' if len(seen) > 10 else ''}"
