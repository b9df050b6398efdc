"""What the phone doesn't let a computer do by a command is done in the app in which a person does it; but not what was begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import agent.learn.on_demand as on_demand
from agent.task.unwatched import Unwatched
from apidocs.doc import Effect
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from phones.android import AndroidPhone, open_phone
from sessions.store import Store
from tests.agent.aosp_clock import PACKAGE, AospClock
from tests.agent.conftest import ScriptedWriter
from tests.thumbwright.test_shipped_docs import Somebody
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task

IN_THE_APP = 'alarms.add_alarm.choose("7:30")'
REFUSED = "am start -a android.intent.action.SET_ALARM"


class Clock:
    """A phone with two clocks: of one there is a doc that ships."""

    def __init__(self, demo: DemoPhoneThread, phone: AndroidPhone, store: Store) -> None:
        self.demo, self.phone, self.store = demo, phone, store
        self.person, self.told = Somebody(), list[str]()

    def do(self, task: str, *replies: str, app: str = "") -> TaskReport:
        return do_task(
            task,
            phone=self.phone,
            writer=ScriptedWriter(*replies),
            watcher=Unwatched(),
            person=self.person,
            options=TaskOptions(app=app, allow=[effect.value for effect in Effect]),
            store=self.store,
            tell=self.told.append,
        )

    @property
    def alarms(self) -> int:
        return self.demo.call(lambda: len(self.demo.device.tasks.apps[PACKAGE].store["alarms"]))  # type: ignore[attr-defined]


@pytest.fixture
def clock(
    start_demo_phone: Callable[..., DemoPhoneThread], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Clock]:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(on_demand, "is_demo", lambda phone: False)  # somebody's, who is asked before an app is learned
    demo = start_demo_phone(lambda: Device([*builtin_apps(), AospClock()]))
    demo.device.refused.add(REFUSED)  # type: ignore[attr-defined]
    with open_phone(demo.serial) as phone, Store(tmp_path / "sessions.db") as store:
        yield Clock(demo, phone, store)


def test_what_no_command_does_is_done_in_an_app_that_is_known(clock: Clock) -> None:
    report = clock.do("set an alarm for 7:30", 'phone.set_alarm("7:30")', IN_THE_APP)
    assert report.result.status in ("done", "unproved") and clock.alarms == 3
    assert report.prepared.doc.package == PACKAGE and clock.person.asked == []
    assert any("trying it in the app" in words for words in clock.told)


def test_where_the_app_comes_to_nothing_the_phones_own_words_are_told(clock: Clock) -> None:
    report = clock.do("set an alarm for 7:30", 'phone.set_alarm("7:30")', *["alarms.nothing_like_it.tap()"] * 6)
    assert report.result.status == "failed" and report.prepared.doc.package == "phone" and clock.alarms == 2
    assert "Android doesn't let a computer do this here" in report.result.answer.replace("android", "Android")


def test_what_was_begun_isnt_done_once_more(clock: Clock) -> None:
    report = clock.do(
        "turn off wifi and set an alarm for 7:30", 'phone.wifi.turn_off()\nphone.set_alarm("7:30")', IN_THE_APP
    )
    assert report.result.status == "partly" and clock.alarms == 2 and clock.told == []


def test_who_names_the_phone_means_it(clock: Clock) -> None:
    report = clock.do("set an alarm for 7:30", 'phone.set_alarm("7:30")', IN_THE_APP, app="phone")
    assert report.result.status == "failed" and clock.alarms == 2


def test_a_value_that_is_none_is_no_refusal(clock: Clock) -> None:
    report = clock.do("set the brightness to 140%", *['phone.brightness.choose("140%")'] * 6)
    assert report.result.status in ("failed", "refused") and clock.told == []
