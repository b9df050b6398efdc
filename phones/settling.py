"""When a screen has come to rest, decided from its dumps alone.

uiautomator's dumps wait for nothing, and no fixed sleep fits both a fast phone and a slow one, so all waiting is measured
in the time a dump takes: the app's own thread answers it, after whatever else that thread has to do. What never rests
(clocks, progress, the system's bars) is left out of the comparison. Taking the dumps is the caller's.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable

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
PACE_DUMPS = 6
"""So many dumps back the time that a dump takes is remembered."""
SPINNER_S = 1.5
"""How long a progress indicator that wasn't there before may hold a screen up that doesn't change otherwise."""
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


class Rest:
    """Remembers what settling needs to know of the time before: the last screen, the last act, standing spinners."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
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
    def _pace_s(self) -> float:
        """How long a dump takes. The shortest of late counts: a longer one waited for something else, there or here."""
        return min(self._took)

    @property
    def _first_gap_s(self) -> float:
        return min(max(self._pace_s, SHORTEST_GAP_S), FIRST_GAP_S)

    @property
    def _patience_s(self) -> float:
        return min(max(self._pace_s * PATIENCE_DUMPS, SHORTEST_PATIENCE_S), PATIENCE_S)

    @property
    def _quiet_s(self) -> float:
        return QUIET_S if self._pace_s >= REAL_DUMP_S else 0.0

    def _timed(self, take: Callable[[], Hierarchy]) -> Hierarchy:
        start = self._clock()
        hierarchy = take()
        self._took.append(self._clock() - start)
        return hierarchy

    def acted(self) -> None:
        """Something was done that may change the screen."""
        self._acted_at = self._clock()

    def settle(self, take: Callable[[], Hierarchy], timeout_s: float, stop: threading.Event | None = None) -> Hierarchy:
        """Take dumps until two in a row are equal, the time is up, or `stop` is set, and return the last one.

        A screen that still looks as before the last act has to stay so for a while (see PATIENCE_S), a new one for a shorter
        while (QUIET_S); one with a new progress indicator is given SPINNER_S to lose it.
        """
        start = self._clock()
        last = self._timed(take)
        quiet_since = self._clock()
        gap = self._first_gap_s
        print_ = fingerprint(last)
        while True:
            left = start + timeout_s - self._clock()
            if left <= 0 or stop is not None and stop.is_set():
                break
            self._sleep(min(gap, left))
            gap = min(gap * 1.6, LAST_GAP_S)
            now_shown = self._timed(take)
            now = self._clock()
            now_print = print_ if now_shown is last else fingerprint(now_shown)
            same, last, print_ = now_print == print_, now_shown, now_print
            if not same:
                quiet_since, gap = now, self._first_gap_s
                continue
            if self._acted_at is not None and print_ == self._seen and now - self._acted_at < self._patience_s:
                continue
            if self._acted_at is not None and print_ != self._seen and now - quiet_since < self._quiet_s:
                continue
            if _spinners(last) - self._standing and now - quiet_since < SPINNER_S:
                continue
            break
        self._standing = _spinners(last)
        self._seen, self._acted_at = print_, None
        return last


def _text(node: Node) -> str:
    text = node.text
    if node.cls.endswith("ProgressBar") or (text and text.lstrip()[:1].isdecimal() and _CLOCK.match(text)):
        return ""
    return text


def _spinners(hierarchy: Hierarchy) -> frozenset[tuple[str, str]]:
    return frozenset((n.package, n.resource_id) for n in hierarchy.walk() if n.cls.endswith("ProgressBar"))
