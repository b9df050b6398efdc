"""What bounds a run, what cancels it, and what becomes of a call whose answer was lost."""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace

import pytest

from interpreter.calls import Call, Question, Ref
from interpreter.calls.errors import CallFailed, Cancelled, LimitReached, Uncertain
from interpreter.calls.limits import Limits, LoopGuard
from phones.errors import PhoneLost
from tests.interpreter.pocket_phone import PocketPhone, View, pocket_doc, words
from tests.interpreter.pocket_run import Answers, Run


def test_the_same_act_a_third_time_with_nothing_done_in_between_fails() -> None:
    run = Run()
    run("open", "settings")
    with pytest.raises(CallFailed, match="round in circles"):
        for _ in range(20):
            run("tap", "settings?Info 1")
    assert run.phone.log.count("tap Info 1") == 2


def test_opening_the_same_row_again_and_again_fails_however_one_came_back() -> None:
    run = Run()
    row = run.row("note 02")
    run("open", row)
    run("back")
    run("open", row)
    run("back")
    with pytest.raises(CallFailed, match="round in circles"):
        run("open", row)
        run("back")
        run("open", row)


def test_the_same_act_for_another_row_each_time_is_no_circle() -> None:
    run = Run()
    for row in run.rows()[:5]:
        run("open", row)
        run("open", "settings")
        run("tap", "settings?Info 1")
    assert run.phone.log.count("tap Info 1") == 5


def test_the_same_act_for_one_row_again_and_again_is_one() -> None:
    run = Run()
    row = run.rows()[0]
    with pytest.raises(CallFailed, match="round in circles"):
        for _ in range(5):
            run("open", row)
            run("open", "settings")
            run("tap", "settings?Info 1")
    assert run.phone.log.count("tap Info 1") == 2


def test_what_is_done_or_waited_for_in_between_is_no_circle() -> None:
    run = Run()
    for number in range(4):
        run("set_text", "create_note.title", f"zz {number}")  # below what is seen of the list
        run.phone.notes.sort()
        run("tap", "create_note.ok")
        run.phone.notes.sort()
        run.host.front.forget()
        run("tap", "main.new_note")
        run("tap", "create_note.cancel")
    for _ in range(4):
        run("tap", "settings?Info 1")
        run("wait", "", 0.0)


def test_a_script_that_catches_that_and_goes_on_is_stopped() -> None:
    run = Run()
    run("open", "settings")
    with pytest.raises(LimitReached, match="got nowhere"):
        for _ in range(20):
            with suppress(CallFailed):
                run("tap", "settings?Info 1")
    assert run.phone.log.count("tap Info 1") == 2


def test_nothing_is_done_on_the_home_screen_but_opening_an_app() -> None:
    doc = pocket_doc().model_copy(update={"package": "com.example.launcher", "label": "Launcher"})
    run = Run(doc=doc)
    with pytest.raises(CallFailed, match="home screen, and no app"):
        run("tap", "main.new_note")
    assert run.phone.log == []
    run("open_app", "", "Pocket")
    assert run.phone.log == ["launch com.example.pocket"]


def test_reading_may_be_repeated_more_often_than_acting() -> None:
    run = Run()
    for _ in range(30):
        run("is_on", "settings.dark_mode")
    with pytest.raises(LimitReached):
        for _ in range(60):
            run("is_on", "settings.dark_mode")


def test_different_rows_are_different_calls() -> None:
    run = Run()
    for row in run.rows():
        run("text", row)


def test_the_number_of_calls_is_bounded() -> None:
    run = Run(limits=Limits(calls=5, patience_s=0))
    for _ in range(5):
        run("is_open", "main")
    with pytest.raises(LimitReached, match="more than 5 calls"):
        run("is_open", "main")


def test_the_clock_leaves_out_the_time_the_person_took() -> None:
    now = [0.0]
    guard = LoopGuard(Limits(wall_clock_s=10), clock=lambda: now[0])
    guard.begin()
    now[0] = 100.0
    guard.excuse(95.0)
    guard.begin()
    assert guard.left_s == 5.0
    now[0] = 106.0
    with pytest.raises(LimitReached, match="longer than 10 s"):
        guard.begin()


def test_a_calls_time_leaves_out_the_time_the_person_took_to_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    for module in ("run.host", "consent.policy"):
        monkeypatch.setattr(f"interpreter.{module}.time", SimpleNamespace(monotonic=lambda: now[0]))

    class Slow(Answers):
        def consent(self, question: Question) -> int:
            now[0] += 15.0
            return super().consent(question)

    run = Run(person=Slow())
    run("set_text", "compose.to", "Bob")
    run("tap", "compose.send")
    assert run.host.thought_s == 15.0
    assert run.last.ms == 0.0


