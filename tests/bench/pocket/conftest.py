"""The demo phone in the process, and a hand on it: what a task asks for is done by touching what can be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bench.pocket import running
from bench.pocket.judging import State
from bench.pocket.tasks import CLOCK
from demophone.apps import builtin_apps, load_app
from demophone.contract import UiNode
from demophone.device import Device


class Hand:
    """Touches nodes that are found by text, description, or the end of a resource id."""

    def __init__(self, apps: list[Any]) -> None:
        self.device = Device(apps, fixed_clock=datetime.fromisoformat(CLOCK))

    def nodes(self) -> Iterator[UiNode]:
        for window in self.device.windows():
            yield from window.walk()

    def all(self, what: str) -> list[UiNode]:
        return [n for n in self.nodes() if what in (n.text, n.content_desc) or n.resource_id.endswith(f"/{what}")]

    def touch(self, node: UiNode, hold_ms: int = 0) -> None:
        left, top, right, bottom = node.bounds
        assert self.device.tap((left + right) // 2, (top + bottom) // 2, hold_ms)

    def tap(self, *path: str, hold_ms: int = 0) -> None:
        """One thing after another, each scrolled to."""
        for what in path:
            self.touch(self.reach(what), hold_ms)

    def reach(self, what: str) -> UiNode:
        for _ in range(20):
            if found := self.all(what):
                return found[0]
            self.device.drag(500, 1700, 500, 1000, 900)
        seen = [node.text for node in self.nodes() if node.text]
        raise AssertionError(f"{what!r} is nowhere: {seen}")

    def beside(self, what: str, part: str) -> UiNode:
        """A part of the row or card that has a text."""
        node: UiNode | None = self.reach(what)
        while node is not None:
            for inner in node.walk():
                if inner.resource_id.endswith(f"/{part}"):
                    return inner
            node = node.parent
        raise AssertionError(f"no {part!r} beside {what!r}")

    def type(self, field: str, text: str) -> None:
        self.tap(field)
        assert self.device.type_text(text, replace=True)

    def open(self, package: str, *path: str) -> None:
        assert self.device.start(package)
        self.tap(*path)

    def back(self) -> None:
        self.device.key(4)

    def text(self, what: str) -> str:
        return self.reach(what).text

    def state(self) -> State:
        return {app.package: self.device.app_state(app.package) for app in self.device.apps()}


@pytest.fixture
def make_hand() -> Callable[..., Hand]:
    """`make_hand("calendar_app.py")`: a phone with that app of the bench's, too."""

    def make(*files: str) -> Hand:
        extra = [load_app(Path(running.__file__).with_name(file)) for file in files]
        return Hand([*builtin_apps(), *extra])

    return make


@pytest.fixture
def hand(make_hand: Callable[..., Hand]) -> Hand:
    return make_hand()
