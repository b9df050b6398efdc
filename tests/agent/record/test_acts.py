"""How a touched thing is told from the others on its screen, for exports."""

from __future__ import annotations

from agent.record.acts import selector_at
from phones.hierarchy import Hierarchy


def node(
    text: str = "", desc: str = "", clickable: bool = False, bounds: str = "[0,0][100,100]", inner: str = ""
) -> str:
    return (
        f'<node class="android.widget.TextView" text="{text}" content-desc="{desc}" package="a" '
        f'clickable="{str(clickable).lower()}" bounds="{bounds}">{inner}</node>'
    )


def screen(*nodes: str) -> Hierarchy:
    return Hierarchy.parse(
        f'<hierarchy rotation="0">{node(bounds="[0,0][1000,1000]", inner="".join(nodes))}</hierarchy>'
    )


def test_touch_goes_through_what_takes_none() -> None:
    button = node(desc="More options", clickable=True)
    over = node(bounds="[0,0][1000,1000]", inner=node(desc="New contact", clickable=True, bounds="[800,800][900,900]"))
    assert selector_at(screen(button, over), 50, 50) == {"desc": "More options"}


def test_row_is_found_by_the_words_in_it() -> None:
    rows = [
        node(clickable=True, bounds=f"[0,{y}][1000,{y + 100}]", inner=node(text, bounds=f"[0,{y}][500,{y + 50}]"))
        for y, text in ((0, "Milk"), (100, "Bread"))
    ]
    assert selector_at(screen(*rows), 700, 150) == {"text": "Bread"}


def test_equals_are_counted() -> None:
    icons = [node(clickable=True, bounds=f"[{x},0][{x + 100},100]") for x in (0, 100, 200)]
    assert selector_at(screen(*icons), 150, 50) == {"cls": "android.widget.TextView", "instance": 2}


def test_nothing_there_has_no_selector() -> None:
    assert selector_at(Hierarchy.parse('<hierarchy rotation="0"/>'), 5, 5) == {}
