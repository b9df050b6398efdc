"""Screens of the kinds that real phones showed, built by hand: what of them is a thing, of which kind, and what it is called."""

from __future__ import annotations

from typing import Any

import pytest

from apidocs.doc import AppDoc, Kind
from apidocs.elements.labelling import without_addresses
from apidocs.elements.offering import offers_options
from apidocs.explore.walk import Step, Walk
from apidocs.make.building import build_doc
from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy
from phones.locating import find
from tests.apidocs.walks import dump, n

Box = tuple[int, int, int, int]
VIEW = "android.view.View"
LIST = "androidx.recyclerview.widget.RecyclerView"
SHRUNK = "app.test:id/0_resource_name_obfuscated"


def view(box: Box, *inner: str, **given: Any) -> str:
    return n(VIEW, *inner, box=box, **given)


def words(said: str, box: Box, **given: Any) -> str:
    return n("TextView", text=said, box=box, **given)


def read_out(said: str, box: Box, **given: Any) -> str:
    """A button as Flutter makes it: all it says is its description."""
    return n("Button", content_desc=said, clickable=True, focusable=True, box=box, **given)


def drawn(*body: str) -> Hierarchy:
    inner = view((0, 0, 1080, 2400), view((0, 0, 1080, 2400), view((0, 0, 1080, 2400), *body)))
    return dump(n("FrameLayout", n("FrameLayout", inner, id="android:id/content"), box=(0, 0, 1080, 2400)))


def doc_of(hierarchy: Hierarchy) -> AppDoc:
    return build_doc(Walk(hierarchy.package, "Test", steps=[Step(hierarchy, None, hierarchy)]))


def named(hierarchy: Hierarchy) -> dict[str, Kind]:
    return {element.name: element.kind for screen in doc_of(hierarchy).screens for element in screen.elements}


def rows_of(hierarchy: Hierarchy, name: str) -> list[Box]:
    (screen,) = doc_of(hierarchy).screens
    element = screen.element(name)
    assert element is not None and element.item is not None
    return [match.node.bounds for match in find(hierarchy, element.item.row)]


def bubble(said: str, box: Box) -> str:
    left, top, right, bottom = box
    return view(box, words(said, (left + 37, top + 26, right - 37, bottom - 26)))


FIELD: Box = (32, 2211, 901, 2358)


def conversation(*bubbles: str, typed: str = "") -> Hierarchy:
    """A page whose bar comes after what it lies over."""
    asked = "" if typed else view((74, 2222, 412, 2348), words("Say something...", (74, 2253, 412, 2316)))
    return drawn(
        view((42, 231, 1038, 2190), *bubbles),
        view((0, 63, 1080, 231), words("Helper", (43, 94, 349, 162))),
        n("EditText", asked, text=typed, clickable=True, box=FIELD),
        view((923, 2223, 1049, 2349), view((954, 2254, 1017, 2317), content_desc="Send"), clickable=True),
    )


MINE, THEIRS, LONG = ((787, 231, 1038, 341), (42, 362, 400, 472), (42, 362, 1038, 900))


@pytest.mark.parametrize("answer", [THEIRS, LONG], ids=["at the other side", "over the whole width"])
def test_messages_of_a_conversation_are_rows(answer: Box) -> None:
    page = conversation(bubble("hello", MINE), bubble("Hi! What can I do?", answer))
    assert rows_of(page, "messages") == [MINE, answer]
    assert not {"hello", "hi"} & set(named(page))


@pytest.mark.parametrize(
    "boxes",
    [
        [(42, 231, 1038, 341), (42, 362, 1038, 472)],
        [(42, 231, 400, 341), (42, 362, 400, 472)],
        [(787, 231, 1038, 341)],
        [(300, 231, 500, 341), (42, 362, 400, 472)],
    ],
    ids=["cards over the whole width", "all at one side", "one alone", "one at no side"],
)
def test_other_boxes_are_no_messages(boxes: list[Box]) -> None:
    assert "messages" not in named(conversation(*(bubble(f"box {box}", box) for box in boxes)))


