"""The phone itself, by its own commands: real adb and uiautomator2 against the demo phone, read back from its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from agent.task.deeds_done import deeds, said
from apidocs.doc import Effect
from apidocs.shipped.itself import phone_doc
from ground.errors import PhoneError
from interpreter.consent.policy import Policy
from interpreter.run.runner import RunResult, run_script
from interpreter.sandbox.worker import Sandbox
from phones.android import AndroidPhone, open_phone
from phones.errors import AnswerLost, Broke
from tests.interpreter.pocket_run import Answers, Notebook

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def phone(demo_phone: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo_phone.serial) as opened:
        yield opened


class Runs:
    """Runs scripts of the phone itself, with a person who says yes."""

    def __init__(self, demo: DemoPhoneThread, phone: AndroidPhone, sandbox: Sandbox) -> None:
        self.demo, self.phone, self.sandbox = demo, phone, sandbox
        self.person, self.notebook = Answers(), Notebook()

    def __call__(self, script: str, allow: frozenset[Effect] = frozenset()) -> RunResult:
        return run_script(
            script,
            phone_doc(),
            self.phone,
            policy=Policy(allow=allow),
            person=self.person,
            recorder=self.notebook,
            sandbox=self.sandbox,
        )

    def state(self, app: str) -> dict[str, Any]:
        return dict(self.demo.device.app_state(f"app.demo.{app}"))

    def state_of(self, app: str) -> Any:
        """What an app keeps, to be changed."""
        device: Any = self.demo.device
        return device.app_named(f"app.demo.{app}").store

    @property
    def settings(self) -> dict[tuple[str, str], str]:
        device: Any = self.demo.device
        found: dict[tuple[str, str], str] = device.settings
        return found

    def proofs(self) -> list[tuple[str, str]]:
        return [(o.proof.verdict, o.proof.what) for _, o in self.notebook.ended if o.proof is not None]


@pytest.fixture
def run(demo_phone: DemoPhoneThread, phone: AndroidPhone, sandbox: Sandbox) -> Runs:
    return Runs(demo_phone, phone, sandbox)


@pytest.mark.parametrize(
    ("name", "key", "on", "off"),
    [
        ("wifi", ("global", "wifi_on"), "1", "0"),
        ("bluetooth", ("global", "bluetooth_on"), "1", "0"),
        ("airplane_mode", ("global", "airplane_mode_on"), "1", "0"),
        ("dark_theme", ("secure", "ui_night_mode"), "2", "1"),
        ("do_not_disturb", ("global", "zen_mode"), "1", "0"),
        ("auto_rotate", ("system", "accelerometer_rotation"), "1", "0"),
        ("auto_brightness", ("system", "screen_brightness_mode"), "1", "0"),
        ("location", ("secure", "location_mode"), "3", "0"),
        ("mobile_data", ("global", "mobile_data"), "1", "0"),
        ("nfc", ("secure", "nfc_on"), "1", "0"),
        ("data_saver", ("global", "data_saver"), "1", "0"),
    ],
)
def test_a_switch_is_turned_and_read_back(run: Runs, name: str, key: tuple[str, str], on: str, off: str) -> None:
    run.settings[key] = off
    result = run(f"was = phone.{name}.is_on\nphone.{name}.turn_on()\nfinish(f'{{was}} {{phone.{name}.is_on}}')")
    assert (result.status, result.answer, run.settings[key]) == ("done", "False True", on)
    assert run.notebook.ended[1][1].replaced == "off"
    assert run.proofs()[0][0] == "held"
    run(f"phone.{name}.turn_off()")
    assert run.settings[key] == off
    assert run.person.asked == []  # no consent is due for a setting


@pytest.mark.parametrize(
    ("call", "key", "value", "reads"),
    [
        ('brightness.choose("40%")', ("system", "screen_brightness"), "102", "40%"),
        ('brightness.choose("1/3")', ("system", "screen_brightness"), "84", "33%"),
        ('brightness.choose("three quarters")', ("system", "screen_brightness"), "191", "75%"),
        ('brightness.choose("a tenth")', ("system", "screen_brightness"), "26", "10%"),
        ("brightness.choose(0.5)", ("system", "screen_brightness"), "128", "50%"),
        ("brightness.choose(100)", ("system", "screen_brightness"), "255", "100%"),
        ('volume.choose("60%")', ("system", "volume_music"), "9", "60%"),
        ('ring_volume.choose("half")', ("system", "volume_ring"), "4", "57%"),
        ('ring_mode.choose("Vibrate")', ("system", "volume_ring"), "0", "Vibrate"),
        ('ring_mode.choose("Sound")', ("system", "volume_ring"), "5", "Sound"),
        ('screen_timeout.choose("2 minutes")', ("system", "screen_off_timeout"), "120000", "2 minutes"),
        ('font_size.choose("large")', ("system", "font_scale"), "1.15", "Large"),
    ],
)
def test_a_value_with_a_unit_is_set_and_read_back(
    run: Runs, call: str, key: tuple[str, str], value: str, reads: str
) -> None:
    name = call.partition(".")[0]
    result = run(f"phone.{call}\nfinish(phone.{name}.value)")
    assert (result.status, result.answer, run.settings[key]) == ("done", reads, value)
    assert run.proofs()[0][0] == "held"


def test_what_a_later_step_sets_otherwise_is_told_as_no_longer_so(run: Runs) -> None:
    result = run('phone.ring_volume.choose("0%")\nphone.dark_theme.turn_on()\nphone.ring_mode.choose("Sound")')
    proofs = [outcome.proof for _, outcome in result.calls if outcome.proof is not None]
    assert [proof.verdict for proof in proofs] == ["refuted", "held", "held"]
    assert proofs[0].what == "Ring volume is 0% no longer: it was changed since"
    assert said(deeds(result.calls), phone_doc()) == 'turned Dark theme on, set Ring mode to "Sound"'


def test_what_is_set_twice_is_to_be_as_it_was_set_last(run: Runs) -> None:
    result = run("phone.wifi.turn_off()\nphone.wifi.turn_on()\nphone.bluetooth.turn_off()")
    assert all(outcome.proof is not None and outcome.proof.verdict == "held" for _, outcome in result.calls)


def test_an_alarm_is_agreed_to_in_its_own_words_and_seen_in_the_clock(run: Runs) -> None:
    result = run('phone.set_alarm("05:10", days="weekdays", label="Rowing")')
    assert result.status == "done"
    assert [q.what for q in run.person.asked] == ["Set an alarm for 05:10 on weekdays, called Rowing?"]
    alarm = run.state("clock")["alarms"][-1]
    assert (alarm["hour"], alarm["minute"], alarm["label"], alarm["on"]) == (5, 10, "Rowing", True)
    assert alarm["days"] == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert run.proofs() == [("held", "alarm set for 05:10 on weekdays, called Rowing")]


def test_without_consent_no_alarm_is_set(run: Runs) -> None:
    before = run.state("clock")["alarms"]
    run.person.consents = 0
    assert run('phone.set_alarm("05:10")').status == "denied"
    assert run.state("clock")["alarms"] == before


def test_a_timer_runs_and_is_seen(run: Runs) -> None:
    assert run('phone.set_timer("10 minutes", label="Tea")', frozenset({Effect.COMMIT})).status == "done"
    timer = run.state("clock")["timers"][0]
    assert (timer["length"], timer["label"], bool(timer["began"])) == (600, "Tea", True)
    assert run.proofs() == [("held", "timer set for 10 minutes, called Tea")]


def test_a_web_address_is_opened(run: Runs) -> None:
    assert run('phone.open_web("youtube.com")').status == "done"
    assert run.phone.current_app().package == "com.android.browser"
    assert run.proofs() == [("held", "opened https://youtube.com")]


def test_somebody_is_called_by_name_once_that_is_agreed_to(run: Runs) -> None:
    assert run('phone.call("aisha")').status == "done"
    assert [q.what for q in run.person.asked] == ["Call Aisha Rahman, +44 7700 900112?"]
    assert [call["number"] for call in run.state("contacts")["calls"]] == ["+447700900112"]
    assert run.proofs() == [("held", "called Aisha Rahman, +44 7700 900112")]


def test_of_several_who_fit_the_person_says_which(run: Runs) -> None:
    run.state_of("contacts")["contacts"].append(
        {**run.state_of("contacts")["contacts"][0], "id": 99, "last": "Brown", "phone": "+44 7700 900999"}
    )
    run.person.said = "Aisha Brown"
    assert run('phone.dial("Aisha")').status == "done"
    assert run.proofs()[-1] == ("held", "Aisha Brown, +44 7700 900999 is in the dialer, and not called yet")
    run.person.said = "neither"
    result = run('phone.dial("Aisha")')
    assert result.status == "failed" and result.problem is not None and "none was chosen" in result.problem.message


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ('phone.call("Zaphod")', 'No contact called "Zaphod" has a number'),
        ('phone.email("Zaphod", "Hi")', 'No contact called "Zaphod" has a mail address'),
        ('phone.call("")', "Nobody is named"),
        ('phone.add_contact("Nora", "often")', "no telephone number"),
        ('phone.add_event("Dentist", "some day")', "no date and time"),
        ('phone.add_event("", "Friday 15:00")', "needs a title"),
    ],
)
def test_nobody_of_that_name_is_said(run: Runs, script: str, says: str) -> None:
    result = run(script)
    assert result.status == "failed" and result.problem is not None and says in result.problem.message
    assert run.person.asked == []


@pytest.mark.parametrize(
    "script", ['phone.call("Aisha")', 'phone.text_message("Aisha", "hi")', "phone.mobile_data.turn_off()"]
)
def test_without_a_sim_nothing_of_the_kind_is_tried(run: Runs, script: str) -> None:
    device: Any = run.demo.device
    device.props["gsm.sim.state"] = "ABSENT"
    result = run(script)
    assert result.status == "failed" and result.problem is not None and "no SIM" in result.problem.message


def test_a_message_is_sent_by_the_app_s_own_button(run: Runs) -> None:
    assert run('phone.text_message("Aisha", "On my way")').status == "done"
    assert run.proofs() == [("held", "the message to Aisha Rahman, +44 7700 900112 sent")]
    (message,) = run.state("contacts")["messages"]
    assert (message["to"], message["text"]) == ("+447700900112", "On my way")


def test_a_message_for_which_no_button_is_clear_is_said_not_to_be_sent(
    run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interpreter.run.commanding.the_one_called", lambda sight, word: None)
    run('phone.text_message("Aisha", "On my way")')
    verdict, what = run.proofs()[0]
    assert verdict == "refuted" and "written and not sent" in what and "the tap is yours" in what
    assert run.state("contacts")["messages"] == []


@pytest.mark.parametrize("took_effect", [True, False])
def test_a_lost_answer_to_the_sending_is_told_as_that(
    run: Runs, took_effect: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tap = run.phone.tap

    def lost(x: int, y: int, **more: Any) -> None:
        if took_effect:
            tap(x, y, **more)
        raise AnswerLost(run.phone.serial, "tap")

    monkeypatch.setattr(run.phone, "tap", lost)
    result = run('phone.text_message("Aisha", "On my way")')
    assert len(run.state("contacts")["messages"]) == took_effect
    if took_effect:
        assert result.status == "done"
    else:
        assert result.problem is not None and "isn't known whether it took effect" in result.problem.message


@pytest.mark.parametrize("lost", [Broke, AnswerLost])
def test_a_lost_answer_to_a_command_that_calls_somebody_is_told_as_that(
    run: Runs, lost: type[PhoneError], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = run.phone.command

    def broken(words: Sequence[str]) -> str:
        if "android.intent.action.CALL" in words:
            raise Broke("1", "start", "gone for a moment") if lost is Broke else AnswerLost("1", "start")
        return command(words)

    monkeypatch.setattr(run.phone, "command", broken)
    result = run('phone.call("aisha")')
    assert result.problem is not None and "isn't known whether that was done" in result.problem.message


def test_a_message_without_consent_is_not_even_written(run: Runs) -> None:
    run.person = Answers(consents=0)
    assert run('phone.text_message("Aisha", "On my way")').status == "denied"
    assert run.state("contacts")["messages"] == [] and run.demo.device.foreground()[1] != ".ComposeActivity"


def test_a_contact_is_added_and_read_back(run: Runs) -> None:
    assert run('phone.add_contact("Nora Lund", number="0170 555 01", mail="nora@example.org")').status == "done"
    added = run.state("contacts")["contacts"][-1]
    assert (added["first"], added["last"], added["phone"], added["email"]) == (
        "Nora", "Lund", "0170 555 01", "nora@example.org",
    )  # fmt: skip
    assert run.proofs()[0][0] == "held"


def test_a_contact_with_nothing_but_a_name_is_seen_among_the_contacts(run: Runs) -> None:
    assert run('phone.add_contact("Nora Lund")').status == "done"
    assert run.proofs() == [("held", "contact Nora Lund added")]


def _synced(run: Runs, monkeypatch: pytest.MonkeyPatch, first: str) -> dict[str, Any]:
    """Right after the phone's own new contact another one comes in."""
    command, contacts = run.phone.command, run.state_of("contacts")["contacts"]
    synced = {**contacts[0], "id": 900, "first": first, "last": "", "phone": "+44 7700 900444"}

    def then(words: Sequence[str]) -> str:
        said = command(words)
        if list(words[:2]) == ["content", "insert"] and words[3].endswith("raw_contacts"):
            contacts.append(synced)
        return said

    monkeypatch.setattr(run.phone, "command", then)
    return synced


