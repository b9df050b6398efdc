"""A time put together of an hour, a minute and a half of the day, held against the task's."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import Effect, Kind, Screen, Transition
from tests.agent.small_docs import button, doc_of, rows
from tests.interpreter.notes_app import element

PICKER = Screen(
    name="pick_time",
    kind="dialog",
    elements=[
        element("hour", Kind.INPUT, commit="ok"),
        element("minute", Kind.INPUT, commit="ok"),
        element("time_choice", Kind.CHOICE, options=["AM", "PM"], inline=True, commit="ok"),
        element("ok", Kind.BUTTON, effect=Effect.COMMIT),
    ],
)
MAIN = Screen(name="bells", elements=[rows("bells", "bell", "time"), button("add_bell")])
DOC = doc_of(
    MAIN, PICKER, transitions=[Transition(source="bells", element="add_bell", action="tap", target="pick_time")]
)


def script(hour: str, minute: str = "00", half: str = "") -> str:
    chosen = f'pick_time.time_choice.choose("{half}")\n' if half else ""
    return (
        f'bells.add_bell.tap()\npick_time.hour.set_text("{hour}")\npick_time.minute.set_text("{minute}")\n'
        f"{chosen}pick_time.ok.tap()"
    )


def kinds(task: str, text: str) -> set[str]:
    return {doubt.kind for doubt in doubts(text, task, DOC)} & {"other_moment", "left_as_set"}


LEFT = [
    ("add a bell for 6 in the evening", script("6")),
    ("add a bell at half past nine tonight", script("9", "30")),
    ("add a bell at 17:40", script("5", "40")),
    ("add a bell for 4pm", script("4")),
    ("add a bell for 4 pm", script("4")),
    ("add a bell at noon", script("12")),
    ("add a bell for 6 in the morning", script("6")),
]
OTHER = [
    ("add a bell for 6 in the evening", script("6", "00", "AM")),
    ("add a bell for 6 in the morning", script("18")),
    ("add a bell at 17:40", script("17", "40", "AM")),
    ("add a bell at 17:40", script("7", "40", "PM")),
    ("add a bell at 17:40", script("17", "04")),
    ("add a bell at 17:40", script("57", "40")),
    ("add a bell at ten past midnight", script("12", "10", "PM")),
]
RIGHT = [
    ("add a bell for 6 in the evening", script("6", "00", "PM")),
    ("add a bell for 6 in the evening", script("18")),
    ("add a bell at 17:40", script("17", "40")),
    ("add a bell at 17:40", script("17", "40", "PM")),
    ("add a bell at 17:40", script("5", "40", "PM")),
    ("add a bell at 00:20", script("0", "20")),
    ("add a bell at 00:20", script("12", "20", "AM")),
    ("add a bell at noon", script("12", "00", "PM")),
    ("add a bell at 6", script("6")),
    ("add a bell at 6", script("6", "00", "PM")),
    ("add a bell an hour before 6 pm", script("5", "00", "PM")),
    ("add a bell", script("6")),
]


@pytest.mark.parametrize(("task", "text"), LEFT)
def test_a_half_of_the_day_that_is_said_is_not_left_as_it_comes(task: str, text: str) -> None:
    assert kinds(task, text) == {"left_as_set"} and "left_as_set" in GRAVE
    assert len([doubt for doubt in doubts(text, task, DOC) if doubt.kind == "left_as_set"]) == 1


@pytest.mark.parametrize(("task", "text"), OTHER)
def test_another_time_than_the_task_says_waits(task: str, text: str) -> None:
    assert kinds(task, text) == {"other_moment"} and "other_moment" in GRAVE


@pytest.mark.parametrize(("task", "text"), RIGHT)
def test_the_time_of_the_task_does_not(task: str, text: str) -> None:
    assert kinds(task, text) == set()


@pytest.mark.parametrize(("half", "explained"), [("PM", True), ("AM", False)])
def test_the_half_of_an_hour_of_the_full_day_is_said_with_it(half: str, explained: bool) -> None:
    found = {doubt.kind for doubt in doubts(script("5", "40", half), "add a bell at 17:40", DOC)}
    assert ("unexplained_act" not in found) is explained


def test_a_number_that_is_no_hour_is_no_time() -> None:
    elements = [one.model_copy(update={"name": "guests", "label": "Guests"}) for one in PICKER.elements[:1]]
    doc = doc_of(MAIN, PICKER.model_copy(update={"elements": [*elements, *PICKER.elements[1:]]}))
    text = 'pick_time.guests.set_text("6")\npick_time.ok.tap()'
    found = {doubt.kind for doubt in doubts(text, "put in 6 guests for 17:40", doc)}
    assert found.isdisjoint({"other_moment", "left_as_set"})