def test_a_field_is_called_by_what_stands_in_it_while_it_is_empty_and_never_by_what_was_typed() -> None:
    assert named(conversation()).keys() >= {"say_something", "send"}
    assert named(conversation(bubble("x", MINE), bubble("y", THEIRS), typed="h")).keys() >= {"text_field", "send"}


@pytest.mark.parametrize("top", [231, 1200])
def test_the_heading_is_what_stands_highest_whatever_comes_first_in_the_dump(top: int) -> None:
    (screen,) = doc_of(conversation(bubble("hello", (787, top, 1038, top + 110)))).screens
    assert screen.title == "Helper"


@pytest.mark.parametrize(("top", "title"), [(142, ""), (170, "Laser 10")])
def test_what_was_scrolled_to_the_top_is_no_heading(top: int, title: str) -> None:
    lines = [words(said, (136, top + 300 * i, 800, top + 300 * i + 50)) for i, said in enumerate(("Laser 10", "Ink 2"))]
    (screen,) = doc_of(
        drawn(
            n("ScrollView", *lines, scrollable=True, box=(0, 142, 1080, 2150)), read_out("Print", (0, 2200, 500, 2300))
        )
    ).screens
    assert screen.title == title


SLIDERS = drawn(
    read_out("Close", (477, 851, 603, 977)),
    view((42, 1311, 968, 1358), content_desc="Volume"),
    view((989, 1316, 1038, 1353), content_desc="20"),
    n("SeekBar", content_desc="38%", clickable=True, box=(42, 1358, 1038, 1431)),
    view((42, 1615, 276, 1670), content_desc="Paint"),
    view(
        (42, 1691, 1038, 1796),
        *(view((42 + 200 * i, 1691, 232 + 200 * i, 1796), content_desc=w, clickable=True) for i, w in enumerate(("Red", "Blue"))),
    ),
    view((42, 1980, 524, 2096), content_desc="Start over", clickable=True),
    view((556, 1980, 1038, 2096), content_desc="Mix", clickable=True),
    view((42, 2127, 1038, 2253), content_desc="Surprise", clickable=True),
    view((0, 0, 1080, 851), content_desc="Scrim", clickable=True),
)  # fmt: skip


def test_a_sheet_of_controls_is_no_list_and_its_shade_no_button() -> None:
    found = named(SLIDERS)
    assert found.keys() >= {"close", "volume", "start_over", "mix", "surprise"}
    assert "scrim" not in found and Kind.LIST not in found.values()


def test_a_line_that_is_called_like_a_shade_is_a_thing() -> None:
    lines = [
        view((0, 400 + 150 * i, 1080, 550 + 150 * i), content_desc=w, clickable=True)
        for i, w in enumerate(("Fond", "Police"))
    ]
    assert named(drawn(read_out("Back", (0, 60, 100, 160)), *lines)).keys() >= {"fond", "police"}


def test_a_slider_is_called_by_the_words_over_it() -> None:
    (screen,) = doc_of(SLIDERS).screens
    assert sorted(e.kind for e in screen.elements if e.label == "Volume") == [Kind.BUTTON, Kind.TEXT]


def test_what_stands_over_several_is_no_label_of_the_first() -> None:
    found = named(SLIDERS)
    assert "red" in found and "blue" in found and "paint" not in found


def files(*names: str, scrolls: bool = True) -> Hierarchy:
    rows = [read_out(name, (0, 800 + 150 * i, 1080, 950 + 150 * i)) for i, name in enumerate(names)]
    return drawn(
        view((40, 500, 500, 580), content_desc="Choose a file"),
        read_out("Up one level", (40, 600, 180, 740)),
        view((0, 800, 1080, 2100), *rows, scrollable=scrolls),
        read_out("Use this one", (560, 2200, 1040, 2330)),
    )


def test_what_is_read_out_of_rows_that_scroll_names_nothing() -> None:
    page = files("letters", "photos 2023", ".cache", "taxes")
    assert set(named(page)) == {"up_one_level", "use_this_one", "items"}
    assert len(rows_of(page, "items")) == 4


