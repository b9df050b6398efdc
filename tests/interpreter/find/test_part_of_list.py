"""Whether the screen says that its list is a part of the whole."""

from __future__ import annotations

import pytest

from apidocs.doc import Element, Item, Kind, Screen
from interpreter.find.part_of_list import part_shown
from interpreter.screen.front import Sight
from phones.hierarchy import Hierarchy
from phones.locating import Locator

LIST = '<node class="android.widget.ListView" resource-id="a:id/list" bounds="[0,300][720,1200]"/>'
BAR = (
    '<node class="android.widget.Toolbar" resource-id="a:id/toolbar" bounds="[0,0][720,90]">'
    '<node class="android.widget.TextView" text="{title}" bounds="[0,0][300,90]"/></node>'
)


def field(text: str, rid: str = "search_src_text") -> str:
    return f'<node class="android.widget.EditText" resource-id="a:id/{rid}" text="{text}" bounds="[0,100][720,190]"/>'


def spinner(value: str) -> str:
    inner = f'<node class="android.widget.TextView" resource-id="android:id/text1" text="{value}" bounds="[0,100][300,190]"/>'
    return (
        '<node class="android.widget.Spinner" resource-id="a:id/folder" clickable="true" bounds="[0,100][300,190]">'
        f"{inner}</node>"
    )


def tabs(*names: str, chosen: str) -> str:
    each = "".join(
        f'<node class="android.widget.TextView" text="{name}" clickable="true" selected="{str(name == chosen).lower()}" '
        f'bounds="[{i * 100},100][{i * 100 + 99},190]"/>'
        for i, name in enumerate(names)
    )
    return f'<node class="android.widget.LinearLayout" bounds="[0,100][720,190]">{each}</node>'


def chips(**on: bool) -> str:
    return "".join(
        f'<node class="com.google.android.material.chip.Chip" text="{name}" checkable="true" checked="{str(yes).lower()}" '
        f'clickable="true" bounds="[{i * 200},100][{i * 200 + 190},190]"/>'
        for i, (name, yes) in enumerate(on.items())
    )


def told(*nodes: str, options: list[str] | None = None, title: str = "") -> str:
    listed = Element(
        name="notes",
        kind=Kind.LIST,
        locator=Locator(resource_id="a:id/list"),
        item=Item(name="note", row=Locator(resource_id="a:id/row")),
    )
    folder = Element(
        name="folder",
        kind=Kind.CHOICE,
        locator=Locator(resource_id="a:id/folder"),
        state=Locator(resource_id="android:id/text1"),
        options=options or [],
    )
    screen = Screen(name="main", title=title, elements=[folder, listed])
    drawn = "".join(nodes) + LIST
    xml = f'<hierarchy><node class="android.widget.FrameLayout" package="a" bounds="[0,0][720,1280]">{drawn}</node></hierarchy>'
    return part_shown(Sight(Hierarchy.parse(xml), screen, 0), screen)


@pytest.mark.parametrize(
    ("nodes", "options", "title", "expected"),
    [
        ((), [], "", ""),
        ((field("milk"),), [], "", 'the search "milk"'),
        ((field(""),), [], "", ""),
        ((field("Bob", "to"),), [], "", ""),
        ((spinner("All notes"),), ["All notes"], "", ""),
        ((spinner("Work"),), ["All notes"], "", "Work"),
        ((spinner("By date"),), ["By title", "By date"], "", ""),
        ((tabs("All", "Missed", chosen="All"),), [], "", ""),
        ((tabs("All", "Missed", chosen="Missed"),), [], "", "Missed"),
        ((tabs("Contacts", "Groups", chosen="Groups"),), [], "", ""),
        ((chips(Starred=True, Unread=False),), [], "", "Starred"),
        ((chips(Starred=False, Unread=False),), [], "", ""),
        ((BAR.format(title="Notes"),), [], "Notes", ""),
        ((BAR.format(title="Notes (14)"),), [], "Notes", ""),
        ((BAR.format(title="Work"),), [], "Notes", "Work"),
    ],
)
def test_what_a_list_shows_a_part_by(nodes: tuple[str, ...], options: list[str], title: str, expected: str) -> None:
    assert told(*nodes, options=options, title=title) == expected
