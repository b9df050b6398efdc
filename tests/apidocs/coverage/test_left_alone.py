"""What learning left alone, said to a person with what to do about it."""

from __future__ import annotations

import pytest

from apidocs.coverage.knowing import coverage
from apidocs.coverage.left_alone import left_lines
from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Left, Screen, Transition
from phones.locating import Locator

ROW = Item(name="file", row=Locator(resource_id="row"))


def app(*elements: Element, transitions: tuple[Transition, ...] = ()) -> AppDoc:
    screens = [Screen(name="main", title="Drawer", elements=list(elements)), Screen(name="file")]
    return AppDoc(
        package="org.example.files", label="Files", start="main", screens=screens, transitions=list(transitions)
    )


def button(name: str, left: Left | None, effect: Effect = Effect.NAVIGATE) -> Element:
    return Element(name=name.lower(), kind=Kind.BUTTON, label=name, left=left, effect=effect)


def test_where_no_row_was_opened_it_is_said_of_which_list_and_how_to_have_it() -> None:
    said = left_lines(app(Element(name="files", kind=Kind.LIST, item=ROW, left=Left.UNKNOWN)))
    assert said == [
        "No row of “Drawer” was opened, since a touch may do something there: what its pages have isn't known.",
        "To have them opened too: thumbwright apps learn org.example.files --allow commit",
    ]


def test_a_list_whose_rows_were_opened_elsewhere_is_known() -> None:
    found = Element(name="found", kind=Kind.LIST, item=ROW, left=Left.UNKNOWN)
    files = Element(name="files", kind=Kind.LIST, item=ROW, tried=True)
    way = Transition(source="main", element="files", action="open", target="file")
    assert left_lines(app(files, found, transitions=(way,))) == []


def test_of_rows_that_a_touch_ticks_nothing_was_left() -> None:
    ticked = ROW.model_copy(update={"effect": Effect.SETTINGS})
    doc = app(Element(name="files", kind=Kind.LIST, item=ticked, left=Left.UNKNOWN))
    assert left_lines(doc) == []
    assert coverage(doc).things[0].state == "known"


@pytest.mark.parametrize(
    ("element", "said"),
    [
        (button("Boost", Left.UNKNOWN), "may do something at once: “Boost”"),
        (button("Share", Left.GRAVE, Effect.SHARE), "change something: “Share”. A task can use them, and asks before."),
        (button("Star", Left.AT_ONCE, Effect.COMMIT), "change something: “Star”"),
    ],
)
def test_what_was_not_touched_is_named_as_a_person_sees_it(element: Element, said: str) -> None:
    assert any(said in line for line in left_lines(app(element)))


@pytest.mark.parametrize("left", [None, Left.SAVES, Left.PICKS])
def test_what_only_saves_or_picks_is_nothing_to_tell(left: Left | None) -> None:
    assert left_lines(app(button("OK", left, Effect.COMMIT))) == []


def test_of_many_a_few_are_named() -> None:
    first = left_lines(app(*(button(f"Thing{n}", Left.UNKNOWN) for n in range(8))))[0]
    assert "“Thing4” and 3 more." in first and "Thing5" not in first
