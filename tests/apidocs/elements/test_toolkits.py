"""Screens as Compose, React Native and forms in one flat layout give them, made by hand: what of them is a thing, and its name."""

from __future__ import annotations

from typing import Any

import pytest

from apidocs.doc import AppDoc, Element, Kind
from apidocs.screens.windows import Window
from interpreter.screen.dialogs import positive_button
from phones.hierarchy import Hierarchy
from phones.locating import find
from tests.apidocs.elements.test_kinds_of_screens import Box, doc_of, drawn, named, view, words
from tests.apidocs.walks import dump, n, toolbar

GROUP = "android.view.ViewGroup"


def elements(hierarchy: Hierarchy) -> dict[str, Element]:
    doc: AppDoc = doc_of(hierarchy)
    return {element.name: element for screen in doc.screens for element in screen.elements}


# --- Compose ---------------------------------------------------------------------------------------------------


def field(label: str, said: str, box: Box, *inner: str) -> str:
    """A text field: its label is a text in it, which floats up when something was typed."""
    left, top, right, bottom = box
    middle = (top + bottom) // 2
    at = (left + 20, top + 10, left + 300, top + 50) if said else (left + 20, middle - 30, left + 300, middle + 30)
    return n("EditText", words(label, at), *inner, text=said, clickable=True, box=box)


def option(said: str, top: int, on: bool = False, role: str = "RadioButton") -> str:
    """A line of several that exclude each other: the one that is set takes no touch, and a node of no use says its role."""
    box = (0, top, 1080, top + 120)
    inner = words(said, (150, top + 30, 600, top + 90)) + n(role, box=box)
    return view(box, inner, checkable=True, checked=on, clickable=not on)


def test_a_field_that_is_filled_in_is_called_by_the_label_that_floats_in_it() -> None:
    unit = words("km", (980, 480, 1040, 540))
    page = drawn(field("Route", "", (40, 240, 1040, 400)), field("Distance", "12", (40, 420, 1040, 580), unit))
    assert named(page) == {"route": Kind.INPUT, "distance": Kind.INPUT}


def test_what_stands_in_the_lower_half_of_a_filled_field_is_no_label() -> None:
    unit = words("km", (980, 480, 1040, 540))
    page = drawn(n("EditText", unit, text="12", clickable=True, box=(40, 420, 1040, 580)))
    assert "km" not in named(page)


def test_lines_of_one_role_that_exclude_each_other_are_a_choice() -> None:
    lines = [option(said, 400 + 120 * at, on=at == 1) for at, said in enumerate(("Bus", "Tram", "Ferry"))]
    page = drawn(words("Travel by", (40, 300, 400, 360)), *lines, option("Remind me", 900, role="CheckBox"))
    found = elements(page)
    assert {name: one.kind for name, one in found.items()} == {"travel_by": Kind.CHOICE, "remind_me": Kind.TOGGLE}
    assert found["travel_by"].options == ["Bus", "Tram", "Ferry"] and found["travel_by"].inline


# --- forms in one layout ---------------------------------------------------------------------------------------


def form(*fields: tuple[str, str], between: tuple[str, ...] = ()) -> Hierarchy:
    """A form whose labels and fields are all children of one layout, the layout of many."""
    inner = []
    for at, (label, id_name) in enumerate(fields):
        top = 300 + 240 * at
        inner.append(words(label, (44, top, 400, top + 44), id=f"caption_{id_name}"))
        inner.append(words("(needed)", (420, top, 600, top + 44), id=f"note_{id_name}"))
        edit = n("EditText", text="typed", clickable=True, id="edit", box=(44, top + 60, 1036, top + 200))
        inner.append(n("FrameLayout", edit, id=f"frame_{id_name}", box=(44, top + 60, 1036, top + 200)))
    page = n(GROUP, *inner, *between, id="page", box=(0, 200, 1080, 2000))
    return dump(n("FrameLayout", toolbar("Sign up"), page))


def test_fields_of_a_flat_form_are_called_by_the_text_right_above_each() -> None:
    fields = [("Town", "t"), ("Street", "s"), ("House number", "h"), ("Door code", "d"), ("Floor", "f")]
    found = elements(form(*fields))
    labels = [one.label for one in found.values() if one.kind is Kind.INPUT]
    assert labels == [label for label, _ in fields]