def test_a_contact_that_was_synced_in_between_is_left_as_it_is(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = _synced(run, monkeypatch, "Ivo")
    assert run('phone.add_contact("Nora Lund", number="0170 555 01")').status == "done"
    contacts = {contact["first"]: contact["phone"] for contact in run.state("contacts")["contacts"]}
    assert (synced["first"], contacts["Ivo"], contacts["Nora"]) == ("Ivo", "+44 7700 900444", "0170 555 01")


def test_where_it_is_not_clear_which_contact_is_the_new_one_nothing_is_written(
    run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = _synced(run, monkeypatch, "")
    result = run('phone.add_contact("Nora Lund", number="0170 555 01")')
    assert result.problem is not None and "isn't clear which is the new one" in result.problem.message
    assert synced["phone"] == "+44 7700 900444"


def test_an_appointment_is_put_into_the_calendar_and_read_back(run: Runs) -> None:
    assert (
        run('phone.add_event("Dentist, check-up", "17 May 2030 15:00", length="30 minutes", place="Hill St")').status
        == "done"
    )
    event: Any = run.demo.device.app_state("com.android.providers.calendar")["events"]
    assert event[0]["title"] == "Dentist, check-up" and event[0]["eventLocation"] == "Hill St"
    assert event[0]["dtend"] - event[0]["dtstart"] == 30 * 60 * 1000
    assert run.proofs()[0][0] == "held"


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("phone.play()", "playing"),
        ("phone.play()\nphone.pause()", "paused"),
        ("phone.next_track()", "went to the next track"),
        ("phone.go_home()", "went to the home screen"),
        ("phone.screenshot()", "screenshot kept as /sdcard/Pictures/Screenshots/"),
        ('phone.search("pharmacy", place="maps")', "searched the map"),
        ('phone.navigate("Lisbon")', "asked the way to Lisbon"),
        ('phone.open_settings("hotspot")', "opened Settings about hotspot"),
        ("phone.lock()", "screen switched off"),
    ],
)
def test_a_deed_is_seen(run: Runs, script: str, says: str) -> None:
    assert run(script).status == "done"
    verdict, what = run.proofs()[-1]
    assert verdict == "held" and what.startswith(says)


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("battery", "82%, charging"),
        ("storage", "41.2 GB free of 113.5 GB"),
        ("network_name", "Maple House"),
        ("notifications", "none"),
        ("android_version", "Demo Phone, Android 14"),
    ],
)
def test_a_fact_is_told(run: Runs, fact: str, says: str) -> None:
    assert run(f"finish(phone.{fact}.text)").answer == says


