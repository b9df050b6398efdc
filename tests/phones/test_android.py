"""A whole phone over a real adb: what it says, what it does, what it gives back, and what faults come to."""

import asyncio
import io
import os
import socket
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.shell import COMMANDS
from phones import adb
from phones.android import AndroidPhone, open_phone
from phones.check import Check
from phones.checks import run_checks
from phones.errors import (
    AnswerLost,
    AppMissing,
    CallRefused,
    CommandRefused,
    Locked,
    NoPhone,
    PairingFailed,
    PhoneLost,
    SeveralPhones,
    TypingFailed,
    Unauthorized,
)
from phones.hierarchy import Node
from phones.keyboard import KEYBOARD_ID
from phones.line import Line
from phones.locating import Locator, find
from phones.server import remove_traces

FORM = "org.example.form"


def node(phone: AndroidPhone, **fields: str) -> Node:
    return find(phone.settle(), Locator(**fields))[0].node


def tap(phone: AndroidPhone, **fields: str) -> None:
    phone.tap(*node(phone, **fields).bounds.center)


@pytest.fixture
def form(phone: AndroidPhone) -> AndroidPhone:
    """The form app in front."""
    phone.launch(FORM)
    return phone


# what it says


def test_says_what_it_is(phone: AndroidPhone) -> None:
    info = phone.info()
    assert info.serial == phone.serial
    assert (info.width_px, info.height_px, info.rotation) == (1080, 2400, 0)
    assert info.sdk >= 30 and info.model and info.android
    assert info.locale == "en-US"
    assert info.screen_on and not info.locked


def test_lists_apps_with_launcher_entries(phone: AndroidPhone) -> None:
    apps = {app.package: app for app in phone.installed_apps()}
    assert apps[FORM].label == "Form"
    assert not any("inputmethod" in package for package in apps)
    assert [app.package for app in apps.values() if app.home] == ["com.android.launcher3"]


def test_launches_and_tells_what_is_in_front(form: AndroidPhone) -> None:
    form.settle()
    assert form.current_app().package == FORM
    assert form.current_app().activity == ".MainActivity"
    form.key("home")
    form.settle()
    assert form.current_app().package != FORM


def test_an_app_that_is_missing_is_offered_the_nearest(phone: AndroidPhone) -> None:
    with pytest.raises(AppMissing, match=f"Did you mean: {FORM}"):
        phone.launch("org.example.from")


def test_a_command_that_android_has_no_implementation_of_was_refused(phone: AndroidPhone) -> None:
    with pytest.raises(CommandRefused, match="No shell command implementation"):
        phone.command(["echo", "No shell command implementation."])


def test_a_screenshot_is_a_png_of_the_display(phone: AndroidPhone) -> None:
    with Image.open(io.BytesIO(phone.screenshot())) as picture:
        assert (picture.format, picture.size) == ("PNG", (1080, 2400))


def test_the_last_toast_is_read(form: AndroidPhone) -> None:
    tap(form, resource_id="toast")
    assert form.last_toast() == "Saved"


# what it does


def test_taps_and_sees_the_effect(form: AndroidPhone) -> None:
    tap(form, resource_id="count")
    assert node(form, resource_id="taps").text == "1 taps"


def test_a_tap_outside_of_the_display_is_refused(phone: AndroidPhone) -> None:
    with pytest.raises(CallRefused, match="tap at 5000,5000"):
        phone.tap(5000, 5000)


def test_an_unknown_key_is_refused(phone: AndroidPhone) -> None:
    with pytest.raises(CallRefused, match="known: back"):
        phone.key("any")  # type: ignore[arg-type]


def test_calls_go_over_one_connection(phone: AndroidPhone, demo: DemoPhoneThread) -> None:
    phone.dump()
    connection = phone._rpc._socket
    for _ in range(3):
        phone.dump()
        phone.tap(1, 1)
    assert phone._rpc._socket is connection
    assert demo.asked("rpc").count("click") == 3


