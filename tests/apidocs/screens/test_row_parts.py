"""How the pieces of rows are named."""

from __future__ import annotations

import pytest

from apidocs.doc import Kind
from apidocs.screens.row_parts import own_box, parts_of
from phones.hierarchy import Node
from phones.locating import find
from tests.apidocs.walks import dump, n, text


def boxes(cls: str, *ticked: bool) -> list[Node]:
    rows = [
        n(cls, text=f"Line {i}", id="line", checkable=True, checked=on, clickable=True,
          box=(0, 200 + 100 * i, 1080, 290 + 100 * i))
        for i, on in enumerate(ticked)
    ]  # fmt: skip
    return [node for node in dump(n("FrameLayout", *rows)).walk() if node.id_name == "line"]


@pytest.mark.parametrize(
    ("cls", "name"),
    [("CheckBox", "checkbox"), ("CheckedTextView", "checkbox"), ("Switch", "switch"), ("ToggleButton", "checkbox")],
)
def test_rows_that_are_boxes_have_themselves_as_a_part(cls: str, name: str) -> None:
    rows = boxes(cls, True, False, True)
    part = own_box([rows], [])
    assert part is not None and (part.name, part.kind) == (name, Kind.TOGGLE)
    assert [match.node for match in find(rows[1], part.locator)] == [rows[1]]


@pytest.mark.parametrize(
    "rows",
    [boxes("LinearLayout", True, False), boxes("RadioButton", True, False), boxes("CheckedTextView", True, False)],
    ids=["rows that can be picked", "one of several", "one of several, by its looks"],
)
def test_rows_that_are_picked_or_opened_are_no_boxes(rows: list[Node]) -> None:
    assert own_box([rows], []) is None


def test_boxes_beside_rows_of_another_make_are_no_part_of_all() -> None:
    assert own_box([[*boxes("CheckBox", True), card(text("Milk", 210, id="label"))]], []) is None


def card(*children: str) -> Node:
    dumped = dump(n("FrameLayout", *children, id="card", clickable=True, box=(0, 200, 1080, 900)))
    return next(node for node in dumped.walk() if node.id_name == "card")


def test_a_text_that_takes_a_touch_is_read_and_touched_by_two_names() -> None:
    time = n("TextView", text="7:00", id="digital_clock", clickable=True, box=(40, 210, 400, 270))
    sound = n(
        "LinearLayout", text("Bells", 285, id="ringtone"), id="pick_sound", clickable=True, box=(40, 280, 400, 350)
    )
    found = [(part.name, part.kind) for part in parts_of([card(time, sound)], "alarm")]
    assert found == [
        ("digital_clock", Kind.TEXT),
        ("digital_clock_button", Kind.BUTTON),
        ("pick_sound", Kind.BUTTON),
        ("ringtone", Kind.TEXT),
    ]


def test_of_many_pieces_the_texts_are_few_and_what_is_touched_are_more() -> None:
    texts = [text(f"Line {i}", 210 + 20 * i, id=f"line_{chr(97 + i)}") for i in range(9)]
    days = [
        n("CheckBox", text="M", id=f"day_{name}", checkable=True, clickable=True, box=(40 * i, 600, 40 * i + 40, 640))
        for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    ]
    found = [part.kind for part in parts_of([card(*texts, *days)], "alarm")]
    assert (found.count(Kind.TEXT), found.count(Kind.TOGGLE)) == (6, 7)


def arrow(says: str) -> str:
    return n("ImageButton", id="arrow", content_desc=says, clickable=True, box=(900, 210, 1000, 310))


def test_one_row_that_is_opened_among_hundreds_shows_what_it_has_and_says() -> None:
    folded = [card(text("Get up", 210, id="label"), arrow("Expand")) for _ in range(100)]
    alike = {part.name: part.label for part in parts_of(folded, "alarm")}
    assert alike == {"label": "", "arrow": "Expand"}
    opened = card(text("Get up", 210, id="label"), arrow("Collapse"), text("Bells", 400, id="ringtone"))
    found = {part.name: part.label for part in parts_of([*folded, opened], "alarm")}
    assert found == {"label": "", "arrow": "", "ringtone": ""}
