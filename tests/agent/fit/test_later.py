"""What is to be so later, for a while or when something happens isn't set now."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE
from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc


def moments(task: str, script: str) -> list[str]:
    return [doubt.what for doubt in doubts(script, task, phone_doc()) if doubt.kind == "other_moment"]


@pytest.mark.parametrize(
    ("task", "script", "said"),
    [
        ("turn off wifi when I leave the house", "phone.wifi.turn_off()", "when I leave the house"),
        ("turn off wifi tomorrow", "phone.wifi.turn_off()", "tomorrow"),
        ("turn on do not disturb until 7", "phone.do_not_disturb.turn_on()", "until 7"),
        ("switch airplane mode on for an hour", "phone.airplane_mode.turn_on()", "for an hour"),
        ("turn the volume down to 20% in ten minutes", 'phone.volume.choose("20%")', "in 10 minutes"),
        ("set the brightness to 30% at 10 pm", 'phone.brightness.choose("30%")', "at 10 pm"),
        ("turn on dark mode every evening", "phone.dark_theme.turn_on()", "every evening"),
        ("turn on battery saver at night", "phone.battery_saver.turn_on()", "at night"),
        ("turn wifi off on Monday", "phone.wifi.turn_off()", "on Monday"),
        ("turn on battery saver on the weekend", "phone.battery_saver.turn_on()", "on the weekend"),
        ("switch bluetooth off on May 3rd", "phone.bluetooth.turn_off()", "on May 3rd"),
        ("switch bluetooth off on the 5th", "phone.bluetooth.turn_off()", "on the 5th"),
    ],
)
def test_it_is_not_set_now(task: str, script: str, said: str) -> None:
    found = moments(task, script)
    assert len(found) == 1 and said in found[0] and "other_moment" in GRAVE


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("turn off wifi", "phone.wifi.turn_off()"),
        ("turn off wifi at once, I'm leaving when the bus comes", "phone.wifi.turn_off()"),
        ("set the screen timeout to 5 minutes", 'phone.screen_timeout.choose("5 minutes")'),
        ("change it so that the screen stays on for five minutes", 'phone.screen_timeout.choose("5 minutes")'),
        ("put the alarm volume at 50%", 'phone.alarm_volume.choose("50%")'),
        ("set an alarm at 7:30 every weekday", 'phone.set_alarm("07:30", days="weekdays")'),
        ("turn on night mode", "phone.dark_theme.turn_on()"),
        ("switch on night light", "phone.dark_theme.turn_on()"),
        ("put on day mode", "phone.dark_theme.turn_off()"),
        ("turn it on: night mode", "phone.dark_theme.turn_on()"),
        ("I want it on, night mode that is", "phone.dark_theme.turn_on()"),
        ("turn the phone's dark mode on night and day", "phone.dark_theme.turn_on()"),
        ("turn on dark mode when it is off", "if not phone.dark_theme.is_on:\n    phone.dark_theme.turn_on()"),
        ("everything is so white, it hurts my eyes at night", "phone.dark_theme.turn_on()"),
    ],
)
def test_what_is_to_be_now_is(task: str, script: str) -> None:
    assert moments(task, script) == []
