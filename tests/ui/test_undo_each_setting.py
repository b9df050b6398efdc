"""Every setting of the phone itself is put back exactly by undo: each alone, and all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from agent.task.unwatched import Unwatched
from bench.quiet import Nobody
from phones.android import AndroidPhone, open_phone
from phones.itself.settings import LEVELS, SWITCHES
from sessions import reading
from sessions.store import Store
from tests.interpreter.pocket_run import Answers
from tests.ui.conftest import ScriptedWriter
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task
from ui.undoing import undo

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

pytestmark = pytest.mark.whole

VALUES = {
    "brightness": "83%",
    "screen_timeout": "10 minutes",
    "font_size": "Largest",
    "volume": "20%",
    "ring_volume": "100%",
    "alarm_volume": "15%",
    "ring_mode": "Vibrate",
}
CHARGING = {"battery_saver"}
"""Not on a phone on a cable: Android takes the command and leaves it off."""
OF_ANOTHER = {"ring_mode"}
"""To vibrate takes the ring volume away that was set as well."""


@pytest.fixture
def phone(demo_phone: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo_phone.serial) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "sessions.db") as opened:
        yield opened


def run(phone: AndroidPhone, store: Store, script: str) -> TaskReport:
    return do_task(
        "run the script",
        phone=phone,
        writer=ScriptedWriter(),
        watcher=Unwatched(),
        person=Answers(consents=0),
        options=TaskOptions(app="phone", script=script),
        store=store,
    )


def changing(phone: AndroidPhone) -> dict[str, str]:
    """A line for each setting that makes it another one than it is."""
    on = {name: switch.on(switch.read(phone.command)) for name, switch in SWITCHES.items()}
    lines = {name: f"phone.{name}.turn_{'off' if state else 'on'}()" for name, state in on.items()}
    return lines | {name: f'phone.{name}.choose("{VALUES[name]}")' for name in LEVELS}


def test_each_setting_and_all_of_them_go_back_exactly(
    demo_phone: DemoPhoneThread, phone: AndroidPhone, store: Store
) -> None:
    device: Any = demo_phone.device
    lines = {name: line for name, line in changing(phone).items() if name not in CHARGING}
    together = [line for name, line in lines.items() if name not in OF_ANOTHER]
    for script in (*lines.values(), "\n".join(together)):
        before = dict(device.settings)
        report = run(phone, store, script)
        assert report.result.status == "done", (script, report.result.answer)
        assert dict(device.settings) != before, script
        undone = undo(
            reading.load_session(store, report.session), phone=phone, store=store, watcher=Unwatched(), person=Nobody()
        )
        assert undone.report is not None and undone.report.result.status == "done" and undone.left == []
        assert dict(device.settings) == before, script


def test_what_a_schedule_was_is_said_not_to_be_put_back(
    demo_phone: DemoPhoneThread, phone: AndroidPhone, store: Store
) -> None:
    device: Any = demo_phone.device
    phone.command(["cmd", "uimode", "night", "custom_schedule"])
    report = run(phone, store, "phone.dark_theme.turn_on()")
    assert report.result.status == "done" and device.settings["secure", "ui_night_mode"] == "2"
    detail = reading.load_session(store, report.session)
    assert detail.calls[0].proof_note == "Dark theme is on, which ended its schedule"
    undone = undo(detail, phone=phone, store=store, watcher=Unwatched(), person=Nobody())
    assert undone.report is not None and undone.report.result.script == "phone.dark_theme.turn_off()"
    assert undone.left == ["Dark theme: its schedule (it is set on its page of Settings)"]


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("font_size", ("system", "font_scale"), "Large"),
        ("screen_timeout", ("system", "screen_off_timeout"), "5 minutes"),
        ("brightness", ("system", "screen_brightness"), "70%"),
    ],
)
def test_what_was_never_set_is_set_no_more_afterwards(
    demo_phone: DemoPhoneThread, phone: AndroidPhone, store: Store, name: str, key: tuple[str, str], value: str
) -> None:
    device: Any = demo_phone.device
    device.settings.pop(key, None)
    report = run(phone, store, f'phone.{name}.choose("{value}")')
    assert report.result.status == "done" and key in device.settings
    undone = undo(
        reading.load_session(store, report.session), phone=phone, store=store, watcher=Unwatched(), person=Nobody()
    )
    assert undone.report is not None and undone.report.result.status == "done", undone.answer
    assert key not in device.settings
