"""What in a row takes a touch of its own."""

from __future__ import annotations

import pytest

from apidocs.screens.touched_parts import part_touched, said_on, speaking_parts
from phones.hierarchy import Hierarchy, Node
from tests.apidocs.walks import dump, n, text


def time(words: str = "7:00", cls: str = "TextView", id: str = "digital_clock", clickable: bool = True) -> str:  # noqa: A002
    return n(cls, text=words, id=id, clickable=clickable, box=(40, 210, 400, 270))


def card(*children: str, clickable: bool = True) -> Node:
    return row_of(dump(n("FrameLayout", *children, id="card", clickable=clickable, box=(0, 200, 1080, 340))))


def row_of(dumped: Hierarchy) -> Node:
    return next(node for node in dumped.walk() if node.id_name == "card")


DAYS = text("Mon, Tue", 280, id="days")


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        (card(time(), DAYS), ["7:00"]),
        (card(n("LinearLayout", text("Bells", 215, id="sound"), id="choose", clickable=True, box=(40, 210, 400, 270))), ["Bells"]),
        (card(time(clickable=False), DAYS), []),
        (card(time(cls="Button"), DAYS), []),  # it says what it does
        (card(time(id=""), DAYS), []),  # not to be found in other rows
        (card(time(), DAYS, clickable=False), []),  # that is how the row is touched
        (card(time(), time("8:00", id="until"), clickable=False), ["7:00", "8:00"]),
        (card(n("CheckBox", text="Vibrate", id="vibrate", checkable=True, clickable=True, box=(40, 210, 400, 270))), []),
        (card(n("TextView", text="All of it", id="whole", clickable=True, box=(0, 200, 1080, 340))), []),
    ],
)  # fmt: skip
def test_texts_that_take_a_touch_are_parts_of_a_row(row: Node, parts: list[str]) -> None:
    assert [said_on(part) for part in speaking_parts(row)] == parts


def test_a_touch_is_on_the_part_around_it_and_else_on_the_row() -> None:
    row = card(
        n("LinearLayout", text("Bells", 215, id="sound"), id="choose", clickable=True, box=(40, 210, 400, 270)), DAYS
    )
    inside = {node.id_name: node for node in row.walk()}
    part = part_touched(inside["sound"], row)
    assert part is not None and part.id_name == "choose"
    assert part_touched(inside["days"], row) is None
