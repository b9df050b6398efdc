"""Whole scripts, sandbox and all, on the pocket phone."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from apidocs.doc import Effect
from interpreter.calls import Call, Outcome
from interpreter.consent.policy import Policy
from interpreter.run.runner import RunResult, run_script
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.pocket_phone import PocketPhone, pocket_doc
from tests.interpreter.pocket_run import QUICK, Answers

ALL = frozenset(Effect)


@pytest.fixture(scope="module")
def warm() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def phone() -> PocketPhone:
    return PocketPhone()


def run(script: str, phone: PocketPhone, warm: Sandbox, **more: object) -> RunResult:
    options: dict[str, object] = {"policy": Policy(), "person": None, "limits": QUICK, "sandbox": warm, **more}
    return run_script(script, pocket_doc(), phone, **options)  # type: ignore[arg-type]


def test_a_script_runs_to_its_answer(phone: PocketPhone, warm: Sandbox) -> None:
    script = """settings.dark_mode.turn_on()
settings.theme.choose("Dark")
settings.find("Autosave notes").turn_off()
finish(f"theme is {settings.theme.value}")
"""
    result = run(script, phone, warm)
    assert (result.status, result.answer, result.problem) == ("done", "theme is Dark", None)
    assert phone.settings["Dark mode"] and not phone.settings["Autosave notes"]
    assert [c.op for c, _ in result.calls] == ["turn_on", "choose", "find", "turn_off", "value", "finish"]
    assert [c.line for c, _ in result.calls] == [1, 2, 3, 3, 4, 4]
    assert result.screen == "settings"
    assert result.hierarchy is not None and "Theme" in result.hierarchy.xml


def test_a_loop_deletes_every_row_that_matches(warm: Sandbox) -> None:
    phone = PocketPhone([f"{'draft' if i % 4 == 0 else 'keep'} {i}" for i in range(22)])
    script = """deleted = 0
for note in main.notes():
    if "draft" in note.title:
        note.long_press()
        selection.delete.tap()
        confirm_delete.ok.tap()
        deleted += 1
finish(f"{deleted} notes deleted")
"""
    person = Answers(consents=50)
    result = run(script, phone, warm, person=person)
    assert (result.status, result.answer) == ("done", "6 notes deleted")
    assert not any("draft" in note for note in phone.notes) and len(phone.notes) == 16
    assert [q.line for q in person.asked] == [5] and all(q.in_loop for q in person.asked)


def test_a_denied_call_ends_the_run_even_in_a_script_that_catches_everything(phone: PocketPhone, warm: Sandbox) -> None:
    script = """compose.message.set_text("hi")
try:
    compose.send.tap()
except:
    pass
settings.dark_mode.turn_on()
"""
    result = run(script, phone, warm, person=Answers(consents=0))
    assert result.status == "denied"
    assert result.problem is not None and result.problem.line == 3
    assert phone.sent == [] and not phone.settings["Dark mode"]


def test_a_failed_call_can_be_caught_by_the_script(phone: PocketPhone, warm: Sandbox) -> None:
    script = """try:
    main.note("nowhere").open()
except Exception as e:
    finish(f"not done: {e}")
