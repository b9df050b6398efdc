"""The unmodified uiautomator2 client against the demo phone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import uiautomator2
from uiautomator2.exceptions import UiObjectNotFoundError

from demophone.phone import DemoPhoneThread

PACKAGE = "org.example.settings"


@pytest.fixture
def d(phone: DemoPhoneThread) -> Iterator[Any]:
    client: Any = uiautomator2.connect(phone.serial)
    client.implicitly_wait(1)
    yield client
    client.stop_uiautomator(wait=False)


def test_connecting_pushes_the_server_and_starts_it(d: Any, phone: DemoPhoneThread) -> None:
    assert any("u2.jar" in what and what.startswith("SEND") for what in phone.asked("sync"))
    info = d.info
    assert (info["displayWidth"], info["displayHeight"], info["currentPackageName"]) == (1080, 2400, PACKAGE)
    assert info["screenOn"] is True
    assert info["naturalOrientation"] is True
    assert d.device_info["model"] == "Fake One"
    assert d.window_size() == (1080, 2400)


def test_connecting_again_pushes_nothing(d: Any, phone: DemoPhoneThread) -> None:
    sent = [what for what in phone.asked("sync") if what.startswith("SEND")]
    uiautomator2.connect(phone.serial)
    assert [what for what in phone.asked("sync") if what.startswith("SEND")] == sent


def test_taps_by_text_xpath_and_pixel_meet_the_same_row(d: Any, phone: DemoPhoneThread, device: Any) -> None:
    d(text="Option 3").click()
    d.xpath('//*[@text="Option 3"]').click()
    d.click(100, 600 + 3 * 150 + 30)
    d.double_click(100, 600 + 3 * 150 + 30, 0.01)
    assert device.tapped == ["Option 3"] * 5


def test_a_long_press_is_held(d: Any, device: Any) -> None:
    d(text="Option 1").long_click(0.6)
    d.touch.down(100, 700).up(100, 700)
    assert [touch[3] >= 400 for touch in device.touches] == [True, False]


def test_text_is_set_typed_and_cleared(d: Any, device: Any) -> None:
    field = d(className="android.widget.EditText")
    field.set_text("grüße 😀")
    assert field.get_text() == "grüße 😀"
    field.click()
    d.send_keys(" & more", clear=False)
    assert device.typed == "grüße 😀 & more"
    d.clear_text()
    assert device.typed == ""
    d.xpath('//*[@resource-id="org.example.settings:id/search"]').set_text("by xpath")
    assert device.typed == "by xpath"


def test_typing_through_the_clients_own_keyboard(d: Any, device: Any) -> None:
    d(className="android.widget.EditText").click()
    d.set_input_ime(True)
    assert device.settings["secure", "default_input_method"].endswith("/.AdbKeyboard")
    d.send_keys("typed", clear=True)
    assert device.typed == "typed"
    d.set_input_ime(False)
    assert device.settings["secure", "default_input_method"] == "com.example.keys/.Keys"


def test_scrolling_finds_what_is_below(d: Any, device: Any) -> None:
    rows = d(scrollable=True)
    assert not d(text="Option 33").exists
    assert rows.scroll.to(text="Option 33")
    d(text="Option 33").click()
    assert device.tapped == ["Option 33"]
    rows.fling.toBeginning()
    assert d(text="Option 0").exists
    assert rows.scroll.forward() is True
    rows.scroll.toEnd()
    assert rows.scroll.forward() is False
    assert d(text="Option 39").exists
    assert not rows.scroll.to(text="nowhere")


def test_swipes_arrive_with_their_duration(d: Any, device: Any) -> None:
    d.swipe(500, 2000, 500, 1000, 0.5)
    d.swipe_ext("up")
    d.drag(1, 1, 500, 500, 0.1)
    assert device.touches[0] == ("drag", 500, 2000, 500, 1000, 500)
    assert [touch[0] for touch in device.touches] == ["drag"] * 3


def test_children_siblings_and_instances_are_told_apart(d: Any) -> None:
    assert (
        d(className="android.widget.LinearLayout", instance=2).child(resourceIdMatches=".*title").get_text()
        == "Option 2"
    )
    assert d(text="Option 4").sibling(resourceId=f"{PACKAGE}:id/summary").get_text() == "About Option 4"
    assert d(resourceId=f"{PACKAGE}:id/title")[3].info["text"] == "Option 3"
    assert d(resourceId=f"{PACKAGE}:id/title").count == 11
    rows = d(scrollable=True)
    row = rows.child_by_text("Option 20", className="android.widget.LinearLayout")
    assert row.info["className"] == "android.widget.LinearLayout"
    assert d(text="Option 20").exists, "looking for a child by text scrolls to it"
    with pytest.raises(UiObjectNotFoundError):
        rows.child_by_text("nowhere", className="android.widget.LinearLayout")


def test_what_is_not_there_is_not_found(d: Any) -> None:
    with pytest.raises(UiObjectNotFoundError):
        d(text="nowhere").click(timeout=0.1)
    with pytest.raises(UiObjectNotFoundError):
        _ = d(text="nowhere").info
    assert d(text="nowhere").wait_gone(0.1)
    assert not d(text="nowhere").click_exists()


def test_waiting_notices_what_comes_late(d: Any, device: Any, phone: DemoPhoneThread) -> None:
    looks = iter(range(1000))
    device.late.append((lambda: next(looks) >= 5, "here now"))
    assert d(text="here now").wait(timeout=5)
    assert phone.asked("rpc")[-1] == "waitForExists"
    assert next(looks) > 5, "it was looked for more than once within one call"


def test_screenshots_come_as_pictures(d: Any) -> None:
    assert d.screenshot().size == (1080, 2400)
    assert d.screenshot(display_id=0).size == (1080, 2400)


def test_apps_start_stop_and_say_who_is_in_front(d: Any, device: Any) -> None:
    assert d.app_current() == {"package": PACKAGE, "activity": ".Main", "pid": 9001}
    d.app_start("org.example.notes", wait=True)
    current = d.app_current()
    assert (current["package"], current["activity"]) == ("org.example.notes", ".ui.Start")
    assert d.app_wait("org.example.notes", front=True, timeout=2) == device.pid_of("org.example.notes")
    d.app_start(PACKAGE, ".Main")
    assert device.front == PACKAGE
    assert set(d.app_list_running()) == {PACKAGE, "org.example.notes"}
    d.app_stop("org.example.notes")
    assert d.app_list_running() == [PACKAGE]
    assert d.app_list("-3") == ["org.example.notes"]
    assert d.app_info("org.example.notes") == {"versionName": "1.4", "versionCode": 14}


def test_keys_reach_the_device(d: Any, device: Any) -> None:
    d.press("back")
    d.press(66)
    d.press(29, 1)
    d.long_press("home")
    assert device.touches == [("key", 4, 0), ("key", 66, 0), ("key", 29, 1), ("key", 3, 0)]


def test_toast_clipboard_and_orientation(d: Any, device: Any) -> None:
    device.toast = "Saved"
    assert d.last_toast == "Saved"
    d.clear_toast()
    assert d.last_toast is None
    d.set_clipboard("copied")
    assert d.clipboard == "copied"
    d.set_orientation("left")
    assert d.orientation == "left"
    assert d.window_size() == (2400, 1080)
    assert d.info["displayWidth"] == 2400


def test_urls_and_the_screen(d: Any, device: Any) -> None:
    d.open_url("https://example.org/a?b=c")
    assert device.urls == ["https://example.org/a?b=c"]
    d.screen_off()
    assert d.info["screenOn"] is False
    d.screen_on()
    assert d.info["screenOn"] is True


def test_a_killed_server_is_started_again(d: Any, phone: DemoPhoneThread) -> None:
    phone.kill_server()
    assert d(text="Option 3").exists
    assert sum("app_process" in line for line in phone.asked("shell")) == 2


def test_without_its_jar_the_server_does_not_start(d: Any, phone: DemoPhoneThread) -> None:
    d.stop_uiautomator()
    d.shell("rm /data/local/tmp/u2.jar; echo no > /data/local/tmp/u2.jar")
    output = d.shell("CLASSPATH=/data/local/tmp/u2.jar app_process / com.wetest.uia2.Main -p 9008")
    assert output.exit_code == 134
    assert not d._check_alive()


def test_only_one_server_runs(d: Any) -> None:
    output = d.shell("CLASSPATH=/data/local/tmp/u2.jar app_process / com.wetest.uia2.Main -p 9009")
    assert "already registered" in output.output


def test_the_dump_command_is_refused_while_the_server_runs(d: Any) -> None:
    assert d.shell("uiautomator dump").exit_code == 137
    d.stop_uiautomator()
    assert "UI hierchary dumped to: /sdcard/window_dump.xml" in d.shell("uiautomator dump").output
    pulled = io.BytesIO(b"".join(d.adb_device.sync.iter_content("/sdcard/window_dump.xml")))
    assert b'text="Option 3"' in pulled.getvalue()


def test_an_unknown_method_says_so(d: Any) -> None:
    with pytest.raises(Exception, match="-32601 method not found"):
        d.jsonrpc.noSuchMethod()
    with pytest.raises(Exception, match="not offered by the demo phone"):
        d.jsonrpc.getWatchers()
    with pytest.raises(Exception, match="-32602"):
        d.jsonrpc.pressKey()
