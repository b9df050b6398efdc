"""What a phone allows of what phones do by themselves, told without changing anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from phones import adb
from phones.android import open_phone
from phones.checks import run_checks
from phones.errors import CommandRefused
from phones.itself.levels import levels
from phones.itself.probing import probe


@pytest.fixture(scope="module")
def demo(adb_server: int) -> Iterator[DemoPhoneThread]:
    with DemoPhoneThread(lambda: Device(builtin_apps())) as started:
        adb.connect(started.serial)
        yield started
        adb.open_client().disconnect(started.serial)


def test_the_demo_phone_allows_all_of_it_and_is_left_as_it_was(demo: DemoPhoneThread) -> None:
    before = dict(demo.device.settings)
    with open_phone(demo.serial) as phone:
        found = probe(phone.command, 34)
    assert {one.state for one in found} == {"works"}
    assert demo.device.settings == before


def test_doctor_says_so(demo: DemoPhoneThread) -> None:
    (line,) = [check for check in run_checks(demo.serial) if check.name == "by itself"]
    assert line.state == "ok" and "settings can be written" in line.reason


def test_an_old_android_is_said_to_be_too_old_for_some() -> None:
    found = {one.name: one for one in probe(lambda words: "1", 26)}
    too_old = {name for name, level in levels().items() if level.since > 26}
    assert {name for name, one in found.items() if one.state == "too old"} == too_old and too_old


def test_a_refused_command_and_an_answer_nobody_can_read() -> None:
    def ask(words: Sequence[str]) -> str:
        if "put" in words:
            raise CommandRefused("X1", "settings put", "SecurityException: WRITE_SETTINGS.")
        return "gibberish"

    found = {one.name: one for one in probe(ask, 34)}
    assert found["writing settings"].state == "refused"
    assert "WRITE_SETTINGS" in found["writing settings"].why
    assert found["battery"].state == "not told" and found["volume"].state == "not told"