"""
    result = run(script, phone, warm)
    assert result.status == "not_done"
    assert 'says "nowhere"' in result.answer


def test_a_failed_call_that_is_not_caught_says_line_and_reason(phone: PocketPhone, warm: Sandbox) -> None:
    result = run('settings.dark_mode.turn_on()\nsettings.theme.choose("Purple")\n', phone, warm)
    assert result.status == "failed"
    assert result.problem is not None
    assert (result.problem.line, result.problem.source) == (2, 'settings.theme.choose("Purple")')
    assert "doesn't offer 'Purple'" in result.problem.message
    assert result.screen == "settings"


def test_a_loop_that_gets_nowhere_is_stopped(phone: PocketPhone, warm: Sandbox) -> None:
    result = run("while True:\n    settings.scroll_down()\n", phone, warm)
    assert result.status == "limit"
    assert result.problem is not None and "got nowhere" in result.problem.message


def test_a_lost_phone_ends_the_run_with_what_was_done(phone: PocketPhone, warm: Sandbox) -> None:
    phone.gone_at = "tap Write"
    result = run('settings.dark_mode.turn_on()\nback()\ncompose.to.set_text("Bob")\n', phone, warm)
    assert result.status == "failed"
    assert result.problem is not None
    assert (result.problem.kind, result.problem.line) == ("PhoneLost", 3)
    assert "2 calls" in result.problem.hint
    assert phone.settings["Dark mode"]
    assert run("finish('on')", phone, warm).status == "done"  # the sandbox is as good as new


def test_cancelling_stops_the_run(phone: PocketPhone, warm: Sandbox) -> None:
    cancel = threading.Event()

    class Stopper:
        def called(self, call: Call) -> None:
            if call.seq == 2:
                cancel.set()

        def done(self, call: Call, outcome: Outcome) -> None: ...

    script = "settings.dark_mode.turn_on()\nsettings.show_dates.turn_off()\n"
    result = run(script, phone, warm, cancel=cancel, listener=Stopper())
    assert result.status == "cancelled"
    assert phone.settings["Show dates"]


def test_asking_reaches_the_person_or_ends_the_run(phone: PocketPhone, warm: Sandbox) -> None:
    script = 'finish(ask("Which colour?"))'
    assert run(script, phone, warm, person=Answers(said="blue")).answer == "blue"
    assert run(script, phone, warm, person=None).status == "denied"


def test_an_uncertain_act_stops_the_run_and_says_so(phone: PocketPhone, warm: Sandbox) -> None:
    phone.lose = [("tap Send", False)]
    script = 'compose.message.set_text("hi")\ncompose.send.tap()\nfinish("sent")'
    result = run(script, phone, warm, policy=Policy(allow=ALL))
    assert result.status == "failed"
    assert result.problem is not None and "isn't known whether" in result.problem.message
    assert phone.log.count("tap Send") == 1


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ('finish(main.note("Stop").title)', "done"),
        ('finish("Can\'t stop it")', "not_done"),
        ('title = main.note("Stop").title\nfinish("Cannot say")', "not_done"),
    ],
    ids=["it is called so", "in its own words", "in its own words after reading"],
)
def test_only_a_scripts_own_words_say_that_it_was_not_done(warm: Sandbox, script: str, status: str) -> None:
    result = run(script, PocketPhone(["Can't Stop", "Milk"]), warm)
    assert result.status == status


THERE = [
    ('finish("yes" if main.note("groceries").exists else "no")', "no"),
    ('finish("yes" if main.note("note 2").exists else "no")', "yes"),
    ('found = main.note("groceries")\nfinish("yes" if found.exists else "no")', "no"),
    ('if not main.note("groceries").exists:\n    finish("none")', "none"),
]


@pytest.mark.parametrize(("script", "answer"), THERE)
def test_a_row_that_is_only_asked_for_may_well_not_be_there(script: str, answer: str, warm: Sandbox) -> None:
    result = run(script, PocketPhone([f"note {i}" for i in range(1, 5)]), warm)
    assert (result.status, result.answer) == ("done", answer)
    assert result.read[-1].value == ("no" if answer == "none" else answer)


BIKES = 'finish("yes" if main.note("bikes").exists else "no")'


@pytest.mark.parametrize(
    ("rows", "status", "said"),
    [
        (["Milk", "Bike repair"], "done", "yes"),
        (["Milk", "Repair"], "done", "no"),
        (["Bike", "Milk"], "done", "yes"),
        (["Bike repair", "Bike to Bonn"], "failed", "Bike to Bonn"),
    ],
    ids=["one has its words", "none has", "it is all of a row", "several have"],
)
def test_a_row_that_has_the_words_in_another_form_is_there(
    rows: list[str], status: str, said: str, warm: Sandbox
) -> None:
    result = run(BIKES, PocketPhone(rows), warm)
    assert result.status == status
    assert said in (result.answer if status == "done" else result.problem.message if result.problem else "")


@pytest.mark.parametrize(
    ("asked", "row", "said"),
    [
        ("wifi code", "Wi-Fi code", "yes"),
        ("our holiday in Rome", "Holiday Rome", "yes"),
        ("dentist's appointment", "Dentist appointment", "yes"),
        ("Bill", "Bills to pay", "no"),
        ("books", "Booking.com hotel", "no"),
    ],
)
def test_whether_a_row_is_of_the_same_words(asked: str, row: str, said: str, warm: Sandbox) -> None:
    assert run(BIKES.replace('"bikes"', repr(asked)), PocketPhone([row, "Milk"]), warm).answer == said


def test_of_a_row_that_has_only_some_of_the_words_it_isn_t_sure(warm: Sandbox) -> None:
    result = run(BIKES.replace("bikes", "bike repair in Bonn"), PocketPhone(["Bike repair"]), warm)
    assert result.status == "failed" and result.problem is not None and "Bike repair" in result.problem.message


def test_a_row_that_is_to_be_used_has_to_be_there(warm: Sandbox) -> None:
    script = 'found = main.note("groceries")\nif not found.exists:\n    found.open()'
    result = run(script, PocketPhone(["note 1", "note 2"]), warm)
    assert result.status == "failed" and result.problem is not None and "groceries" in result.problem.message


def test_a_list_that_shows_a_part_tells_of_no_row_that_it_isn_t_there(
    warm: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interpreter.find.rows.part_shown", lambda *_: "Work")
    result = run(THERE[0][0], PocketPhone(["note 1"]), warm)
    assert result.status == "failed"
