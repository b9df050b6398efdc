"""Faults of the way to the phone: the connection drops, the phone is gone, adb's server is ended under everybody."""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING

from .arming import Ask, Fault

if TYPE_CHECKING:
    from ..phone import DemoPhone

OFFLINE_S = 5.0


async def _dropped(phone: DemoPhone, ask: Ask) -> None:
    _later(phone, phone.hang_up())


async def _unplugged(phone: DemoPhone, ask: Ask) -> None:
    _later(phone, phone.unplug())
    await asyncio.sleep(0.2)  # the call meets the end of its connection


async def _offline(phone: DemoPhone, ask: Ask) -> None:
    async def away() -> None:
        await phone.unplug()
        await asyncio.sleep(OFFLINE_S)
        await phone.replug()

    _later(phone, away())
    await asyncio.sleep(0.2)


async def _adb_restarted(phone: DemoPhone, ask: Ask) -> None:
    """Somebody says `adb kill-server`: another program with an adb of its own does so."""
    host = os.environ.get("ANDROID_ADB_SERVER_HOST") or "127.0.0.1"
    port = os.environ.get("ANDROID_ADB_SERVER_PORT") or "5037"
    if host != "127.0.0.1" or not port.isdecimal():
        return
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"0009host:kill")
    await writer.drain()
    await asyncio.sleep(0.2)
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def _later(phone: DemoPhone, work: object) -> None:
    """Carry it out beside the call that it ends: a connection can't wait for its own end."""
    assert asyncio.iscoroutine(work)
    phone.background.add(task := asyncio.get_running_loop().create_task(work))
    task.add_done_callback(phone.background.discard)


FAULTS = (
    Fault("connection-dropped", "adb's connection breaks off; the phone takes a new one at once", "call", _dropped),
    Fault("unplugged", "the phone is gone for good", "call", _unplugged),
    Fault("offline", f"the phone is gone for {OFFLINE_S:g} s, then back", "call", _offline),
    Fault("adb-restarted", "adb's server on this computer is ended by another program", "call", _adb_restarted),
)
