"""The phone's accessibility events, as far as the server's waits go by them: that something happened, that what is shown changed.

Decides when the waits of uiautomator end, as Android's own `UiAutomation` does. It is idle when no event came for half a
second, and a wait that meets its end in between still waits for that; a window was updated when its content changed, which a
phone tells at most ten times a second. What is on the screen is compared whenever something was done, and every few
milliseconds while somebody waits: apps change by themselves, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .contract import UiNode

if TYPE_CHECKING:
    from .android import Android

IDLE_S = 0.5
"""UiDevice's QUIET_TIME_TO_BE_CONSIDERED_IDLE_STATE: no client can ask for less."""
APART_S = 0.1
"""ViewConfiguration's interval of recurring accessibility events: changes in between are told together, at its end."""
POLL_S = 0.02


class Events:
    """What one phone tells who listens. Everything runs in the phone's loop."""

    def __init__(self, android: Android, clock: Callable[[], float] = time.monotonic) -> None:
        self._android = android
        self._clock = clock
        self._bell = asyncio.Event()
        self._roots: Sequence[UiNode] = ()
        self._shown: int | None = None
        self._untold = False
        self.changes = 0
        """How often a change of what is shown was told."""
        self._changed_at = 0.0
        self.last_at = 0.0
        """When the last event of any kind came; 0 before the first."""

    def happened(self) -> None:
        """Something was done on the phone: that is an event, whether or not it shows."""
        self.last_at = self._clock()
        self._bell.set()

    def look(self) -> None:
        """Compare what is shown with what was shown at the last look."""
        self._android.faults.stir()
        roots = self._android.device.windows()
        now = self._clock()
        same = len(roots) == len(self._roots) and all(a is b for a, b in zip(roots, self._roots, strict=True))
        if not same:  # the phone keeps its nodes while nothing happens
            self._roots = roots
            shown = _content(roots)
            self._untold |= self._shown is not None and shown != self._shown
            self._shown = shown
        apart = APART_S if self._android.latency.tap_ms else 0.0
        if self._untold and now - self._changed_at >= apart:
            self._untold = False
            self.changes += 1
            self._changed_at = self.last_at = now

    async def change(self, timeout_s: float) -> bool:
        """Wait for the next change of what is shown; False where none comes in time. What was before doesn't count."""
        self.look()
        before, end = self.changes, self._clock() + timeout_s
        while self.changes == before:
            left = end - self._clock()
            if left <= 0:
                return False
            await self._next(left)
            self.look()
        return True

    async def idle(self, timeout_s: float) -> bool:
        """Wait until no event came for IDLE_S; False where that isn't reached in time. Time is looked at when an event comes or
        the quiet would be long enough, and not before: so it is in Android."""
        start = self._clock()
        self.last_at = self.last_at or start
        while True:
            self.look()
            now, seen = self._clock(), self.last_at
            if now - start >= timeout_s:
                return False
            while self.last_at == seen and (left := seen + IDLE_S - self._clock()) > 0:
                await self._next(left)
                self.look()
            if self.last_at == seen:
                return True

    async def _next(self, left_s: float) -> None:
        """Until something is done, or a moment has passed."""
        self._bell.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(POLL_S, left_s)):
                await self._bell.wait()


def _content(roots: Sequence[UiNode]) -> int:
    """Equal where what is shown is equal; good within one process."""
    return hash(
        tuple(
            (
                *(
                    n.cls,
                    n.package,
                    n.resource_id,
                    n.text,
                    n.content_desc,
                    n.checked,
                    n.clickable,
                    n.enabled,
                    n.focused,
                ),
                *(n.scrollable, n.selected, n.bounds),
            )
            for root in roots
            for n in root.walk()
        )
    )
