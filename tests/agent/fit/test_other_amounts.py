"""A share or a length of time that is chosen, and another one that the task says."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.doc import Kind, Screen
from apidocs.shipped.itself import phone_doc
from tests.interpreter.notes_app import NOTES_DOC, element


def kinds(task: str, script: str) -> set[str]:
    return {doubt.kind for doubt in doubts(script, task, phone_doc())}


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("turn brightness to two thirds", 'phone.brightness.choose("25%")'),
        ("set the brightness to forty percent", 'phone.brightness.choose("70%")'),
        ("volume to 7 out of 10", 'phone.volume.choose("17%")'),
        ("set the screen to go off after ten minutes", 'phone.screen_timeout.choose("30 minutes")'),
        ("lower the volume by 15%", 'phone.volume.choose("15%")'),
        ("volume up 15 percent", 'phone.volume.choose("15%")'),
        ("make the screen 15% darker", 'phone.brightness.choose("15%")'),
        ("reduce brightness a quarter", 'phone.brightness.choose("25%")'),
        ("brightness by half, less", 'phone.brightness.choose("50%")'),
        ("a little less than 60% brightness", 'phone.brightness.choose("60%")'),
        ("double the volume", 'phone.volume.choose("60%")'),
        ("volume to the maximum", 'phone.volume.choose("60%")'),
        ("turn the brightness all the way down", 'phone.brightness.choose("100%")'),
        ("set the brightness to half", 'phone.brightness.choose("20%")'),
        ("make it louder", 'phone.volume.choose("0%")'),
        ("make the screen darker", 'phone.brightness.choose("100%")'),
        ("make the letters bigger", 'phone.font_size.choose("Small")'),
        ("smaller text please", 'phone.font_size.choose("Largest")'),
        ("let the screen stay on for 2 minutes", 'phone.screen_timeout.choose("20 seconds")'),
        ("the text is too small for my eyes", 'phone.font_size.choose("Small")'),
        ("these letters are far too large", 'phone.font_size.choose("Largest")'),
        ("the screen is too bright", 'phone.brightness.choose("100%")'),
        ("the music is too quiet", 'phone.volume.choose("0%")'),
    ],
)
def test_another_amount_waits(task: str, script: str) -> None:
    assert "other_amount" in kinds(task, script) and "other_amount" in GRAVE


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("turn brightness to two thirds", 'phone.brightness.choose("2/3")'),
        ("the text is too small for my eyes", 'phone.font_size.choose("Large")'),
        ("the screen is too bright", 'phone.brightness.choose("20%")'),
        ("large is too large, take small", 'phone.font_size.choose("Small")'),
        ("turn brightness to two thirds", 'phone.brightness.choose("67%")'),
        ("turn the brightness down", 'phone.brightness.choose("20%")'),
        ("put the brightness at 40", 'phone.brightness.choose("40%")'),
        ("volume to the max", 'phone.volume.choose("100%")'),
        ("half volume please", 'phone.volume.choose("50%")'),
        (
            "battery saver on and the brightness at 20 percent",
            'phone.battery_saver.turn_on()\nphone.brightness.choose("20%")',
        ),
        ("set the screen to go off after half an hour", 'phone.screen_timeout.choose("30 minutes")'),
        ("screen off after 60 seconds", 'phone.screen_timeout.choose("1 minute")'),
        ("screen off after a quarter of an hour", 'phone.screen_timeout.choose("15 minutes")'),
        ("turn wifi off and set brightness to 40", 'phone.wifi.turn_off()\nphone.brightness.choose("40%")'),
        (
            "put the brightness at 40 and the volume at 60%",
            'phone.brightness.choose("40%")\nphone.volume.choose("60%")',
        ),
        ("I am half asleep, dim the screen to 10", 'phone.brightness.choose("10%")'),
        ("volume from 80% to 40", 'phone.volume.choose("40%")'),
        ("brightness all the way up", 'phone.brightness.choose("100%")'),
        ("turn brightness up by 10 percent", 'phone.brightness.choose("60%")'),
        ("turn the brightness down to 15%", 'phone.brightness.choose("15%")'),
        ("lower the volume to 15", 'phone.volume.choose("15%")'),
        ("dim the screen, 15% is enough", 'phone.brightness.choose("15%")'),
        ("no more than 60% volume", 'phone.volume.choose("60%")'),
        ("volume up to full", 'phone.volume.choose("100%")'),
        ("make it louder, 60%", 'phone.volume.choose("60%")'),
        ("brightness all the way down", 'phone.brightness.choose("1%")'),
        ("it is half past nine, set the brightness to 30%", 'phone.brightness.choose("30%")'),
        ("keep the screen on for 1h30", 'phone.screen_timeout.choose("90 minutes")'),
        ("screen off after 5", 'phone.screen_timeout.choose("5 minutes")'),
        ("make the letters largest", 'phone.font_size.choose("Largest")'),
        ("brightness to 80%", "phone.brightness.choose(phone.volume.value)"),
    ],
)
def test_what_the_task_says_or_leaves_open_does_not(task: str, script: str) -> None:
    assert "other_amount" not in kinds(task, script)


def test_what_an_app_has_too_much_of_is_not_chosen_there() -> None:
    page = Screen(name="options", elements=[element("text_size", Kind.CHOICE, options=["Small", "Medium", "Large"])])
    doc = NOTES_DOC.model_copy(update={"screens": [*NOTES_DOC.screens, page]})
    for option, waits in (("Small", True), ("Large", False)):
        found = doubts(f'options.text_size.choose("{option}")', "the text in my notes is too small", doc)
        assert ("other_amount" in {doubt.kind for doubt in found}) is waits


def test_a_complaint_may_be_an_option_itself() -> None:
    page = Screen(name="form", elements=[element("reason", Kind.CHOICE, options=["Too tight", "Broken"])])
    doc = NOTES_DOC.model_copy(update={"screens": [*NOTES_DOC.screens, page]})
    found = doubts('form.reason.choose("Too tight")', "send the boots back, they are too tight", doc)
    assert "other_amount" not in {doubt.kind for doubt in found}
