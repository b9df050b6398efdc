"""A phone whose acts and dumps are written down; while there is a tape from before, that answers and the phone is left alone."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from phones.errors import AnswerLost
from phones.hierarchy import Hierarchy, Node
from phones.passing import PassingPhone
from phones.phone import Key, Phone

from .tape import CutOff, Entry, Tape

log = logging.getLogger(__name__)


class TapedPhone(PassingPhone):
    """What a walk does on it and sees is on the tape; all else passes through."""

    def __init__(self, phone: Phone, tape: Tape, before: Sequence[Entry] = ()) -> None:
        super().__init__(phone)
        self._tape = tape
        self._before = deque(before)
        self._dumps: deque[Hierarchy] = deque()
        self._answered = 0
        self._taping = True
        self.playing = bool(before)
        """Whether what was written down before answers."""

    def leave_off(self, why: str) -> None:
        """The walk is over, or was stopped where there is no `why`: from now on all is the phone's, and no more is written down."""
        if why and not self.playing:
            self._tape.over(why)
        self._tape.close()
        self.playing = self._taping = False

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self._do(["tap", x, y], lambda: self._phone.tap(x, y, on=on))

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None:
        self._do(["long_press", x, y], lambda: self._phone.long_press(x, y, duration_s, on=on))

    def type_text(self, text: str, *, clear: bool = True) -> None:
        self._do(["type", text], lambda: self._phone.type_text(text, clear=clear))

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        self._do(["swipe", x1, y1, x2, y2], lambda: self._phone.swipe(x1, y1, x2, y2, duration_s))

    def key(self, name: Key) -> None:
        self._do(["key", name], lambda: self._phone.key(name))

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        self._do(["launch", package, stop_first], lambda: self._phone.launch(package, stop_first=stop_first))

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        if self.playing and self._dumps:
            return self._dumps.popleft()
        dump = self._phone.settle(timeout_s, stop)
        if self._taping and not self.playing:
            self._tape.saw(dump)
        return dump

    def _do(self, words: list[Any], act: Callable[[], None]) -> None:
        if self.playing:
            self._play(words)
            return
        if self._taping:
            self._tape.did(words)
        try:
            act()
        except AnswerLost:
            if self._taping:
                self._tape.lost()
            raise

    def _play(self, words: list[Any]) -> None:
        """Raises CutOff where the tape does or ends, AnswerLost where an answer was lost."""
        if self._before and self._before[0].did and self._before[0].did != words:
            log.warning("This learning goes on from %s, since the program has changed: %s", self._before[0].did, words)
            self._tape.keep(self._answered)
            self._before.clear()
        if not self._before:
            self.playing = False
            self._tape.cut()
            raise CutOff
        entry = self._before.popleft()
        self._answered += 1
        if not entry.did:
            raise CutOff
        self._dumps = deque(entry.saw)
        if entry.lost:
            raise AnswerLost(self.serial, str(words[0]))

    # --- what is none of a walk's

    def dump(self) -> Hierarchy:
        return self._phone.dump()

    def stop(self, package: str) -> None:
        self._phone.stop(package)
