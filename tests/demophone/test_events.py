"""The server's waits end when Android's would: by the last event's time, and by what is shown."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from typing import Any

import pytest

from demophone.events import APART_S, IDLE_S
from demophone.latency import REALISTIC
from demophone.phone import DemoPhone


@pytest.fixture
def phone(device: Any) -> DemoPhone:
    return DemoPhone(device)


async def took(work: Any) -> tuple[Any, float]:
    start = time.monotonic()
    answer = await work
    return answer, time.monotonic() - start


async def waiting(phone: DemoPhone, timeout_s: float = 3.0) -> asyncio.Task[bool]:
    """Somebody who waits for a change already."""
    task = asyncio.ensure_future(phone.android.events.change(timeout_s))
    await asyncio.sleep(0)
    return task


async def test_a_change_is_told(phone: DemoPhone, device: Any) -> None:
    wait = await waiting(phone)
    device.checked = True
    assert await wait


async def test_what_does_not_show_is_no_change(phone: DemoPhone) -> None:
    wait = await waiting(phone, 0.1)
    phone.android.events.happened()
    assert not await wait


async def test_what_was_before_does_not_count(phone: DemoPhone, device: Any) -> None:
    phone.android.events.look()
    device.checked = True
    assert not await phone.android.events.change(0.06)


async def test_everybody_who_waits_is_told(phone: DemoPhone, device: Any) -> None:
    waits = [await waiting(phone) for _ in range(3)]
    device.checked = True
    assert await asyncio.gather(*waits) == [True] * 3


async def test_a_phone_tells_ten_times_a_second_at_most(device: Any) -> None:
    phone = DemoPhone(device, latency=dataclasses.replace(REALISTIC, tap_ms=1))
    first = await waiting(phone)
    device.checked = True
    await first
    second = asyncio.ensure_future(took(phone.android.events.change(3.0)))
    await asyncio.sleep(0)
    device.checked = False
    answer, after_s = await second
    assert answer and after_s >= APART_S * 0.9


async def test_idle_is_half_a_second_without_events(phone: DemoPhone) -> None:
    _, after_s = await took(phone.android.events.idle(5.0))
    assert IDLE_S <= after_s < IDLE_S + 1
    _, again_s = await took(phone.android.events.idle(5.0))
    assert again_s < 0.1, "nothing has happened since"
    phone.android.events.happened()
    _, after_s = await took(phone.android.events.idle(5.0))
    assert after_s >= IDLE_S * 0.98


async def test_a_wait_for_idle_ends_late_as_on_android(phone: DemoPhone) -> None:
    """Its time is only looked at when an event comes, or the quiet was long enough."""
    phone.android.events.look()
    phone.android.events.happened()
    _, after_s = await took(phone.android.events.idle(0.2))
    assert after_s >= IDLE_S * 0.98


async def test_what_never_stands_still_is_never_idle(phone: DemoPhone, device: Any) -> None:
    def move() -> None:
        device.checked = not device.checked

    phone.android.faults.restless.append(move)
    answer, after_s = await took(phone.android.events.idle(0.7))
    assert answer is False and 0.7 <= after_s < 2


@pytest.mark.parametrize("method", ["click", "pressKeyCode"])
async def test_an_act_is_an_event_whether_or_not_it_shows(phone: DemoPhone, method: str) -> None:
    from tests.demophone.test_rpc import ask

    phone.android.events.last_at = 0.0
    await ask(phone, method, *([1, 1] if method == "click" else [3]))
    assert phone.android.events.last_at
    phone.android.events.last_at = 0.0
    await ask(phone, "dumpWindowHierarchy", False, 50)
    await ask(phone, "exist", {"mask": 1, "text": "x", "childOrSibling": [], "childOrSiblingSelector": []})
    assert not phone.android.events.last_at