# --- switches --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [True, False])
def test_a_switch_whose_text_is_its_state_is_called_by_the_words_beside_it(on: bool) -> None:
    def line(said: str, top: int, **given: Any) -> str:
        switch = n("Switch", clickable=True, checkable=True, box=(900, top + 20, 1040, top + 120), **given)
        return n(GROUP, words(said, (40, top + 40, 600, top + 100)), switch, box=(0, top, 1080, top + 140))

    lines = line("Quiet hours", 400, text="ON" if on else "OFF", checked=on), line("Badges", 600, text="", checked=on)
    assert named(dump(n("FrameLayout", *lines))) == {"quiet_hours": Kind.TOGGLE, "badges": Kind.TOGGLE}


# --- React Native ----------------------------------------------------------------------------------------------


def group(box: Box, *inner: str, **given: Any) -> str:
    return n(GROUP, *inner, box=box, **given)


def native(*body: str) -> Hierarchy:
    inner = group((0, 0, 1080, 2400), group((0, 0, 1080, 2400), *body))
    return dump(n("FrameLayout", n("FrameLayout", inner, id="android:id/content"), box=(0, 0, 1080, 2400)))


def header(title: str) -> str:
    back = n("Button", content_desc="Home, back", clickable=True, box=(0, 80, 140, 210))
    return group((0, 60, 1080, 220), back, words(title, (200, 110, 700, 190)))


def scrolls(*rows: str) -> str:
    return n("ScrollView", group((0, 300, 1080, 1950), *rows), scrollable=True, box=(0, 300, 1080, 1950))


def line(top: int, *said: str, around: int = 0, **given: Any) -> str:
    inner = [words(each, (40, top + 20 + 70 * at, 800, top + 80 + 70 * at)) for at, each in enumerate(said)]
    made = group((0, top, 1080, top + 200), *inner, clickable=True, **given)
    for _ in range(around):
        made = group((0, top, 1080, top + 200), made)
    return made


PEOPLE = (("Owl hour", "Ada"), ("Reed song", "Mo"), ("Clay pot", "Ines"), ("Moss walk", "Kim"))


@pytest.mark.parametrize("around", [0, 2], ids=["rows", "rows in layouts"])
@pytest.mark.parametrize("read_out", [True, False], ids=["read out", "not read out"])
def test_rows_that_scroll_are_a_list_and_in_no_name(around: int, read_out: bool) -> None:
    rows = [
        line(300 + 200 * at, *said, around=around, content_desc=", ".join(said) if read_out else "")
        for at, said in enumerate(PEOPLE)
    ]
    page = native(header("Walks"), scrolls(*rows))
    (screen,) = doc_of(page).screens
    (rows_found,) = (element for element in screen.elements if element.item is not None)
    assert screen.title == "Walks" and len(screen.elements) == 1 and rows_found.item is not None
    assert [part.name for part in rows_found.item.parts] == ["title", "subtitle"]
    assert [m.node.bounds.top for m in find(page, rows_found.item.row)] == [300, 500, 700, 900]


def test_ids_that_a_test_gives_each_row_by_itself_name_no_part() -> None:
    rows = [
        group(
            (0, 300 + 200 * at, 1080, 500 + 200 * at),
            words(said, (40, 320 + 200 * at, 800, 380 + 200 * at)),
            n(GROUP, resource_id=f"mark-{at}", clickable=True, box=(900, 320 + 200 * at, 1040, 440 + 200 * at)),
            clickable=True,
            resource_id=f"row-{at}",
        )
        for at, (said, _) in enumerate(PEOPLE)
    ]
    page = native(header("Walks"), scrolls(*rows))
    (element,) = elements(page).values()
    assert element.item is not None and [part.name for part in element.item.parts] == ["title", "button"]
    assert len(find(page, element.item.row)) == len(PEOPLE)


def test_lines_beside_switches_are_settings_and_called_by_their_first_words() -> None:
    switch = n("Switch", text="OFF", clickable=True, checkable=True, box=(900, 320, 1040, 420))
    rows = (
        group((0, 300, 1080, 440), words("Quiet hours", (40, 340, 600, 400)), switch),
        line(460, "Language", "Danish", content_desc="Language, Danish"),
        line(660, "Licences"),
        line(860, "Sign out"),
    )
    found = elements(native(header("More"), scrolls(*rows)))
    assert {one.label for one in found.values()} == {"Quiet hours", "Language", "Licences", "Sign out"}


def test_options_in_a_form_of_which_one_is_picked_are_no_tabs() -> None:
    sizes = [
        group((300 * at, 700, 300 * at + 280, 800), words(said, (300 * at + 40, 720, 300 * at + 200, 780)),
              clickable=True, selected=at == 0)
        for at, said in enumerate(("Small", "Large"))
    ]  # fmt: skip
    note = n("EditText", text="", hint="Note", clickable=True, box=(40, 400, 1040, 520))
    (screen,) = doc_of(native(header("Order"), scrolls(note, *sizes))).screens
    assert screen.name != "small" and not any("tab:" in mark for mark in screen.marks)


