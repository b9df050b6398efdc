"""Faults of uiautomator's server: it dies, hangs, is slow, or answers with a screen that isn't the one in front."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from .arming import Ask, Fault

if TYPE_CHECKING:
    from ..phone import DemoPhone

HANG_S, SLOW_S, STALE_S, EMPTY = 30.0, 1.2, 1.0, 3
BIG_NODES = 5_000


async def _killed(phone: DemoPhone, ask: Ask) -> None:
    phone.kill_server()
    await asyncio.sleep(0.05)


async def _hangs(phone: DemoPhone, ask: Ask) -> None:
    await asyncio.sleep(HANG_S)


async def _slow(phone: DemoPhone, ask: Ask) -> None:
    phone.android.faults.slow_s = SLOW_S


async def _empty(phone: DemoPhone, ask: Ask) -> None:
    left = EMPTY

    def empty(xml: str) -> str:
        nonlocal left
        left -= 1
        return (
            "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\" />" if left >= 0 else xml
        )

    phone.android.faults.dumps.append(empty)


async def _garbled(phone: DemoPhone, ask: Ask) -> None:
    left = 1

    def garbled(xml: str) -> str:
        nonlocal left
        left -= 1
        return xml.replace('class="', 'class="', 1).replace("><node", "><node,", 1) if left >= 0 else xml

    phone.android.faults.dumps.append(garbled)


async def _stale(phone: DemoPhone, ask: Ask) -> None:
    """An accessibility cache that nobody cleared: what was there before the act is still told for a while."""
    kept = await phone.services.rpc.dumpWindowHierarchy(False)
    until = time.monotonic() + STALE_S
    phone.android.faults.dumps.append(lambda xml: kept if time.monotonic() < until else xml)


async def _big(phone: DemoPhone, ask: Ask) -> None:
    """A page that keeps thousands of views beside what can be seen: a web page, a feed that never lets go."""
    block = "".join(
        f'<node index="{n}" text="" resource-id="" class="android.view.View" package="app.demo.feed" content-desc="" '
        'checkable="false" checked="false" clickable="false" enabled="true" focusable="false" focused="false" '
        'scrollable="false" long-clickable="false" password="false" selected="false" bounds="[0,0][0,0]" />'
        for n in range(BIG_NODES)
    )
    phone.android.faults.dumps.append(lambda xml: _within_first_window(xml, block))


def _within_first_window(xml: str, block: str) -> str:
    """Put nodes at the end of the first window."""
    window = xml.find("<node")
    depth, at = 0, window
    while window >= 0 and at >= 0:
        end = xml.find(">", at)
        if xml.startswith("</", at):
            depth -= 1
        elif xml[end - 1] != "/":
            depth += 1
        if depth == 0:
            return xml[:at] + block + xml[at:] if xml.startswith("</", at) else xml
        at = xml.find("<", end)
    return xml


FAULTS = (
    Fault("server-killed", "uiautomator's server dies, as under memory pressure", "call", _killed),
    Fault("hang", f"a call isn't answered for {HANG_S:g} s; what it was to do is done then", "call", _hangs),
    Fault("empty-dump", f"{EMPTY} dumps have nothing in them", "dump", _empty),
    Fault("garbled-dump", "one dump is no XML", "dump", _garbled),
    Fault("stale-dump", f"for {STALE_S:g} s dumps show what was there before the act", "act", _stale),
    Fault("big-dump", f"dumps have {BIG_NODES:,} nodes more from now on", "dump", _big),
    Fault("slow-screen", f"every dump takes {SLOW_S:g} s longer from now on", "dump", _slow),
)
