"""Which nodes a selector means, by either of uiautomator's engines."""

from __future__ import annotations

from typing import Any

import pytest
from uiautomator2 import _selector

from demophone.contract import UiNode
from demophone.selectors import SelectorError, find, find_in_active, is_plain, with_child, with_last_instance

# the client itself builds what it sends; it has no types
ClientSelector: Any = _selector.Selector


def windows() -> list[UiNode]:
    root = UiNode("Frame", "app")
    for number in range(3):
        row = UiNode("Row", "app", f"app:id/row{number}", clickable=True, index=number, parent=root)
        title = UiNode("Text", "app", "app:id/title", f"Title {number}", parent=row)
        switch = UiNode(
            "Switch", "app", content_desc=f"Switch {number}", checkable=True, checked=number == 1, index=1, parent=row
        )
        row.children = [title, switch]
        root.children.append(row)
    bar = UiNode("Frame", "systemui", content_desc="Bar title")
    return [root, bar]


def said(nodes: list[UiNode]) -> list[str]:
    return [node.text or node.content_desc or node.resource_id for node in nodes]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"text": "Title 1"}, ["Title 1"]),
        ({"text": "title 1"}, []),
        ({"textContains": "itle"}, ["Title 0", "Title 1", "Title 2"]),
        ({"textContains": "ITLE"}, []),
        ({"textStartsWith": "Title"}, ["Title 0", "Title 1", "Title 2"]),
        ({"textMatches": r"Title [01]"}, ["Title 0", "Title 1"]),
        ({"textMatches": r"Title"}, []),
        ({"description": "Switch 2"}, ["Switch 2"]),
        ({"descriptionContains": "title"}, ["Bar title"]),
        ({"className": "Switch", "checked": True}, ["Switch 1"]),
        ({"className": "Switch", "checked": False}, ["Switch 0", "Switch 2"]),
        ({"resourceIdMatches": ".*row[12]"}, ["app:id/row1", "app:id/row2"]),
        ({"packageName": "systemui"}, ["Bar title"]),
        ({"clickable": True, "index": 2}, ["app:id/row2"]),
        ({"className": "Row", "instance": 1}, ["app:id/row1"]),
        ({"className": "Row", "instance": 9}, []),
        ({"textContains": "TITLE", "instance": 2}, ["Title 2"]),
        ({"descriptionContains": "title", "instance": 0}, []),
    ],
    ids=str,
)
def test_a_selector_finds(fields: dict[str, Any], found: list[str]) -> None:
    assert said(find(windows(), dict(ClientSelector(**fields)))) == found


def test_children_and_siblings_are_looked_for_below_and_beside() -> None:
    child = ClientSelector(className="Row").child(className="Switch")
    assert said(find(windows(), child)) == ["Switch 0", "Switch 1", "Switch 2"]
    sibling = ClientSelector(text="Title 1").sibling(className="Switch")
    assert said(find(windows(), sibling)) == ["Switch 1"]
    second = ClientSelector(className="Row", instance=1).child(className="Text")
    assert said(find(windows(), second)) == ["Title 1"]
    numbered = ClientSelector(className="Row").child(className="Switch", instance=2)
    assert said(find(windows(), numbered)) == ["Switch 2"]


def test_counting_uses_the_active_window_and_no_case() -> None:
    selector = dict(ClientSelector(textContains="TITLE"))
    assert is_plain(selector)
    assert find(windows(), selector) == []
    assert len(find_in_active(windows(), selector)) == 3


def test_selectors_can_be_put_together() -> None:
    rows = with_child(dict(ClientSelector(packageName="app")), dict(ClientSelector(className="Row")))
    assert said(find(windows(), with_last_instance(rows, 1))) == ["app:id/row1"]
    assert said(find(windows(), with_last_instance(dict(ClientSelector(className="Row")), 2))) == ["app:id/row2"]


@pytest.mark.parametrize(
    "selector",
    [
        {"mask": 4, "textMatches": "("},
        {"mask": 1, "textual": "x"},
        {"mask": 0, "nonsense": 1},
        {"mask": 1, "text": "Title 1", "childOrSibling": ["uncle"], "childOrSiblingSelector": [{"mask": 0}]},
        {"mask": 1, "text": "Title 1", "childOrSibling": ["child"], "childOrSiblingSelector": []},
    ],
    ids=["pattern", "text field", "field", "relation", "lengths"],
)
def test_a_wrong_selector_is_refused(selector: dict[str, Any]) -> None:
    with pytest.raises(SelectorError):
        find(windows(), selector)


def test_nothing_is_found_on_no_window() -> None:
    assert find([], dict(ClientSelector(text="x", instance=1))) == []
