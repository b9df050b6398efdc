"""What may be tried: told from where a thing stands, what stands around it, and what it opened before."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect
from apidocs.doc.paths import HARMLESS
from apidocs.elements.collecting import controls
from apidocs.explore.caution import Caution, Limit
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy
from tests.apidocs.walks import BAR, button, dump, main_page, menu, n, setting, text, toolbar

DEMO = frozenset(Effect) - {Effect.PAY, Effect.CALL, Effect.SEND, Effect.INSTALL, Effect.ACCOUNT, Effect.DELETE}


def worth(dumped: Hierarchy, limit: Limit = "", caution: Caution | None = None) -> set[str]:
    window = Window.of(dumped)
    assert window is not None
    found = (caution or Caution(DEMO)).worth(look(window), limit)
    return {key.rpartition("|")[2].removeprefix("id:") for key, _ in found}


def prompt(no: str, yes: str) -> Hierarchy:
    field = n("EditText", id="field", text="Tokaj", clickable=True, long_clickable=True, box=(80, 700, 1000, 800))
    buttons = [
        n("Button", text=words, clickable=True, box=(500 + 200 * i, 850, 690 + 200 * i, 950))
        for i, words in enumerate((no, yes))
    ]
    return dump(n("FrameLayout", text("Region", 620), field, *buttons, box=(60, 600, 1020, 1000)), BAR)


@pytest.mark.parametrize("yes", ["Keep", "Store", "Frobnicate", "Save"])
@pytest.mark.parametrize("no", ["Cancel", "Not now"])
def test_beside_what_takes_back_stands_what_keeps_a_dialogs_fields(no: str, yes: str) -> None:
    assert yes not in worth(prompt(no, yes))


@pytest.mark.parametrize(("title", "tried"), [("Device", True), ("Devices", False), ("Screen lock", False)])
def test_what_one_thing_is_headed_with_is_no_page_of_things(title: str, tried: bool) -> None:
    lines = [
        n("LinearLayout", text(said, top), text("Kitchen", top + 60), clickable=True, box=(0, top, 1080, top + 130))
        for said, top in (("Location", 200), ("Owner", 340), ("Room", 480))
    ]
    assert ("Location" in worth(dump(n("FrameLayout", toolbar(title), *lines), BAR))) is tried


@pytest.mark.parametrize(
    ("label", "field", "tried"),
    [("Subscribe", False, True), ("Upload", False, True), ("Send", True, False), ("Delete", False, False)],
)
def test_what_floats_over_a_list_adds_one_more_unless_something_is_written_there(
    label: str, field: bool, tried: bool
) -> None:
    page = main_page("Milk", "Tea")
    for node in page.walk():
        if node.id_name == "fab":
            node.content_desc = label
        if node.id_name == "search" and field:
            node.cls, node.content_desc, node.resource_id = "android.widget.EditText", "Message", "a:id/message"
    assert ("fab" in worth(page)) is tried


@pytest.mark.parametrize(
    ("label", "tried"),
    [
        ("Log a repair", True),
        ("Scan new card", True),
        ("Start a book", True),
        ("Pair new", True),
        ("New capture", True),
        ("Get new messages", False),
        ("Take a break", False),
        ("Send a message", False),
        ("Call a taxi", False),
    ],
)
def test_where_there_will_be_one_more_a_form_asks_for_it(label: str, tried: bool) -> None:
    assert (label in worth(menu("Help", label))) is tried


@pytest.mark.parametrize(
    ("label", "limit", "tried"),
    [
        ("Details", "deeds", True),
        ("Read-only", "deeds", False),
        ("On home screen", "deeds", False),
        ("On home screen", "thing", False),
        ("View history", "thing", True),
    ],
)
def test_of_what_is_picked_only_what_shows_it_is_tried(label: str, limit: Limit, tried: bool) -> None:
    assert (label in worth(menu("Pinned", label), limit)) is tried


def test_lines_of_a_page_tell_of_one_another_though_they_are_not_seen_at_once() -> None:
    def page(*labels: str) -> Hierarchy:
        lines = [setting(said.lower(), said, "30", 200 + 140 * i) for i, said in enumerate(labels)]
        return dump(n("FrameLayout", toolbar("Recordings"), *lines), BAR)

    caution = Caution(DEMO)
    assert "settings_auto-delete period_holder" not in worth(page("Auto-delete period", "Quality"), caution=caution)
    worth(page("Format", "Length"), caution=caution)
    assert "settings_auto-delete period_holder" in worth(page("Auto-delete period", "Quality"), caution=caution)


@pytest.mark.parametrize("label", ["Increase", "Decrease"])
def test_what_counts_up_and_down_does_so_at_once(label: str) -> None:
    assert label not in worth(dump(n("FrameLayout", toolbar("Volume", button("b", label))), BAR))
    assert "b" not in worth(dump(n("FrameLayout", toolbar("Volume", button("b", label))), BAR))


@pytest.mark.parametrize(("box", "tried"), [((0, 0, 800, 2000), True), ((500, 10, 1070, 210), False)])
def test_in_a_drawer_archive_is_where_things_are_put(box: tuple[int, int, int, int], tried: bool) -> None:
    entries = [
        n("LinearLayout", text(said, top, id="title"), clickable=True, box=(box[0], top, box[2], top + 90))
        for said, top in (("Home", 12), ("Archive", 112))
    ]
    assert ("Archive" in worth(dump(n("ListView", *entries, box=box), BAR))) is tried


@pytest.mark.parametrize(("label", "tried"), [("Best before", True), ("Empty", False)])
def test_on_the_page_of_a_thing_a_line_without_a_value_is_like_the_lines_around_it(label: str, tried: bool) -> None:
    lines = [
        n("LinearLayout", text(said, top), text("Red", top + 60), clickable=True, box=(0, top, 1080, top + 130))
        for said, top in (("Style", 200), ("Region", 340))
    ]
    bare = n("LinearLayout", text(label, 480), clickable=True, box=(0, 480, 1080, 610))
    assert (label in worth(dump(n("FrameLayout", toolbar("Wine"), *lines, bare), BAR), "thing")) is tried


def selection(label: str, *tabs: str) -> Hierarchy:
    """Rows of which one is picked, and what can be done to it."""
    bar = toolbar(
        "1", button("action_mode_close_button", "Done", 0), button("deed", label), button("other", "Delete", 850)
    )
    rows = [n("LinearLayout", text(said, top), clickable=True, selected=said == "Milk", box=(0, top, 1080, top + 140))
            for said, top in (("Milk", 200), ("Tea", 350))]  # fmt: skip
    return dump(n("FrameLayout", bar, *rows, id="action_mode_bar"), BAR)


@pytest.mark.parametrize(
    ("label", "page", "tried"),
    [
        ("Move to folder", "Folders", True),
        ("Copy to another folder", "Folders", True),
        ("Move to folder", "Notes", False),
        ("Move to bin", "Bin", False),
        ("Move to trash folder", "Folders", False),
        ("Add to favourites", "Favourites", False),
        ("Send to folder", "Folders", False),
    ],
)
def test_what_is_put_to_one_of_several_asks_to_which(label: str, page: str, tried: bool) -> None:
    caution = Caution(DEMO)
    worth(main_page("Milk", title=page), caution=caution)
    assert ("deed" in worth(selection(label), "deeds", caution)) is tried


def test_what_a_choice_offers_there_are_several_of() -> None:
    caution = Caution(DEMO)
    spinner = n("Spinner", text("All", 300), id="folder_spinner", clickable=True, box=(0, 290, 1000, 400))
    worth(dump(n("FrameLayout", toolbar("Notes"), spinner), BAR), caution=caution)
    assert "deed" in worth(selection("Move to folder"), "deeds", caution)


def test_where_one_of_several_is_picked_no_row_is_opened() -> None:
    page = main_page("Home", "Work", title="Move to folder")
    assert any("notes_list" in key for key in worth(page)) and not any(
        "notes_list" in key for key in worth(page, "options")
    )


@pytest.mark.parametrize(("label", "beside", "tried"), [
    ("Message", "Call", True), ("Email", "Call", True), ("Message", "Mute", False), ("Nudge", "Call", False),
])  # fmt: skip
def test_beside_a_call_stands_what_a_message_is_written_with(label: str, beside: str, tried: bool) -> None:
    quick = n("LinearLayout", button("one", beside, 100), button("two", label, 400), box=(0, 0, 1080, 120))
    assert ("two" in worth(dump(n("FrameLayout", toolbar(""), quick, text("Ann", 300)), BAR), "thing")) is tried


def test_on_all_pages_of_settings_lines_tell_of_one_another() -> None:
    def page(title: str, *lines: tuple[str, str]) -> Hierarchy:
        held = [setting(said.lower(), said, value, 200 + 140 * i) for i, (said, value) in enumerate(lines)]
        return dump(n("FrameLayout", toolbar(title), *held), BAR)

    caution, reminders = Caution(DEMO), page("Reminders", ("Nudge", "Off"))
    assert "settings_nudge_holder" not in worth(reminders, caution=caution)
    root = page("Settings", ("Reminders", "Nudge"), ("Grades", "Marks"), ("Refresh", "Every hour"))
    worth(root, caution=caution)
    assert "settings_nudge_holder" not in worth(reminders, caution=caution)
    seen = look(Window.of(root))  # type: ignore[arg-type]
    caution.behind(next(one for one in controls(seen) if one.label == "Reminders"), seen)
    assert "settings_nudge_holder" in worth(reminders, caution=caution)
    assert "settings_wipe_holder" not in worth(page("Reminders", ("Wipe", "Off")), caution=caution)


@pytest.mark.parametrize(("value", "tried"), [("20", True), ("20 EUR", False), ("$20", False)])
def test_a_setting_that_is_a_number_is_no_price(value: str, tried: bool) -> None:
    lines = [("Deposit", value), ("Items per person", "3"), ("Late fee", "Per day")]
    held = [setting(said.lower(), said, shown, 200 + 140 * i) for i, (said, shown) in enumerate(lines)]
    assert ("settings_deposit_holder" in worth(dump(n("FrameLayout", toolbar("Settings"), *held), BAR))) is tried


@pytest.mark.parametrize(("label", "tried"), [("Fetch interval", True), ("Maple House", False), ("Printer", False)])
def test_on_a_page_of_things_what_offers_options_is_none_of_them(label: str, tried: bool) -> None:
    lines = [
        n("LinearLayout", text(said, top), text("Push", top + 60), clickable=True, box=(0, top, 1080, top + 130))
        for said, top in ((label, 200), ("Ann", 340), ("Bob", 480))
    ]
    assert (label in worth(dump(n("FrameLayout", toolbar("Accounts"), *lines), BAR))) is tried


def alarms(said: str, id_name: str, desc: str = "") -> Hierarchy:
    cards = [
        n(
            "FrameLayout",
            n("TextView", text=said, id=id_name, content_desc=desc, clickable=True, box=(40, top + 10, 500, top + 70)),
            text("Every day", top + 80, id="days"),
            id="alarm_card",
            clickable=True,
            box=(0, top, 1080, top + 140),
        )
        for top in (200, 350)
    ]
    listed = n(
        "androidx.recyclerview.widget.RecyclerView", *cards, id="alarms", scrollable=True, box=(0, 200, 1080, 1800)
    )
    return dump(n("FrameLayout", toolbar("Alarms"), listed), BAR)


@pytest.mark.parametrize(
    ("said", "id_name", "bold", "tried"),
    [
        ("7:00", "digital_clock", True, True),
        ("Label", "timer_label", True, True),
        ("7:00", "digital_clock", False, False),  # on a person's phone only what is known for harmless is touched
        ("Call Ann", "title", True, False),
        ("Follow", "state", True, False),
        ("Ann", "call_button", True, False),
        ("Ann", "star", True, False),
        ("+44 7700 900001", "number", True, False),
    ],
)
def test_a_text_in_a_row_that_takes_a_touch_is_tried_unless_it_reads_like_a_deed(
    said: str, id_name: str, bold: bool, tried: bool
) -> None:
    keys = worth(alarms(said, id_name), caution=Caution(DEMO if bold else HARMLESS))
    assert any(key.startswith("part:") for key in keys) is tried


def careful(dumped: Hierarchy, limit: Limit = "") -> set[str]:
    """What is tried on somebody's phone."""
    return worth(dumped, limit, Caution(HARMLESS))


