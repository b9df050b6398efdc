"""When a screen has come to rest, decided from its dumps and from what the phone tells of changes in between.

uiautomator's dumps wait for nothing, and no fixed sleep fits both a fast phone and a slow one, so all waiting is measured
in the time a dump takes: the app's own thread answers it, after whatever else that thread has to do. Where the phone tells
of changes (`watching`), one dump will do: a screen that nothing was told of since that dump was begun is as the dump says.
Where it doesn't, two dumps that are equal have to. What never rests (clocks, progress, the system's bars) is left out of the
comparison. Taking the dumps is the caller's.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from .hierarchy import Hierarchy, Node

SHORTEST_GAP_S, FIRST_GAP_S = 0.004, 0.02
"""Between the first two dumps: as long as a dump takes, within these."""
LAST_GAP_S = 0.25
SHORTEST_PATIENCE_S, PATIENCE_S = 0.06, 0.3
"""How long after an act a screen that looks as before may still be about to change: PATIENCE_DUMPS times as long as a dump
takes, within these. Only a phone that answers in a few milliseconds, as no real one does, gets less than PATIENCE_S."""
PATIENCE_DUMPS = 40
QUIET_S, REAL_DUMP_S = 0.17, 0.02
"""How long a screen that came upon an act has to stay as it is: lists fill a moment after their window is there, and half a
list looks like a whole one. Not where a dump takes less than REAL_DUMP_S, as on no real phone."""
UNTOLD_S = 0.2
"""The same where the phone tells of changes, which it does ten times a second: counted from what it told last."""
PACE_DUMPS = 6
"""So many dumps back the time that a dump takes is remembered."""
SPINNER_S = 1.5
"""How long a progress indicator that wasn't there before may hold a screen up that doesn't change otherwise."""
_log = logging.getLogger(__name__)
_CLOCK = re.compile(r"\s*\d{1,3}[:.]\d{2}([:.,]\d{1,3}){0,2}\s*([AaPp]\.?[Mm]\.?)?\s*\Z")


def fingerprint(hierarchy: Hierarchy) -> int:
    """Equal for two dumps of a screen at rest; good within one process."""
    return hash(
        (hierarchy.rotation,)
        + tuple(
            (
                node.cls,
                node.resource_id,
                _text(node),
                node.content_desc,
                node.bounds,
                node.checked,
                node.selected,
                node.focused,
                node.enabled,
                node.clickable,
            )
            for root in hierarchy.roots
            if not hierarchy.is_bar(root)
            for node in root.walk()
        )
    )


class Listening(Protocol):
    """What tells of changes, as `watching.Watch` does."""

    def begin(self) -> None: ...

    def heard(self, wait_s: float = 0.0) -> bool | None:
        """Whether something changed since `begin`; None where it isn't known, and then without waiting."""


