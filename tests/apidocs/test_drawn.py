"""Screens drawn by Compose or Flutter: plain views without ids, whose heading, rows and buttons are told by where they stand."""

from __future__ import annotations

import pytest

from apidocs.marks import look
from apidocs.screens import agreement
from apidocs.windows import Window
from interpreter.dialogs import positive_button
from phones.hierarchy import Hierarchy


def _node(cls: str, box: tuple[int, int, int, int], inner: str = "", **given: str) -> str:
    left, top, right, bottom = box
    attributes = {"text": "", "content-desc": "", "resource-id": "", "package": "a.b", "clickable": "false", **given}
    said = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<node class="android.{cls}" {said} bounds="[{left},{top}][{right},{bottom}]">{inner}</node>'


def _text(words: str, top: int, height: int = 54) -> str:
    return _node("widget.TextView", (44, top, 1000, top + height), text=words)


def _row(top: int, *words: str, height: int = 54) -> str:
    lines = "".join(_text(word, top + 20 + 60 * n, height if n == 0 else 46) for n, word in enumerate(words))
    return _node("view.View", (0, top, 1080, top + 170), lines, clickable="true")


def _window(heading: str, body: str) -> Window:
    bar = _node("view.View", (0, 66, 1080, 220), _text(heading, 110, 66))
    page = _node("ui.ComposeView", (0, 0, 1080, 2400), bar + _node("view.View", (0, 220, 1080, 2300), body))
    window = Window.of(Hierarchy.parse(f'<hierarchy rotation="0">{page}</hierarchy>'))
    assert window is not None
    return window


ROWS = "".join(_row(300 + 170 * n, title, "Paperback") for n, title in enumerate(("Winter", "Salt", "Kyoto")))


def test_the_heading_is_the_first_words_at_the_top() -> None:
    assert _window("Books", ROWS).title == "Books"


def test_a_paragraph_at_the_top_is_no_heading() -> None:
    assert _window("Here is what is new in this version, and how you can switch it off again.", ROWS).title == ""


@pytest.mark.parametrize(
    ("heading", "body", "lists"),
    [
        ("Books", ROWS, 1),
        ("Settings", ROWS, 0),
        ("Book", "".join(_row(300 + 170 * n, f"Label {n}", "value", height=40) for n in range(3)), 0),
        ("Books", _row(300, "Winter"), 0),
    ],
    ids=["rows", "settings", "labels over values", "one alone"],
)
def test_rows_alike_are_a_list(heading: str, body: str, lists: int) -> None:
    assert len(look(_window(heading, body)).lists.found) == lists


def test_pages_of_other_headings_are_other_places() -> None:
    one, other = look(_window("Books", ROWS)), look(_window("Insights", _text("Best run", 300)))
    assert agreement(one, other) == 0
    assert agreement(one, look(_window("Books", ROWS.replace("Salt", "Sand")))) > 0.6


def test_a_button_with_its_words_below_it_says_yes() -> None:
    inner = _text("Finished on", 960) + "".join(
        _node("view.View", (644 + 208 * n, 1332, 840 + 208 * n, 1464), _text(word, 1375), clickable="true")
        for n, word in enumerate(("Cancel", "OK"))
    )
    dialog = _node("ui.ComposeView", (55, 903, 1025, 1497), _node("view.View", (55, 903, 1025, 1497), inner))
    behind = _node("widget.FrameLayout", (0, 0, 1080, 2400), package="other")
    root = Hierarchy.parse(f'<hierarchy rotation="0">{behind}{dialog}</hierarchy>').roots[1]
    found = positive_button(root)
    assert found is not None and found.children[0].text == "OK"