@pytest.mark.parametrize(
    ("label", "tried"),
    [
        ("Warnings", True),
        ("External storage", True),
        ("My rooms", True),
        ("Housekeeping", True),
        ("Bolt all doors", False),
        ("Boost", False),
        ("Clean junk", False),
        ("Search stations", False),
        ("Empty deleted items", False),
        ("Deleted items", True),
        ("Frobnicate", False),
    ],
)
def test_on_any_phone_a_menus_entry_is_opened_that_can_only_be_a_noun(label: str, tried: bool) -> None:
    assert (label in careful(menu("Help", label))) is tried


def details(title: str, *lines: tuple[str, str]) -> Hierarchy:
    made = [
        n("LinearLayout", text(label, top), text(value, top + 60), clickable=True, box=(0, top, 1080, top + 130))
        for (label, value), top in zip(lines, range(200, 2000, 140), strict=False)
    ]
    return dump(n("FrameLayout", toolbar(title), *made), BAR)


@pytest.mark.parametrize(
    ("label", "value", "tried"),
    [
        ("Set point", "21", True),
        ("Print copies", "1", True),
        ("Call", "+44 20 7946 0018", False),
        ("Call", "Home", False),
        ("Delete", "3 notes", False),
    ],
)
def test_on_any_phone_a_line_of_a_thing_among_others_is_opened(label: str, value: str, tried: bool) -> None:
    page = details("Zone", (label, value), ("Mode", "Eco"), ("Room", "Bath"))
    assert (label in careful(page, "thing")) is tried