def test_a_menu_that_does_not_scroll_has_its_entries_as_buttons() -> None:
    assert named(files("Explore", "Find", "Settings", scrolls=False)).keys() >= {"explore", "find_button", "settings"}


def shrunk(cls: str, box: Box, *inner: str, **given: Any) -> str:
    return n(cls, *inner, id=SHRUNK, box=box, **given)


def shop() -> Hierarchy:
    cards = [
        n("ViewGroup", shrunk("View", (265 + 500 * i, 1336, 480 + 500 * i, 1489), content_desc=said), id="trip_card",
          clickable=True, long_clickable=True, box=(50 + 500 * i, 956, 520 + 500 * i, 1501))
        for i, said in enumerate(("Trip: Lisbon", "Trip: Oslo"))
    ]  # fmt: skip
    banners = [
        n("FrameLayout", words("A week by the sea", (110, 468, 528, 587), id=SHRUNK),
          n("Button", text="Look inside", clickable=True, id=SHRUNK, box=(110, 609, 400, 689)),
          clickable=True, box=(66, 396, 1010, 761)),
        n("FrameLayout", shrunk("View", (1054, 396, 1080, 761)), clickable=True, box=(1054, 396, 1080, 761)),
    ]  # fmt: skip
    more = shrunk("ImageView", (948, 847, 1014, 913), content_desc="More trips", clickable=True)
    sections = (
        shrunk("RelativeLayout", (0, 352, 1080, 805), shrunk(LIST, (0, 396, 1080, 761), *banners, scrollable=True)),
        shrunk(
            "LinearLayout", (0, 805, 1080, 1534),
            shrunk("FrameLayout", (0, 805, 1080, 956), more, content_desc="Trips for you\n", clickable=True),
            shrunk(LIST, (0, 956, 1080, 1501), *cards, scrollable=True),
        ),
    )  # fmt: skip
    tabs = [
        n("LinearLayout", shrunk("TextView", (270 * i, 2019, 200 + 270 * i, 2068), text=said),
          clickable=True, box=(270 * i, 1934, 270 + 270 * i, 2088))
        for i, said in enumerate(("Trips", "Hotels", "Cars"))
    ]  # fmt: skip
    account = "Signed in as Ann ann@example.org\nAccount and settings."
    top = shrunk(
        "FrameLayout",
        (872, 77, 1014, 209),
        shrunk("ImageView", (877, 82, 998, 203)),
        content_desc=account,
        clickable=True,
    )
    body = n(LIST, *sections, id="page", scrollable=True, box=(0, 66, 1080, 1931))
    return dump(n("FrameLayout", body, shrunk("LinearLayout", (0, 1934, 1080, 2088), *tabs), top))


def test_an_id_that_all_views_share_is_none() -> None:
    found = named(shop())
    assert found.keys() >= {"trips", "hotels", "cars"}
    assert not [name for name in found if "obfuscated" in name]


def test_sections_of_a_page_are_no_rows_but_what_one_swipes_through_in_them_is() -> None:
    page = shop()
    assert rows_of(page, "items") == [(66, 396, 1010, 761), (1054, 396, 1080, 761)]
    assert rows_of(page, "trips_list") == [(50, 956, 520, 1501), (550, 956, 1020, 1501)]
    assert named(page).keys() >= {"trips_for_you", "more_trips"}


def test_a_button_that_some_of_the_cards_have_is_part_of_them() -> None:
    (screen,) = doc_of(shop()).screens
    element = screen.element("items")
    assert element is not None and element.item is not None
    assert [(part.name, part.kind) for part in element.item.parts] == [
        ("title", Kind.TEXT),
        ("look_inside", Kind.BUTTON),
    ]


def test_whose_account_it_is_names_nothing() -> None:
    assert "account_and_settings" in named(shop())


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Signed in as Ann ann@example.org\nAccount and settings.", "Account and settings."),
        ("ann@example.org", ""),
        ("Account. Signed in as ann@example.org.", "Account."),
        (" Save. Now ", "Save. Now"),
    ],
)
def test_sentences_with_an_address_are_left_out(said: str, left: str) -> None:
    assert without_addresses(said) == left