def test_a_tab_is_called_without_its_place_among_others() -> None:
    tabs = [
        n("Button", words(said, (360 * at + 40, 2300, 360 * at + 200, 2360)), content_desc=f"{said}, tab, {at + 1} of 3",
          clickable=True, selected=at == 0, box=(360 * at, 2200, 360 * at + 360, 2400))
        for at, said in enumerate(("Walks", "Maps", "Mine"))
    ]  # fmt: skip
    page = native(words("Hello", (40, 100, 400, 180)), group((0, 2200, 1080, 2400), *tabs))
    (screen,) = doc_of(page).screens
    assert screen.name == "walks" and {one.label for one in screen.elements} == {"Walks", "Maps", "Mine"}


@pytest.mark.parametrize("arrow", [">", "›", ""])
def test_an_arrow_at_the_end_of_a_line_is_no_value(arrow: str) -> None:
    end = words(arrow, (980, 320, 1040, 380)) if arrow else ""
    page = native(
        header("More"), group((0, 300, 1080, 440), words("Licences", (40, 340, 600, 400)), end, clickable=True)
    )
    (element,) = elements(page).values()
    assert (element.label, element.kind, element.state) == ("Licences", Kind.BUTTON, None)
    rows = [
        group((0, 300 + 200 * at, 1080, 500 + 200 * at), words(said, (40, 320 + 200 * at, 800, 380 + 200 * at)),
              words(arrow, (980, 320 + 200 * at, 1040, 380 + 200 * at)) if arrow else "", clickable=True)
        for at, (said, _) in enumerate(PEOPLE)
    ]  # fmt: skip
    (element,) = elements(native(header("Walks"), scrolls(*rows))).values()
    assert element.item is not None and [part.name for part in element.item.parts] == ["title"]


def test_entries_of_a_drawer_lead_somewhere_and_are_no_choice() -> None:
    entries = [
        n("androidx.appcompat.widget.LinearLayoutCompat",
          n("CheckedTextView", text=said, id="design_menu_item_text", checkable=True, checked=at == 0,
            box=(100, 420 + 150 * at, 800, 530 + 150 * at)),
          clickable=True, box=(0, 400 + 150 * at, 860, 550 + 150 * at))
        for at, said in enumerate(("Walks", "Maps", "Mine"))
    ]  # fmt: skip
    menu = n("androidx.recyclerview.widget.RecyclerView", *entries, id="design_navigation_view", box=(0, 60, 860, 2200))
    page = dump(n("FrameLayout", toolbar("Walks"), n("FrameLayout", menu, id="drawer", box=(0, 60, 860, 2200))))
    assert named(page) == dict.fromkeys(("walks", "maps", "mine"), Kind.BUTTON)


def test_a_button_that_shows_a_number_is_called_by_its_id() -> None:
    page = dump(n("FrameLayout", n("Button", text="1.00", id="playback_speed", clickable=True, box=(0, 300, 200, 400)),
                  n("Button", text="5", id="key_five", clickable=True, box=(0, 500, 200, 600))))  # fmt: skip
    found = elements(page)
    assert [one.label for one in found.values()] == ["", "5"] and next(iter(found)) == "playback_speed"


@pytest.mark.parametrize(
    ("hint", "label"),
    [("e.g. 15", "Target"), ("0.00", "Target"), ("me@example.org", "Target"), ("Steps a day", "Steps a day")],
)
def test_a_field_whose_hint_is_an_example_is_called_by_its_label(hint: str, label: str) -> None:
    edit = n("EditText", hint=hint, clickable=True, id="edit", box=(40, 380, 1000, 500))
    page = dump(n("FrameLayout", toolbar("New"), n("LinearLayout", words("Target", (40, 300, 400, 360)), edit)))
    assert [one.label for one in elements(page).values() if one.kind is Kind.INPUT] == [label]


@pytest.mark.parametrize(
    ("title", "rows"), [("Trips", "trips"), ("My trips", "trips"), ("Home", "items"), ("Trips of Ada", "items")]
)
def test_rows_that_nothing_names_are_what_their_page_is_headed_with(title: str, rows: str) -> None:
    lines = [line(300 + 200 * at, *said) for at, said in enumerate(PEOPLE)]
    page = native(words(title, (200, 110, 700, 190)), scrolls(*lines))
    assert rows in elements(page)


