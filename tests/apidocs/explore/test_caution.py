"""What may be tried: told from where a thing stands, what stands around it, and what it opened before."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect
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
