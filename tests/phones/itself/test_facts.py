"""What the phone tells of itself, read from Android's reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.system.statusbar import Notification
from phones import adb
from phones.android import AndroidPhone, open_phone
from phones.errors import CommandRefused
from phones.itself.facts import notifications


def report(*extras: str) -> str:
    records = "\n".join(
        f"    NotificationRecord(0x0a{n}: pkg=org.example.mail user=UserHandle{{0}} id={n} tag=null importance=3\n"
        f"      extras={{\n{each}\n      }}\n      stats={{}}"
        for n, each in enumerate(extras)
    )
    return f"Current Notification Manager state:\n  Notification List:\n{records}"


@pytest.mark.parametrize(
    ("extras", "says"),
    [
        ("          android.title=String (Ada)\n          android.text=String (See you)", "Mail: Ada: See you"),
        (
            "          android.title=String (Ada)\n          android.text=SpannableString (Bring:\n- bread\n- cheese (hard))",
            "Mail: Ada: Bring: - bread - cheese (hard)",
        ),
        (
            "          android.text=String (One (1)\r\nTwo)\r\n          android.subText=null\n          android.title=null",
            "Mail: One (1) Two",
        ),
        ("          android.title=String (Ada)\n          android.text=null", "Mail: Ada"),
        ("          androidx.core.app-extra=Boolean (true)", "none"),
    ],
)
def test_each_notification_is_a_line_whatever_lines_it_has(extras: str, says: str) -> None:
    assert notifications(lambda words: report(extras)) == says


def test_several_notifications_are_several_lines() -> None:
    two = [f"          android.title=String ({name})\n          android.text=String (a\nb)" for name in ("Ada", "Bo")]
    assert notifications(lambda words: report(*two)) == "Mail: Ada: a b\nMail: Bo: a b"


@pytest.fixture(scope="module")
def demo(adb_server: int) -> Iterator[DemoPhoneThread]:
    with DemoPhoneThread(lambda: Device(builtin_apps())) as started:
        adb.connect(started.serial)
        yield started
        adb.open_client().disconnect(started.serial)


@pytest.fixture
def phone(demo: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo.serial) as opened:
        yield opened


def test_what_others_wrote_into_a_report_refuses_nothing(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    device: Any = demo.device
    said = "Night build\nError: 3 tests failed\njava.lang.AssertionError"
    demo.call(lambda: device.notifications.insert(0, Notification("app.demo.notes", "Notes", "CI", said)))
    assert "CI: Night build Error: 3 tests failed java.lang.AssertionError" in notifications(phone.command)


def test_a_report_that_is_refused_is(phone: AndroidPhone) -> None:
    with pytest.raises(CommandRefused):
        phone.command(["content", "query", "--uri", "content://sms/inbox"])
    with pytest.raises(CommandRefused):
        phone.command(["am", "start", "-a", "android.intent.action.NOSUCH"])