@pytest.mark.parametrize("read_out", ["", "Rename"])
def test_a_button_of_a_dialog_says_yes_be_it_read_out_or_not(read_out: str) -> None:
    def action(said: str, left: int, desc: str) -> str:
        inside = words(said, (left + 20, 1220, left + 180, 1280))
        return group((left, 1200, left + 200, 1300), inside, clickable=True, content_desc=desc)

    window = group((90, 800, 990, 1400), words("New name", (150, 850, 700, 910)), action("Cancel", 400, ""),
                   action("Rename", 700, read_out))  # fmt: skip
    button = positive_button(dump(n("FrameLayout", window, box=(90, 800, 990, 1400))).roots[0])
    assert button is not None and button.bounds.left == 700


def test_what_stands_below_a_text_that_was_scrolled_off_is_no_heading() -> None:
    lines = [
        words(said, (40, top, 900, top + 50)) for said, top in (("Engine", 60), ("Made of steel", 120), ("Size", 300))
    ]
    page = drawn(n("ScrollView", *lines, scrollable=True, box=(0, 60, 1080, 2000)))
    window = Window.of(page)
    assert window is not None and window.title == ""


@pytest.mark.parametrize(("said", "rows"), [(("Share", "Archive", "Delete"), 0), (("Ada", "Mo", "Ines"), 1)])
def test_what_a_sheet_over_a_page_offers_to_do_is_no_list(said: tuple[str, ...], rows: int) -> None:
    lines = [
        view(
            (0, 1460 + 150 * at, 1080, 1600 + 150 * at),
            words(one, (160, 1490 + 150 * at, 800, 1560 + 150 * at)),
            clickable=True,
        )
        for at, one in enumerate(said)
    ]
    shade = view((0, 0, 1080, 2400), content_desc="Close sheet", clickable=True)
    found = elements(drawn(shade, view((0, 1400, 1080, 2400), *lines)))
    assert sum(one.item is not None for one in found.values()) == rows
    assert rows or {one.label for one in found.values()} == set(said)


def test_the_shade_beside_a_drawer_is_no_button() -> None:
    entry = view((20, 240, 840, 380), words("Queue", (160, 270, 700, 340)), clickable=True)
    page = drawn(
        view((0, 0, 860, 2400), entry), view((0, 0, 1080, 2400), content_desc="Close navigation menu", clickable=True)
    )
    assert named(page) == {"queue": Kind.BUTTON}


@pytest.mark.parametrize(("ticked", "kind"), [((0, 2), Kind.TOGGLE), ((1,), Kind.CHOICE)])
def test_lines_of_which_several_are_ticked_are_boxes(ticked: tuple[int, ...], kind: Kind) -> None:
    lines = [
        n("CheckedTextView", text=said, id="android:id/text1", checkable=True, clickable=True, checked=at in ticked,
          box=(60, 800 + 150 * at, 1020, 940 + 150 * at))
        for at, said in enumerate(("Rain", "Wind", "Frost"))
    ]  # fmt: skip
    options = n("ListView", *lines, id="select_dialog_listview", box=(60, 800, 1020, 1250))
    ok = n("Button", text="OK", id="android:id/button1", clickable=True, box=(800, 1260, 1000, 1380))
    title = n("TextView", text="Warn of", id="alertTitle", box=(60, 700, 900, 780))
    page = dump(n("FrameLayout", title, options, ok, id="parentPanel", box=(40, 680, 1040, 1400)))
    assert {one.kind for one in elements(page).values() if one.name != "ok"} == {kind}


def test_chips_over_rows_are_called_by_their_id_and_not_by_the_pages_heading() -> None:
    chips = [
        n(
            "Button",
            text=said,
            checkable=True,
            checked=at == 0,
            clickable=True,
            box=(20 + 250 * at, 240, 250 + 250 * at, 320),
        )
        for at, said in enumerate(("All", "Open", "Done"))
    ]
    holder = n("com.google.android.material.chip.ChipGroup", *chips, id="shown", box=(0, 230, 1080, 330))
    rows = [
        n("LinearLayout", words(said, (40, 420 + 180 * at, 900, 480 + 180 * at), id="line_name"), id="line", clickable=True,
          box=(0, 400 + 180 * at, 1080, 560 + 180 * at))
        for at, (said, _) in enumerate(PEOPLE)
    ]  # fmt: skip
    listing = n("androidx.recyclerview.widget.RecyclerView", *rows, id="listing", box=(0, 400, 1080, 2000))
    found = elements(dump(n("FrameLayout", toolbar("Walks"), holder, listing)))
    assert [one.name for one in found.values() if one.kind is Kind.CHOICE] == ["shown"]