# typing


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        pytest.param("name", "Zoë ✓ 日本", id="any Unicode"),
        pytest.param("name", 'a "b" $HOME %s \\n', id="what a shell would eat"),
        pytest.param("number", "+49 30 1234", id="number"),
        pytest.param("story", "one\ntwo", id="several lines"),
        pytest.param("name", "", id="nothing"),
        pytest.param("pin", "sécret✓", id="password"),
    ],
)
def test_types(form: AndroidPhone, demo: DemoPhoneThread, field: str, typed: str) -> None:
    tap(form, resource_id=field)
    form.type_text("1")
    form.type_text(typed)
    values = demo.call(lambda: dict(demo.device.tasks.front.values))  # type: ignore[attr-defined]
    assert values[field] == typed


def test_appends_where_the_cursor_stands(form: AndroidPhone) -> None:
    tap(form, resource_id="name")
    form.type_text("Zoë")
    form.type_text(" ✓", clear=False)
    assert node(form, resource_id="name").text == "Zoë ✓"


def test_appending_to_an_empty_field_leaves_its_hint_out(form: AndroidPhone) -> None:
    tap(form, resource_id="name")
    form.type_text("Zoë", clear=False)
    assert node(form, resource_id="name").text == "Zoë"


def test_pasting_gives_the_clipboard_back(form: AndroidPhone, demo: DemoPhoneThread) -> None:
    demo.call(lambda: setattr(demo.device, "clipboard", "mine"))
    tap(form, resource_id="name")
    form.type_text("a")
    form.type_text("b", clear=False)
    assert "pasteClipboard" in demo.asked("rpc")
    assert demo.device.clipboard == "mine"


