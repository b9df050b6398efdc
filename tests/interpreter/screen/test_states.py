"""What a thing on the screen says."""

from __future__ import annotations

import pytest

from interpreter.screen.front import Sight
from interpreter.screen.states import Spot, heads_shown_page, text_of
from phones.hierarchy import Hierarchy
from tests.interpreter.pocket_phone import View, words

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
