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
        ("When I get home, turn on wifi", "phone.wifi.turn_on()", "When I get home"),
        ("As soon as I leave, turn off wifi", "phone.wifi.turn_off()", "As soon as I leave"),
        ("once the download is done turn off wifi", "phone.wifi.turn_off()", "once the download is done"),
        ("Tomorrow, turn on dark mode", "phone.dark_theme.turn_on()", "Tomorrow"),
        ("In 5 minutes, turn off wifi", "phone.wifi.turn_off()", "In 5 minutes"),
        ("turn on dark mode at sunset", "phone.dark_theme.turn_on()", "at sunset"),
        ("turn on do not disturb tonight", "phone.do_not_disturb.turn_on()", "tonight"),
        ("turn on do not disturb this evening", "phone.do_not_disturb.turn_on()", "this evening"),
        ("turn on do not disturb during my meeting", "phone.do_not_disturb.turn_on()", "during my meeting"),
        ("turn on do not disturb while I sleep", "phone.do_not_disturb.turn_on()", "while I sleep"),
        ("turn off wifi after lunch", "phone.wifi.turn_off()", "after lunch"),
        ("turn off wifi by midnight", "phone.wifi.turn_off()", "by midnight"),
        ("turn on airplane mode overnight", "phone.airplane_mode.turn_on()", "overnight"),
        ("turn on battery saver before bed", "phone.battery_saver.turn_on()", "before bed"),
        ("turn on battery saver when battery is low", "phone.battery_saver.turn_on()", "when battery is low"),
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
        ("turn off wifi when you have time", "phone.wifi.turn_off()"),
        ("when you have time, turn off wifi", "phone.wifi.turn_off()"),
        ("while you're at it, turn off wifi", "phone.wifi.turn_off()"),
        ("turn on airplane mode, I'm flying tomorrow", "phone.airplane_mode.turn_on()"),
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


@pytest.mark.parametrize(
    ("task", "script", "later"),
    [
        ("call Ann tomorrow", 'phone.call("Ann")', True),
        ("I have to call Ann tomorrow", 'phone.call("Ann")', True),
        ("ring up Ann in half an hour, please call her", 'phone.call("Ann")', True),
        ("text Ann tonight that the soup is ready", 'phone.text_message("Ann", "the soup is ready")', True),
        ("pause the music in twelve minutes", "phone.pause()", True),
        ("pause the music when the song ends", "phone.pause()", True),
        ("call Ann now", 'phone.call("Ann")', False),
        ("text Ann I'm back on Thursday, no wait, Friday", 'phone.text_message("Ann", "I\'m back on Friday")', False),
        ("text Ann that the soup is ready tonight", 'phone.text_message("Ann", "the soup is ready tonight")', False),
        ("text Ann I'm home in ten minutes", 'phone.text_message("Ann", "I\'m home in 10 minutes")', False),
        ("text Ann I'm home at 8 tonight", 'phone.text_message("Ann", "I\'m home at 8 pm")', False),
        ("text Ann I'm away until Friday", 'phone.text_message("Ann", "I\'m away until Friday")', False),
    ],
)
def test_who_is_to_be_reached_later_is_not_reached_now(task: str, script: str, later: bool) -> None:
    assert any(doubt.kind == "other_moment" for doubt in doubts(script, task, phone_doc())) == later