def form_field(name: str, top: int, left: int = 44, right: int = 1036, text: str = "", secret: bool = False) -> str:
    box = (left, top, right, top + 141)
    eye = n(
        "ImageButton",
        id="end_icon",
        content_desc="Show password",
        clickable=True,
        checkable=True,
        box=(904, top, 1036, top + 130),
    )
    field = n("EditText", text=text, id="editText", clickable=True, password=secret, box=box)
    layout = n("LinearLayout", n("FrameLayout", field, eye if secret else "", box=box), id="inputLayout", box=box)
    return n("FrameLayout", n("ViewGroup", layout, id=f"txt{name}", box=box), id=f"frame{name}", box=box)


def label(said: str, name: str, top: int, required: bool = True) -> str:
    mark = words("(required)", (297, top, 383, top + 44), id=f"label{name}Mark") if required else ""
    return words(said, (44, top, 275, top + 44), id=f"label{name}") + mark


def test_fields_of_a_form_are_called_by_their_labels() -> None:
    fields = (
        label("User Name", "User", 286) + form_field("User", 352, text="me@example.org"),
        label("Code", "Code", 561) + form_field("Code", 627, text="hunter2", secret=True),
        label("Code again", "CodeAgain", 836) + form_field("CodeAgain", 902, secret=True),
        label("Address", "Place", 1631, required=False) + form_field("Town", 1697, 44, 529, text="Town"),
        form_field("Street", 1697, 551, 1036, text="Street"),
    )
    bar = n("Toolbar", words("Sign up", (198, 106, 534, 180)), id="toolbar", box=(0, 66, 1080, 220))
    page = dump(
        n("FrameLayout", bar, n("ScrollView", n("ViewGroup", *fields), scrollable=True, box=(0, 220, 1080, 2000)))
    )
    assert named(page) == {
        **dict.fromkeys(("user_name", "code", "code_again", "town", "street"), Kind.INPUT),
        **dict.fromkeys(("show_password_code", "show_password_code_again"), Kind.TOGGLE),
    }


def test_fields_that_share_a_label_are_called_by_what_their_ids_say() -> None:
    fields = (
        label("Whole name", "Name", 286) + form_field("FamilyName", 352, 44, 529, text="Ann"),
        form_field("GivenName", 352, 551, 1036, text="Lee"),
        label("Period", "Period", 600)
        + form_field("PeriodFrom", 660, 44, 529)
        + form_field("PeriodTo", 660, 551, 1036),
    )
    page = dump(n("FrameLayout", n("ScrollView", n("ViewGroup", *fields), scrollable=True, box=(0, 220, 1080, 2000))))
    assert named(page) == dict.fromkeys(("family_name", "given_name", "period_from", "period_to"), Kind.INPUT)
    (screen,) = doc_of(page).screens
    found = {e.name: find(page, e.locator)[0].node.bounds.left for e in screen.elements}
    assert found == {"family_name": 44, "given_name": 551, "period_from": 44, "period_to": 551}


def preference(title: str, top: int, *more: str, bottom: int = 0) -> str:
    said = words(title, (198, top + 44, 640, top + 103), id="android:id/title") if title else ""
    icon = n(
        "LinearLayout",
        n("ImageView", id="android:id/icon", box=(44, top, 110, top + 66)),
        id="icon_frame",
        box=(44, top, 198, top + 80),
    )
    box = (0, top, 1080, bottom or top + 200)
    return n("LinearLayout", icon, said, *more, clickable=True, focusable=True, box=box)


def preferences(*rows: str, up: str = "Navigate up", title: str = "Network") -> Hierarchy:
    arrow = n("ImageButton", content_desc=up, clickable=True, box=(0, 66, 154, 220))
    bar = n("ViewGroup", arrow, words(title, (198, 106, 661, 180)), id="action_bar", box=(0, 66, 1080, 220))
    return dump(n("FrameLayout", bar, n(LIST, *rows, id="recycler_view", scrollable=True, box=(0, 220, 1080, 2000))))


