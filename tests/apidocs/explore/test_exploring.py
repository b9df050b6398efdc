"""Exploring a phone of a few screens: what is tried, what is left, how it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from apidocs.doc import Effect, Kind
from apidocs.doc.paths import HARMLESS
from apidocs.elements.collecting import Control, controls
from apidocs.explore.caution import Caution, Limit
from apidocs.explore.deeds import Intent
from apidocs.explore.exploring import Progress, explore
from apidocs.explore.opening import openable
from apidocs.explore.walk import Act
from apidocs.make.building import build_doc
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from ground.errors import CancelledError, PhoneError
from phones.errors import AnswerLost
from phones.hierarchy import Hierarchy, Node
from phones.phone import CurrentApp, InstalledApp, Key, PhoneInfo
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
    text,
    toolbar,
)  # fmt: skip

MORE = frozenset(Effect) - {Effect.PAY, Effect.CALL, Effect.SEND, Effect.SHARE, Effect.INSTALL, Effect.ACCOUNT}
HOME = dump(n("FrameLayout", n("TextView", text="Clock", clickable=True, package="com.home"), package="com.home"), BAR)


class NotesPhone:
    """An app of six screens: state in, dump out, and a record of all that was touched."""

    serial = "fake"

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.on = True
        self.lower = False
        self.touched: list[str] = []
        self.fails_after = 10_000
        self.starts = ["main"]
        self.launched: list[bool] = []

    def screens(self) -> dict[str, Callable[[], Hierarchy]]:
        return {
            "main": lambda: main_page("Milk", "Tea", "Rice"),
            "menu": lambda: menu("Settings", "Delete all"),
            "settings": lambda: settings_page(on=self.on, lower=self.lower),
            "themes": lambda: options_dialog("Light", "Dark", checked=1),
            "sizes": lambda: options_dialog("Small", "Medium", checked=1),
            "note": lambda: editor("Milk", "Milk"),
            "ask": lambda: question("Delete this note?"),
            "ask_all": lambda: question("Remove all of your notes for good?"),
        }

    def react(self, node: Node) -> None:
        where = self.stack[-1]
        leads = {
            ("main", "More options"): "menu",
            ("menu", "Settings"): "settings",
            ("menu", "Delete all"): "ask_all",
            ("settings", "settings_theme_holder"): "themes",
            ("settings", "settings_font_size_holder"): "sizes",
            ("main", "note_row"): "note",
            ("note", "Delete"): "ask",
        }
        name = next((w for w in (node.id_name, node.label, *(c.text for c in node.walk())) if (where, w) in leads), "")
        self.touched.append(
            f"{where}: {node.label or node.id_name or next((c.text for c in node.walk() if c.text), '')}"
        )
        if where in ("menu", "themes", "sizes", "ask", "ask_all"):
            self.stack.pop()
        if name:
            self.stack.append(leads[where, name])
        elif node.id_name == "settings_sunday_first_holder":
            self.on = not self.on

    def dump(self) -> Hierarchy:
        return self.screens()[self.stack[-1]]() if self.stack else HOME

    def shown(self) -> Hierarchy:
        return self.dump()

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        return self.dump()

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self.fails_after -= 1
        if self.fails_after < 0:
            raise PhoneError("The phone is gone. Plug it in again.")
        inside = [node for node in self.dump().walk() if node.clickable and node.bounds.contains(x, y)]
        if inside and self.stack:
            self.react(inside[-1])

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None:
        self.touched.append(f"{self.stack[-1]}: long press")

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        if self.stack[-1] == "settings":
            self.lower = y2 < y1

    def key(self, name: Key) -> None:
        if name == "back" and self.stack:
            self.stack.pop()

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        self.launched.append(stop_first)
        if stop_first or not self.stack:
            self.stack, self.lower = list(self.starts), False

    def info(self) -> PhoneInfo:
        return PhoneInfo("fake", "Fake", "14", 34, 1080, 2200, 0, "en-US", True, False)

    def installed_apps(self) -> list[InstalledApp]:
        return [InstalledApp(PACKAGE, "Notes", "1.2")]

    def current_app(self) -> CurrentApp:
        return CurrentApp(PACKAGE if self.stack else "com.home", "")

    def type_text(self, text: str, *, clear: bool = True) -> None:
        raise AssertionError("exploring types nothing")

    def stop(self, package: str) -> None:
        raise AssertionError("exploring stops nothing")

    def clock(self) -> datetime:
        raise AssertionError("exploring asks for no date")

    def screenshot(self) -> bytes:
        raise AssertionError("exploring takes no pictures")

    def last_toast(self) -> str:
        return ""

    def clear_toast(self) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def phone() -> Iterator[NotesPhone]:
    yield NotesPhone()


def test_a_walk_begins_and_ends_at_the_apps_own_start(phone: NotesPhone) -> None:
    phone.stack = ["main", "settings", "themes"]
    walk = explore(phone, PACKAGE)
    assert phone.launched[0] and phone.launched[-1], "stopped first"
    assert walk.steps[0].act == Act("launch") and phone.stack == ["main"]


def test_what_an_app_starts_with_besides_is_left_by_back(phone: NotesPhone) -> None:
    phone.starts = ["main", "ask"]
    doc = build_doc(explore(phone, PACKAGE))
    assert doc.start == "main"


@pytest.mark.parametrize(
    ("label", "tried"),
    [
        ("Add", True),
        ("Rename", True),
        ("Share", False),
        ("Share…", True),
        ("Export", False),
        ("Refresh", False),
        ("Sync folders", False),
        ("Extend everything", False),
        ("Speed check", False),
        ("Cancel", False),
        ("Queue", True),
        ("Offline maps", True),
        ("Add identical", False),
        ("Export all", False),
        ("Delete", True),
        ("Archive", False),
        ("Duplicate", False),
        ("Mark as unread", False),
        ("Mark all as read", False),
        ("Turn all off", False),
        ("Add to favourites", False),
        ("Start", False),
        ("Lap", False),
        ("Frobnicate", True),
        ("Closed down", True),
        ("Check for new episodes", False),
        ("Close the meeting", False),
        ("Close panel", True),
        ("Add 20 to wallet", False),
        ("Download log", False),
        ("Printable version", False),
        ("Download settings", True),
        ("Send to…", False),
        ("Rehearse", False),
        ("Inspect lens", False),
    ],
)
def test_what_acts_at_once_is_left_whatever_is_allowed(label: str, tried: bool) -> None:
    assert (label in worth(menu("Help", label), MORE | {Effect.SHARE})) is tried


def form_line(id: str, words: str, top: int) -> str:  # noqa: A002
    return n("EditText", id=id, text=words, clickable=True, long_clickable=True, box=(0, top, 1080, top + 100))


class CounterPhone(NotesPhone):
    """A page with a field, and beside it either a picture or a line of the form; touched, it drops a menu down."""

    def __init__(self, opener: str) -> None:
        super().__init__()
        self.opener = opener

    def screens(self) -> dict[str, Callable[[], Hierarchy]]:
        page = dump(n("FrameLayout", toolbar("Counter"), form_line("count", "", 300), self.opener), BAR)
        return super().screens() | {"main": lambda: page, "menu": lambda: menu("Settings", "Help")}

    def react(self, node: Node) -> None:
        if self.stack[-1] == "main" and node.id_name == "opener":
            self.touched.append("main: opener")
            self.stack.append("menu")
        else:
            super().react(node)


PICTURE = n("ImageButton", id="opener", content_desc="Panel", clickable=True, box=(10, 150, 130, 270))
LINE = n("TextView", id="opener", text="Every day", clickable=True, box=(0, 450, 1080, 550))


@pytest.mark.parametrize(
    ("opener", "entered"), [(PICTURE, True), (LINE, False)], ids=["a picture", "a line of the form"]
)
def test_what_a_picture_beside_a_field_opens_is_no_list_of_that_fields_options(opener: str, entered: bool) -> None:
    phone = CounterPhone(opener)
    explore(phone, PACKAGE, allow=MORE)
    assert "main: opener" in phone.touched
    assert ("menu: Settings" in phone.touched) is entered


@pytest.mark.parametrize(
    ("label", "value", "alone", "tried"),
    [
        ("Call name", "Bella", False, True),
        ("Call name", "Bella", True, False),
        ("Call number", "+44 20 7946 0018", False, False),
        ("Call number", "QA 76.73", False, True),
        ("Pay now", "12 €", False, False),
    ],
)
def test_what_reads_like_a_deed_among_lines_that_say_how_they_stand_is_a_field(
    label: str, value: str, alone: bool, tried: bool
) -> None:
    more = [] if alone else [("breed", "Breed", "Collie"), ("weight", "Weight", "12 kg")]
    lines = [
        setting(id_, said, shown, 200 + 140 * i) for i, (id_, said, shown) in enumerate([("x", label, value), *more])
    ]
    assert ("id:settings_x_holder" in worth(dump(n("FrameLayout", toolbar("Pet"), *lines), BAR), MORE)) is tried


@pytest.mark.parametrize(("titles", "tried"), [(("Milk", "Tea"), True), ((), False)])
def test_order_as_a_picture_over_rows_is_how_they_are_sorted(titles: tuple[str, ...], tried: bool) -> None:
    page = main_page(*titles)
    for node in page.walk():
        if node.id_name == "search":
            node.content_desc, node.resource_id = "Order", f"{PACKAGE}:id/tool"
    assert ("id:tool" in worth(page, MORE)) is tried


@pytest.mark.parametrize(("label", "tried"), [("Add to list", False), ("Add passage", True)])
def test_what_adds_what_a_form_has_to_something_keeps_the_form(label: str, tried: bool) -> None:
    page = dump(n("FrameLayout", toolbar("Book", button("b", label)), form_line("title", "Emma", 200)), BAR)
    assert ("id:b" in worth(page, MORE)) is tried


@pytest.mark.parametrize(("opener", "tried"), [("Sort by", False), ("Filter", False), ("Show", True)])
def test_a_menu_of_options_is_looked_at_and_nothing_picked(opener: str, tried: bool) -> None:
    before = menu(opener, "About")
    window = Window.of(before)
    assert window is not None
    caution, seen = Caution(HARMLESS), look(window)
    control = next(c for c in controls(seen) if c.label == opener)
    assert (("|Recents", "tap") in worth_behind(caution, control, menu("Favourites", "Recents"))) is tried


def worth_behind(caution: Caution, control: Control, dumped: Hierarchy) -> list[tuple[str, str]]:
    opener, window = Window.of(menu("a", "b")), Window.of(dumped)
    assert opener is not None and window is not None
    found = caution.worth(look(window), caution.behind(control, look(opener)))
    return [(f"|{key.rpartition('|')[2]}", action) for key, action in found]


def test_rows_marked_as_unread_or_ticked_by_a_touch_are_not_opened() -> None:
    def row(name: str, **more: bool) -> Node:
        dumped = dump(
            n(
                "LinearLayout",
                n("TextView", text=name),
                clickable=True,
                selected=more.get("selected", False),
                checkable=more.get("checkable", False),
            )
        )
        return next(node for node in dumped.walk() if node.clickable)

    plain, unread, ticked = row("Ann"), row("Ben", selected=True), row("Carla", checkable=True)
    window = Window.of(main_page("Milk"))
    assert window is not None
    assert openable([unread, ticked, plain], look(window)) == [plain]


def test_on_a_real_phone_only_what_is_harmless_is_touched(phone: NotesPhone) -> None:
    walk = explore(phone, PACKAGE)
    assert walk.ended == "done" and (walk.label, walk.version, walk.locale) == ("Notes", "1.2", "en-US")
    rooms = {touch.partition(":")[0] for touch in phone.touched}
    assert rooms <= {"main", "menu", "settings", "note"}, phone.touched
    assert phone.touched.count("main: note_row") == 2, "two rows of three"
    assert not any(word in touch for touch in phone.touched for word in ("Save", "Delete", "sunday"))
    assert phone.on, "toggles are seen and left"


@pytest.mark.parametrize(
    ("title", "language", "opened"),
    [
        ("My notes", "en", True),
        ("Recents", "en", False),
        ("Playlist", "en", False),
        ("Wi-Fi", "en", False),
        ("Settings", "en", False),
        ("Anrufliste", "en", True),
        ("Muistiinpanot", "fi", False),
        ("Anrufliste", "de", False),
        ("通话记录", "zh", False),
        ("音楽", "ja", False),
    ],
)
def test_rows_are_opened_on_any_phone_but_where_a_touch_calls_plays_or_connects(
    title: str, language: str, opened: bool
) -> None:
    window = Window.of(main_page("Milk", "Tea", title=title))
    assert window is not None
    caution = Caution(HARMLESS)
    caution.language = language
    assert any(key.startswith("row:") for key, _ in caution.worth(look(window))) is opened


@pytest.mark.parametrize(("keeps", "tried"), [("Save", True), ("Add line", False)])
def test_cancel_on_a_page_is_tried_only_beside_what_keeps_a_form(keeps: str, tried: bool) -> None:
    bar = toolbar("Piece", button("a", "Cancel"), button("b", keeps, left=820))
    page = dump(n("FrameLayout", bar, form_line("title", "Emma", 200)), BAR)
    assert ("id:a" in worth(page, MORE)) is tried


@pytest.mark.parametrize(("limit", "tried"), [("thing", False), ("", True)])
def test_cancel_on_a_sheet_of_one_thing_takes_the_thing_back(limit: Limit, tried: bool) -> None:
    panel = n(
        "LinearLayout", text("Tuesday 18:00", 620), button("a", "Cancel"), id="parentPanel", box=(60, 0, 1020, 900)
    )
    window = Window.of(dump(n("FrameLayout", panel, box=(60, 0, 1020, 900)), BAR))
    assert window is not None and window.kind == "dialog"
    assert ("id:a" in {key for key, _ in Caution(MORE).worth(look(window), limit)}) is tried


def test_even_so_the_doc_knows_settings_menus_and_options(phone: NotesPhone) -> None:
    doc = build_doc(explore(phone, PACKAGE))
    settings = doc.screen("settings")
    assert settings is not None and doc.screen("main_menu") is not None
    theme, size, toggle = (settings.element(name) for name in ("theme", "font_size", "start_week_on_sunday"))
    assert theme is not None and theme.options == ["Light", "Dark"]
    assert size is not None and size.options == ["Small", "Medium"], "found by scrolling"
    assert toggle is not None and toggle.kind is Kind.TOGGLE


def worth(dumped: Hierarchy, allow: frozenset[Effect] = HARMLESS) -> set[str]:
    window = Window.of(dumped)
    assert window is not None
    return {key.rpartition("|")[2] for key, _ in Caution(allow).worth(look(window))}


@pytest.mark.parametrize(
    ("label", "tried"),
    [
        ("Settings", True),
        ("About", True),
        ("Turn all off", False),
        ("Mark all as read", False),
        ("Disconnect", False),
        ("Delete all", False),
        ("Send feedback", False),
        ("Frobnicate", False),
    ],
)
def test_a_menu_entry_is_tried_only_where_its_words_are_known_to_be_harmless(label: str, tried: bool) -> None:
    assert (label in worth(menu("Help", label))) is tried


def test_rows_of_a_settings_page_without_ids_of_their_own_may_join_a_network() -> None:
    def entry(name: str, value: str, top: int) -> str:
        title = n("TextView", id="android:id/title", text=name, box=(40, top, 900, top + 60))
        summary = n("TextView", id="android:id/summary", text=value, box=(40, top + 60, 900, top + 110))
        return n("LinearLayout", title, summary, clickable=True, box=(0, top, 1080, top + 120))

    rows = entry("Maple House", "Saved", 200) + entry("Cafe Corner", "Open", 330)
    networks = n("androidx.recyclerview.widget.RecyclerView", rows, id="recycler_view", box=(0, 200, 1080, 1800))
    page = dump(n("FrameLayout", networks), BAR, activity=".WifiSettingsActivity")
    assert worth(page) == set()
    assert worth(page, HARMLESS | {Effect.SETTINGS}) == {"Maple House", "Cafe Corner"}


def test_where_more_is_allowed_rows_are_opened_and_switches_still_left(phone: NotesPhone) -> None:
    doc = build_doc(explore(phone, PACKAGE, allow=MORE))
    assert phone.touched.count("main: note_row") == 2, "two rows of three"
    assert phone.touched.count("main: long press") == 1
    assert "settings: settings_sunday_first_holder" not in phone.touched
    notes = next(e for s in doc.screens for e in s.elements if e.kind is Kind.LIST)
    assert notes.item is not None and notes.item.opens == "note"


def test_forms_are_not_saved_questions_not_answered_options_not_picked(phone: NotesPhone) -> None:
    explore(phone, PACKAGE, allow=MORE)
    assert "note: Delete" in phone.touched, "the question is looked at"
    said = [touch for touch in phone.touched if touch.startswith(("ask", "themes", "sizes")) or touch == "note: Save"]
    assert said == []


def test_the_budget_is_kept(phone: NotesPhone) -> None:
    walk = explore(phone, PACKAGE, budget_calls=5, allow=MORE)
    assert walk.ended == "budget" and len(walk.steps) == 5


def test_no_time_no_walk(phone: NotesPhone) -> None:
    assert explore(phone, PACKAGE, budget_s=0.0).steps == []


def test_a_phone_that_goes_away_leaves_what_was_seen(phone: NotesPhone) -> None:
    phone.fails_after = 2
    walk = explore(phone, PACKAGE)
    assert walk.ended.startswith("phone: The phone is gone") and len(walk.steps) >= 2


def test_an_answer_that_is_lost_does_not_end_a_walk(phone: NotesPhone, monkeypatch: pytest.MonkeyPatch) -> None:
    tap, lost = phone.tap, [3]

    def tap_and_lose(x: int, y: int) -> None:
        tap(x, y)
        lost[0] -= 1
        if lost[0] == 0:
            raise AnswerLost("fake", "tap")

    monkeypatch.setattr(phone, "tap", tap_and_lose)
    walk = explore(phone, PACKAGE)
    assert walk.ended == "done" and lost[0] < 0


def test_what_the_caller_forbids_is_left(phone: NotesPhone) -> None:
    asked: list[Intent] = []

    def never(intent: Intent) -> bool:
        asked.append(intent)
        return False

    explore(phone, PACKAGE, allow=MORE, may_act=never)
    assert phone.touched == [] and {intent.effect for intent in asked} >= HARMLESS - {Effect.READ}


def test_stopping_from_the_progress_is_stopping_at_once(phone: NotesPhone) -> None:
    def stop(progress: Progress) -> None:
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        explore(phone, PACKAGE, on_progress=stop)
    assert phone.touched == []
