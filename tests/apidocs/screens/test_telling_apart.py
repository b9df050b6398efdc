"""Telling screens apart: one place whatever it shows, and two places however alike."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc
from apidocs.explore.walk import Act, Step, Walk
from apidocs.make.building import build_doc
from apidocs.screens.recognising import ScreenIndex
from apidocs.screens.telling_apart import Grouper
from phones.hierarchy import Hierarchy
from tests.apidocs.walks import (
    BAR,
    PACKAGE,
    button,
    dump,
    editor,
    main_page,
    menu,
    n,
    options_dialog,
    question,
    setting,
    settings_page,
    step,
    text,
    toolbar,
    walk,
)


def tabbed(chosen: str) -> Hierarchy:
    tabs = [
        n(
            "LinearLayout",
            text(t, 1900, selected=t == chosen),
            selected=t == chosen,
            clickable=t != chosen,
            box=(i * 500, 1880, i * 500 + 480, 2000),
        )
        for i, t in enumerate(("Notes", "Bin"))
    ]
    bar = n("LinearLayout", *tabs, id="tabs", box=(0, 1880, 1080, 2000))
    return dump(n("FrameLayout", button("search", "Search"), bar, id="pager"), BAR, activity=".MainActivity")


SAME = [
    pytest.param(main_page("Milk"), main_page("Bread", "Eggs", "Tea"), id="other rows"),
    pytest.param(main_page("Milk"), main_page(), id="an empty list"),
    pytest.param(settings_page(on=True), settings_page(on=False), id="a toggle"),
    pytest.param(settings_page("Dark"), settings_page("Light"), id="a value"),
    pytest.param(settings_page(), settings_page(lower=True), id="a scrolled page"),
    pytest.param(options_dialog("Light", "Dark"), options_dialog("Light", "Dark", checked=1), id="another option set"),
    pytest.param(question('Delete note "Milk"?'), question('Delete note "Tea"?'), id="a name in a question"),
    pytest.param(editor("Milk", "Milk"), editor("Tea", "Tea"), id="a heading that is content"),
]
UP = n("ImageButton", content_desc="Navigate up", clickable=True, box=(0, 10, 100, 110))


def headed(title: str, up: str = "") -> Hierarchy:
    """A page of rows, and what stands above them: of what it shows its heading alone tells what it is."""
    tools = [button(f"tool_{i}", f"Tool {i}", 300 + 110 * i) for i in range(5)]
    bar = n("Toolbar", up, text(title, 10), *tools, id="toolbar", box=(0, 0, 1080, 120))
    return dump(n("FrameLayout", bar, n("ListView", id="rows", box=(0, 200, 1080, 1800)), id="pane"), BAR)


APART = [
    pytest.param(headed("My pictures"), headed("Hidden", UP), id="the start, and a page that leads back to it"),
    pytest.param(main_page("Milk"), settings_page(), id="two pages"),
    pytest.param(options_dialog("Light", "Dark"), options_dialog("Small", "Large"), id="options under the same ids"),
    pytest.param(question("Delete this note?"), question("Leave without saving changes?"), id="two questions"),
    pytest.param(main_page("Milk"), menu("Sort", "Settings"), id="a menu over a page"),
    pytest.param(tabbed("Notes"), tabbed("Bin"), id="two tabs"),
    pytest.param(menu("Sort", "Settings"), menu("Rename", "Delete"), id="two menus"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_place_whatever_it_shows(a: Hierarchy, b: Hierarchy) -> None:
    grouper = Grouper()
    assert grouper.place(a) == grouper.place(b)


@pytest.mark.parametrize(("a", "b"), APART)
def test_two_places_however_alike(a: Hierarchy, b: Hierarchy) -> None:
    grouper = Grouper()
    assert grouper.place(a) != grouper.place(b)


def test_without_a_window_of_an_app_there_is_no_place() -> None:
    assert Grouper().place(dump(BAR)) is None


@pytest.fixture
def doc() -> AppDoc:
    main, settings = main_page("Milk", "Tea"), settings_page()
    return build_doc(
        walk(
            step(main, "More options", menu("Settings", "About")),
            step(menu("Settings", "About"), "Settings", settings),
            step(settings, "Theme", options_dialog("Light", "Dark", checked=1)),
            step(main, "Milk", editor("Milk", "Milk")),
            step(editor("Milk", "Milk"), "Delete", question('Delete note "Milk"?')),
        )
    )


KEYBOARD = n("FrameLayout", package="com.android.inputmethod.latin", box=(0, 1200, 1080, 2200))


@pytest.mark.parametrize(
    ("live", "name"),
    [
        pytest.param(main_page("Bread", "Rice", "Eggs"), "main", id="new rows"),
        pytest.param(main_page(), "main", id="no rows"),
        pytest.param(settings_page("Light", on=False), "settings", id="other values"),
        pytest.param(settings_page(lower=True), "settings", id="scrolled to rows never seen"),
        pytest.param(options_dialog("Light", "Dark"), "theme_dialog", id="the theme dialog"),
        pytest.param(question('Delete note "Rice"?'), "delete_confirmation", id="another name in the question"),
    ],
)
@pytest.mark.parametrize(
    "activity", [pytest.param(True, id="activity known"), pytest.param(False, id="activity unknown")]
)
def test_a_live_dump_is_told(doc: AppDoc, live: Hierarchy, name: str, activity: bool) -> None:
    if not activity:
        live = Hierarchy(live.roots)
    found = ScreenIndex(doc).identify(live)
    assert found is not None and found.name == name


def test_the_keyboard_does_not_hide_the_screen(doc: AppDoc) -> None:
    page = editor("Rice", "Rice")
    over = Hierarchy([*page.roots, *dump(KEYBOARD).roots], activity=page.activity)
    found = ScreenIndex(doc).identify(over)
    assert found is not None and found.package == PACKAGE and found.element("save") is not None


@pytest.mark.parametrize(
    "live",
    [
        pytest.param(options_dialog("Small", "Large"), id="options it doesn't know"),
        pytest.param(
            dump(n("FrameLayout", toolbar("Elsewhere"), text("Hello", 300), package="com.other"), BAR), id="another app"
        ),
        pytest.param(dump(BAR), id="nothing in front"),
    ],
)
def test_what_is_not_in_the_doc_is_not_told(doc: AppDoc, live: Hierarchy) -> None:
    assert ScreenIndex(doc).identify(live) is None


def places(*steps: tuple[Hierarchy, tuple[int, str] | None]) -> list[int | None]:
    grouper = Grouper()
    return [grouper.place(dumped, opener) for dumped, opener in steps]


@pytest.mark.parametrize(
    ("second", "opener", "same"),
    [
        (menu("Edit", "Pin", "Share", "Copy"), (0, "More"), True),
        (menu("Pin", "Share", "Copy"), (0, "More"), True),
        (menu("Pin", "Share", "Copy"), (0, "list:notes"), False),
        (menu("Edit", "Pin", "Share", "Copy"), (0, "list:notes"), True),
    ],
)
def test_menus_from_elsewhere_are_the_same_only_with_the_same_entries(
    second: Hierarchy, opener: tuple[int, str], same: bool
) -> None:
    page = main_page("Milk")
    _, first, other = places((page, None), (menu("Edit", "Pin", "Share", "Copy"), (0, "More")), (second, opener))
    assert (first == other) is same


@pytest.mark.parametrize(("tapped", "same"), [("Hidden", False), ("Ann", True)])
def test_a_page_headed_as_what_led_to_it_is_another(tapped: str, same: bool) -> None:
    first, second = places((headed("My pictures"), None), (headed("Hidden"), (0, tapped)))
    assert (first == second) is same


def form(title: str, *fields: str) -> Hierarchy:
    lines = [
        n("EditText", id=name, clickable=True, box=(0, 200 + 120 * i, 1080, 310 + 120 * i))
        for i, name in enumerate(fields)
    ]
    for_lines = n("ScrollView", n("LinearLayout", *lines, id="form"), scrollable=True, box=(0, 120, 1080, 2000))
    tools = [button(f"tool_{i}", f"Tool {i}", 300 + 110 * i) for i in range(5)]
    return dump(n("FrameLayout", toolbar(title, *tools), for_lines), BAR, activity=".MainActivity")


SHARED = ("title", "day", "doors", "price", "seat", "venue")


@pytest.mark.parametrize(
    ("opener", "more", "same"),
    [
        ((0, "list:rows"), ("pinned", "redeemed", "part", "parts", "used"), False),
        ((0, "Scan"), ("pinned", "redeemed", "part", "parts", "used"), True),
        ((0, "list:rows"), (), True),
    ],
    ids=["opened by a row", "opened by another control", "with the same fields"],
)
def test_the_form_for_a_new_thing_is_not_the_page_of_one_that_has_more_on_it(
    opener: tuple[int, str], more: tuple[str, ...], same: bool
) -> None:
    page = main_page("Milk")
    _, first, second = places(
        (page, None), (form("Import", *SHARED), (0, "Add")), (form("Ticket", *SHARED, *more), opener)
    )
    assert (first == second) is same


def group(*labels: str) -> Hierarchy:
    rows = [setting(label.lower(), label, "on", 200 + 150 * i) for i, label in enumerate(labels)]
    for_rows = n("ScrollView", n("LinearLayout", *rows), scrollable=True, box=(0, 120, 1080, 2000))
    return dump(n("FrameLayout", toolbar("Preferences"), for_rows), BAR, activity=".SettingsActivity")


def test_a_page_that_a_tap_led_on_to_is_another_though_it_is_headed_alike() -> None:
    first, second = group("Board", "Privacy"), group("Font", "Sound")
    one, other = places((first, None), (second, (0, "Preferences")))
    scrolled = Grouper()
    assert one != other and scrolled.place(first) == scrolled.place(second, None, 0)


def test_a_menu_of_a_persons_own_things_is_not_every_menu() -> None:
    page, own, plain = main_page("Milk", "Tea"), menu("Milk", "Tea"), menu("Pin", "Share")
    steps = []
    for opener, opened in (("#search", own), ("#fab", plain)):
        steps += [step(page, opener, opened), step(opened, "back", page)]
    doc = build_doc(walk(*steps))
    index = ScreenIndex(doc)
    told = [screen.name if (screen := index.identify(one)) else "" for one in (own, plain)]
    assert len(set(told)) == 2


def prompt(title: str, text_in_it: str = "") -> Hierarchy:
    head = n("TextView", id="alertTitle", text=title, box=(80, 620, 1000, 690))
    field = n("EditText", text=text_in_it, clickable=True, box=(80, 700, 1000, 800))
    yes = n("Button", id="android:id/button1", text="OK", clickable=True, box=(800, 900, 1000, 1000))
    panel = n("LinearLayout", head, field, yes, id="parentPanel", box=(60, 600, 1020, 1020))
    return dump(n("FrameLayout", panel, box=(60, 600, 1020, 1020)), BAR, activity=".MainActivity")


def test_a_dialog_that_asks_for_something_else_is_not_told_as_a_known_one() -> None:
    page = main_page("Milk")
    doc = build_doc(walk(step(page, "#fab", prompt("Name", "Ann")), step(prompt("Name", "Ann"), "back", page)))
    index = ScreenIndex(doc)
    told = [index.identify(prompt(title, "Bea")) for title in ("Name", "Address")]
    assert told[0] is not None and told[1] is None


def test_a_page_with_hardly_anything_on_it_is_told_by_its_heading() -> None:
    setup, totals = group("Board", "Privacy"), dump(n("FrameLayout", toolbar("Totals")), BAR)
    made = build_doc(Walk(PACKAGE, "Notes", steps=[Step(setup, Act("launch"), setup)]))
    found = [ScreenIndex(made).identify(dumped) for dumped in (setup, totals)]
    assert [screen.name if screen else None for screen in found] == ["main", None]