@pytest.mark.parametrize(
    ("label", "value", "tried"),
    [
        ("Tone", "Bell", True),
        ("Robot", "Voice pack, Voice volume", True),
        ("Boost", "20", False),
        ("Sync now", "Done", False),
    ],
)
def test_on_any_phone_a_setting_that_shows_how_it_stands_is_opened_unless_it_reads_like_a_deed(
    label: str, value: str, tried: bool
) -> None:
    page = details("Settings", (label, value), ("Skin", "Dark"), ("Scale", "Celsius"))
    assert (label in careful(page)) is tried


@pytest.mark.parametrize(
    ("label", "limit", "tried"),
    [
        ("Add task", "", True),
        ("Change", "thing", True),
        ("Modify", "thing", True),
        ("Change now", "thing", False),
        ("Add", "thing", False),
        ("Add friend", "thing", False),
        ("Add to basket", "", False),
        ("Back to the bucket", "thing", False),
        ("Show the neighbours", "thing", False),
        ("Show details", "thing", True),
        ("Copy link", "thing", False),
    ],
)
def test_on_any_phone_an_editor_is_opened_and_nothing_that_may_act(label: str, limit: Limit, tried: bool) -> None:
    page = dump(n("FrameLayout", toolbar("Tasks", button("b", label)), text("Milk", 300)), BAR)
    assert ("b" in careful(page, limit)) is tried


def test_on_a_page_of_settings_what_creates_something_does_it() -> None:
    page = dump(n("FrameLayout", toolbar("Settings", button("b", "Create report"))), BAR)
    assert "b" not in careful(page)


@pytest.mark.parametrize(("said", "opened"), [("Keep on device", True), ("Play", False)])
def test_a_picture_in_a_row_tells_of_the_row_what_it_does_and_not_to_what(said: str, opened: bool) -> None:
    page = main_page("Milk", "Tea")
    rows = [node for node in page.walk() if node.id_name == "note_date"]
    for node in rows:
        node.text, node.content_desc, node.clickable = "", said, True
    assert any("note_row" in key for key in careful(page)) is opened
