"""The phone as a whole: keys, windows, apps, power, storage."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from demophone.apps import load_app
from demophone.toolkit import AppError

Hand = Any
NOTES, CONTACTS, CLOCK, SETTINGS = (f"app.demo.{name}" for name in ("notes", "contacts", "clock", "settings"))
LAUNCHER = "com.android.launcher3"
PROBE = """
from demophone.toolkit import App, Screen, button, column, text

class ProbeApp(App):
    package, label = "org.example.probe", "Probe"
    def seed(self): return {"count": 0}
    def start(self): return Main()

class Main(Screen):
    def build(self):
        return column(text(f"Count {self.store['count']}"), button("Add", self.add), button("Break", self.fail), height=-1)
    def add(self): self.store["count"] += 1
    def fail(self): raise ValueError("broken on purpose")
"""


def test_icon_in_the_launcher_starts_its_app(hand: Hand) -> None:
    assert hand.device.foreground()[0] == LAUNCHER
    hand.tap("Notes")
    assert hand.device.foreground() == (NOTES, ".MainActivity")
    assert hand.device.pid_of(NOTES) > 0


def test_drawer_has_every_app_and_its_search_narrows_it(hand: Hand) -> None:
    hand.swipe_up()
    labels = {app.label for app in hand.device.apps() if app.package.startswith("app.demo.")}
    assert labels <= set(hand.texts())
    hand.tap("search_container_all_apps")
    hand.type("cloc")
    assert [n.text for n in hand.all("icon")] == ["Clock"]


def test_home_then_start_comes_back_to_the_same_screen(hand: Hand) -> None:
    hand.open(NOTES, "More options", "Settings")
    hand.device.key(3)
    assert hand.device.foreground()[0] == LAUNCHER
    hand.device.start(NOTES)
    assert hand.device.foreground() == (NOTES, ".SettingsActivity")


def test_stopped_app_starts_on_its_first_screen_with_its_data(hand: Hand) -> None:
    hand.open(NOTES, "More options", "Settings", "Show word count")
    hand.device.stop_app(NOTES)
    assert hand.device.pid_of(NOTES) == 0 and hand.device.foreground()[0] == LAUNCHER
    hand.device.start(NOTES)
    assert hand.device.foreground() == (NOTES, ".MainActivity")
    assert hand.state(NOTES)["settings"]["word_count"] is True


def test_back_on_the_first_screen_leaves_the_app_running(hand: Hand) -> None:
    hand.open(NOTES)
    hand.back()
    assert hand.device.foreground()[0] == LAUNCHER
    assert hand.device.pid_of(NOTES) > 0


def test_recents_list_running_apps_and_dismiss_them(hand: Hand) -> None:
    hand.open(NOTES)
    hand.open(CLOCK)
    hand.device.key(187)
    assert [n.text for n in hand.all("task_name")] == ["Clock", "Notes"]
    hand.tap("Dismiss Clock")
    assert hand.device.pid_of(CLOCK) == 0
    hand.touch(hand.find("task"))
    assert hand.device.foreground()[0] == NOTES


@pytest.mark.parametrize(
    ("package", "activity", "works"),
    [
        (SETTINGS, ".WifiSettingsActivity", True),
        (SETTINGS, f"{SETTINGS}.WifiSettingsActivity", True),
        (NOTES, ".MainActivity", True),
        (NOTES, ".NoSuchActivity", False),
        ("org.nowhere", "", False),
    ],
    ids=["exported", "full name", "launcher entry", "unknown activity", "unknown app"],
)
def test_start_opens_only_activities_that_are_there(hand: Hand, package: str, activity: str, works: bool) -> None:
    assert hand.device.start(package, activity) is works


def test_uninstall_removes_an_app_but_none_of_the_system(hand: Hand) -> None:
    assert hand.device.uninstall(NOTES)
    assert NOTES not in {app.package for app in hand.device.apps()} and not hand.sees("Notes")
    assert not hand.device.uninstall(SETTINGS) and not hand.device.uninstall("org.nowhere")


def test_clear_data_brings_the_seed_back(hand: Hand) -> None:
    before = hand.state(CONTACTS)
    hand.open(CONTACTS, "Ben Carter", "More options", "Delete")
    hand.tap("Delete")
    assert hand.state(CONTACTS) != before
    assert hand.device.clear_data(CONTACTS)
    assert hand.state(CONTACTS) == before


# -- windows -----------------------------------------------------------------------------------------------------


def test_dialog_hides_the_screen_under_it_from_the_dump(hand: Hand) -> None:
    hand.open(NOTES, "fab")
    assert hand.sees("alertTitle") and not hand.sees("notes_list")
    assert {root.package for root in hand.device.windows()} == {NOTES, "com.android.systemui"}


@pytest.mark.parametrize("way", ["back key", "touch outside", "Cancel"])
def test_dialog_goes_without_doing_anything(hand: Hand, way: str) -> None:
    hand.open(NOTES, "fab")
    if way == "touch outside":
        hand.device.tap(540, 2200)
    elif way == "back key":
        hand.back()
    else:
        hand.tap("Cancel")
    assert hand.sees("notes_list") and hand.device.foreground() == (NOTES, ".MainActivity")


def test_keyboard_comes_with_a_field_and_goes_with_back(hand: Hand) -> None:
    hand.open(CONTACTS, "Ben Carter", "Edit contact")
    assert not hand.sees("keyboard_view")
    hand.tap("edit_email")
    assert hand.sees("keyboard_view") and hand.find("edit_email").focused
    bottom = hand.find("edit_scroll").bounds[3]
    assert bottom == hand.find("keyboard_view").bounds[1], "the screen ends where the keyboard begins"
    hand.back()
    assert not hand.sees("keyboard_view") and hand.device.foreground() == (CONTACTS, ".EditActivity")


def test_field_that_gets_the_focus_comes_into_sight(make_phone: Callable[..., Hand]) -> None:
    hand = make_phone(height=1800)
    hand.open(CONTACTS, "Create contact")
    assert not hand.sees("edit_note"), "hidden by the keyboard"
    for _ in range(5):
        hand.device.key(66)
    assert hand.find("edit_note").focused and hand.find("edit_note").bounds[3] <= hand.find("keyboard_view").bounds[1]
    hand.device.drag(500, 400, 500, 1000, 900)
    hand.device.type_text("x", replace=False)
    assert not hand.sees("edit_note"), "scrolling away afterwards is not fought"


def test_keys_of_the_painted_keyboard_type(hand: Hand) -> None:
    hand.open(NOTES, "Search")
    left, top, right, bottom = hand.find("keyboard_view").bounds
    hand.device.tap(left + 60, top + 100)
    assert hand.find("search_src_text").text == "q"
    hand.device.tap(right - 60, bottom - 300)
    assert hand.find("search_src_text").text == "Search notes", "an empty field says its hint"


def test_status_bar_and_shade_belong_to_the_system(hand: Hand) -> None:
    assert hand.device.windows()[-1].package == "com.android.systemui"
    assert hand.device.open_notifications() and hand.sees("No notifications")
    hand.tap("Airplane mode")
    assert hand.device.settings["global", "airplane_mode_on"] == "1"
    hand.back()
    assert not hand.sees("qs_frame") and hand.sees("Airplane mode.")


def test_swipe_from_the_edges_goes_back_home_and_opens_the_shade(hand: Hand) -> None:
    hand.open(NOTES, "More options", "About")
    hand.device.drag(2, 1200, 500, 1210, 200)
    assert hand.device.foreground() == (NOTES, ".MainActivity")
    hand.device.drag(500, 2395, 500, 1500, 200)
    assert hand.device.foreground()[0] == LAUNCHER
    hand.device.drag(500, 5, 500, 1500, 200)
    assert hand.sees("notification_panel")


def test_rotation_lays_the_screen_out_anew(hand: Hand) -> None:
    hand.open(NOTES)
    hand.device.set_rotation(1, freeze=True)
    assert hand.device.windows()[0].bounds == (0, 0, 2400, 1080)
    assert not hand.device.auto_rotate
    assert Image.open(io.BytesIO(hand.device.screenshot_png())).size == (2400, 1080)


# -- power and lock ----------------------------------------------------------------------------------------------


def test_sleeping_phone_takes_no_touch_and_wakes_locked(hand: Hand) -> None:
    hand.open(NOTES)
    hand.device.sleep()
    hand.device.tap(500, 900)
    hand.device.wake()
    assert hand.device.locked and hand.sees("Swipe up to unlock")
    hand.swipe_up()
    assert not hand.device.locked and hand.device.foreground() == (NOTES, ".MainActivity")


def test_pin_is_asked_for_and_a_wrong_one_refused(hand: Hand) -> None:
    hand.device.pin = "2468"
    hand.device.sleep()
    hand.device.wake()
    hand.swipe_up()
    for keys, unlocked in (("1111", False), ("2468", True)):
        for digit in keys:
            hand.tap(f"key{digit}")
        hand.tap("key_enter")
        assert hand.device.locked is not unlocked
        assert unlocked or hand.sees("Wrong PIN")


def test_home_key_does_not_pass_the_lock_screen(hand: Hand) -> None:
    hand.device.sleep()
    hand.device.wake()
    for code in (3, 187, 4):
        hand.device.key(code)
    assert hand.device.locked and hand.sees("Swipe up to unlock")


# -- typing ------------------------------------------------------------------------------------------------------


def test_typing_needs_a_field(hand: Hand) -> None:
    hand.open(NOTES)
    assert not hand.device.type_text("nowhere to go", replace=False)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("edit_phone", "+44 (0)77x00 call", "+44 (0)7700 "),
        ("edit_first", "two\nlines", "two lines"),
        ("edit_note", "two\nlines", "two\nlines"),
        ("edit_first", "Łucja 😀 O'Neil", "Łucja 😀 O'Neil"),
    ],
    ids=["phone keeps digits", "one line", "many lines", "any Unicode"],
)
def test_field_keeps_what_it_takes(hand: Hand, field: str, typed: str, kept: str) -> None:
    hand.open(CONTACTS, "Create contact", field)
    hand.type(typed)
    assert hand.find(field).text == kept


def test_set_text_reaches_a_field_without_focus(hand: Hand) -> None:
    hand.open(CONTACTS, "Create contact")
    node = hand.find("edit_email")
    assert hand.device.set_node_text(node, "x@example.org")
    assert hand.find("edit_email").text == "x@example.org"
    assert not hand.device.set_node_text(hand.find("menu_save"), "no field")


def test_key_codes_type_delete_and_move_on(hand: Hand) -> None:
    hand.open(CONTACTS, "Create contact")
    for code, meta in ((36, 1), (37, 0), (62, 0), (8, 0), (8, 0), (67, 0)):
        hand.device.key(code, meta)
    assert hand.find("edit_first").text == "Hi 1"
    hand.device.key(66)
    assert hand.find("edit_last").focused


def test_select_all_then_typing_replaces(hand: Hand) -> None:
    hand.open(CONTACTS, "Ben Carter", "Edit contact", "edit_first")
    hand.device.key(29, 0x1000)
    hand.device.type_text("Benjamin", replace=False)
    assert hand.find("edit_first").text == "Benjamin"


# -- permissions, sharing, links ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "calls", "asked_again"),
    [("While using the app", 1, False), ("Only this time", 1, True), ("Don’t allow", 0, True)],
)
def test_permission_is_asked_by_the_system(hand: Hand, answer: str, calls: int, asked_again: bool) -> None:
    hand.open(CONTACTS, "Ben Carter", "Call")
    assert hand.device.foreground()[0] == "com.android.permissioncontroller"
    hand.tap(answer)
    assert len(hand.state(CONTACTS)["calls"]) == calls
    if calls:
        hand.tap("End call")
    hand.tap("Call")
    assert hand.sees("permission_message") is asked_again


def test_shared_text_reaches_the_other_app(hand: Hand) -> None:
    hand.open(CONTACTS, "Ben Carter", "More options", "Share", "Notes")
    assert hand.device.foreground() == (NOTES, ".EditorActivity")
    assert "+44 7700 900245" in hand.find("note_text").text


@pytest.mark.parametrize(
    ("url", "front"),
    [("tel:123", (CONTACTS, ".DialerActivity")), ("https://example.org", (LAUNCHER, ".uioverrides.QuickstepLauncher"))],
    ids=["a call", "nobody's"],
)
def test_link_opens_the_app_that_takes_it(hand: Hand, url: str, front: tuple[str, str]) -> None:
    hand.device.open_url(url)
    assert hand.device.foreground() == front


# -- storage, time, mounting -------------------------------------------------------------------------------------


def test_storage_outlives_the_phone(make_phone: Callable[..., Hand], tmp_path: Path) -> None:
    first = make_phone(tmp_path)
    first.open(NOTES, "fab", "Text note")
    first.type("kept")
    first.tap("Save")
    first.open(SETTINGS, "Display", "Dark theme")
    second = make_phone(tmp_path)
    assert second.state(NOTES) == first.state(NOTES)
    assert second.device.settings["secure", "ui_night_mode"] == "2"


def test_damaged_storage_is_named(make_phone: Callable[..., Hand], tmp_path: Path) -> None:
    (tmp_path / f"{NOTES}.json").write_text("{", "utf-8")
    with pytest.raises(AppError, match=r"app\.demo\.notes\.json.*Delete the file"):
        make_phone(tmp_path)


def test_a_full_disk_stops_no_app_and_leaves_what_was_kept(
    make_phone: Callable[..., Hand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = make_phone(tmp_path)
    hand.open(SETTINGS, "Display", "Dark theme")
    kept = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def full(self: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        hand.open(NOTES, "fab", "Text note")
        hand.type("kept later")
        hand.tap("Save")
        assert not hand.device.crashes and not hand.sees("keeps stopping")
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == kept
    hand.open(SETTINGS, "Display", "Dark theme")
    assert make_phone(tmp_path).state(NOTES) == hand.state(NOTES), "written after the next change"


def test_two_phones_with_the_same_clock_are_the_same(make_phone: Callable[..., Hand]) -> None:
    def tour(hand: Hand) -> list[tuple[Any, ...]]:
        hand.open(NOTES, "fab", "Text note")
        hand.type("x")
        hand.tap("Save")
        return [(n.cls, n.text, n.bounds) for n in hand.nodes()]

    one, two = make_phone(), make_phone()
    assert tour(one) == tour(two)
    assert one.device.screenshot_png() == two.device.screenshot_png()
    assert json.dumps(one.state(NOTES)) == json.dumps(two.state(NOTES))


def test_phones_share_nothing(make_phone: Callable[..., Hand]) -> None:
    one, two = make_phone(), make_phone()
    one.open(NOTES, "More options", "Settings", "Show word count")
    assert one.state(NOTES) != two.state(NOTES)


def test_app_file_from_anywhere_is_mounted(make_phone: Callable[..., Hand], tmp_path: Path) -> None:
    path = tmp_path / "probe.py"
    path.write_text(PROBE, "utf-8")
    hand = make_phone(apps=[load_app(path)])
    hand.tap("Probe")
    hand.tap("Add")
    assert hand.sees("Count 1") and hand.state("org.example.probe") == {"count": 1}


def test_app_that_raises_is_stopped_and_the_phone_goes_on(make_phone: Callable[..., Hand], tmp_path: Path) -> None:
    path = tmp_path / "probe.py"
    path.write_text(PROBE, "utf-8")
    hand = make_phone(apps=[load_app(path)])
    hand.open("org.example.probe", "Break")
    assert hand.sees("Probe keeps stopping") and "broken on purpose" in hand.device.crashes[0]
    hand.tap("Close app")
    assert hand.device.foreground()[0] == LAUNCHER and hand.device.pid_of("org.example.probe") == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("x = 1", "exactly one subclass"),
        ("import nonsense_module", "can't be loaded"),
        ("from demophone.toolkit import App\nclass A(App):\n    def start(self): ...", "needs a package and a label"),
        ("from demophone.toolkit import App\nclass A(App):\n    package = label = 'a'", "can't be made"),
    ],
    ids=["no app", "does not import", "no package", "no start"],
)
def test_file_that_is_no_app_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "wrong.py"
    path.write_text(content, "utf-8")
    with pytest.raises(AppError, match=reason):
        load_app(path)


def test_missing_app_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"no app file .*none\.py"):
        load_app(tmp_path / "none.py")


def test_realistic_phone_changes_screens_by_and_by(make_phone: Callable[..., Hand]) -> None:
    hand = make_phone(realistic=True)
    seconds = [0.0]
    hand.device.compositor.monotonic = lambda: seconds[0]
    hand.device.start(NOTES)
    assert not hand.device.settled() and not hand.sees("notes_list"), "the old screen still stands"
    seconds[0] = 0.15
    loading = len(hand.all("note_card"))
    seconds[0] = 0.3
    assert hand.device.settled() and 0 < loading < len(hand.all("note_card"))


def test_toast_is_remembered_until_cleared_and_seen_for_a_while(hand: Hand) -> None:
    seconds = [0.0]
    hand.device.compositor.monotonic = lambda: seconds[0]
    hand.device.show_toast("Done")
    shown = hand.device.screenshot_png()
    seconds[0] = 10.0
    assert hand.device.last_toast() == "Done" and hand.device.screenshot_png() != shown
    hand.device.clear_toast()
    assert hand.device.last_toast() == ""
