"""The phone drawn in letters: what stands where, what is touched, and that nothing breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
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


@pytest.mark.parametrize("width", [26, 28, 44, 58])
def test_what_was_touched_is_marked(width: int) -> None:
    drawing = draw(Hierarchy.parse(FORM.read_text()), width, 30, touched=Bounds(805, 77, 937, 209))
    assert "".join(run.text for row in drawing.rows for run in row if run.touched) == "Save"


def view(
    words: str, left: int, top: int, right: int, bottom: int, *, touch: bool = False, cls: str = "TextView"
) -> Node:
    return Node(cls=f"android.widget.{cls}", text=words, clickable=touch, bounds=Bounds(left, top, right, bottom))


def screen(*children: Node) -> Hierarchy:
    """A window as large as the display, with these in it."""
    root = Node(bounds=Bounds(0, 0, 1080, 2400), package="app", children=list(children))
    for node in root.walk():
        for child in node.children:
            child.parent = node
    return Hierarchy([root])


def card(title: str, more: Sequence[str], top: int) -> Node:
    """A row of a list: a title, and what is said below it."""
    parts = [view(title, 60, top + 10, 1000, top + 70)]
    parts += [view(text, 60, top + 80 + 60 * n, 1000, top + 130 + 60 * n) for n, text in enumerate(more)]
    bounds = Bounds(0, top, 1080, top + 100 + 60 * len(more))
    return Node(cls="android.view.ViewGroup", clickable=True, bounds=bounds, children=parts)


def listed(cards: int, *, height: int = 220, lines: int = 2) -> Hierarchy:
    """A title, a list of cards that scrolls, and a bar of two buttons below it."""
    rows = [card(f"Title {n}", [f"below {n}.{m}" for m in range(lines)], 200 + n * height) for n in range(cards)]
    around = Node(cls="android.widget.ListView", scrollable=True, bounds=Bounds(0, 200, 1080, 2200), children=rows)
    bar = [view(name, x, 2250, x + 500, 2380, touch=True, cls="Button") for name, x in (("Left", 20), ("Right", 560))]
    return screen(view("Things", 40, 60, 600, 140), around, *bar)


def test_icons_side_by_side_are_all_there_however_narrow_it_is() -> None:
    names = ("Contacts", "Notes", "Clock", "Settings")
    icons = [view(name, 20 + n * 262, 2000, 270 + n * 262, 2200, touch=True) for n, name in enumerate(names)]
    for size in ((26, 17), (26, 5), (44, 36)):
        lines = text(draw(screen(*icons), *size))
        assert all(any(name in line for line in lines) for name in names), size
    [line] = text(draw(screen(*icons), 26, 1))
    assert [word[:3] for word in line.split()] == ["Con", "Not", "Clo", "Set"]


def test_each_card_keeps_its_title_and_gives_up_what_stands_below_it() -> None:
    hierarchy = listed(8)
    for rows in (26, 18, 11):
        lines = text(draw(hierarchy, 26, rows))
        at = [next(y for y, line in enumerate(lines) if f"Title {n}" in line) for n in range(8)]
        assert at == sorted(set(at)), "each in a row of its own, in their order"
        assert "Left" in lines[-1]
        assert "Right" in lines[-1]
    assert sum("below" in line for line in text(draw(hierarchy, 26, 26))) == 16


def test_lines_that_have_no_room_are_counted_and_the_bar_below_stays() -> None:
    lines = text(draw(listed(16, height=110, lines=0), 26, 10))
    shown = sum("Title" in line for line in lines)
    more = next(int(line.split()[1]) for line in lines if "⋯" in line)
    assert shown + more == 16
    assert "Left" in lines[-1]


def test_what_is_chosen_is_seen_though_there_is_no_room_for_all() -> None:
    hierarchy = listed(16, height=110, lines=0)
    for number in range(16):
        row = hierarchy.roots[0].children[1].children[number]
        drawing = draw(hierarchy, 26, 8, chosen=row.bounds)
        assert f"Title {number}" in "".join(run.text for line in drawing.rows for run in line if run.chosen)


def test_a_switch_stands_beside_the_title_of_its_row() -> None:
    row = card("Battery Saver", ["Goes on by itself at 20%"], 400)
    switch = Node(cls="android.widget.Switch", checkable=True, checked=True, bounds=Bounds(920, 440, 1040, 520))
    row.children.append(switch)
    lines = text(draw(screen(row), 26, 17))
    assert any("Battery Saver" in line and "●" in line for line in lines)


def test_a_text_of_many_lines_has_as_many_as_it_has_on_the_phone() -> None:
    words = "Milk Eggs Wholemeal bread Tomatoes Coffee beans Olive oil"
    body = view(words, 40, 300, 1040, 1000, cls="EditText")
    lines = text(draw(screen(view("Edit", 40, 60, 600, 140), body), 26, 17))
    assert " ".join(" ".join(lines).split()) == f"Edit {words}"


def test_a_dialog_is_as_high_as_its_lines_want() -> None:
    buttons = [
        view(name, 300, 1000 + n * 60, 800, 1050 + n * 60, touch=True, cls="Button") for n, name in enumerate("ABCDE")
    ]
    behind = screen(view("Behind", 40, 60, 600, 140)).roots[0]
    window = Node(bounds=Bounds(200, 980, 880, 1320), package="app", children=buttons)
    for button in buttons:
        button.parent = window
    lines = text(draw(Hierarchy([behind, window]), 26, 12))
    assert [name for name in "ABCDE" if not any(f" {name} " in line or f"{name} " in line for line in lines)] == []
    assert sum("│" in line for line in lines) >= 5


@pytest.mark.parametrize("size", [(26, 17), (26, 9), (44, 36)])
def test_a_click_on_what_is_drawn_finds_it_on_the_phone(size: tuple[int, int]) -> None:
    for hierarchy in (
        listed(8),
        Hierarchy.parse(FORM.read_text()),
        Hierarchy.parse((FORM.parent / "list.xml").read_text()),
    ):
        drawing = draw(hierarchy, *size)
        assert drawing.places
        for place in drawing.places:
            assert 0 <= place.left < place.right <= size[0]
            assert drawing.pixel(place.left, place.y) == place.bounds.center
        for y in range(size[1] - 1):
            assert drawing._pixel_row(y) <= drawing._pixel_row(y + 1)


def test_a_click_beside_a_word_is_in_its_row() -> None:
    hierarchy = listed(8)
    drawing = draw(hierarchy, 26, 11)
    y = next(y for y, line in enumerate(text(drawing)) if "Title 3" in line)
    _, pixel = drawing.pixel(25, y)
    row = hierarchy.roots[0].children[1].children[3]
    assert row.bounds.top <= pixel < row.bounds.bottom


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
@example([Node(cls="android.widget.Button", text="0", bounds=Bounds(0, 0, 39, 1))], 70, 1)
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
