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
        "what is taken back for another": ("never mind the wifi, turn bluetooth off", "phone.wifi.turn_off()"),
    }.values(),
)
def test_it_waits(task: str, script: str) -> None:
    assert any(doubt.kind in GRAVE | UNHEARD for doubt in doubts(script, task, PHONE))


def test_what_was_asked_for_does_not_wait() -> None:
    assert not [one for one in doubts(BOTH, "turn on wifi and bluetooth", PHONE) if one.kind in GRAVE | UNHEARD]
