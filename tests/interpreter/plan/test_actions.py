"""Actions of the phone itself as steps of a plan: worded by their labels, the same however their arguments are written."""

from __future__ import annotations

import pytest

from apidocs.shipped.itself import phone_doc
from interpreter.plan.differing import difference
from interpreter.plan.plans import plan_of, same
from interpreter.plan.wording import Words

DOC = phone_doc()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('phone.set_alarm("07:30", days="weekdays")', 'Set an alarm: "07:30", "weekdays"'),
        ("phone.play()", "Play"),
        ("phone.wifi.turn_off()", "Turn Wi-Fi off"),
        ('phone.brightness.choose("40%")', 'Set Brightness to "40%"'),
    ],
)
def test_the_words_of_a_step(script: str, words: str) -> None:
    plan = plan_of(script, DOC)
    assert plan is not None and [Words(DOC).line(step) for step in plan.steps] == [words]


def test_what_is_left_out_between_makes_no_other_plan() -> None:
    one = plan_of('phone.set_alarm("07:30", label="Work")', DOC)
    other = plan_of('phone.set_alarm("07:30", "", "Work")', DOC)
    assert one is not None and other is not None and same(one, other)


def test_that_somebody_is_reached_stands_in_the_question_however_long_it_gets() -> None:
    switches = "phone.wifi.turn_on()\nphone.bluetooth.turn_on()\nphone.location.turn_on()\n"
    one = plan_of(f'{switches}phone.text_message("Mum", "I am late")', DOC)
    other = plan_of(f'phone.airplane_mode.turn_off()\n{switches}phone.call("Bob")', DOC)
    assert one is not None and other is not None
    lines = difference(one, other, DOC)
    assert "Mum" in lines[0] and "Bob" in lines[1]


@pytest.mark.parametrize("deed", ['phone.set_alarm("07:30")', "phone.play()", 'phone.call("Bob")'])
def test_closing_words_after_a_deed_are_no_other_plan(deed: str) -> None:
    one, other = plan_of(deed, DOC), plan_of(f'{deed}\nfinish("It is done")', DOC)
    assert one is not None and other is not None and same(one, other)


def test_an_answer_after_nothing_was_done_is_another_plan() -> None:
    one, other = plan_of("phone.battery.text", DOC), plan_of('phone.battery.text\nfinish("87%")', DOC)
    assert one is not None and other is not None and not same(one, other)
