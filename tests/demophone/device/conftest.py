"""A hand on the phone: everything the tests do goes through `DeviceApi`, as it would over the wire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from demophone.contract import UiNode
from demophone.device import Device

BACK, HOME, ENTER, DELETE, RECENTS = 4, 3, 66, 67, 187


class Hand:
    """Looks for nodes by what can be seen of them and touches their middle."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def nodes(self) -> list[UiNode]:
        return [node for root in self.device.windows() for node in root.walk()]

    def texts(self) -> list[str]:
        """Every text on the screen, top to bottom; the system's bars left out."""
        return [n.text for n in self.nodes() if n.text and n.package != "com.android.systemui"]

    def all(self, what: str) -> list[UiNode]:
        """Nodes by exact text, content description, or the end of the resource id."""
        return [n for n in self.nodes() if what in (n.text, n.content_desc) or n.resource_id.endswith(f"/{what}")]

    def find(self, what: str, nth: int = 0) -> UiNode:
        found = self.all(what)
        assert len(found) > nth, f"no {what!r} on the screen: {self.texts()}"
        return found[nth]

    def sees(self, what: str) -> bool:
        return bool(self.all(what))

    def tap(self, what: str, nth: int = 0, hold_ms: int = 0) -> None:
        self.touch(self.find(what, nth), hold_ms)

    def touch(self, node: UiNode, hold_ms: int = 0) -> None:
        left, top, right, bottom = node.bounds
        assert self.device.tap((left + right) // 2, (top + bottom) // 2, hold_ms)

    def hold(self, what: str) -> None:
        self.tap(what, hold_ms=700)

    def type(self, text: str) -> None:
        assert self.device.type_text(text, replace=True)

    def back(self) -> None:
        self.device.key(BACK)

    def swipe_up(self, distance: int = 900) -> None:
        self.device.drag(500, 1700, 500, 1700 - distance, 900)

    def swipe_down(self, distance: int = 900) -> None:
        self.device.drag(500, 700, 500, 700 + distance, 900)

    def reach(self, what: str) -> None:
        """Scroll down until something is on the screen."""
        for _ in range(20):
            if self.sees(what):
                return
            self.swipe_up(700)
        raise AssertionError(f"{what!r} is nowhere: {self.texts()}")

    def open(self, package: str, *path: str) -> None:
        """Start an app and touch one thing after another."""
        assert self.device.start(package)
        for what in path:
            self.reach(what)
            self.tap(what)

    def row(self, what: str, part: str) -> UiNode:
        """A part (by id or description) of the clickable row or card that has a text."""
        node: UiNode | None = self.find(what)
        while node is not None:
            for inner in node.walk():
                if inner.resource_id.endswith(f"/{part}") or inner.content_desc == part:
                    return inner
            node = node.parent
        raise AssertionError(f"no {part!r} beside {what!r}")

    def state(self, package: str) -> dict[str, Any]:
        return self.device.app_state(package)


@pytest.fixture
def make_phone() -> Callable[..., Hand]:
    """A phone with the clock at Monday, 13 May 2024, 9:41."""

    def make(folder: Path | None = None, **options: Any) -> Hand:
        return Hand(Device(state_dir=folder, **{"fixed_clock": datetime(2024, 5, 13, 9, 41), **options}))

    return make


@pytest.fixture
def hand(make_phone: Callable[..., Hand]) -> Hand:
    return make_phone()
