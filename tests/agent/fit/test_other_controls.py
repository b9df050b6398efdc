"""A setting that is set, and another one that the task calls by its whole name."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import AppDoc, Kind, Screen
from apidocs.shipped.itself import phone_doc
from tests.interpreter.notes_app import NOTES_DOC, element

PHONE = phone_doc()
PAGE = Screen(
    name="options",
    elements=[
        element("start_page", Kind.CHOICE),
        element("page_size", Kind.CHOICE),
        element("touch_sounds", Kind.TOGGLE),
        element("touch_vibration", Kind.TOGGLE),
        element("ebikes", Kind.TOGGLE, label="E-bikes"),
        element("bike_type", Kind.CHOICE),
    ],
)
DOC = NOTES_DOC.model_copy(update={"screens": [*NOTES_DOC.screens, PAGE]})


def waits(task: str, script: str, doc: AppDoc) -> bool:
    return "another_control" in {doubt.kind for doubt in doubts(script, task, doc)} & GRAVE


@pytest.mark.parametrize(
    ("task", "script", "doc"),
    [
        (
            "set the alarm volume to 60% and the media volume to 30%",
            'phone.ring_volume.choose("60%")\nphone.volume.choose("30%")',
            PHONE,
        ),
        ("put the ring volume at 40%", 'phone.alarm_volume.choose("40%")', PHONE),
        ("make the page size A5", 'options.start_page.choose("A5")', DOC),
        ("no touch vibration please", "options.touch_sounds.turn_off()", DOC),
    ],
)
def test_the_one_that_is_named_is_meant(task: str, script: str, doc: AppDoc) -> None:
    assert waits(task, script, doc)


@pytest.mark.parametrize(
    ("task", "script", "doc"),
    [
        ("set the alarm volume to 60%", 'phone.alarm_volume.choose("60%")', PHONE),
        ("leave the alarm volume alone, ringer to 40%", 'phone.ring_volume.choose("40%")', PHONE),
        (
            "alarm volume to 60% and the ringer to 20%",
            'phone.alarm_volume.choose("60%")\nphone.ring_volume.choose("20%")',
            PHONE,
        ),
        (
            "no touch sounds and touch vibration",
            "options.touch_sounds.turn_off()\noptions.touch_vibration.turn_off()",
            DOC,
        ),
        ("only show e-bikes", 'options.bike_type.choose("E-bikes")', DOC),
        ('set the start page to "page size"', 'options.start_page.choose("page size")', DOC),
    ],
)
def test_others_may_be(task: str, script: str, doc: AppDoc) -> None:
    assert not waits(task, script, doc)