def test_a_phone_on_a_cable_saves_no_battery_and_that_is_said(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interpreter.run.commanding.PATIENCE_S", 0.0)
    result = run("phone.battery_saver.turn_on()")
    assert result.status == "failed" and result.problem is not None and "still not on" in result.problem.message
    assert run.proofs()[0][0] == "refuted"


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ('phone.set_alarm("25:00")', "no time of day"),
        ('phone.set_alarm("soon")', "no time of day"),
        ('phone.set_alarm("07:00", days="someday")', "names no days"),
        ('phone.set_timer("a while")', "no length of time"),
        ('phone.brightness.choose("140%")', "no share of the whole"),
        ('phone.brightness.choose("4/3")', "no share of the whole"),
        ('phone.brightness.choose("1/0")', "no share of the whole"),
        ('phone.brightness.choose("a bit")', "no share of the whole"),
        ('phone.font_size.choose("Gigantic")', "no font size"),
        ('phone.open_web("not an address")', "no web address"),
        ('phone.open_web("file:///sdcard/x")', "only http and https"),
        ('phone.search("x", place="the moon")', "can't be searched"),
        ('phone.open_settings("my cat")', "No page of Settings"),
        ("phone.find('Wi-Fi').tap()", "no screen to look at"),
    ],
)
def test_what_is_no_value_is_said_and_nothing_is_done(run: Runs, script: str, says: str) -> None:
    settings, clock = dict(run.settings), run.state("clock")
    result = run(script, frozenset({Effect.COMMIT}))
    assert result.status == "failed" and result.problem is not None
    assert says in result.problem.message
    assert (run.settings, run.state("clock")) == (settings, clock)


def test_what_android_refuses_is_said_and_its_page_opened(run: Runs) -> None:
    device: Any = run.demo.device
    device.refused.add("svc wifi")
    result = run("phone.wifi.turn_off()")
    assert result.status == "failed" and result.problem is not None
    assert "doesn't let a computer set Wi-Fi" in result.problem.message
    assert "page of Settings is open" in result.problem.message
    assert run.settings["global", "wifi_on"] == "1"
    assert run.phone.current_app().package == "app.demo.settings"


def test_a_setting_that_takes_its_time_is_proved_with_what_it_came_to(
    run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, old = run.phone.command, run.settings["system", "screen_brightness"]
    written: list[str] = []

    def slow(words: Sequence[str]) -> str:
        if list(words[:2]) == ["settings", "get"] and "screen_brightness" in words and written:
            return old if written.pop() == "again" else command(words)
        said = command(words)
        if list(words[:2]) == ["settings", "put"] and "screen_brightness" in words:
            written.extend(["now", "again", "again"])
        return said

    monkeypatch.setattr(run.phone, "command", slow)
    assert run('phone.brightness.choose("80%")').status == "done"
    assert run.proofs() == [("held", "Brightness is 80%")]
