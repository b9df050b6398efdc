"""What a deed of the phone itself leaves out of what was ordered."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE, UNHEARD
from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc


def told(task: str, script: str) -> list[str]:
    return [doubt.what for doubt in doubts(script, task, phone_doc())]


@pytest.mark.parametrize(
    ("task", "script", "word"),
    [
        ("20 minute timer for the rice", 'phone.set_timer("20 minutes")', "rice"),
        ("set an alarm for 7 with the radio as its sound", 'phone.set_alarm("07:00")', "radio"),
        ("what time is it and how much battery is left?", "finish(phone.date_and_time.text)", "battery"),
        ("set an alarm for 6:30 and turn off bluetooth", 'phone.set_alarm("06:30")', "bluetooth"),
        ("google pancake recipes", 'phone.open_web("pancakes.example")', "recipes"),
        ("wake me at 5:50, actually make it 6:10", 'phone.set_alarm("05:50")', "6:10"),
        ("wake me at 6:30 tomorrow, actually also at 7:15", 'phone.set_alarm("07:15")', "6:30"),
        ("alarm at 7 tonight, wait for me at 8", 'phone.set_alarm("20:00")', "7"),
        ("set an alarm for 7 and make it dark", "phone.dark_theme.turn_on()", "7"),
    ],
)
def test_a_word_that_was_not_heard(task: str, script: str, word: str) -> None:
    assert f"it does nothing about {word!r}" in told(task, script)


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("set an alarm for 5, I have an early train", 'phone.set_alarm("05:00")'),
        ("our ferry leaves at 9:20, wake me up at 7", 'phone.set_alarm("07:00")'),
        ("start a timer for twelve minutes, I'm steaming dumplings", 'phone.set_timer("12 minutes")'),
        ("my eyes hurt, turn on dark mode", "phone.dark_theme.turn_on()"),
        ("set an alarm for 7 so I don't forget the bread", 'phone.set_alarm("07:00")'),
        ("wake me at 7 sharp", 'phone.set_alarm("07:00")'),
        ("set a new alarm for 7 labelled Bread", 'phone.set_alarm("07:00", label="Bread")'),
        ("set a recurring alarm for 7 on Fridays", 'phone.set_alarm("07:00", days="Fri")'),
        ("set an alarm for 7 am on Mondays, Tuesdays and Fridays", 'phone.set_alarm("07:00", days="Mon, Tue, Fri")'),
        ("alarm at 7 on mon wed sat", 'phone.set_alarm("07:00", days="Mon, Wed, Sat")'),
        ("turn wifi off and on again", "phone.wifi.turn_off()\nphone.wifi.turn_on()"),
        (
            "write an email to a@b.org with the subject Bread saying it is ready",
            'phone.email("a@b.org", "Bread", "it is ready")',
        ),
        ("text Ann to ask if she wants bread", 'phone.text_message("Ann", "Do you want bread?")'),
        ("ask Ann if she wants bread", 'phone.text_message("Ann", "Do you want bread?")'),
        ("text Ann that we can swim if it's sunny", 'phone.text_message("Ann", "We can swim if it\'s sunny")'),
    ],
)
def test_reasons_and_words_that_say_nothing_more_need_not_be_heard(task: str, script: str) -> None:
    assert not [one for one in doubts(script, task, phone_doc()) if one.kind in GRAVE | UNHEARD]


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("set a recurring alarm for 7", 'phone.set_alarm("07:00")'),
        ("our ferry leaves at 9:20, wake me up at 7", 'phone.set_alarm("09:20")'),
        ("set an alarm for 7, it's with the radio as its sound", 'phone.set_alarm("07:00")'),
        ("set an alarm for 7, I also want a lullaby", 'phone.set_alarm("07:00")'),
        ("text Ann I have the bread", 'phone.text_message("Ann", "hello")'),
        ("write a text to Ann but don't send it: hi", 'phone.text_message("Ann", "hi")'),
        ("only if it's sunny text Ann that we can swim", 'phone.text_message("Ann", "We can swim")'),
    ],
)
def test_what_is_no_reason_and_no_filler_is_heard(task: str, script: str) -> None:
    assert [one for one in doubts(script, task, phone_doc()) if one.kind in GRAVE | UNHEARD]


@pytest.mark.parametrize(
    ("task", "only"), [("play some music", True), ("open Notes", False), ("go to the clock", False)]
)
def test_an_app_that_is_only_opened_for_something_else(task: str, only: bool) -> None:
    assert ("it only opens an app" in told(task, 'open_app("Music")')) == only


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("20 minute timer for the rice", 'phone.set_timer("20 minutes", label="rice")'),
        ("set an alarm for 8 no wait 8:30 on weekends", 'phone.set_alarm("08:30", days="weekends")'),
        ("set an alarm for 7, or rather 8", 'phone.set_alarm("08:00")'),
        ("set an alarm for 7, actually 8", 'phone.set_alarm("08:00")'),
        ("wake me at 5:50 tomorrow, actually make it 6:10", 'phone.set_alarm("06:10")'),
        ("wake me at 5:50 am, make that 6:10", 'phone.set_alarm("06:10")'),
        ("wake me at 5:50 tomorrow morning, make it half past six", 'phone.set_alarm("06:30")'),
        ("Wake me up at 6 tomorrow", 'phone.set_alarm("06:00")'),
        ("set an alarm for half past six on weekdays, please", 'phone.set_alarm("06:30", days="weekdays")'),
        ("set an alarm for half past six on weekdays pls", 'phone.set_alarm("06:30", days="weekdays")'),
        ("Send an email to Priya saying I'm on my way", "phone.email('Priya', \"I'm on my way\")"),
        ("put my phone in airplane mode", "phone.airplane_mode.turn_on()"),
        ("lock my phone", "phone.lock()"),
        ("Make the text on my phone bigger", 'phone.font_size.choose("Largest")'),
        ("what time is it?", "finish(phone.date_and_time.text)"),
        ("what wifi am I connected to?", "finish(phone.network_name.text)"),
        ("turn off wifi and bluetooth", "phone.wifi.turn_off()\nphone.bluetooth.turn_off()"),
        ("alarm at 6:45 on Monday and Thursday called Gym", 'phone.set_alarm("06:45", days="Mon, Thu", label="Gym")'),
    ],
)
def test_all_was_heard(task: str, script: str) -> None:
    assert told(task, script) == []


@pytest.mark.parametrize("sample", phone_doc().samples, ids=lambda sample: sample.task)
def test_no_doubt_is_raised_by_what_the_phone_s_doc_shows(sample: object) -> None:
    assert told(sample.task, sample.script) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("task", "script", "left"),
    [
        ("turn on wifi and feed the cat", "phone.wifi.turn_on()", "feed the cat"),
        ("Feed the cat, then turn wifi on", "phone.wifi.turn_on()", "Feed the cat"),
        ("turn on wifi and bluetooth", "phone.wifi.turn_on()\nphone.bluetooth.turn_on()", ""),
        ("It eats my battery, turn wifi off", "phone.wifi.turn_off()", ""),
        ("open the settings and turn wifi off", "phone.wifi.turn_off()", ""),
        ("turn wifi off and leave it off", "phone.wifi.turn_off()", ""),
    ],
    ids=["after and", "before then", "two and two", "a reason", "the way there", "the same thing"],
)
def test_one_of_several_orders_that_nothing_is_done_about(task: str, script: str, left: str) -> None:
    said = [doubt.what for doubt in doubts(script, task, phone_doc()) if doubt.kind == "deed_left_out"]
    assert said == ([f"it does nothing about {left!r}"] if left else [])
