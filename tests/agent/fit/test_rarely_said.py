"""Sentences that few people say and no measured set has, each with a script that does harm or half of it: they wait for the person,
however likely the model finds the script."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE, UNHEARD
from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc

PHONE = phone_doc()
BOTH = "phone.wifi.turn_on()\nphone.bluetooth.turn_on()"


@pytest.mark.parametrize(
    ("task", "script"),
    {
        "a part left out by not": ("turn on bluetooth but not wifi", BOTH),
        "a part forbidden before the order": ("don't turn on wifi but turn on bluetooth", BOTH),
        "a part forbidden after the order": ("turn on bluetooth, don't turn on wifi", BOTH),
        "the last two of three": ("turn on wifi, bluetooth and location", "phone.wifi.turn_on()"),
        "the last of three": ("turn on wifi, bluetooth and location", BOTH),
        "an order that leaves the thing to what was said before": ("the second one", "phone.wifi.turn_off()"),
        "all but one, and that one": ("turn off everything but wifi", "phone.wifi.turn_off()"),
        "what is kept": ("turn off bluetooth and keep wifi", "phone.bluetooth.turn_off()\nphone.wifi.turn_off()"),
        "not the one for the other": (
            "set the media volume to 20%, not the ring volume",
            'phone.ring_volume.choose("20%")',
        ),
        "another volume": ("set ring volume to 80%", 'phone.volume.choose("80%")'),
        "a deed that is forbidden": ("don't take a screenshot", "phone.screenshot()"),
        "another deed that is forbidden": (
            "turn on wifi but don't lock the phone",
            "phone.wifi.turn_on()\nphone.lock()",
        ),
        "a deed for a question": ("what song is playing?", "phone.play()"),
        "what is taken back for another": ("never mind the wifi, turn bluetooth off", "phone.wifi.turn_off()"),
    }.values(),
)
def test_it_waits(task: str, script: str) -> None:
    assert any(doubt.kind in GRAVE | UNHEARD for doubt in doubts(script, task, PHONE))


def test_what_was_asked_for_does_not_wait() -> None:
    assert not [one for one in doubts(BOTH, "turn on wifi and bluetooth", PHONE) if one.kind in GRAVE | UNHEARD]


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("I don't want bluetooth, I need wifi", "phone.bluetooth.turn_off()\nphone.wifi.turn_on()"),
        ("turn on bluetooth and leave wifi on", "phone.bluetooth.turn_on()"),
        ("don't forget to take a screenshot", "phone.screenshot()"),
        ("call Ann, don't text her", 'phone.call("Ann")'),
    ],
)
def test_what_is_not_what_is_forbidden_does_not(task: str, script: str) -> None:
    assert not [one for one in doubts(script, task, PHONE) if one.kind == "spared"]
