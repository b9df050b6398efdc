"""The glass: a person's finger on the display, and what the kernel tells of it to whoever reads `/dev/input`.

A touch that is injected (`input tap`, uiautomator) never passes here, as on a phone. Decides the numbers of the touchscreen's
events; what a touch comes to is the device's affair.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import NamedTuple

PATH, NAME = "/dev/input/event2", "demo_touchscreen"
MAXIMUM = 4095
"""The highest raw value of either axis: a touchscreen's are seldom the display's pixels."""


class Event(NamedTuple):
    """One input event, by the kernel's names."""

    kind: str
    code: str
    value: str
    """As `getevent -l` prints it: eight hex digits, or DOWN and UP."""


NUMBERS = {
    "EV_SYN": 0, "EV_KEY": 1, "EV_ABS": 3, "SYN_REPORT": 0, "BTN_TOUCH": 0x14A, "ABS_MT_SLOT": 0x2F, "ABS_MT_POSITION_X": 0x35,
    "ABS_MT_POSITION_Y": 0x36, "ABS_MT_TRACKING_ID": 0x39, "DOWN": 1, "UP": 0,
}  # fmt: skip
_REPORT = Event("EV_SYN", "SYN_REPORT", "00000000")


class Touchscreen:
    """Who listens is told of every touch; a slow listener loses nothing."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Event]] = set()
        self._tracked = 0

    def listen(self) -> asyncio.Queue[Event]:
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[Event]) -> None:
        self._listeners.discard(queue)

    def down(self, x: float, y: float) -> None:
        """A finger comes down, at fractions of the display in its natural orientation."""
        self._tracked += 1
        self._tell(
            Event("EV_ABS", "ABS_MT_TRACKING_ID", f"{self._tracked:08x}"),
            Event("EV_KEY", "BTN_TOUCH", "DOWN"),
            *_at(x, y),
            _REPORT,
        )

    def move(self, x: float, y: float) -> None:
        self._tell(*_at(x, y), _REPORT)

    def up(self) -> None:
        self._tell(Event("EV_ABS", "ABS_MT_TRACKING_ID", "ffffffff"), Event("EV_KEY", "BTN_TOUCH", "UP"), _REPORT)

    def _tell(self, *events: Event) -> None:
        for queue in self._listeners:
            for event in events:
                queue.put_nowait(event)


def _at(x: float, y: float) -> Iterator[Event]:
    for axis, share in (("X", x), ("Y", y)):
        yield Event("EV_ABS", f"ABS_MT_POSITION_{axis}", f"{round(share * MAXIMUM):08x}")


def natural(x: float, y: float, width: int, height: int, rotation: int) -> tuple[float, float]:
    """A pixel of the display as it is turned, as fractions of its natural orientation; width and height are that one's."""
    turned = {0: (x, y), 1: (width - y, x), 2: (width - x, height - y), 3: (y, height - x)}[rotation % 4]
    return min(1.0, max(0.0, turned[0] / width)), min(1.0, max(0.0, turned[1] / height))
