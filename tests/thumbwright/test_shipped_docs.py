"""A task on an app that was never learned and has a doc that ships: said before it runs, done by it, and where the app isn't as
that says, learned instead, so that nothing comes out worse for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import agent.learn.on_demand as on_demand
from agent.task.unwatched import Unwatched
from apidocs.doc import Effect
from apidocs.keep import store as docs
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.toolkit import App
from interpreter.calls import Question
from phones.android import AndroidPhone, open_phone
from sessions.store import Store
from tests.agent.aosp_clock import PACKAGE, AospClock, ChangedClock
from tests.agent.conftest import ScriptedWriter
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task

pytestmark = pytest.mark.whole

TASK = "set an alarm for 7:30"
SCRIPT = 'alarms.add_alarm.choose("7:30")'
CLOCK = TaskOptions(app=PACKAGE, allow=[effect.value for effect in Effect])


@dataclass
class Somebody:
    """A person who answers what is asked in words with `answer`, and keeps what was asked."""

    answer: str = "no"
    asked: list[str] = field(default_factory=list)

    def consent(self, question: Question) -> int:
        return 1

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        self.asked.append(question)
        return self.answer


@dataclass
class Tried:
    """A phone with a clock on it."""

    demo: DemoPhoneThread
    phone: AndroidPhone
    store: Store
    person: Somebody = field(default_factory=Somebody)
    told: list[str] = field(default_factory=list)

    def do(self, *replies: str) -> TaskReport:
        return do_task(
            TASK,
            phone=self.phone,
            writer=ScriptedWriter(*replies),
            watcher=Unwatched(),
            person=self.person,
            options=CLOCK,
            store=self.store,
            tell=self.told.append,
        )

    @property
    def alarms(self) -> int:
        return self.demo.call(lambda: len(self.demo.device.tasks.apps[PACKAGE].store["alarms"]))  # type: ignore[attr-defined]


@pytest.fixture
def on(
    start_demo_phone: Callable[..., DemoPhoneThread], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[App], Tried]]:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(on_demand, "is_demo", lambda phone: False)  # somebody's, who is asked before an app is learned
    opened: list[Tried] = []

    def start(app: App) -> Tried:
        demo = start_demo_phone(lambda: Device([*builtin_apps(), app]))
        opened.append(Tried(demo, open_phone(demo.serial), Store(tmp_path / "sessions.db")))
        return opened[-1]

    yield start
    for tried in opened:
        tried.phone.close()
        tried.store.close()


def test_it_is_done_without_a_question_and_said_to_be_unverified(on: Callable[[App], Tried]) -> None:
    clock = on(AospClock())
    report = clock.do(SCRIPT)
    assert report.result.status in ("done", "unproved") and clock.alarms == 3
    assert clock.person.asked == [] and "unverified on this phone" in clock.told[0]


def test_where_the_app_is_otherwise_it_is_asked_about_and_learned_instead(on: Callable[[App], Tried]) -> None:
    clock = on(ChangedClock())
    clock.person.answer = "yes"
    report = clock.do(*[SCRIPT] * 8)  # the app keeps the name when it is learned
    assert "isn't as the doc that comes with thumbwright says" in clock.person.asked[0]
    assert docs.load(PACKAGE).shipped is None and not report.prepared.doc.unsure
    assert report.result.status in ("done", "unproved") and clock.alarms == 3


def test_without_a_yes_the_failure_stands_and_nothing_was_done(on: Callable[[App], Tried]) -> None:
    clock = on(ChangedClock())
    report = clock.do(SCRIPT, SCRIPT, SCRIPT)
    assert report.result.status == "failed" and clock.alarms == 2 and len(clock.person.asked) == 1
    assert "add_alarm" in report.result.answer and docs.load(PACKAGE).unsure
