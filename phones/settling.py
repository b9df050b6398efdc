"""When a screen has come to rest, decided from its dumps alone.

uiautomator's dumps wait for nothing, and no fixed sleep fits both a fast phone and a slow one, so the gap between dumps
starts small and grows. What never rests (clocks, progress, the system's bars) is left out of the comparison. Taking the
dumps is the caller's.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from .hierarchy import SYSTEM_PACKAGES, Hierarchy, Node

FIRST_GAP_S = 0.02
LAST_GAP_S = 0.25
PATIENCE_S = 0.3
"""How long after an act a screen that looks as before may still be about to change."""
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
            if root.package not in SYSTEM_PACKAGES
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
        self._standing: frozenset[tuple[str, str]] = frozenset()

    def saw(self, hierarchy: Hierarchy) -> None:
        """A dump was taken: what the next act starts from."""
        if self._acted_at is None:
            self._seen = fingerprint(hierarchy)

    def acted(self) -> None:
        """Something was done that may change the screen."""
        self._acted_at = self._clock()

    def settle(self, take: Callable[[], Hierarchy], timeout_s: float) -> Hierarchy:
        """Take dumps until two in a row are equal, or the time is up, and return the last one.

        A screen that still looks as before the last act has to stay so for PATIENCE_S; one with a new progress
        indicator is given SPINNER_S to lose it.
        """
        start = quiet_since = self._clock()
        gap = FIRST_GAP_S
        last = take()
        print_ = fingerprint(last)
        while True:
            left = start + timeout_s - self._clock()
            if left <= 0:
                break
            self._sleep(min(gap, left))
            gap = min(gap * 1.6, LAST_GAP_S)
            now_shown = take()
            now_print = fingerprint(now_shown)
            now = self._clock()
            same, last, print_ = now_print == print_, now_shown, now_print
            if not same:
                quiet_since, gap = now, FIRST_GAP_S
                continue
            if self._acted_at is not None and print_ == self._seen and now - self._acted_at < PATIENCE_S:
                continue
            if _spinners(last) - self._standing and now - quiet_since < SPINNER_S:
                continue
            break
        self._standing = _spinners(last)
        self._seen, self._acted_at = print_, None
        return last


def _text(node: Node) -> str:
    if node.short_class.endswith("ProgressBar") or _CLOCK.match(node.text):
        return ""
    return node.text


def _spinners(hierarchy: Hierarchy) -> frozenset[tuple[str, str]]:
    return frozenset((n.package, n.resource_id) for n in hierarchy.walk() if n.short_class.endswith("ProgressBar"))
