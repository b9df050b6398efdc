"""How long the demo phone takes over things.

Nothing by default, so that tests and benchmarks measure us and not the phone. `REALISTIC` is made of estimates: from
reading uiautomator's server (a tap is held for 100 ms, a swipe step takes 5 ms) and from reports of other people's
phones. No real phone was measured for it, so use it to compare, never to promise.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Latency:
    """Milliseconds, each added before the answer."""

    dump_ms: float = 0
    dump_node_ms: float = 0
    """For each node of a dump, on top of `dump_ms`."""
    find_ms: float = 0
    """For looking an element up by selector."""
    tap_ms: float = 0
    step_ms: float = 0
    """For each step of a swipe or drag."""
    key_ms: float = 0
    shell_ms: float = 0
    screenshot_ms: float = 0
    server_boot_ms: float = 0
    """From launching uiautomator's server to its first answer."""


INSTANT = Latency()
REALISTIC = Latency(
    dump_ms=60,
    dump_node_ms=0.6,
    find_ms=30,
    tap_ms=100,
    step_ms=5,
    key_ms=30,
    shell_ms=40,
    screenshot_ms=150,
    server_boot_ms=800,
)


async def pause(milliseconds: float) -> None:
    """Take that long; no time at all is no turn of the loop either."""
    if milliseconds > 0:
        await asyncio.sleep(milliseconds / 1000)
