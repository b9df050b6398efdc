"""Answers as people say them."""

from __future__ import annotations

import pytest

from agent.task.spoken import spoken
from apidocs.shipped.itself import phone_doc
from interpreter.calls import Read, Ref
from interpreter.run.runner import RunResult


def state(name: str, on: bool) -> Read:
    return Read(Ref("phone", name), "yes" if on else "no")


@pytest.mark.parametrize(
    ("task", "answer", "read", "said"),
    [
        ("is wifi on?", "True", [state("wifi", True)], "Yes, Wi-Fi is on."),
        ("is dark mode on", "False", [state("dark_theme", False)], "No, Dark theme is off."),
        ("is my bluetooth on or off?", "True", [state("bluetooth", True)], "Yes, Bluetooth is on."),
        ("is wifi off?", "False", [state("wifi", False)], "Wi-Fi is off."),
        ("is wifi off?", "True", [state("wifi", False)], "Yes."),
        ("is there an alarm at 7?", "True", [Read(Ref("alarm", "alarms"), "7:00 AM")], "Yes."),
        ("is there an alarm at 7?", "False", [], "No."),
        (
            "are wifi and bluetooth on?",
            "True False",
            [state("wifi", True), state("bluetooth", False)],
            "Wi-Fi is on, Bluetooth is off.",
        ),
        ("both on?", "True, False", [], "Yes, no."),
        (
            "what's the brightness, and is wifi on?",
            "50%, True",
            [Read(Ref("phone", "brightness"), "50%"), state("wifi", True)],
            "50%, Wi-Fi is on",
        ),
        ("how bright, and is it on?", "50%, True", [Read(Ref("phone", "brightness"), "50%")], "50%, True"),
        ("how full is the battery?", "87%", [], "87%"),
        ("what does it say?", "Trueman", [], "Trueman"),
        ("", "", [], ""),
    ],
)
def test_a_state_is_said_in_words(task: str, answer: str, read: list[Read], said: str) -> None:
    assert spoken(answer, RunResult("done", answer, read=read), phone_doc(), task) == said
