"""Where a thing is touched."""

from __future__ import annotations

from interpreter.screen.covering import free_point
from phones.hierarchy import Hierarchy, Node
from tests.apidocs.walks import dump, n, text

TIME = (40, 210, 1000, 290)


def card(clickable: bool) -> tuple[Hierarchy, Node]:
    time = n("TextView", text="7:00", id="time", clickable=True, box=TIME)
    hierarchy = dump(n("FrameLayout", time, text("Mon", 295), id="card", clickable=clickable, box=(0, 200, 1080, 360)))
    return hierarchy, next(node for node in hierarchy.walk() if node.id_name == "card")


def test_a_row_is_touched_beside_what_in_it_takes_a_touch_for_itself() -> None:
    hierarchy, row = card(clickable=True)
    time = next(node for node in row.walk() if node.id_name == "time")
    x, y = free_point(hierarchy, row)
    assert row.bounds.contains(x, y) and not time.bounds.contains(x, y)


def test_one_that_takes_none_is_touched_where_something_in_it_does() -> None:
    hierarchy, row = card(clickable=False)
    assert free_point(hierarchy, row) == row.bounds.center
