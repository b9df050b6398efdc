"""The healing ladder: what is taken for an element that changed, and when nothing is."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect, Kind
from apidocs.screens.windows import Window
from interpreter.heal.element_matching import Ambiguous, Found, Print, climb, print_of_node
from phones.hierarchy import Hierarchy, Node

TITLE, SHARE = {"id": "title", "text": "Title"}, {"id": "share", "text": "Share"}
ATTRIBUTES = {"package": "p", "clickable": "true", "enabled": "true", "class": "android.widget.Button"}


def screen(*controls: dict[str, str]) -> Hierarchy:
    """A page of buttons under each other; `id`, `text`, `desc`, `cls` as given."""
    rows = []
    for number, control in enumerate(controls):
        values = {**ATTRIBUTES, "bounds": f"[0,{100 + 200 * number}][1080,{280 + 200 * number}]"}
        names = {"id": "resource-id", "text": "text", "desc": "content-desc", "cls": "class"}
        values |= {names[k]: (f"p:id/{v}" if k == "id" and v else v) for k, v in control.items()}
        rows.append("<node " + " ".join(f'{k}="{v}"' for k, v in values.items()) + "/>")
    frame = '<node package="p" class="android.widget.FrameLayout" bounds="[0,0][1080,2400]">'
    return Hierarchy.parse(f'<hierarchy rotation="0">{frame}{"".join(rows)}</node></hierarchy>')


def buttons(hierarchy: Hierarchy) -> list[Node]:
    return [n for n in hierarchy.walk() if n.clickable]


RECORDED = screen({"id": "save", "text": "Save"}, TITLE, SHARE)


def looked_for(index: int, live: Hierarchy, effect: Effect = Effect.COMMIT) -> Found | Ambiguous | None:
    window = Window.of(RECORDED)
    assert window is not None
    prints = [print_of_node(window, node, Kind.BUTTON) for node in buttons(RECORDED)]
    known = prints.pop(index)
    return climb(known, prints, live, effect)


@pytest.mark.parametrize(
    ("live", "position"),
    [
        pytest.param([{"id": "btn_save", "text": "Save"}, TITLE], 0, id="renamed"),
        pytest.param([{"id": "save", "text": "Store"}, TITLE], 0, id="relabelled"),
        pytest.param(
            [TITLE, {"id": "x", "text": "New"}, {"id": "save", "text": "Save"}],
            2,
            id="moved",
        ),
        pytest.param(
            [{"id": "x1", "text": "Store"}, TITLE, SHARE],
            0,
            id="both, where all others are there",
        ),
    ],
)
def test_changed_element_is_found(live: list[dict[str, str]], position: int) -> None:
    hierarchy = screen(*live)
    found = looked_for(0, hierarchy)
    assert isinstance(found, Found) and found.node is buttons(hierarchy)[position]


@pytest.mark.parametrize(
    "live",
    [
        pytest.param([TITLE, SHARE], id="it has gone"),
        pytest.param([{"id": "x", "text": "Delete"}, TITLE, SHARE], id="a graver one stands there"),
        pytest.param([{"id": "a", "text": "One"}, {"id": "b", "text": "Two"}, SHARE], id="two could be it"),
        pytest.param([{"id": "save", "text": "Save"}, {"id": "save", "text": "Save"}], id="it stands there twice"),
    ],
)
def test_nothing_is_guessed_where_something_could_be_lost(live: list[dict[str, str]]) -> None:
    assert not isinstance(looked_for(0, screen(*live)), Found)


def test_empty_screen_has_nothing() -> None:
    assert climb(Print(id="a", words="b"), [], Hierarchy([]), Effect.NAVIGATE) is None


def texts(*said: tuple[str, str]) -> Hierarchy:
    """A page of texts under each other, each with its id."""
    rows = "".join(
        f'<node package="p" class="android.widget.TextView" resource-id="p:id/{name}" text="{text}" '
        f'bounds="[0,{100 + 200 * at}][1080,{280 + 200 * at}]"/>'
        for at, (name, text) in enumerate(said)
    )
    frame = '<node package="p" class="android.widget.FrameLayout" bounds="[0,0][1080,2400]">'
    return Hierarchy.parse(f'<hierarchy rotation="0">{frame}{rows}</node></hierarchy>')


@pytest.mark.parametrize(
    ("shown", "found"),
    [(("detail_label", "Mobile"), False), (("detail_groups", "Work"), True)],
    ids=["another text stands there", "it is there"],
)
def test_what_is_only_read_is_not_read_off_what_stands_where_it_would(shown: tuple[str, str], found: bool) -> None:
    """A contact without groups shows its number where another shows its groups."""
    recorded = texts(("name", "Ann"), ("detail_groups", "Sport"))
    window = Window.of(recorded)
    assert window is not None
    name, groups = (print_of_node(window, node, Kind.TEXT) for node in recorded.walk() if node.text)
    assert isinstance(climb(groups, [name], texts(("name", "Bob"), shown), Effect.READ), Found) is found
