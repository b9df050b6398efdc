"""What is found for an element of a doc that was never held against the phone is that element, or nothing."""

from __future__ import annotations

import pytest

from apidocs.doc import Element, Kind
from apidocs.screens.sure import sure_match
from phones.hierarchy import Hierarchy
from phones.locating import Locator, find

HEAD = '<node class="android.widget.FrameLayout" package="a.b" bounds="[0,0][1080,2000]">'


def node(number: int, *, clickable: bool = True, inside: str = "", **said: str) -> str:
    values = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in said.items())
    place = f'bounds="[0,{100 * number}][1080,{100 * number + 90}]" clickable="{str(clickable).lower()}"'
    return f'<node class="android.widget.Button" package="a.b" {place}{values}>{inside}</node>'


ADD = Element(name="add", kind=Kind.BUTTON, locator=Locator(resource_id="fab", content_desc="Add"))
ICON = Element(name="send", kind=Kind.BUTTON, locator=Locator(resource_id="send"))
LINE = Element(name="display", kind=Kind.BUTTON, locator=Locator(label="Display"))
SWITCH = Element(name="wifi", kind=Kind.TOGGLE, locator=Locator(resource_id="switchWidget", label="Wi-Fi"))
TITLE = node(3, clickable=False, text="Display")


@pytest.mark.parametrize(
    ("element", "nodes", "taken"),
    [
        (ADD, [node(1, resource_id="a.b:id/fab", content_desc="Add")], 1),
        (ADD, [node(1, resource_id="a.b:id/fab", content_desc="Start")], 0),  # the same button, for something else
        (ADD, [node(1, resource_id="a.b:id/fab")], 1),  # it says nothing
        (ADD, [node(1, resource_id="a.b:id/other", content_desc="Add")], 1),  # by its words
        (ADD, [node(1, content_desc="Add"), node(2, content_desc="Add")], 0),  # which of them?
        (ADD, [node(1, resource_id="a.b:id/fab", content_desc="Add"), node(2, content_desc="Add")], 1),
        (ADD, [], 0),
        (ICON, [node(1, resource_id="a.b:id/send", content_desc="Whatever")], 1),  # its id is all that is known
        (LINE, [TITLE], 0),  # a heading, which takes no touch
        (LINE, [TITLE, node(1, inside=node(1, clickable=False, text="Display"))], 1),
        (LINE, [node(1, inside=node(1, clickable=False, text="Display") + node(1, content_desc="Display"))], 1),
        (
            SWITCH,
            [
                node(
                    1,
                    inside=node(1, clickable=False, text="Wi-Fi")
                    + node(1, resource_id="a.b:id/switchWidget", checkable="true"),
                ),
                node(2, inside=node(2, clickable=False, text="VPN") + node(2, resource_id="a.b:id/switchWidget")),
            ],
            1,
        ),
    ],
)
def test_it_is_the_one_that_is_meant_or_none(element: Element, nodes: list[str], taken: int) -> None:
    hierarchy = Hierarchy.parse(f"<hierarchy>{HEAD}{''.join(nodes)}</node></hierarchy>".encode())
    found = sure_match(find(hierarchy, element.locator), element)
    touched = found.node.actionable() if found is not None else None
    assert (0 if touched is None else touched.bounds.top // 100) == taken


def test_rows_without_an_id_are_told_by_what_they_hold() -> None:
    rows = [
        node(1, inside=node(1, clickable=False, resource_id="a.b:id/time", text="8:30")),
        node(2, inside=node(2, clickable=False, text="No time here")),
        node(3, inside=node(3, clickable=False, resource_id="a.b:id/time", text="9:00")),
    ]
    hierarchy = Hierarchy.parse(f"<hierarchy>{HEAD}{''.join(rows)}</node></hierarchy>".encode())
    holding = Locator(path="*#time")
    assert [match.node.bounds.top for match in find(hierarchy.roots[0], holding)] == [100, 300]
    assert find(hierarchy, holding) == [], "of a whole screen it would be all of it"
