"""The phone's shell, without adb: syntax, pipes, files, and what the Android commands report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from demophone.device import Device
from demophone.phone import DemoPhone
from demophone.shell import Shell
from demophone.shell_syntax import ShellSyntaxError, parse

PACKAGE = "org.example.settings"


@pytest.fixture
def shell(device: Any) -> Shell:
    phone = DemoPhone(device)
    return Shell(phone.android, phone.services.ui_server)


@pytest.mark.parametrize(
    ("line", "code", "output"),
    [
        ("echo a; echo b", 0, "a\nb\n"),
        ("false && echo no; echo yes", 0, "yes\n"),
        ("false || echo yes", 0, "yes\n"),
        ("true || echo no && echo yes", 0, "yes\n"),
        ("echo one two | wc -w", 0, "2\n"),
        ("echo 'a b'\"c $? d\"\\ e", 0, "a bc 0 d e\n"),
        ('X=1 Y="2 3"; echo $X-${Y}', 0, "1-2 3\n"),
        ("echo a#b # comment", 0, "a#b\n"),
        ("echo 'a; b && c | d'", 0, "a; b && c | d\n"),
        ("nosuch 2>/dev/null; echo $?", 0, "127\n"),
        ("nosuch > /dev/null 2>&1", 127, ""),
        ("nosuch 2>&1 | grep -c inaccessible", 0, "1\n"),
        ("echo x > /sdcard/x; echo y >> /sdcard/x; cat < /sdcard/x", 0, "x\ny\n"),
        ("echo x > /nope/x", 1, "/system/bin/sh: can't open /nope/x: Read-only file system\n"),
        ("echo 1 > /sdcard/1.t; echo 2 > /sdcard/2.t; cat /sdcard/*.t", 0, "1\n2\n"),
        ("echo '*' /sdcard/*.none", 0, "* /sdcard/*.none\n"),
        ("[ -f /sdcard/none ] || echo none", 0, "none\n"),
        ("echo", 0, "\n"),
        ("echo $UNSET x", 0, "x\n"),
        ("", 0, ""),
        ("exit 3; echo never", 3, ""),
        ("(echo a)", 1, "/system/bin/sh: syntax error: unexpected '('\n"),
        ("echo a &&", 1, "/system/bin/sh: syntax error: unexpected EOF\n"),
        ("| cat", 1, "/system/bin/sh: syntax error: unexpected '|'\n"),
        ("sleep 1 &", 1, "/system/bin/sh: syntax error: unexpected '&'\n"),
        ("/system/bin/echo path", 0, "path\n"),
        ("toybox md5sum /sdcard/none", 1, "md5sum: /sdcard/none: No such file or directory\n"),
        ("printf-less", 127, "/system/bin/sh: printf-less: inaccessible or not found\n"),
        ("seq 3; true", 0, "/system/bin/sh: seq: inaccessible or not found\n"),
        ("echo b a | sort; echo ok | tail -n 1; echo x | head -1", 0, "b a\nok\nx\n"),
        ("mkdir -p /sdcard/q/r && rm -r /sdcard/q && ls /sdcard/q", 1, "ls: /sdcard/q: No such file or directory\n"),
        ("rm /sdcard/none; rm -f /sdcard/none && echo ok", 0, "rm: /sdcard/none: No such file or directory\nok\n"),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else None,
)
async def test_a_line_does_what_a_shell_does(shell: Shell, line: str, code: int, output: str) -> None:
    assert await shell.output(line) == (code, output)


async def test_variables_and_the_last_code_last_from_line_to_line(shell: Shell) -> None:
    await shell.output("NAME=phone; false")
    assert await shell.output("echo $? $NAME") == (0, "1 phone\n")


@given(st.text(max_size=60))
@example("a > ")
@example("2>&x")
@example('"$(date)"')
@example("a\\")
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        parse(line)
    except ShellSyntaxError as error:
        assert str(error)


@given(st.lists(st.text(max_size=10), min_size=1, max_size=5))
def test_quoted_words_arrive_as_they_were(words: list[str]) -> None:
    line = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
    (pipeline,) = parse(line)
    assert [word.expand({}) for word in pipeline.commands[0].words] == words


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ("getprop ro.product.model", "Fake One\n"),
        ("getprop no.such.prop fallback", "fallback\n"),
        ("getprop", r"(?s).*\[ro.build.version.sdk\]: \[34\]"),
        ("settings get secure default_input_method", "com.example.keys/.Keys\n"),
        ("settings get global nothing", "null\n"),
        ("settings put global a b; settings get global a; settings delete global a", "b\nDeleted 1 rows\n"),
        ("wm size", "Physical size: 1080x2400\n"),
        ("wm density", r"Physical density: \d+\n"),
        ("pm list packages", f"package:{PACKAGE}\npackage:org.example.notes\n"),
        ("pm list packages -3", "package:org.example.notes\n"),
        ("pm list packages -s settings", f"package:{PACKAGE}\n"),
        ("pm list packages -f notes", r"package:/data/app/.*/base.apk=org.example.notes\n"),
        ("pm path org.example.notes", r"package:/data/app/.*/base.apk\n"),
        ("dumpsys package org.example.notes", r"(?s).*versionCode=14 .*versionName=1.4\n"),
        ("dumpsys package no.such", "Unable to find package: no.such\n"),
        ("cmd package resolve-activity --brief org.example.notes", r"priority=0 .*\norg.example.notes/.ui.Start\n"),
        (
            "cmd package query-activities --brief -a android.intent.action.MAIN -c android.intent.category.LAUNCHER",
            r"(?s)2 activities found:.*org.example.settings/.Main.*org.example.notes/.ui.Start\n",
        ),
        ("cmd package query-activities --components -a android.intent.action.VIEW", "No activities found\n"),
        ("cmd nosuch", "cmd: Can't find service: nosuch\n"),
        ("dumpsys nosuch", "Can't find service: nosuch\n"),
        ("dumpsys window | grep mCurrentFocus", rf"  mCurrentFocus=Window\{{\w+ u0 {PACKAGE}/{PACKAGE}.Main\}}\n"),
        ("dumpsys window windows | grep -c mCurrentFocus", "0\n"),
        ("dumpsys activity activities", rf"(?s).*mResumedActivity: ActivityRecord\{{\w+ u0 {PACKAGE}/.Main t12\}}"),
        ("dumpsys activity top", rf"(?s).*ACTIVITY {PACKAGE}/.Main \w+ pid=9001"),
        ("dumpsys battery | grep level", "  level: 82\n"),
        ("dumpsys display", r"(?s).*orientation=0, .*deviceWidth=1080, deviceHeight=2400"),
        ("dumpsys input_method | grep -o mInputShown=.*", "mInputShown=false\n"),
        ("pidof org.example.settings", "9001\n"),
        ("ps -A | grep example", r"u0_a\d+ .* org.example.settings\n"),
        ("ime list -s -a", "com.example.keys/.Keys\n"),
        ("id", r"uid=2000\(shell\).*\n"),
        ("date +%s", "1772357400\n"),
        ("date", "Sun Mar  1 09:30:00 UTC 2026\n"),
        ("ifconfig wlan0", r"(?s).*inet addr:10\.0\.2\.16 "),
        ("am start -n org.example.notes/.ui.Start", r"Starting: Intent \{ cmp=org.example.notes/.ui.Start \}\n"),
        (
            "am start -n no.such/.Main",
            r"(?s).*Error type 3\nError: Activity class \{no.such/no.such.Main\} does not exist.\n",
        ),
        (
            "monkey -p no.such -c android.intent.category.LAUNCHER 1",
            r"\*\* No activities found to run, monkey aborted.\n",
        ),
        ("am broadcast -a ADB_KEYBOARD_HIDE", r"(?s).*Broadcast completed: result=0\n"),
        ("input keyevent NOSUCH", r"Error: .*Unknown keycode: NOSUCH\n"),
        ("input tap one two", r"Error: Invalid arguments for command: tap\n"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else None,
)
async def test_android_commands_report(shell: Shell, line: str, pattern: str) -> None:
    _, output = await shell.output(line)
    assert re.match(pattern, output), output


@pytest.mark.parametrize(
    ("prepare", "focus", "showing", "wakefulness"),
    [
        ("true", PACKAGE, "false", "Awake"),
        ("input keyevent POWER", "null", "false", "Asleep"),
        ("LOCK", "NotificationShade", "true", "Awake"),
    ],
    ids=["in use", "asleep", "locked"],
)
async def test_lock_and_sleep_can_be_told(
    shell: Shell, device: Any, prepare: str, focus: str, showing: str, wakefulness: str
) -> None:
    if prepare == "LOCK":
        device.locked = True
    else:
        await shell.output(prepare)
    window = (await shell.output("dumpsys window"))[1]
    assert focus in next(line for line in window.splitlines() if "mCurrentFocus" in line)
    assert f"      showing={showing}\n" in window
    assert f"mDreamingLockscreen={showing}" in window
    assert f"mWakefulness={wakefulness}\n" in (await shell.output("dumpsys power"))[1]


async def test_the_keyguard_goes_only_without_a_pin(shell: Shell, device: Any) -> None:
    device.locked, device.pin = True, "1234"
    assert "deviceLocked=1" in (await shell.output("dumpsys trust"))[1]
    await shell.output("wm dismiss-keyguard")
    assert device.locked is True
    device.pin = ""
    await shell.output("wm dismiss-keyguard")
    assert device.locked is False


async def test_input_reaches_the_device(shell: Shell, device: Any) -> None:
    for line in (
        "input tap 10 20",
        "input swipe 1 2 3 400 250",
        "input swipe 5 5 5 5 700",
        "input keyevent KEYCODE_BACK 66",
    ):
        assert (await shell.output(line))[0] == 0
    await shell.output("input motionevent DOWN 10 10; input motionevent UP 10 10")
    assert device.touches[:5] == [
        ("tap", 10, 20, 0),
        ("drag", 1, 2, 3, 400, 250),
        ("tap", 5, 5, 700),
        ("key", 4, 0),
        ("key", 66, 0),
    ]
    assert len(device.touches) == 6
    device.focused = True
    await shell.output("input text 'a%sb'")
    assert device.typed == "a b"


async def test_only_the_clients_keyboard_is_installed(shell: Shell, device: Any) -> None:
    from importlib.resources import files

    store = shell.android.files
    store.write("/data/local/tmp/a.apk", files("uiautomator2").joinpath("assets/app-uiautomator.apk").read_bytes())
    store.write("/data/local/tmp/b.apk", b"no zip")
    assert await shell.output("pm install -r -t /data/local/tmp/a.apk") == (0, "Success\n")
    assert device.imes[-1].endswith("/.AdbKeyboard")
    assert (await shell.output("pm install /data/local/tmp/b.apk"))[1] == "Failure [INSTALL_PARSE_FAILED_NOT_APK]\n"


async def test_a_command_that_fails_inside_ends_neither_shell_nor_phone(shell: Shell, device: Any) -> None:
    def broken() -> bytes:
        raise RuntimeError("no display")

    device.screenshot_png = broken
    code, output = await shell.output("screencap -p > /sdcard/s.png; echo still here")
    assert (code, output.splitlines()[-1]) == (0, "still here")
    assert "no display" in output


async def test_what_the_shell_sets_is_there_when_the_phone_starts_again(tmp_path: Path) -> None:
    phone = DemoPhone(Device([], state_dir=tmp_path))
    shell = Shell(phone.android, phone.services.ui_server)
    assert await shell.output("settings put system screen_off_timeout 120000") == (0, "")
    assert Device([], state_dir=tmp_path).settings["system", "screen_off_timeout"] == "120000"
