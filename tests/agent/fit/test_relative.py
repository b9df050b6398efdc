"""A value that is to go up or down, or by how much, isn't set as it stands there."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc

VOLUME = 'phone.volume.choose("%s")'
BRIGHTNESS = 'phone.brightness.choose("%s")'
FONT = 'phone.font_size.choose("%s")'


def kinds(task: str, script: str) -> set[str]:
    return {doubt.kind for doubt in doubts(script, task, phone_doc())} & GRAVE


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("increase the volume by 10%", VOLUME % "10%"),
        ("increase the volume by ten percent", VOLUME % "10%"),
        ("turn the brightness down by 20%", BRIGHTNESS % "20%"),
        ("lower the volume", VOLUME % "100%"),
        ("turn the volume up a bit", VOLUME % "100%"),
        ("make the screen brighter", BRIGHTNESS % "0%"),
        ("set the volume to 40% and turn the brightness up", VOLUME % "40%" + "\n" + BRIGHTNESS % "100%"),
        ("make the text smaller", FONT % "Largest"),
    ],
)
def test_a_change_that_is_set_as_a_value_is_doubted(task: str, script: str) -> None:
    assert kinds(task, script) == {"other_value"}


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("turn the volume up to 80%", VOLUME % "80%"),
        ("raise the volume to fifty percent", VOLUME % "50%"),
        ("make the screen darker, 20%", BRIGHTNESS % "20%"),
        ("turn the volume all the way up", VOLUME % "100%"),
        ("turn the brightness down to a quarter", BRIGHTNESS % "25%"),
        ("make the screen as dark as possible, turn the brightness down", BRIGHTNESS % "0%"),
        ("turn the volume up by 10%", """phone.volume.choose(f"{int(phone.volume.value.rstrip('%')) + 10}%")"""),
        ("make the text smaller", FONT % "Small"),
        ("make the text bigger", FONT % "Large"),
    ],
)
def test_a_value_that_is_said_or_worked_out_is_not(task: str, script: str) -> None:
    assert kinds(task, script) == set()
