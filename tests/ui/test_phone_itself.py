"""The phone itself, from words to replay and undo, with no app learned: real adb, the demo phone, a writer with ready scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc, Screen
from apidocs.keep import store as docs
from bench.quiet import Nobody
from ground.errors import DocError, StoreError
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import Unwatched as UnwatchedReplay
from phones.android import AndroidPhone, open_phone
from sessions import reading
from sessions.store import Store
from tests.interpreter.pocket_run import Answers
from tests.ui.conftest import ScriptedWriter
from thumbwright.use.replay_options import ReplayOptions
from thumbwright.use.replays import do_replay
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task
from ui.undoing import Undone, undo

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

pytestmark = pytest.mark.whole


@pytest.fixture
def phone(demo_phone: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo_phone.serial) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "sessions.db") as opened:
        yield opened


class Desk:
    """Runs tasks, replays and undoes them."""

    def __init__(self, demo: DemoPhoneThread, phone: AndroidPhone, store: Store) -> None:
        self.demo, self.phone, self.store = demo, phone, store

    def run(self, task: str, script: str, allow: tuple[str, ...] = ()) -> TaskReport:
        return do_task(
            task,
            phone=self.phone,
            writer=ScriptedWriter(f"```python\n{script}\n```"),
            watcher=Unwatched(),
            person=Answers(consents=0),
            options=TaskOptions(allow=allow),
            store=self.store,
        )

    def replay(self, session: str) -> list[str]:
        replayed = do_replay(
            reading.load_session(self.store, session),
            phone=self.phone,
            store=self.store,
            policy=Policy(),
            person=None,
            watcher=UnwatchedReplay(),
            options=ReplayOptions(),
        )
        return [verdict.verdict for verdict in replayed.result.verdicts]

    def undo(self, session: str) -> Undone:
        detail = reading.load_session(self.store, session)
        return undo(detail, phone=self.phone, store=self.store, watcher=Unwatched(), person=Nobody())

    @property
    def settings(self) -> dict[tuple[str, str], str]:
        device: Any = self.demo.device
        found: dict[tuple[str, str], str] = device.settings
        return found


@pytest.fixture
def desk(demo_phone: DemoPhoneThread, phone: AndroidPhone, store: Store) -> Desk:
    return Desk(demo_phone, phone, store)


def test_a_question_is_answered_with_nothing_learned(desk: Desk) -> None:
    report = desk.run("is wifi on?", "finish(phone.wifi.is_on)")
    assert (report.prepared.doc.package, report.result.status, report.result.answer) == (
        "phone",
        "done",
        "Yes, Wi-Fi is on.",
    )
    assert report.result.read_from == ["phone.wifi"]


@pytest.mark.parametrize("task", ["turn off wifi, actually don't", "delete the Gym alarm - never mind"])
def test_what_is_taken_back_at_once_is_not_done(desk: Desk, task: str) -> None:
    """Not even an app is looked for, or asked about."""
    before = dict(desk.settings)
    report = desk.run(task, "phone.wifi.turn_off()")
    assert report.result.status == "not_done" and not report.result.calls and not report.result.attempts
    assert report.result.answer.startswith("Not done, because you took it back (") and desk.settings == before


def test_a_setting_is_changed_replayed_and_put_back_exactly(desk: Desk) -> None:
    desk.settings["system", "screen_brightness"] = "45"
    report = desk.run("set brightness to 80%", 'phone.brightness.choose("80%")')
    assert report.result.status == "done" and desk.settings["system", "screen_brightness"] == "204"
    assert desk.replay(report.session) == ["same"]
    undone = desk.undo(report.session)
    assert undone.report is not None and undone.report.result.status == "done" and not undone.left
    assert desk.settings["system", "screen_brightness"] == "45"


def test_a_choice_is_put_back_as_an_option_and_an_odd_value_exactly(desk: Desk) -> None:
    report = desk.run("make the font large", 'phone.font_size.choose("Large")')
    undone = desk.undo(report.session)
    assert undone.report is not None and undone.report.result.script == "phone.font_size.choose('Default')"
    assert not undone.report.result.attempts[-1].report.problems
    desk.settings["system", "font_scale"] = "1.07"
    report = desk.run("make the font large", 'phone.font_size.choose("Large")')
    undone = desk.undo(report.session)
    assert undone.report is not None and undone.report.result.status == "done"
    assert desk.settings["system", "font_scale"] == "1.07"


def test_several_settings_go_back_to_what_they_were_before_all(desk: Desk) -> None:
    script = "phone.wifi.turn_off()\nphone.dark_theme.turn_on()\nphone.wifi.turn_on()\nphone.bluetooth.turn_on()"
    report = desk.run("turn off wifi, turn on dark mode, wifi and bluetooth", script)
    assert report.result.status == "done"
    undone = desk.undo(report.session)
    assert undone.report is not None
    # bluetooth was on already, and so is nothing to put back
    assert undone.report.result.script.splitlines() == ["phone.dark_theme.turn_off()", "phone.wifi.turn_on()"]
    assert desk.settings["secure", "ui_night_mode"] == "1"


def test_a_switch_that_stands_otherwise_is_not_tapped_back(desk: Desk) -> None:
    report = desk.run("tap dark mode", "phone.dark_theme.tap()")
    assert desk.settings["secure", "ui_night_mode"] == "2"
    assert desk.replay(report.session) == ["different"]
    assert desk.settings["secure", "ui_night_mode"] == "2"


def test_an_alarm_needs_consent_and_undo_says_that_it_stays(desk: Desk) -> None:
    script = 'phone.set_alarm("07:30", days="weekdays")'
    assert desk.run("set an alarm for 7:30 every weekday", script).result.status == "denied"
    report = desk.run("set an alarm for 7:30 every weekday", script, ("commit",))
    assert report.result.status == "done"
    assert report.result.answer == "Done: alarm set for 07:30 on weekdays."
    undone = desk.undo(report.session)
    assert undone.report is None and undone.left == [
        "alarm set for 07:30 on weekdays (what was saved in an app stays there)"
    ]


def test_an_alarm_for_tomorrow_rings_once_where_that_is_the_next_such_time(desk: Desk) -> None:
    report = desk.run("set an alarm for 00:01 tomorrow", 'phone.set_alarm("00:01", days="tomorrow")', ("commit",))
    assert (report.result.status, report.result.answer) == ("done", "Done: alarm set for 00:01.")
    report = desk.run("set an alarm for 23:59 tomorrow", 'phone.set_alarm("23:59", days="tomorrow")', ("commit",))
    assert report.result.status == "failed" and "would ring today" in report.result.answer


def test_what_changed_nothing_has_nothing_to_undo(desk: Desk) -> None:
    report = desk.run("is wifi on?", "finish(phone.wifi.is_on)")
    with pytest.raises(StoreError, match="changed nothing"):
        desk.undo(report.session)


def test_what_an_unlearned_app_has_is_not_taken_for_the_phone_s(desk: Desk) -> None:
    report = desk.run("delete all my alarms", "phone.set_alarm('7:00')")
    assert (report.prepared.doc.label, report.result.status) == ("Clock", "refused")
    assert report.prepared.learning_s > 0 and not report.result.calls


def test_the_home_screen_is_never_the_app_that_a_task_is_about(desk: Desk) -> None:
    launcher = AppDoc(
        package="com.android.launcher3", label="Launcher3", screens=[Screen(name="main", title="Frobnicate")]
    )
    docs.save(launcher)
    with pytest.raises(DocError, match="nothing says which app"):
        desk.run("frobnicate", "phone.go_home()")
