"""Dumps of apps that say their texts as descriptions: read as texts, line by line."""

from __future__ import annotations

import pytest

from phones.hierarchy import Hierarchy, Node


def _node(cls: str, said: str = "", inner: str = "", **given: str) -> str:
    attributes = {"class": f"android.{cls}", "content-desc": said.replace("\n", "&#10;"), "bounds": "[0,0][100,90]"}
    attributes |= {name.replace("_", "-"): value for name, value in given.items()}
    said_so = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<node {said_so}>{inner}</node>"


def _read(*nodes: str) -> list[Node]:
    window = _node("widget.FrameLayout", inner="".join(nodes))
    return Hierarchy.parse(f"<hierarchy rotation='0'>{window}</hierarchy>").roots[0].children


def test_a_plain_view_that_is_described_is_a_text() -> None:
    (text, button) = _read(_node("view.View", "Best run"), _node("widget.Button", "Add", clickable="true"))
    assert (text.text, text.content_desc, text.short_class) == ("Best run", "", "TextView")
    assert (button.text, button.content_desc) == ("", "Add")


def test_the_lines_of_a_row_stand_below_each_other_behind_what_is_in_it() -> None:
    more = _node("widget.Button", "More", clickable="true")
    (row, _) = _read(_node("view.View", "Tram driver\nOffer\n28 k", more, clickable="true"), _node("view.View", "x"))
    assert [n.label for n in row.children] == ["More", "Tram driver", "Offer", "28 k"] and row.content_desc == ""
    assert [n.bounds.top for n in row.children[1:]] == [0, 30, 60]


@pytest.mark.parametrize(
    ("said", "others", "read"),
    [
        ("Home\nTab 1 of 3", ["Search\nTab 2 of 3"], "Home"),
        ("Home\nTab 1 of 3\nHome", ["Search\nTab 2 of 3"], "Home"),
        ("Chapter\n2 of 9 read", ["Notes"], ["Chapter", "2 of 9 read"]),
    ],
    ids=["a tab", "said twice", "a row"],
)
def test_the_place_among_tabs_is_no_word_of_a_tab(said: str, others: list[str], read: str | list[str]) -> None:
    node = _read(*(_node("view.View", each, clickable="true") for each in (said, *others)))[0]
    assert (node.text or [n.text for n in node.children]) == read


def test_where_there_are_texts_descriptions_stay_descriptions() -> None:
    (view, _) = _read(_node("view.View", "Settings"), _node("widget.TextView", text="Books"))
    assert (view.text, view.content_desc) == ("", "Settings")


@pytest.mark.parametrize(
    ("cls", "said", "on", "read"),
    [
        ("widget.Switch", "Quiet hours ON", "true", "Quiet hours"),
        ("widget.Switch", "Quiet hours OFF", "false", "Quiet hours"),
        ("widget.Switch", "OFF", "false", ""),
        ("widget.ToggleButton", "Ein", "true", ""),
        ("widget.Switch", "Turn the lamp on", "true", "Turn the lamp on"),
        ("widget.Switch", "Log ON", "false", "Log ON"),
        ("widget.CheckBox", "Log ON", "true", "Log ON"),
    ],
)
def test_the_state_that_a_switch_says_behind_its_label_is_no_part_of_that(
    cls: str, said: str, on: str, read: str
) -> None:
    (switch,) = _read(_node(cls, text=said, checkable="true", checked=on))
    assert switch.text == read and switch.spoken is (read != said)
