"""The demo phone's faults: named, counted, struck at their moment and once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demophone.device import Device
from demophone.faults.arming import read_spec
from demophone.faults.listed import FAULTS
from demophone.phone import DemoPhoneThread
from ground.errors import SettingsError
from phones.android import open_phone
from phones.errors import NotOnScreen
from phones.hierarchy import Hierarchy, Node

NOTES = "app.demo.notes"


@pytest.mark.parametrize("spec", ["nope", "crash@0", "crash@x", "crash@-1", "", "crash@1@2", "CRASH@1"])
def test_a_fault_that_there_is_not_is_said(spec: str) -> None:
    with pytest.raises(SettingsError):
        read_spec(spec)


def test_every_fault_is_read_by_its_name() -> None:
    for name in FAULTS:
        assert (read_spec(name).at, read_spec(f"{name}@7").at) == (1, 7)


def test_a_fault_strikes_at_its_moment_and_once(start_demo_phone: Callable[..., DemoPhoneThread]) -> None:
    demo = start_demo_phone(Device)
    faults = demo.phone.android.faults
    with open_phone(demo.serial) as phone:
        phone.launch(NOTES)
        demo.call(lambda: faults.arm(["shade-down@2"]))
        phone.tap(5, 1200)
        assert demo.call(lambda: faults.struck) == []
        phone.tap(5, 1200)
        assert demo.call(lambda: faults.struck) == ["shade-down"]
        assert phone.settle().package == "com.android.systemui"
        phone.key("back")
        phone.tap(5, 1200)
        assert phone.settle().package == NOTES


def named(hierarchy: Hierarchy, text: str) -> Node:
    return next(node for node in hierarchy.walk() if node.text == text)


def test_a_thing_is_touched_where_it_stands_by_then(start_demo_phone: Callable[..., DemoPhoneThread]) -> None:
    demo = start_demo_phone(Device)
    with open_phone(demo.serial) as phone:
        phone.launch(NOTES)
        seen = named(phone.settle(), "Running log")
        demo.call(lambda: demo.phone.android.faults.arm(["moved@1"]))
        phone.tap(*seen.bounds.center, on=seen)
        opened = phone.settle()
        assert any(node.editable and node.text == "Running log" for node in opened.walk())


def test_a_thing_that_has_gone_is_not_touched(start_demo_phone: Callable[..., DemoPhoneThread]) -> None:
    demo = start_demo_phone(Device)
    with open_phone(demo.serial) as phone:
        phone.launch(NOTES)
        seen = named(phone.settle(), "Running log")
        demo.call(lambda: demo.phone.android.faults.arm(["rating@1"]))
        with pytest.raises(NotOnScreen):
            phone.tap(*seen.bounds.center, on=seen)
        assert demo.call(lambda: demo.phone.android.faults.told) == []
