"""Choices that a form comes with, and the task says otherwise."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import Effect, Kind, Screen
from tests.interpreter.notes_app import NOTES_DOC as NOTES
from tests.interpreter.notes_app import element

FORM = Screen(
    name="track",
    elements=[
        element("service", Kind.INPUT, commit="save"),
        element("cost", Kind.INPUT, commit="save"),
        element("frequency", Kind.CHOICE, options=["Weekly", "Monthly", "Yearly"], commit="save"),
        element("paid_with", Kind.CHOICE, options=["Cash", "Debit card"], commit="save"),
        element("save", Kind.BUTTON, effect=Effect.COMMIT),
    ],
)
DOC = NOTES.model_copy(update={"screens": [*NOTES.screens, FORM]})
FILLED = 'track.service.set_text("{}")\ntrack.cost.set_text("3")\n'
SAVED = "track.save.tap()"


def left(task: str, script: str) -> list[str]:
    return [str(doubt) for doubt in doubts(script, task, DOC) if doubt.kind == "left_as_set"]


def test_an_option_that_the_task_names_is_not_left_unchosen() -> None:
    task = "put in a new subscription called Cloud storage, 3 euros a month"
    assert left(task, FILLED.format("Cloud storage") + SAVED) == [
        'line 3: it leaves "frequency" as it is, and your words say "Monthly"'
    ]
    assert "left_as_set" in GRAVE


FINE = [
    ("track Cloud storage, 3 euros a month", FILLED + 'track.frequency.choose("Monthly")\n' + SAVED, "it is chosen"),
    ("track Cloud storage, 3 euros", FILLED + SAVED, "nothing is said of it"),
    ("track Cloud storage for 3, weekly or monthly, I don't know", FILLED + SAVED, "two are said"),
    ('track "Month of wine" for 3', 'track.service.set_text("Month of wine")\n' + SAVED, "it is in a name"),
    ("track Monthly, 3 euros", FILLED.replace("{}", "Monthly") + SAVED, "it is what was typed"),
    ("track Cloud storage, 3 euros a month", FILLED, "nothing is saved"),
    ("track Cloud storage, 3 euros, not monthly", FILLED + SAVED, "it is not to be"),
]


@pytest.mark.parametrize(("task", "script"), [c[:2] for c in FINE], ids=[c[2] for c in FINE])
def test_nothing_is_said_otherwise(task: str, script: str) -> None:
    assert left(task, script.format("Cloud storage")) == []
