"""An app that was not learned begins with the doc that ships for it, where that fits; verifying walks it; learning replaces it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from agent.learn.again import How, verify
from agent.learn.learning import DEMO_EFFECTS, learn
from agent.learn.on_demand import OnDemand
from agent.learn.starting_point import starting_doc, unsure_words
from agent.prepare.preparing import prepare
from apidocs.doc import AppDoc, Effect, Shipped
from apidocs.keep import store as docs
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.toolkit import App
from ground.errors import DocError
from interpreter.consent.policy import Policy
from interpreter.run.runner import RunResult, run_script
from interpreter.sandbox.worker import Sandbox
from phones.android import AndroidPhone, open_phone
from tests.agent.aosp_clock import PACKAGE, AospClock, ChangedClock, OtherClock
from tests.agent.aosp_messages import CALCULATOR, MESSAGING, AospCalculator, AospMessaging
from tests.agent.aosp_settings import PACKAGE as SETTINGS
from tests.agent.aosp_settings import AospSettings

pytestmark = pytest.mark.whole

ALL = Policy(frozenset(Effect))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


class Tried:
    """A phone with one more app, and what is stored there."""

    def __init__(self, demo: DemoPhoneThread, phone: AndroidPhone, sandbox: Sandbox) -> None:
        self._demo, self.phone, self._sandbox = demo, phone, sandbox

    @property
    def stored(self) -> dict[str, object]:
        return self.of(PACKAGE)

    def of(self, package: str) -> dict[str, object]:
        return self._demo.call(lambda: self._demo.device.tasks.apps[package].state())  # type: ignore[attr-defined]

    def clear(self, package: str) -> None:
        self._demo.call(lambda: self._demo.device.tasks.apps[package].store.reset())  # type: ignore[attr-defined]

    def run(self, script: str, doc: AppDoc) -> RunResult:
        return run_script(script, doc, self.phone, policy=ALL, person=None, sandbox=self._sandbox)


@pytest.fixture
def on(start_demo_phone: Callable[..., DemoPhoneThread], sandbox: Sandbox) -> Iterator[Callable[[App], Tried]]:
    opened: list[AndroidPhone] = []

    def start(app: App) -> Tried:
        demo = start_demo_phone(lambda: Device([*builtin_apps(), app]))
        opened.append(open_phone(demo.serial))
        return Tried(demo, opened[-1], sandbox)

    yield start
    for phone in opened:
        phone.close()


On = Callable[[App], Tried]


def nobody(question: str, options: Sequence[str]) -> str:
    raise AssertionError(question)


def test_a_task_begins_with_the_doc_that_ships_and_is_told_what_that_is_worth(on: On) -> None:
    phone = on(AospClock()).phone
    task = "set an alarm for 7:30"
    prepared = prepare(task, phone, app=PACKAGE, learn=OnDemand(phone, task, nobody))
    assert prepared.doc.shipped is Shipped.UNVERIFIED and not prepared.improvised
    assert prepared.doc.samples[0].task == task and docs.load(PACKAGE).shipped is Shipped.UNVERIFIED
    assert "unverified on this phone" in unsure_words(prepared.doc)
    assert "apps verify com.android.deskclock" in unsure_words(prepared.doc)


def test_what_it_names_does_what_it_says(on: On) -> None:
    clock = on(AospClock())
    doc = starting_doc(clock.phone, PACKAGE)
    assert doc is not None
    for script in (
        'alarms.add_alarm.choose("7:30")',
        'alarms.alarm("8:30").switch.turn_on()',
        'alarms.alarm("9:00").open()\nalarms.monday.turn_on()',
        'settings.style.choose("Analog")\nsettings.automatic_home_clock.turn_off()',
        "timer.digit_5.tap()\ntimer.digit_0.tap()\ntimer.digit_0.tap()\ntimer.start.tap()",
        "stopwatch.start.tap()",
    ):
        result = clock.run(script, doc)
        assert result.status == "done", (script, result.problem)
    read = clock.run('finish(", ".join([alarm.alarm_time for alarm in alarms.alarms()]))', doc)
    assert read.answer == "8:30 AM, 9:00 AM, 7:30 AM"
    stored = clock.stored
    assert stored["timer"] == "500" and stored["running"]
    alarms = stored["alarms"]
    assert (
        isinstance(alarms, list) and [a["on"] for a in alarms] == [True, True, True] and alarms[1]["days"] == ["Monday"]
    )
    settings = stored["settings"]
    assert isinstance(settings, dict) and settings["style"] == "Analog" and not settings["automatic_home_clock"]


def test_verifying_walks_it_changes_nothing_and_marks_it(on: On) -> None:
    clock = on(AospClock())
    before = clock.stored
    looked = verify(clock.phone, PACKAGE, How())
    assert looked.fits and looked.changes == () and clock.stored == before
    assert looked.unseen == ("label",), "only an open alarm leads there"
    assert docs.load(PACKAGE).shipped is looked.doc.shipped is Shipped.PARTLY


def test_on_a_clock_that_differs_what_is_not_there_is_said_left_out_and_never_another_thing(on: On) -> None:
    clock = on(ChangedClock())
    doc = starting_doc(clock.phone, PACKAGE)
    assert doc is not None
    before = clock.stored
    for script, gone in (
        ('alarms.add_alarm.choose("7:30")', "alarms.add_alarm"),  # the round button is there, and says something else
        ("clock.add_city.tap()", "clock.add_city"),
        ('settings.style.choose("Analog")', "settings.style"),
    ):
        result = clock.run(script, doc)
        assert result.status == "failed" and result.problem is not None
        assert f"{gone} " in result.problem.message and "isn't on the screen" in result.problem.message
    assert clock.stored == before
    looked = verify(clock.phone, PACKAGE, How())
    assert not looked.fits and {"- alarms.add_alarm", "- clock.add_city", "- settings.style"} <= set(looked.changes)
    assert "set an alarm for 7:30" in looked.samples
    kept = docs.load(PACKAGE)
    assert kept.shipped is Shipped.PARTLY and all(sample.task not in looked.samples for sample in kept.samples)
    assert clock.run('settings.volume_buttons.choose("Snooze")', kept).status == "done"


def test_another_makers_app_of_that_package_is_learned_as_before(on: On) -> None:
    other = on(OtherClock())
    assert starting_doc(other.phone, PACKAGE) is None and docs.list_packages() == []
    with pytest.raises(DocError, match="doesn't fit what the app shows"):
        verify(other.phone, PACKAGE, How())
    task = "when does it ring?"
    learner = OnDemand(other.phone, task, nobody)
    assert learner.start_from(PACKAGE, "Clock") is None
    assert learner(PACKAGE, "Clock").shipped is None
    assert other.stored == {"rings": []}


def test_a_phone_in_another_language_is_learned_as_before(on: On, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = on(AospClock()).phone
    info = phone.info()
    monkeypatch.setattr(type(info), "locale", "de-DE", raising=False)
    monkeypatch.setattr(phone, "info", lambda: info.__class__(**{**vars(info), "locale": "de-DE"}))
    assert starting_doc(phone, PACKAGE) is None


def test_learning_replaces_it_and_keeps_its_names(on: On) -> None:
    phone = on(AospClock()).phone
    shipped = starting_doc(phone, PACKAGE)
    assert shipped is not None
    learned = learn(phone, PACKAGE, allow=DEMO_EFFECTS)
    assert not learned.refused and learned.doc.shipped is None
    assert {"alarms", "clock", "timer", "stopwatch", "settings"} <= {screen.name for screen in learned.doc.screens}
    alarms = learned.doc.screen("alarms")
    assert alarms is not None and {"alarms", "timer_tab", "stopwatch_tab"} <= {e.name for e in alarms.elements}


def test_where_it_has_nothing_of_a_task_the_app_is_looked_at(on: On) -> None:
    phone = on(AospClock()).phone
    doc = starting_doc(phone, PACKAGE)
    assert doc is not None
    assert OnDemand(phone, "xyzzy plugh", nobody).wants(doc)
    assert not OnDemand(phone, "set an alarm for 7:30", nobody).wants(doc)


def test_settings_are_turned_by_their_own_switch_and_no_page_is_opened_for_it(on: On) -> None:
    phone = on(AospSettings())
    doc = starting_doc(phone.phone, SETTINGS)
    assert doc is not None
    for script in (
        "network_and_internet.airplane_mode.turn_on()",
        "network_and_internet.wifi_switch.turn_on()",
        "display.dark_theme.turn_on()",
        'display.screen_timeout.choose("2 minutes")',
        "location.use_location.turn_on()",
        "battery_saver.use_battery_saver.turn_on()",
        "date_and_time.use_24_hour_format.turn_on()",
    ):
        result = phone.run(script, doc)
        assert result.status == "done", (script, result.problem)
    stored = phone.of(SETTINGS)
    settings = stored["settings"]
    assert isinstance(settings, dict) and settings["timeout"] == "2 minutes"
    assert all(settings[name] for name in ("airplane", "wifi", "dark", "location", "saver", "hours24"))
    assert not {"Wi‑Fi", "Dark theme"} & set(stored["opened"])  # type: ignore[call-overload]
    for script in ("display.font_size.tap()", "data_saver.use_data_saver.turn_on()"):
        assert phone.run(script, doc).status == "failed"


def test_verifying_settings_says_which_pages_were_met(on: On) -> None:
    phone = on(AospSettings())
    before = phone.of(SETTINGS)["settings"]
    looked = verify(phone.phone, SETTINGS, How())
    assert {"network_and_internet", "display", "date_and_time"}.isdisjoint(looked.unseen)
    assert "- security.screen_lock" in looked.changes, "the page is there, and otherwise"
    assert {"internet", "data_saver", "bluetooth"} <= set(looked.unseen)  # nothing leads there on this phone
    assert phone.of(SETTINGS)["settings"] == before
    verified = looked.doc.model_copy(update={"shipped": Shipped.VERIFIED})
    result = phone.run("date_and_time.use_24_hour_format.turn_on()", verified)
    assert result.status == "done", "its pages are still told by what is on them"


def test_a_message_is_sent_with_a_consent_and_not_without(on: On) -> None:
    phone = on(AospMessaging())
    doc = starting_doc(phone.phone, MESSAGING)
    assert doc is not None
    script = (
        'conversations.conversation("Anna").open()\nconversation.message.set_text("I am late")\nconversation.send.tap()'
    )
    refused = run_script(script, doc, phone.phone, policy=Policy(), person=None)
    assert refused.status == "denied" and phone.of(MESSAGING)["sent"] == []
    assert phone.run(script, doc).status == "done" and phone.of(MESSAGING)["sent"] == [["Anna", "I am late"]]
    assert phone.run('finish(conversations.conversation("Ben").snippet)', doc).answer == "Thanks!"
    looked = verify(phone.phone, MESSAGING, How())
    assert looked.fits and len(phone.of(MESSAGING)["sent"]) == 1  # type: ignore[arg-type]
    assert "conversation" in looked.unseen, "no row is opened to see what is behind it"


def test_every_worked_task_of_the_calculator_gives_its_result(on: On) -> None:
    phone = on(AospCalculator())
    doc = starting_doc(phone.phone, CALCULATOR)
    assert doc is not None
    for sample, result in zip(doc.samples[:3], ("84", "34.5", "12"), strict=True):
        assert phone.run(sample.script, doc).answer == result, sample.task
        phone.clear(CALCULATOR)