def test_typing_without_a_field_in_focus_fails(form: AndroidPhone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phones.typing_in._FOCUS_S", 0.1)
    with pytest.raises(TypingFailed, match="no field has the focus"):
        form.type_text("x")


def test_a_field_that_takes_something_else_is_not_passed_over(
    form: AndroidPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phones.typing_in._SHOWN_S", 0.1)
    tap(form, resource_id="number")
    with pytest.raises(TypingFailed) as caught:
        form.type_text("topsecret")
    assert "topsecret" not in str(caught.value)


def refuse(phone: AndroidPhone, monkeypatch: pytest.MonkeyPatch, *methods: str) -> None:
    """Make the phone take these calls and do nothing, as some apps' fields do."""
    act = phone._rpc.act

    def acting(method: str, *params: object, doing: str, timeout_s: float = 5.0) -> object:
        return None if method in methods else act(method, *params, doing=doing, timeout_s=timeout_s)

    monkeypatch.setattr(phone._rpc, "act", acting)
    monkeypatch.setattr("phones.typing_in._SHOWN_S", 0.1)


def test_a_field_that_takes_no_text_is_pasted_into(form: AndroidPhone, monkeypatch: pytest.MonkeyPatch) -> None:
    tap(form, resource_id="name")
    refuse(form, monkeypatch, "setText")
    form.type_text("Zoë ✓ 日本")
    assert node(form, resource_id="name").text == "Zoë ✓ 日本"


def test_the_adb_keyboard_types_where_nothing_else_does_and_goes_again(
    demo: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ime() -> str:
        return demo.device.settings["secure", "default_input_method"]

    before = ime()
    with open_phone(demo.serial) as phone:
        phone.launch(FORM)
        tap(phone, resource_id="name")
        refuse(phone, monkeypatch, "setText", "pasteClipboard")
        phone.type_text("Zoë ✓ 日本")
        assert node(phone, resource_id="name").text == "Zoë ✓ 日本"
        assert ime() == KEYBOARD_ID
    assert ime() == before


def test_a_password_is_never_put_on_the_clipboard(
    form: AndroidPhone, demo: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    tap(form, resource_id="pin")
    refuse(form, monkeypatch, "setText")
    form.type_text("sécret")
    assert "setClipboard" not in demo.asked("rpc")


# faults


def test_a_killed_server_is_started_again(form: AndroidPhone, demo: DemoPhoneThread) -> None:
    form.dump()
    demo.kill_server()
    assert find(form.dump(), Locator(resource_id="count"))
    tap(form, resource_id="count")
    assert node(form, resource_id="taps").text == "1 taps"


def test_an_act_whose_connection_drops_is_never_done_twice(
    form: AndroidPhone, demo: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    x, y = node(form, resource_id="count").bounds.center
    device, tapped = demo.device, []
    tap_device = device.tap

    def tap_and_hang_up(*args: float) -> bool:
        tapped.append(args)
        tap_device(*args)  # type: ignore[arg-type]
        raise asyncio.CancelledError  # ends the connection's task before it answers

    monkeypatch.setattr(device, "tap", tap_and_hang_up)
    with pytest.raises(AnswerLost, match=f"tap at {x},{y}"):
        form.tap(x, y)
    assert len(tapped) == 1
    assert node(form, resource_id="taps").text == "1 taps"


def test_an_unplugged_phone_is_lost_with_what_was_being_done(form: AndroidPhone, demo: DemoPhoneThread) -> None:
    form._line.patience_s = 0.2
    demo.unplug()
    with pytest.raises(PhoneLost, match="tap at 1,1"):
        form.tap(1, 1)
    with pytest.raises(PhoneLost, match="launch"):
        form.launch(FORM)


def test_a_phone_that_comes_back_is_used_again(form: AndroidPhone, demo: DemoPhoneThread) -> None:
    form.dump()
    demo.unplug()
    demo.replug()
    assert find(form.dump(), Locator(resource_id="count"))


def test_several_phones_are_listed(demo: DemoPhoneThread) -> None:
    with DemoPhoneThread(lambda: Device([])) as other:
        adb.connect(other.serial)
        try:
            with pytest.raises(SeveralPhones) as caught:
                open_phone()
            assert sorted(caught.value.serials) == sorted([demo.serial, other.serial])
        finally:
            adb.open_client().disconnect(other.serial)


def test_a_ghost_does_not_hide_the_phone(demo: DemoPhoneThread, eventually: Callable[..., None]) -> None:
    ghost = DemoPhoneThread(lambda: Device([]))
    with ghost:
        adb.connect(ghost.serial)
        serial = ghost.serial
        ghost.unplug()
        eventually(lambda: not any(phone.serial == serial and phone.ready for phone in adb.list_phones()))
        try:
            with open_phone() as phone:
                assert phone.serial == demo.serial
        finally:
            adb.open_client().disconnect(serial)


def test_a_phone_that_is_not_there_is_named(adb_server: int) -> None:
    with pytest.raises(NoPhone, match='"nowhere"'):
        open_phone("nowhere")


def test_a_phone_that_refuses_this_computer_says_what_to_accept(
    adb_server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DemoPhoneThread(lambda: Device([]), auth="refuse") as shy:
        with pytest.raises(Unauthorized, match="Allow USB debugging"):
            adb.connect(shy.serial, timeout_s=2.0)
        adb.open_client().disconnect(shy.serial)


# the screen


def test_a_sleeping_phone_is_woken(demo: DemoPhoneThread) -> None:
    demo.call(demo.device.sleep)
    with open_phone(demo.serial) as phone:
        assert phone.info().screen_on


def test_a_lock_that_asks_for_nothing_is_put_away(demo: DemoPhoneThread) -> None:
    demo.call(lambda: setattr(demo.device, "locked", True))
    with open_phone(demo.serial) as phone:
        assert not phone.info().locked


def test_a_phone_locked_with_a_pin_says_so(demo: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phones.android._WAKE_S", 0.2)
    monkeypatch.setitem(COMMANDS, "wm", lambda call: 0)  # dismiss-keyguard only brings up the pad for the PIN
    demo.call(lambda: setattr(demo.device, "locked", True))
    with pytest.raises(Locked, match="Unlock it"):
        open_phone(demo.serial)


# the end


def test_closing_stops_the_server_it_started_and_can_be_done_twice(demo: DemoPhoneThread) -> None:
    phone = open_phone(demo.serial)
    phone.dump()
    phone.close()
    phone.close()
    line = Line(demo.serial)
    assert adb_sees_no_server(line)


def test_a_server_that_ran_before_is_left_running(phone: AndroidPhone, demo: DemoPhoneThread) -> None:
    with open_phone(demo.serial) as second:
        second.dump()
    assert phone.dump().roots
    assert sum("app_process" in line for line in demo.asked("shell")) == 1


def adb_sees_no_server(line: Line) -> bool:
    from phones.rpc import ping

    return ping(line) is False


def test_removing_traces_leaves_nothing_of_ours(demo: DemoPhoneThread) -> None:
    with open_phone(demo.serial) as phone:
        phone.dump()
    line = Line(demo.serial)
    assert remove_traces(line) == ["/data/local/tmp/u2.jar"]
    assert remove_traces(line) == []


class KeyboardLine:
    """A phone with the adb keyboard, whose shell answers what it is told."""

    serial = "R58N"

    def __init__(self, said: str) -> None:
        self.said = said

    def shell(self, command: str | list[str], **options: object) -> str:
        words = command if isinstance(command, str) else " ".join(command)
        return {"pm list": "package:com.github.uiautomator", "pm uninstall": self.said}.get(
            " ".join(words.split()[:2]), ""
        )

    def stream(self, port: int, *, timeout_s: float = 5.0) -> socket.socket:
        raise ConnectionRefusedError


def test_removing_the_keyboard_is_counted_only_where_it_happened() -> None:
    assert remove_traces(KeyboardLine("Success")) == ["com.github.uiautomator"]  # type: ignore[arg-type]
    with pytest.raises(CallRefused, match="DELETE_FAILED"):
        remove_traces(KeyboardLine("Failure [DELETE_FAILED]"))  # type: ignore[arg-type]


def test_a_pairing_that_fails_says_where_to_find_the_code(adb_server: int, unused_tcp_port: int) -> None:
    with pytest.raises(PairingFailed, match="Pair device with pairing code"):
        adb.pair(f"127.0.0.1:{unused_tcp_port}", "123456")


# the doctor's list


def checks(serial: str | None = None) -> dict[str, Check]:
    return {check.name: check for check in run_checks(serial)}


def test_every_check_of_a_good_phone_passes(demo: DemoPhoneThread) -> None:
    found = checks(demo.serial)
    assert {check.state for check in found.values()} == {"ok"}, found
    assert list(found)[:4] == ["adb", "adb versions", "phones", "phone"], "in the order they depend on each other"
    assert {"animations", "keyboard", "server", "screen"} <= set(found)


def test_a_missing_phone_is_a_failed_check_with_a_remedy(adb_server: int) -> None:
    found = checks("nowhere")
    assert found["phone"].state == "fail"
    assert "nowhere" in found["phone"].reason
    assert found["phone"].fix


def test_a_locked_phone_is_a_failed_check(demo: DemoPhoneThread) -> None:
    demo.call(lambda: setattr(demo.device, "locked", True))
    assert checks(demo.serial)["screen"].state == "fail"


def test_a_forgotten_adb_keyboard_is_noticed(demo: DemoPhoneThread) -> None:
    demo.call(lambda: demo.device.settings.__setitem__(("secure", "default_input_method"), KEYBOARD_ID))
    assert checks(demo.serial)["keyboard"].state == "warn"


def test_a_broken_adb_is_one_failed_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADBUTILS_ADB_PATH", os.devnull)
    assert [check.state for check in run_checks()] == ["fail"]


@pytest.fixture(autouse=True)
def no_leftovers(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "adb_server" in request.fixturenames:
        assert [phone.serial for phone in adb.list_phones() if phone.ready] == []
