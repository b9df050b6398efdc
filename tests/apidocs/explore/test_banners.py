"""A walk touches the app, and no notification that pops up over it."""

from __future__ import annotations

import pytest

from apidocs.explore import walking
from apidocs.explore.walk import Act
from apidocs.explore.walking import Walker
from phones.hierarchy import Hierarchy
from tests.apidocs.walks import PACKAGE, dump, n
from tests.interpreter.pocket_phone import PocketPhone

SYSTEM = "com.android.systemui"
APP = n(
    "FrameLayout", n("Button", text="New", id="new", clickable=True, box=(600, 60, 700, 140)), box=(0, 0, 720, 1280)
)
ROW = n(
    "FrameLayout", n("TextView", text="Ada", package=SYSTEM), clickable=True, package=SYSTEM, box=(10, 50, 710, 180)
)
OVER = n("FrameLayout", ROW, package=SYSTEM, box=(0, 0, 720, 1280))


class Phone(PocketPhone):
    def __init__(self, *shown: Hierarchy) -> None:
        super().__init__()
        self.left, self.taps = list(shown), list[tuple[int, int]]()

    def settle(self, timeout_s: float = 5.0, stop: object = None) -> Hierarchy:
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]

    def tap(self, x: int, y: int, *, on: object = None) -> None:
        self.taps.append((x, y))


@pytest.mark.parametrize(("after", "taps"), [(APP, [(650, 100)]), (APP + OVER, [])])
def test_a_touch_waits_for_a_notification_to_go(
    monkeypatch: pytest.MonkeyPatch, after: str, taps: list[tuple[int, int]]
) -> None:
    monkeypatch.setattr(walking, "_LOOK_S", 0.0)
    phone = Phone(dump(APP, OVER), dump(after))
    walker = Walker(phone, PACKAGE, calls=10, seconds=10)
    walker.here = dump(APP, OVER)
    node = next(each for each in walker.here.walk() if each.id_name == "new")
    walker.act(Act("tap", node))
    assert phone.taps == taps
