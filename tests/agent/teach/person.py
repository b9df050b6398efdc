"""Somebody who uses the demo phone while it is watched: with a finger on its glass, or through adb, which no glass tells of."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from agent.teach.reading import Ask
from agent.teach.showing import Shown, read
from agent.teach.watching import Watch
from apidocs.doc import AppDoc
from phones.android import AndroidPhone
from phones.hierarchy import Node

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread
    from tests.conftest import AdbServer

TODAY = date(2024, 5, 14)
Means = Literal["finger", "adb"]


class Person:
    """Does one thing at a time, and waits until it was seen."""

    def __init__(self, demo: DemoPhoneThread, adb: AdbServer, watch: Watch, means: Means = "finger") -> None:
        self._demo, self._adb, self._watch, self._means = demo, adb, watch, means

    def tap(self, what: str, hold_ms: int = 60) -> None:
        """Tap what says this, or has this id; `#1` is the second field."""
        x, y = self.place(what)
        before = len(self._watch.turns)
        if self._means == "finger":
            self._demo.finger(x, y, hold_ms=hold_ms)
        elif hold_ms > 300:
            self._shell("input", "swipe", *(str(n) for n in (x, y, x, y, hold_ms)))
        else:
            self._shell("input", "tap", str(x), str(y))
        self._seen(before, touched=self._means == "finger")

    def place(self, what: str) -> tuple[int, int]:
        return self._node(what).bounds.center

    def type_at_once(self, what: str, text: str) -> None:
        """Touch a field and type there before anybody has looked."""
        before = len(self._watch.turns)
        self._demo.finger(*self.place(what))
        self._demo.call(lambda: self._demo.device.type_text(text, replace=False))
        self._seen(before, touched=True)

    def hold(self, what: str) -> None:
        self.tap(what, hold_ms=600)

    def swipe(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        before = len(self._watch.turns)
        self._demo.finger(*start, to=end, hold_ms=150)
        self._seen(before, touched=True)

    def type(self, text: str, instead: int = 0) -> None:
        """Type, in place of so many letters that stand there."""
        before = len(self._watch.turns)
        if instead:
            self._shell("input", "keyevent", *["67"] * instead)
        self._shell("input", "text", text)
        self._seen(before)

    def back(self) -> None:
        before = len(self._watch.turns)
        self._shell("input", "keyevent", "4")
        self._seen(before)

    def _shell(self, *words: str) -> None:
        self._adb.run("shell", *words, serial=self._demo.serial)

    def _node(self, what: str) -> Node:
        shown = list(self._watch.phone.dump().walk())
        if what.startswith("#"):
            return [n for n in shown if n.editable][int(what[1:])]
        found = [n for n in shown if what in (n.text, n.content_desc, n.id_name) and n.bounds.area]
        assert found, f"nothing says {what!r}: {[n.label for n in shown if n.label]}"
        return found[-1]

    def _seen(self, before: int, *, touched: bool = False) -> None:
        end = time.monotonic() + 10
        while not any(turn.did is not None or not touched for turn in self._watch.turns[before:]):
            assert time.monotonic() < end, "what was done came to no turn"
            self._watch.look()
        self._watch.look()


def begun(phone: AndroidPhone, package: str, watch: Watch) -> Watch:
    """An app is in front, and is watched."""
    phone.launch(package)
    watch.begin()
    return watch


def shown(watch: Watch, doc: AppDoc, ask: Ask | None = None) -> Shown:
    """What it comes to."""
    return read(watch.turns, doc, TODAY, ["com.android.launcher3"], ask)


def never(question: str, options: Sequence[str]) -> str:
    """For showings that leave nothing to ask about."""
    raise AssertionError(f"asked {question!r}: {list(options)}")
