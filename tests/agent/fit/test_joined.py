"""What an order joins to a thing of the phone's: done with it, or told that it isn't."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc

LEFT_OUT = [
    ("turn on dark mode and night light", "phone.dark_theme.turn_on()", "night light"),
    ("switch on dark mode and reading mode please", "phone.dark_theme.turn_on()", "reading mode"),
    ("enable location, and the hotspot", "phone.location.turn_on()", "hotspot"),
    ("wifi and bedtime mode on", "phone.wifi.turn_on()", "bedtime mode"),
    ("turn on dark mode, reading mode and wifi", "phone.dark_theme.turn_on()\nphone.wifi.turn_on()", "reading mode"),
    ("turn off bluetooth & wifi", "phone.bluetooth.turn_off()", "wifi"),
]
WHOLE = [
    ("turn on bluetooth and wifi", "phone.bluetooth.turn_on()\nphone.wifi.turn_on()"),
    ("turn on bluetooth and the wifi please", "phone.bluetooth.turn_on()\nphone.wifi.turn_on()"),
    ("turn wifi off and on again", "phone.wifi.turn_off()\nphone.wifi.turn_on()"),
    ("turn on dark mode and keep it on", "phone.dark_theme.turn_on()"),
    ("turn on dark mode, please", "phone.dark_theme.turn_on()"),
    ("turn on dark mode, bedtime soon", "phone.dark_theme.turn_on()"),
    ("turn on dark mode, my head hurts", "phone.dark_theme.turn_on()"),
    ("turn off the wifi, battery nearly flat", "phone.wifi.turn_off()"),
    ("turn on dark mode and thanks", "phone.dark_theme.turn_on()"),
    ("turn off the wifi and leave bluetooth alone", "phone.wifi.turn_off()"),
    ("dark mode and big text, please", 'phone.dark_theme.turn_on()\nphone.font_size.choose("Large")'),
]


@pytest.mark.parametrize(("task", "script", "left"), LEFT_OUT)
def test_what_is_joined_to_it_is_not_left_out_silently(task: str, script: str, left: str) -> None:
    assert f"it does nothing about '{left}'" in map(str, doubts(script, task, phone_doc()))


@pytest.mark.parametrize(("task", "script"), WHOLE)
def test_nothing_is_missed_where_all_is_done(task: str, script: str) -> None:
    assert not [doubt for doubt in doubts(script, task, phone_doc()) if doubt.kind == "forgotten"]