def test_a_switch_is_not_called_by_the_state_it_is_in() -> None:
    switch = n(
        "Switch",
        text="ON",
        content_desc="Wi-Fi",
        checkable=True,
        checked=True,
        id="switchWidget",
        box=(860, 220, 1080, 420),
    )
    frame = n("LinearLayout", switch, id="android:id/widget_frame", clickable=True, box=(860, 220, 1080, 420))
    assert named(preferences(preference("Wi-Fi", 220, frame), preference("Plan", 420))) == {
        "wi_fi": Kind.BUTTON, "toggle_wi_fi": Kind.TOGGLE, "plan": Kind.BUTTON,
    }  # fmt: skip


def test_what_is_left_of_a_row_at_the_edge_is_nothing() -> None:
    page = preferences(preference("Plan", 220), preference("", 1900, bottom=2000))
    assert set(named(page)) == {"plan"}


@pytest.mark.parametrize(
    "said", ["Navigate up", "Nach oben", "上へ移動", "转到上一层级", "Revenir en haut de la page", "Voltar"]
)
def test_the_way_back_is_known_in_the_phones_language(said: str) -> None:
    page = preferences(preference("Plan", 220), up=said)
    window = Window.of(page)
    assert window is not None and any(map(window.is_up, window.nodes))
    assert set(named(page)) == {"plan"}


@pytest.mark.parametrize(
    ("id_name", "thing"),
    [("dock_divider", False), ("bg_dock", False), ("page_background", False), ("bg_color", True), ("dock", True)],
)
def test_what_lies_behind_or_between_is_nothing(id_name: str, thing: bool) -> None:
    strip = n("ImageView", id=id_name, clickable=True, box=(0, 1083, 1080, 1155))
    save = n("Button", text="Save", clickable=True, box=(0, 100, 500, 200))
    assert (len(named(dump(n("FrameLayout", save, strip)))) == 2) is thing


def test_a_lock_screens_own_bar_has_nothing_to_read() -> None:
    system = {"package": "com.android.systemui"}
    clock = words("9:15", (88, 111, 232, 382), id="big_clock", **system)
    battery = words("100%", (267, 0, 313, 34), id="battery_percentage", **system)
    unlock = n("FrameLayout", id="lock", content_desc="Unlock", clickable=True, box=(130, 326, 190, 386), **system)
    page = dump(n("FrameLayout", clock, battery, unlock, box=(0, 0, 320, 440), **system))
    assert named(page) == {"big_clock": Kind.TEXT, "unlock": Kind.BUTTON}


@pytest.mark.parametrize(
    ("said", "offers"),
    [
        ("Language", False),
        ("App language", True),
        ("Add a language", False),
        ("Manage theme", False),
        ("Download quality", True),
    ],
)
def test_an_act_is_no_question_which(said: str, offers: bool) -> None:
    assert offers_options(said, "") is offers


def test_a_reserved_word_gets_its_kind_and_not_androids_id() -> None:
    wait = n("Button", text="Wait", id="android:id/aerr_wait", clickable=True, box=(72, 1148, 1008, 1280))
    close = n("Button", text="Close app", id="android:id/aerr_close", clickable=True, box=(72, 1016, 1008, 1148))
    assert set(named(dump(n("FrameLayout", close, wait)))) == {"close_app", "wait_button"}


def test_a_value_below_its_label_is_read_on_a_page_with_a_list_too() -> None:
    texts = [("lbl_sender", "From"), ("tv_sender", "Ann Lee"), ("lbl_folder", "Folder"), ("text_view2", "Bills")]
    texts += [("note_of_day", "Be kind"), ("lbl_lonely", "Recipients")]
    facts = [words(said, (44, 100 * i, 900, 100 * i + 44), id=name) for i, (name, said) in enumerate(texts)]
    rows = [words(f"Person {i}", (0, 1000 + 90 * i, 1080, 1080 + 90 * i), id="row", clickable=True) for i in range(3)]
    page = dump(n("FrameLayout", *facts, n("RecyclerView", *rows, id="people", box=(0, 1000, 1080, 1270))))
    found = {name: kind for name, kind in named(page).items() if kind is Kind.TEXT}
    assert {"sender", "folder"} <= set(found) and "recipients" not in found
