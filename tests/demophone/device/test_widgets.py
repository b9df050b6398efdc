"""Widgets and layout through the dump: bounds, clipping, scrolling, dialogs; and whatever a monkey does, a sound tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demophone.contract import UiNode
from demophone.device import Device
from demophone.toolkit import (
    App,
    Screen,
    View,
    box,
    column,
    list_view,
    page,
    row,
    scroll_view,
    slider,
    text,
    text_field,
)

Hand = Any
NOTES, CONTACTS, CLOCK, SETTINGS = (f"app.demo.{name}" for name in ("notes", "contacts", "clock", "settings"))


def assert_sound(device: Device) -> None:
    """What must hold of every dump."""
    width, height = device.display_size()
    for root in device.windows():
        assert root.parent is None
        for node in root.walk():
            left, top, right, bottom = node.bounds
            assert 0 <= left < right <= width and 0 <= top < bottom <= height, (node.cls, node.text, node.bounds)
            assert node.package and node.cls
            if node.parent is not None:
                outer = node.parent.bounds
                assert outer[0] <= left and outer[1] <= top and right <= outer[2] and bottom <= outer[3], (node, outer)
            positions = [child.index for child in node.children]
            assert positions == sorted(set(positions)) and all(child.parent is node for child in node.children)
        assert sum(node.focused for node in root.walk()) <= 1


class _Shown(App):
    """An app of one screen that a test makes up."""

    package, label = "org.example.shown", "Shown"

    def __init__(self, build: Callable[[Screen], View]) -> None:
        self._build = build

    def start(self) -> Screen:
        return _OneScreen(self._build)


class _OneScreen(Screen):
    def __init__(self, build: Callable[[Screen], View]) -> None:
        super().__init__()
        self._build = build

    def build(self) -> View:
        return self._build(self)


@pytest.fixture
def show(make_phone: Callable[..., Hand]) -> Callable[[Callable[[Screen], View]], Hand]:
    """A phone that shows what a function builds."""

    def start(build: Callable[[Screen], View]) -> Hand:
        hand = make_phone(apps=[_Shown(build)])
        hand.open("org.example.shown")
        return hand

    return start


Show = Callable[[Callable[[Screen], View]], Hand]


def rows(count: int, height: float = 100) -> list[View]:
    return [box(text(f"Row {n}", "label"), id="row", height=height, on_click=lambda: None) for n in range(count)]


def test_weights_share_what_is_left(show: Show) -> None:
    parts = [text("a", "fixed", width=80), text("b", "one", weight=1), text("c", "three", weight=3)]
    hand = show(lambda _: row(*parts, width=400))
    widths = [hand.find(name).bounds[2] - hand.find(name).bounds[0] for name in ("fixed", "one", "three")]
    assert widths[0] == 220 and sum(widths) == 1080 and abs(widths[1] * 3 - widths[2]) <= 2


@pytest.mark.parametrize(
    ("align", "corner"),
    [
        ("", (0, 66)),
        ("right bottom", (1080 - 275, 2334 - 110)),
        ("center middle", ((1080 - 275) // 2, 66 + (2268 - 110) // 2)),
    ],
    ids=["start", "end", "centre"],
)
def test_alignment_in_a_frame(show: Show, align: str, corner: tuple[int, int]) -> None:
    hand = show(lambda _: box(View(id="it", width=100, height=40, align=align), height=-1))
    assert hand.find("it").bounds[:2] == corner


def test_text_wraps_and_makes_its_row_higher(show: Show) -> None:
    hand = show(lambda _: column(text("short", "one"), text("long words " * 30, "many"), text("x" * 300, "unbroken")))
    height = {name: hand.find(name).bounds[3] - hand.find(name).bounds[1] for name in ("one", "many", "unbroken")}
    assert height["many"] > 5 * height["one"] and height["unbroken"] > 3 * height["one"]


def test_font_size_of_the_phone_makes_texts_larger(show: Show) -> None:
    hand = show(lambda _: text("Hello", "hello"))
    before = hand.find("hello").bounds
    hand.device.settings["system", "font_scale"] = "1.3"
    after = hand.find("hello").bounds
    assert after[3] - after[1] > before[3] - before[1]


def test_rows_outside_are_absent_and_the_last_one_is_clipped(show: Show) -> None:
    hand = show(lambda _: page(list_view("list", rows(50))))
    shown = hand.all("row")
    outer = hand.find("list").bounds
    assert len(shown) == 9 and shown[-1].bounds[3] == outer[3]
    assert shown[-1].bounds[3] - shown[-1].bounds[1] < shown[0].bounds[3] - shown[0].bounds[1]
    assert [node.index for node in shown] == list(range(9))


def test_recycler_counts_from_the_first_visible_row_and_scroll_view_does_not(show: Show) -> None:
    recycler = show(lambda _: page(list_view("list", rows(50))))
    recycler.swipe_up(600)
    assert recycler.all("row")[0].index == 0
    plain = show(lambda _: page(scroll_view(*rows(50), id="list")))
    plain.swipe_up(600)
    assert plain.all("row")[0].index == 2


def test_slow_swipe_moves_the_content_as_far_as_the_finger(show: Show) -> None:
    hand = show(lambda _: page(list_view("list", rows(50))))
    before = hand.find("Row 4").bounds
    hand.device.drag(500, 1800, 500, 1500, 600)
    assert hand.find("Row 4").bounds[1] == before[1] - 300


def test_flick_goes_further_than_the_finger_and_skips_nothing_twice_over(show: Show) -> None:
    hand = show(lambda _: page(list_view("list", rows(80))))
    hand.device.drag(500, 2000, 500, 1000, 100)
    first = int(hand.all("label")[0].text.split()[1])
    assert 1000 / 275 < first < 2 * 2268 / 275


def test_pages_reach_both_ends_of_a_list(show: Show) -> None:
    hand = show(lambda _: page(list_view("list", rows(30))))
    seen = set(hand.texts())
    assert not hand.device.scroll_node(hand.find("list"), forward=False)
    while hand.device.scroll_node(hand.find("list"), forward=True):
        seen |= set(hand.texts())
    assert seen >= {f"Row {n}" for n in range(30)}
    assert hand.device.scroll_node(hand.find("list"), forward=False)


def test_only_what_is_longer_than_its_view_is_scrollable(show: Show) -> None:
    assert not show(lambda _: page(list_view("list", rows(3)))).find("list").scrollable
    assert show(lambda _: page(list_view("list", rows(30)))).find("list").scrollable


def test_sideways_list_scrolls_sideways(show: Show) -> None:
    def build(_: Screen) -> View:
        chips = [text(f"Chip {n}", "chip", width=120) for n in range(12)]
        return View(cls="android.widget.HorizontalScrollView", id="chips", scroll="x", height=60, children=chips)

    hand = show(build)
    assert not hand.sees("Chip 11")
    assert hand.device.scroll_node(hand.find("chips"), forward=True, horizontal=True)
    hand.device.drag(900, 100, 100, 100, 600)
    hand.device.drag(900, 100, 100, 100, 600)
    assert hand.sees("Chip 11") and not hand.sees("Chip 0")
    assert_sound(hand.device)


def test_scroll_offset_outlives_a_rebuild_and_a_shrinking_list_is_clamped(show: Show) -> None:
    count = [50]
    hand = show(lambda _: page(list_view("list", rows(count[0]))))
    for _ in range(4):
        hand.swipe_up(1200)
    assert hand.sees("Row 20")
    count[0] = 12
    hand.device.key(62)
    assert hand.sees("Row 11") and hand.all("row")
    assert_sound(hand.device)


def test_topmost_view_takes_the_touch(show: Show) -> None:
    hits: list[str] = []
    below = View(id="below", height=-1, on_click=lambda: hits.append("below"))
    above = View(id="above", width=50, height=50, align="center middle", on_click=lambda: hits.append("above"))
    hand = show(lambda _: box(below, above, height=-1))
    hand.tap("above")
    hand.device.tap(50, 500)
    assert hits == ["above", "below"]


def test_touch_on_a_text_reaches_the_row_around_it(show: Show) -> None:
    hits: list[str] = []
    hand = show(
        lambda _: row(
            column(text("Title", "title")), on_click=lambda: hits.append("click"), on_long=lambda: hits.append("long")
        )
    )
    hand.tap("Title")
    hand.hold("Title")
    assert hits == ["click", "long"]
    assert not hand.find("Title").clickable


def test_disabled_view_swallows_the_touch(show: Show) -> None:
    hits: list[str] = []
    inner = View(id="off", width=100, height=50, enabled=False, on_click=lambda: hits.append("off"))
    hand = show(lambda _: box(inner, on_click=lambda: hits.append("around")))
    hand.tap("off")
    assert hits == [] and not hand.find("off").enabled


def test_slider_is_set_where_it_is_touched_or_dragged_to(show: Show) -> None:
    value = [0.5]

    def slide(share: float) -> None:
        value[0] = share

    hand = show(lambda _: slider(value[0], slide, "bar"))
    left, top, right, bottom = hand.find("bar").bounds
    hand.device.tap(left + 1, (top + bottom) // 2)
    assert value[0] == 0.0 and hand.find("bar").text == "0.0"
    hand.device.drag(left + 60, (top + bottom) // 2, right - 2, (top + bottom) // 2, 300)
    assert value[0] == 1.0


def test_password_is_not_told(show: Show) -> None:
    hand = show(lambda _: text_field("secret", "Password", input="password"))
    hand.tap("secret")
    hand.type("hunter2")
    node = hand.find("secret")
    assert node.password and node.text == "•" * 7 and node.hint == "Password"


def test_empty_field_says_its_hint_as_android_does(show: Show) -> None:
    node = show(lambda _: text_field("name", "Your name")).find("name")
    assert (node.text, node.hint, node.cls) == ("Your name", "Your name", "android.widget.EditText")


def test_touch_outside_the_display_is_refused(hand: Hand) -> None:
    assert not hand.device.tap(1080, 10) and not hand.device.tap(-1, 10) and not hand.device.drag(10, 2400, 10, 10, 100)


# -- dialogs -----------------------------------------------------------------------------------------------------


def test_long_choice_scrolls_and_keeps_its_buttons(hand: Hand) -> None:
    hand.open(CONTACTS, "Groups", "Work", "Add members")
    assert hand.sees("button1") and hand.find("select_dialog_listview").scrollable
    hand.reach("Yara Costa")
    hand.tap("Yara Costa")
    assert hand.find("Yara Costa").checked
    hand.tap("OK")
    assert hand.sees("Yara Costa") and hand.sees("group_members")
    assert_sound(hand.device)


def test_dialog_moves_up_for_the_keyboard(hand: Hand) -> None:
    hand.open(CONTACTS, "More options", "Export contacts")
    assert hand.find("parentPanel").bounds[3] <= hand.find("keyboard_view").bounds[1]
    hand.back()
    assert hand.sees("alertTitle") and not hand.sees("keyboard_view"), "the first back only hides the keyboard"
    hand.back()
    assert not hand.sees("alertTitle")


def test_wrong_answer_keeps_the_dialog_open(hand: Hand) -> None:
    hand.open(CONTACTS, "More options", "Export contacts")
    hand.type("contacts.txt")
    hand.tap("Export")
    assert hand.sees("alertTitle") and ".vcf" in hand.device.last_toast()


@pytest.mark.parametrize(
    "wrong", [("25", "00"), ("7", "60"), ("", "10"), ("0", "10")], ids=["hour", "minute", "empty", "no such hour"]
)
def test_time_picker_refuses_what_is_no_time(hand: Hand, wrong: tuple[str, str]) -> None:
    hand.open(CLOCK, "Add alarm")
    for field, typed in zip(("input_hour", "input_minute"), wrong, strict=True):
        hand.device.set_node_text(hand.find(field), typed)
    before = hand.state(CLOCK)
    hand.tap("OK")
    assert hand.sees("input_hour") and hand.state(CLOCK) == before


def test_menu_opens_inside_the_display(hand: Hand) -> None:
    hand.open(NOTES, "More options")
    assert_sound(hand.device)
    assert hand.find("About").bounds[2] < 1080
    hand.device.tap(100, 2000)
    assert not hand.sees("About")


# -- whatever happens ----------------------------------------------------------------------------------------------

POINT = st.tuples(st.integers(0, 1079), st.integers(0, 2399))
ACT = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 400), st.sampled_from([0, 0, 0, 700])),
    st.tuples(st.just("poke"), POINT),
    st.tuples(st.just("drag"), POINT, POINT, st.sampled_from([50, 300, 900])),
    st.tuples(st.just("key"), st.sampled_from([3, 4, 4, 4, 61, 66, 67, 82, 84, 187, 26, 24, 30, 92, 93, 279])),
    st.tuples(st.just("type"), st.text(max_size=12)),
    st.tuples(st.just("rotate"), st.integers(0, 3)),
    st.tuples(st.just("start"), st.sampled_from([NOTES, CONTACTS, CLOCK, SETTINGS])),
    st.tuples(st.just("wait"), st.integers(1, 4000)),
)


def perform(device: Device, act: tuple[Any, ...]) -> None:
    match act:
        case ("tap", number, hold):
            targets = [n for root in device.windows() for n in root.walk() if n.clickable]
            if targets:
                left, top, right, bottom = targets[number % len(targets)].bounds
                device.tap((left + right) // 2, (top + bottom) // 2, hold)
        case ("poke", (x, y)):
            device.tap(x, y)
        case ("drag", (x1, y1), (x2, y2), duration):
            device.drag(x1, y1, x2, y2, duration)
        case ("key", code):
            device.key(code)
        case ("type", words):
            device.type_text(words, replace=False)
        case ("rotate", turns):
            device.set_rotation(turns, freeze=True)
        case ("start", package):
            device.start(package)
        case ("wait", seconds):
            device.clock.advance(seconds)


def describe(node: UiNode) -> tuple[Any, ...]:
    return node.cls, node.resource_id, node.text, node.bounds, node.checked, node.focused


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=st.sampled_from([NOTES, CONTACTS, CLOCK, SETTINGS]), acts=st.lists(ACT, max_size=25))
def test_monkey_breaks_nothing(first: str, acts: list[tuple[Any, ...]]) -> None:
    device = Device(fixed_clock=datetime(2024, 5, 13, 9, 41))
    device.start(first)
    for act in acts:
        perform(device, act)
        assert_sound(device)
        once = [describe(n) for root in device.windows() for n in root.walk()]
        device.version += 1
        assert once == [describe(n) for root in device.windows() for n in root.walk()], "a second look changes nothing"
    assert device.crashes == []


@pytest.mark.long
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=st.sampled_from([NOTES, CONTACTS, CLOCK, SETTINGS]), acts=st.lists(ACT, min_size=20, max_size=80))
def test_monkey_breaks_nothing_for_long(first: str, acts: list[tuple[Any, ...]]) -> None:
    device = Device(fixed_clock=datetime(2024, 5, 13, 9, 41))
    device.start(first)
    for act in acts:
        perform(device, act)
        assert_sound(device)
    assert device.crashes == []


@pytest.mark.parametrize("dark", ["1", "2"], ids=["light", "dark"])
@pytest.mark.parametrize("package", [NOTES, CONTACTS, CLOCK, SETTINGS])
def test_screenshot_shows_the_screen(hand: Hand, package: str, dark: str) -> None:
    hand.device.settings["secure", "ui_night_mode"] = dark
    hand.open(package)
    shot = hand.device.screenshot_png()
    assert shot.startswith(b"\x89PNG")
    hand.device.open_notifications()
    assert hand.device.screenshot_png() != shot
