"""What a thing on the screen says."""

from __future__ import annotations

import pytest

from interpreter.screen.front import Sight
from interpreter.screen.states import Spot, text_of
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
