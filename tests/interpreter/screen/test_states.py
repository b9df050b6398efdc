"""What a thing on the screen says."""

from __future__ import annotations

import pytest

from apidocs.doc import Element, Kind
from interpreter.act.toggling import finger_for
from interpreter.screen.front import Sight
from interpreter.screen.states import Spot, heads_shown_page, is_on, spot_of, switch_at, text_of
from phones.hierarchy import Hierarchy
from phones.locating import Locator
from tests.interpreter.pocket_phone import PACKAGE, View, words

CASES = [
    ("what it is called and its value", ["Mode", "Eco"], "Mode", "Eco"),
    ("only what it is called", ["Mode"], "Mode", "Mode"),
    ("two values", ["Mode", "Eco", "until 6:00"], "Mode", "Eco, until 6:00"),
    ("no name of its own", ["Eco", "until 6:00"], "", "Eco, until 6:00"),
    ("nothing", [], "Mode", ""),
]


@pytest.mark.parametrize(("texts", "label", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_things_text_is_its_value_where_it_shows_one(texts: list[str], label: str, says: str) -> None:
    box = (0, 0, 700, 100)
    row = View("widget.LinearLayout", box, children=[words(text, box) for text in texts])
    hierarchy = Hierarchy.parse(f"<hierarchy>{row.xml()}</hierarchy>")
    node = hierarchy.roots[0]
    assert text_of(Spot(node, Sight(hierarchy, None, 0), label=label)) == says
    assert text_of(Spot(node, Sight(hierarchy, None, 0), "row", label=label)) == ", ".join(texts)


VIBRATE = Element(
    name="vibrate",
    kind=Kind.TOGGLE,
    label="Vibrate",
    locator=Locator(label="Vibrate"),
    state=Locator(resource_id=f"{PACKAGE}:id/switch_widget"),
)


def switches(*rows: tuple[str, bool | None]) -> Hierarchy:
    """A page of rows with a title and a switch, all switches of one id; None: a row without one."""
    drawn = []
    for number, (title, on) in enumerate(rows):
        top = 100 * number
        row = View("widget.LinearLayout", (0, top, 700, top + 90), on_tap=lambda: None)
        row.children = [words(title, (0, top + 20, 300, top + 60))]
        if on is not None:
            box = (600, top + 10, 690, top + 80)
            row.children.append(View("widget.Switch", box, rid="switch_widget", checkable=True, checked=on))
        drawn.append(row)
    page = View("widget.ListView", (0, 0, 700, 900), children=drawn)
    return Hierarchy.parse(f"<hierarchy>{page.xml()}</hierarchy>")


@pytest.mark.parametrize(
    ("rows", "stands"),
    [
        ([("Vibrate", True)], True),
        ([("Sound", False), ("Vibrate", True)], True),
        ([("Sound", True), ("Volume", None), ("Vibrate", False), ("Ring", True)], False),
    ],
)
def test_a_switch_is_the_one_in_the_line_of_its_name(rows: list[tuple[str, bool | None]], stands: bool) -> None:
    hierarchy = switches(*rows)
    sight = Sight(hierarchy, None, 0)
    title = next(node for node in hierarchy.walk() if node.text == "Vibrate")
    row = title.parent
    assert row is not None
    for named in (title, row):
        spot = spot_of(sight, VIBRATE, named)
        assert spot.state is not None and spot.state in row.walk() and finger_for(spot) in row.walk()
        assert is_on(spot) is stands


def test_a_row_without_a_switch_has_none_of_anothers() -> None:
    hierarchy = switches(("Sound", True), ("Vibrate", None), ("Ring", True))
    title = next(node for node in hierarchy.walk() if node.text == "Vibrate")
    spot = spot_of(Sight(hierarchy, None, 0), VIBRATE, title)
    assert spot.state is None and is_on(spot) is None


@pytest.mark.parametrize(
    "rows", [[("Alerts", None), ("Sync", True)], [("Sync", True), ("Alerts", None), ("About", None)]]
)
def test_what_is_named_by_its_words_alone_has_no_other_rows_switch(rows: list[tuple[str, bool | None]]) -> None:
    hierarchy = switches(*rows)
    named = next(node for node in hierarchy.walk() if node.text == "Alerts")
    for node in (named, named.parent):
        assert node is not None and switch_at(node) is None
    own = next(node for node in hierarchy.walk() if node.text == "Sync")
    assert switch_at(own) is not None


@pytest.mark.parametrize("taps", [True, False], ids=["the row is tapped", "only the switch is"])
def test_a_switch_beside_a_title_and_its_summary_is_theirs(taps: bool) -> None:
    texts = View("widget.LinearLayout", (0, 10, 500, 90))
    texts.children = [words("Alerts", (0, 10, 300, 40)), words("Sounds and banners", (0, 50, 300, 90))]
    switch = View("widget.Switch", (600, 30, 690, 70), rid="s", checkable=True, checked=True, on_tap=lambda: None)
    row = View(
        "widget.LinearLayout", (0, 0, 700, 100), on_tap=(lambda: None) if taps else None, children=[texts, switch]
    )
    below = View("widget.LinearLayout", (0, 100, 700, 200), children=[words("About", (0, 110, 300, 190))])
    page = View("widget.LinearLayout", (0, 0, 700, 900), children=[row, below])
    hierarchy = Hierarchy.parse(f"<hierarchy>{page.xml()}</hierarchy>")
    for text, own in (("Alerts", True), ("Sounds and banners", True), ("About", False)):
        node = next(node for node in hierarchy.walk() if node.text == text)
        assert (switch_at(node) is not None) is own


STRIPS = [
    ("shown, another after it", "androidx.viewpager.widget.c", [("Diary", False), ("Plans", True)], ["Diary"]),
    ("one on either side", "android.support.v4.view.ViewPager", [("A", True), ("B", False), ("C", True)], ["B"]),
    ("alone", "androidx.viewpager.widget.ViewPager", [("Diary", False)], []),
    ("none can be tapped", "androidx.viewpager.widget.ViewPager", [("A", False), ("B", False)], []),
    ("in no pager", "android.widget.FrameLayout", [("Diary", False), ("Plans", True)], []),
]


@pytest.mark.parametrize(("around", "titles", "shown"), [c[1:] for c in STRIPS], ids=[c[0] for c in STRIPS])
def test_of_a_pagers_titles_the_one_that_cant_be_tapped_is_shown(
    around: str, titles: list[tuple[str, bool]], shown: list[str]
) -> None:
    box = (0, 0, 700, 100)
    each = [View("widget.TextView", box, title, on_tap=(lambda: None) if taps else None) for title, taps in titles]
    pager = View("view.ViewGroup", box, children=[View("view.ViewGroup", box, children=each)])
    told = pager.xml().replace("android.view.ViewGroup", around, 1)
    nodes = Hierarchy.parse(f"<hierarchy>{told}</hierarchy>").walk()
    assert [node.text for node in nodes if heads_shown_page(node)] == shown
