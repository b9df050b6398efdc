"""Actions of the phone itself as steps of a plan: worded by their labels, the same however their arguments are written."""

from __future__ import annotations

import pytest

from apidocs.shipped.itself import phone_doc
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
