"""The phone drawn in letters: what stands where, what is touched, and that nothing breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from phones.hierarchy import Bounds, Hierarchy, Node
from ui.widgets.wireframe import Drawing, draw

FORM = Path(__file__).parent / "data" / "form.xml"


def text(drawing: Drawing) -> list[str]:
    return ["".join(run.text for run in row) for row in drawing.rows]


def test_texts_stand_side_by_side_as_on_the_phone() -> None:
    lines = text(draw(Hierarchy.parse(FORM.read_text()), 44, 30))
    line = next(line for line in lines if "New note" in line)
    assert "Save" in line
    assert line.index("New note") < line.index("Save")
    assert any("keyboard" in line for line in lines)


def test_what_was_touched_is_marked() -> None:
    drawing = draw(Hierarchy.parse(FORM.read_text()), 44, 30, touched=Bounds(805, 77, 937, 209))
    marked = "".join(run.text for row in drawing.rows for run in row if run.touched)
    assert "ave" in marked


def test_a_cell_leads_back_to_the_phones_pixel() -> None:
    drawing = draw(Hierarchy.parse(FORM.read_text()), 44, 30)
    assert drawing.pixel(0, 0) == (12, 40)
    assert drawing.pixel(43, 29) == (1067, 2360)


nodes = st.builds(
    Node,
    cls=st.sampled_from(["android.widget.TextView", "android.widget.EditText", "android.widget.Button", "x.View"]),
    text=st.text(max_size=30),
    content_desc=st.text(max_size=10),
    clickable=st.booleans(),
    checkable=st.booleans(),
    checked=st.booleans(),
    password=st.booleans(),
    bounds=st.builds(Bounds, *[st.integers(-500, 3000)] * 4),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(nodes, max_size=12), st.integers(1, 70), st.integers(1, 40))
def test_whatever_a_screen_says_the_drawing_keeps_its_size(children: list[Node], width: int, height: int) -> None:
    root = Node(bounds=Bounds(0, 0, 1080, 2400), package="app", children=children)
    for child in children:
        child.parent = root
    drawing = draw(Hierarchy([root]), width, height)
    assert len(drawing.rows) == height
    for line in text(drawing):
        assert cell_len(line) == width


@pytest.mark.parametrize("size", [(0, 0), (1, 1)], ids=["nothing", "one cell"])
def test_no_room_is_no_error(size: tuple[int, int]) -> None:
    draw(Hierarchy.parse(FORM.read_text()), *size)
    draw(Hierarchy([]), *size)
