"""Learning an app on a phone that stays: everything the phone keeps is the same after it as before, whatever state it was in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.learn.learning import DEMO_EFFECTS, learn
from apidocs.doc import Effect
from apidocs.doc.paths import HARMLESS
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.whole import whole_state
from foundry.state_diff import changes
from phones.android import open_phone
from tests.agent.seeded_phone import NAMES, seeded_device

pytestmark = pytest.mark.whole

SEEDS = range(10)
USUAL = {name: 3 + number for number, name in enumerate(NAMES)}
"""The one seed of each app that is learned in every run of the tests."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("name", "seed", "allow"),
    [
        pytest.param(name, seed, allow, id=f"{name}-{seed}-{what}", marks=[] if usual else [pytest.mark.long])
        for name in NAMES
        for seed in SEEDS
        for what, allow in (("demo", DEMO_EFFECTS), ("harmless", HARMLESS))
        for usual in [seed == USUAL[name] and what == "demo"]
    ],
)
def test_an_app_is_left_as_it_was_found(
    name: str, seed: int, allow: frozenset[Effect], start_demo_phone: Callable[..., DemoPhoneThread]
) -> None:
    demo = start_demo_phone(lambda: seeded_device(name, seed))
    before = _whole(demo)
    with open_phone(demo.serial) as phone:
        learned = learn(phone, f"app.demo.{name}", allow=allow)
    after = _whole(demo)
    assert [str(change) for change in changes(before, after)] == []
    assert learned.put_back.whole and not learned.put_back.unseen, learned.put_back
    assert after["screens"][f"app.demo.{name}"] == _at_start(demo, f"app.demo.{name}")


def _whole(demo: DemoPhoneThread) -> dict[str, Any]:
    return demo.call(lambda: whole_state(_device(demo)))


def _at_start(demo: DemoPhoneThread, package: str) -> list[Any]:
    """Where the app stands when it is started anew."""

    def there() -> list[Any]:
        device = _device(demo)
        device.stop_app(package)
        device.start(package)
        found: list[Any] = whole_state(device)["screens"][package]
        return found

    return demo.call(there)


def _device(demo: DemoPhoneThread) -> Device:
    assert isinstance(demo.device, Device)
    return demo.device
