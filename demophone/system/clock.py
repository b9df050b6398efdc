"""The phone's clock: the machine's time, or a fixed one that moves only when told to."""

from __future__ import annotations

from datetime import datetime, timedelta


class Clock:
    """`fixed` stops it there; `advance` moves it on either way."""

    def __init__(self, fixed: datetime | None = None) -> None:
        self._fixed = fixed
        self._ahead = timedelta()

    def now(self) -> datetime:
        return (self._fixed or datetime.now()) + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)