def test_cancelling_stops_before_the_next_act() -> None:
    run = Run()
    run("open", "settings")
    log = list(run.phone.log)
    run.cancel.set()
    with pytest.raises(Cancelled):
        run("turn_on", "settings.dark_mode")
    assert run.phone.log == log
    assert run.last.status == "cancelled"


def test_cancelling_ends_a_wait() -> None:
    run = Run()
    run.phone.on_dump = run.cancel.set
    with pytest.raises(Cancelled):
        run("wait", "", 50)


@pytest.mark.parametrize("took_effect", [True, False], ids=["took effect", "did not"])
def test_a_lost_answer_of_a_harmless_tap_is_looked_into(took_effect: bool) -> None:
    phone = PocketPhone()
    phone.lose = [("tap Settings", took_effect)]
    run = Run(phone)
    run("turn_on", "settings.dark_mode")
    assert phone.settings["Dark mode"]
    assert phone.log.count("tap Settings") == (1 if took_effect else 2)
    assert any("lost" in s for s in run.last.steps)


@pytest.mark.parametrize("took_effect", [True, False], ids=["took effect", "did not"])
def test_a_lost_answer_of_a_grave_tap_is_never_repeated(took_effect: bool) -> None:
    phone = PocketPhone()
    phone.lose = [("tap Send", took_effect)]
    run = Run(phone)
    run("set_text", "compose.message", "hi")
    if took_effect:
        run("tap", "compose.send")
        assert any("took effect" in s for s in run.last.steps)
    else:
        with pytest.raises(Uncertain, match="isn't known whether it took effect"):
            run("tap", "compose.send")
        assert run.last.status == "failed"
    assert phone.log.count("tap Send") == 1
    assert len(phone.sent) == (1 if took_effect else 0)


@pytest.mark.parametrize("before", [True, False], ids=["before the tap", "after it"])
def test_a_change_that_the_tap_did_not_make_is_not_taken_for_its_effect(before: bool) -> None:
    phone = PocketPhone()
    run = Run(phone)
    run("set_text", "compose.message", "hi")
    phone.lose = [("tap Send", False)]
    make, arrived = phone._compose, [before]

    def with_news() -> View:
        drawn = make()
        if arrived[0] or "tap Send" in phone.log:
            drawn.children.append(words("Ann: are you there?", (0, 720, 720, 800), "incoming"))
        return drawn

    phone._compose = with_news  # type: ignore[method-assign]
    with pytest.raises(Uncertain, match="isn't known whether it took effect"):
        run("tap", "compose.send")
    assert phone.log.count("tap Send") == 1 and not phone.sent


def test_a_lost_answer_of_a_switch_is_settled_by_reading_it() -> None:
    phone = PocketPhone()
    phone.lose = [("tap Dark mode", True)]
    Run(phone)("turn_on", "settings.dark_mode")
    assert phone.settings["Dark mode"]
    assert phone.log.count("tap Dark mode") == 1


def test_a_switch_whose_tap_may_never_have_come_is_told_as_that_and_not_tapped_again() -> None:
    phone = PocketPhone()
    phone.lose = [("tap Dark mode", False)]
    with pytest.raises(CallFailed, match="answer to a tap was lost, and settings.dark_mode is still off.*not repeated"):
        Run(phone)("turn_on", "settings.dark_mode")
    assert phone.log.count("tap Dark mode") == 1


def test_an_answer_that_was_lost_is_told_of_that_act_alone() -> None:
    phone = PocketPhone()
    run = Run(phone)
    phone.lose = [("tap Dark mode", False)]
    with pytest.raises(CallFailed, match="answer to a tap was lost"):
        run("turn_on", "settings.dark_mode")
    with pytest.raises(CallFailed, match="is still off after it was tapped"):
        run("turn_on", "settings.stuck")


def test_lost_typing_is_typed_again_in_place_of_what_is_there() -> None:
    phone = PocketPhone()
    phone.lose = [("type Bob", False)]
    Run(phone)("set_text", "compose.to", "Bob")
    assert phone.fields["to"] == "Bob"


def test_a_lost_phone_leaves_a_record_of_what_was_done() -> None:
    phone = PocketPhone()
    phone.gone_at = "tap Dark mode"
    run = Run(phone)
    with pytest.raises(PhoneLost):
        run("turn_on", "settings.dark_mode")
    assert len(run.notebook.begun) == len(run.notebook.ended) == 1
    assert run.last.status == "failed" and "was lost" in run.last.error


def test_the_guard_tells_screens_apart() -> None:
    guard = LoopGuard(Limits(repeats=1))
    call = Call(1, Ref("main", "new_note"), "tap")
    guard.meet(call, 1, acts=True)
    guard.meet(call, 2, acts=True)
    with pytest.raises(LimitReached):
        guard.meet(call, 1, acts=True)
