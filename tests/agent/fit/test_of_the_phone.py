"""A switch of the phone's own that no word of the task speaks of: "the phone" is none of its names."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE, UNHEARD
from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc


@pytest.mark.parametrize(
    ("task", "script", "waits"),
    [
        ("make the phone calmer and use dark mode", "phone.battery_saver.turn_on()\nphone.dark_theme.turn_on()", True),
        ("make my phone brighter", "phone.location.turn_on()", True),
        ("don't let the display go dark so soon", "phone.auto_rotate.turn_on()", True),
        ("keep the screen lit for longer", "phone.auto_rotate.turn_off()", True),
        ("dim the screen a bit", 'phone.brightness.choose("30%")', False),
        ("make the phone quiet and use dark mode", "phone.do_not_disturb.turn_on()\nphone.dark_theme.turn_on()", False),
        ("switch on blutooth on my phone", "phone.bluetooth.turn_on()", False),
        ("save some power please", "phone.battery_saver.turn_on()", False),
    ],
)
def test_it_waits_where_nothing_speaks_of_it(task: str, script: str, waits: bool) -> None:
    found = [doubt for doubt in doubts(script, task, phone_doc()) if doubt.kind in GRAVE | UNHEARD]
    assert bool(found) is waits, found