class Rest:
    """Remembers what settling needs to know of the time before: the last screen, the last act, standing spinners."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        watch: Listening | None = None,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._watch = watch
        self._deaf = False
        """The screen changed and the phone told nothing: its silence says nothing either, until it tells something."""
        self._seen: int | None = None
        self._acted_at: float | None = None
        self._took: deque[float] = deque(maxlen=PACE_DUMPS)
        self._standing: frozenset[tuple[str, str]] = frozenset()

    def look(self, take: Callable[[], Hierarchy]) -> Hierarchy:
        """Take one dump, settled or not: what the next act starts from."""
        hierarchy = self._timed(take)
        if self._acted_at is None:
            self._seen = fingerprint(hierarchy)
        return hierarchy

    @property
    def holds(self) -> bool:
        """Whether the last dump still is what is shown, as far as the phone tells: nothing was done, and nothing happened."""
        return self._acted_at is None and self._heard(0.0) is False

    @property
    def _pace_s(self) -> float:
        """How long a dump takes. The shortest of late counts: a longer one waited for something else, there or here."""
        return min(self._took)

    @property
    def _first_gap_s(self) -> float:
        return min(max(self._pace_s, SHORTEST_GAP_S), FIRST_GAP_S)

    @property
    def _patience_s(self) -> float:
        pace_s = self._pace_s if self._took else PATIENCE_S
        return min(max(pace_s * PATIENCE_DUMPS, SHORTEST_PATIENCE_S), PATIENCE_S)

    def _quiet_s(self, told: bool) -> float:
        return 0.0 if self._pace_s < REAL_DUMP_S else UNTOLD_S if told else QUIET_S

    def _timed(self, take: Callable[[], Hierarchy]) -> Hierarchy:
        start = self._clock()
        hierarchy = take()
        self._took.append(self._clock() - start)
        return hierarchy

    def _listen(self) -> None:
        if self._watch is not None:
            self._watch.begin()

    def _heard(self, wait_s: float) -> bool | None:
        """Whether something changed since `_listen`, waiting that long for it; None where it can't be known, and at once."""
        heard = self._watch.heard(0.0 if self._deaf else wait_s) if self._watch is not None else None
        if heard:
            self._deaf = False
        return None if self._deaf else heard

    def acted(self) -> None:
        """Something is done that may change the screen, or was a moment ago."""
        self._listen()
        self._acted_at = self._clock()

    def settle(self, take: Callable[[], Hierarchy], timeout_s: float, stop: threading.Event | None = None) -> Hierarchy:
        """Take dumps until the last one holds, the time is up, or `stop` is set, and return it.

        It holds where nothing was told since it was begun, or where another equals it. A screen that still looks as before the
        last act has to stay so for a while (see PATIENCE_S), a new one for a shorter while (QUIET_S); one with a new progress
        indicator is given SPINNER_S to lose it.
        """
        start = self._clock()
        told = self._await_the_first(timeout_s)
        begun = quiet_since = self._clock()
        self._listen()
        last = self._timed(take)
        if told is None:
            quiet_since = self._clock()
        gap, steady = self._first_gap_s, False
        print_ = fingerprint(last)
        if told is False and print_ != self._seen and self._heard(gap) is False:
            _log.info("the screen changed and the phone told nothing of it: its dumps are compared from here on")
            self._deaf = True
        while True:
            left = start + timeout_s - self._clock()
            if left <= 0 or stop is not None and stop.is_set():
                break
            due = self._due(print_, last, quiet_since)
            told = self._pause(min(gap, left), min(max(due - self._clock(), SHORTEST_GAP_S), LAST_GAP_S, left), steady)
            gap = min(gap * 1.6, LAST_GAP_S)
            doubtful = self._acted_at is not None and print_ == self._seen and begun < due
            if told is not False or doubtful and self._clock() >= due:
                begun = self._clock()
                self._listen()
                now_shown = self._timed(take)
                now_print = print_ if now_shown is last else fingerprint(now_shown)
                steady, last, print_ = now_print == print_, now_shown, now_print
                if not steady:
                    quiet_since, gap = self._clock() if told is None else begun, self._first_gap_s
                    continue
            if self._clock() >= due:
                break
        self._standing = _spinners(last)
        self._seen, self._acted_at = print_, None
        return last

    def _due(self, print_: int, shown: Hierarchy, quiet_since: float) -> float:
        """From when on this screen is taken to be at rest, if it stays as it is."""
        due = 0.0
        if self._acted_at is not None and print_ == self._seen:
            due = self._acted_at + self._patience_s
        elif self._acted_at is not None:
            due = quiet_since + self._quiet_s(self._heard(0.0) is not None)
        if _spinners(shown) - self._standing:
            due = max(due, quiet_since + SPINNER_S)
        return due

    def _await_the_first(self, timeout_s: float) -> bool | None:
        """Wait until the act begins to show, as long as patience lasts: a dump before that would show nothing new. None where
        nothing was done, or the phone doesn't tell."""
        if self._acted_at is None:
            return None
        wait_s = min(self._acted_at + self._patience_s - self._clock(), timeout_s)
        return self._heard(max(0.0, wait_s))

    def _pause(self, gap_s: float, quiet_s: float, steady: bool) -> bool | None:
        """Wait until something changes, or `quiet_s` have passed; where the phone doesn't tell, or tells of what doesn't show on a
        `steady` screen, for `gap_s`."""
        begun = self._clock()
        told = self._heard(gap_s if steady else quiet_s)
        if told is None or told and steady:
            self._sleep(max(0.0, begun + gap_s - self._clock()))
        return told


def _text(node: Node) -> str:
    text = node.text
    if node.cls.endswith("ProgressBar") or (text and text.lstrip()[:1].isdecimal() and _CLOCK.match(text)):
        return ""
    return text


def _spinners(hierarchy: Hierarchy) -> frozenset[tuple[str, str]]:
    """Progress indicators but those that tell how far it is, which are content."""
    shown = (n for n in hierarchy.walk() if n.cls.endswith("ProgressBar") and not any(map(str.isdecimal, n.label)))
    return frozenset((n.package, n.resource_id) for n in shown)
