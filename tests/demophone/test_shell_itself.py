"""What the phone's shell answers about the phone itself: intents, services, providers, reports, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

Shell = Callable[[str], tuple[int, str]]


@pytest.fixture
def shell(demo_phone: DemoPhoneThread, adb_server: Any) -> Shell:
    def run(line: str) -> tuple[int, str]:
        done = adb_server.run("shell", line, serial=demo_phone.serial)
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    return run


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("cmd connectivity airplane-mode enable && cmd connectivity airplane-mode", "enabled"),
        ("cmd location set-location-enabled false && cmd location is-location-enabled", "false"),
        ("cmd bluetooth_manager disable && settings get global bluetooth_on", "0"),
        ("cmd notification set_dnd priority && settings get global zen_mode", "1"),
        ("cmd media_session volume --stream 3 --set 4", "volume is 4 in range [0..15]"),
        ("media volume --stream 3 --get", "volume is 9 in range [0..15]"),
        ("cmd uimode night custom_schedule && cmd uimode night", "Night mode: custom_schedule"),
        ("dumpsys uimode", "mComputedNightMode=false"),
        (
            "cmd audio set-ringer-mode VIBRATE; dumpsys audio",
            "- mode (internal) = NORMAL",
        ),  # Android 14 has no such command
        ("cmd media_session volume --stream 2 --set 0; dumpsys audio", "- mode (internal) = VIBRATE"),
        ("cmd power set-mode 1 && settings get global low_power", "0"),  # it hangs on a cable
        ("dumpsys battery", "level: 82"),
        ("getevent -lp", "ABS_MT_POSITION_X     : value 0, min 0, max 4095"),
        ("getevent -p", "0035  : value 0, min 0, max 4095"),
        ("dumpsys wifi", 'SSID: "Maple House"'),
        ("df -k /data", "/data"),
        ("content query --uri content://com.android.calendar/calendars", "calendar_displayName=Personal"),
        (
            "content query --uri content://com.android.contacts/data/phones --projection display_name:data1",
            "Row: 0 display_name=Aisha Rahman, data1=+44 7700 900112",
        ),
        ("am start -a android.settings.BLUETOOTH_SETTINGS", "Starting: Intent"),
        ("am start -a android.intent.action.VIEW -d https://example.org", "Starting: Intent"),
    ],
)
def test_what_android_does(shell: Shell, line: str, says: str) -> None:
    code, said = shell(line)
    assert (code, says in said) == (0, True), said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("cmd media_session volume --stream 3 --set 40", "out of range"),
        ("cmd notification set_dnd sometimes", "Unknown command"),
        ("cmd uimode night dusk", "mode must be"),
        ("content query --uri content://sms/inbox", "Error while accessing provider"),
        (
            "content insert --uri content://com.android.calendar/events --bind title:s:x",
            "Error while accessing provider",
        ),
        ("content delete --uri content://com.android.contacts/data", "Unsupported operation"),
        ("am start -a android.intent.action.NOSUCH", "unable to resolve Intent"),
        ("am start -a android.settings.NOSUCH_SETTINGS", "unable to resolve Intent"),
        ("am start -a android.intent.action.SET_ALARM --ei", "Argument expected"),
        ("am start -a android.intent.action.SET_ALARM --ei x seven", "Bad value"),
    ],
)
def test_what_android_refuses(shell: Shell, line: str, says: str) -> None:
    code, said = shell(line)
    assert code != 0 and says in said


def test_what_a_maker_forbids_is_refused_and_changes_nothing(demo_phone: DemoPhoneThread, shell: Shell) -> None:
    device: Any = demo_phone.device
    device.refused.add("settings put system")
    code, said = shell("settings put system screen_brightness 3")
    assert code == 255 and "SecurityException" in said
    assert device.settings["system", "screen_brightness"] == "128"
    assert shell("settings get system screen_brightness") == (0, "128\n")


def test_an_alarm_that_is_there_already_is_switched_on(demo_phone: DemoPhoneThread, shell: Shell) -> None:
    extra = "android.intent.extra.alarm"
    line = f"am start -a android.intent.action.SET_ALARM --ei {extra}.HOUR 6 --ei {extra}.MINUTES 15 --es {extra}.MESSAGE Airport"
    before: Any = demo_phone.device.app_state("app.demo.clock")["alarms"]
    assert shell(f"{line} --ez {extra}.SKIP_UI true")[0] == 0
    after: Any = demo_phone.device.app_state("app.demo.clock")["alarms"]
    assert len(after) == len(before) and not before[0]["on"] and after[0]["on"]


def test_closing_the_shade_gives_the_app_no_key(shell: Shell, demo_phone: DemoPhoneThread) -> None:
    device = demo_phone.device
    shell("am start -a android.intent.action.MAIN -n app.demo.notes/.MainActivity")
    front = device.foreground()
    shell("cmd statusbar collapse")
    assert device.foreground() == front
