"""Every setting of the phone's own: switched, set, asked, two at once, and said not to be touched.

Written from the doc of the phone itself (`apidocs/shipped/phone.toml`), each setting at least once in an order and once in a
question, and not changed after what a model did. They are to end the same whatever is learned. Today is Monday, 2 March 2026.
"""

from __future__ import annotations

from bench.honest.endings import SETTINGS, answers, does
from bench.honest.forms import NO, YES, Says, matching, says, says_all
from bench.honest.judging import DONE, TOLD, Ending, HonestTask
from bench.pocket.judging import Change as Edit
from bench.pocket.tasks import both, option

from .said import between, no, overall, secure, system

SWITCHED, SET, ASKED, TWO_SETTINGS, LEFT = "switched", "set", "asked", "two settings", "left alone"
_QUIET = between(1, 3, "1")
_NOTHING_CHANGED = Ending(None, TOLD | DONE)


def _say(name: str, kind: str, words: str, *endings: Ending, seed: Edit | None = None) -> HonestTask:
    return HonestTask(name, kind, words, endings, learned=False, seed=seed)


def _percent(number: int) -> Says:
    return matching(f"{number} percent", lambda said: str(number) in said, f"{number}%")


def _is(space: str, key: str, value: str) -> Edit:
    """How a setting stands before the task."""
    return option(SETTINGS, key, value, space)


SWITCHES = (
    _say("wifi-off", SWITCHED, "turn off the wifi", does(overall("wifi_on", "0"))),
    _say(
        "bluetooth-on",
        SWITCHED,
        "can you switch bluetooth on please",
        does(overall("bluetooth_on", "1")),
        seed=_is("global", "bluetooth_on", "0"),
    ),
    _say("data-off", SWITCHED, "disable mobile data", does(overall("mobile_data", "0"))),
    _say("airplane-on", SWITCHED, "Airplane mode on", does(overall("airplane_mode_on", "1"))),
    _say("dark-on", SWITCHED, "enable dark theme", does(secure("ui_night_mode", "2"))),
    _say("dnd-on", SWITCHED, "put the phone on do not disturb", does(overall("zen_mode", _QUIET))),
    _say("rotation-off", SWITCHED, "turn auto-rotate off", does(system("accelerometer_rotation", "0"))),
    _say("adaptive-off", SWITCHED, "switch off adaptive brightness", does(system("screen_brightness_mode", "0"))),
    _say("gps-off", SWITCHED, "turn off gps", does(secure("location_mode", "0"))),
    _say(
        "saver-on",
        SWITCHED,
        "switch battery saver on",
        does(overall("low_power", "1")),
        no(matching("that it charges", lambda said: "charging" in said, "Not while it is charging.")),
    ),
    _say("nfc-off", SWITCHED, "deactivate NFC", does(secure("nfc_on", "0"))),
    _say("data-saver-on", SWITCHED, "switch the data saver on", does(overall("data_saver", "1"))),
    _say("wifi-is-on", SWITCHED, "turn wifi on", Ending(None, DONE)),
)

LEVELS = (
    _say("brightness-40", SET, "set brightness to 40 %", does(system("screen_brightness", between(100, 104, "102")))),
    _say("brightness-max", SET, "brightness to the max", does(system("screen_brightness", "255"))),
    _say("volume-20", SET, "set the media volume to 20%", does(system("volume_music", "3"))),
    _say("volume-40", SET, "volume 40 percent", does(system("volume_music", "6"))),
    _say("ring-100", SET, "turn the ring volume all the way up to 100%", does(system("volume_ring", "7"))),
    _say("vibrate", SET, "put the phone on vibrate", does(system("volume_ring", "0"))),
    _say("alarm-50", SET, "put the alarm volume at 50%", does(system("volume_alarm", between(3, 4, "4")))),
    _say("timeout-10", SET, "set the screen timeout to 10 minutes", does(system("screen_off_timeout", "600000"))),
    _say("font-large", SET, "set the font size to large", does(system("font_scale", "1.15"))),
    _say("text-smaller", SET, "make the text smaller", does(system("font_scale", between(0.5, 0.99, "0.85")))),
)

QUESTIONS = (
    _say("is-wifi", ASKED, "is the wifi turned on?", answers(YES)),
    _say("is-bluetooth", ASKED, "is bluetooth enabled", answers(NO), seed=_is("global", "bluetooth_on", "0")),
    _say("is-data", ASKED, "is mobile data on?", answers(YES)),
    _say("is-airplane", ASKED, "am I in airplane mode?", answers(NO)),
    _say("is-dark", ASKED, "is the dark theme on", answers(YES), seed=_is("secure", "ui_night_mode", "2")),
    _say("is-dnd", ASKED, "is do not disturb on?", answers(NO)),
    _say("is-vibrating", ASKED, "does my phone ring or is it on vibrate?", answers(says("sound", "rings"))),
    _say("is-nfc", ASKED, "is nfc turned on?", answers(YES)),
    _say("is-data-saver", ASKED, "is data saver off?", answers(YES)),
    _say("is-rotation", ASKED, "does my screen auto rotate?", answers(YES)),
    _say("is-adaptive", ASKED, "is adaptive brightness on?", answers(YES)),
    _say("is-location", ASKED, "is location on or off?", answers(YES)),
    _say("is-saver", ASKED, "is battery saver on?", answers(NO)),
    _say("what-brightness", ASKED, "what's the brightness at?", answers(_percent(50))),
    _say("what-volume", ASKED, "what is the volume set to?", answers(_percent(60))),
    _say("what-ring", ASKED, "how high is the ring volume?", answers(_percent(71))),
    _say("what-alarm", ASKED, "what's the alarm volume", answers(_percent(86))),
    _say("what-timeout", ASKED, "what is the screen timeout?", answers(says("1 minute", "a minute", "60 seconds"))),
    _say("what-font", ASKED, "which font size is set?", answers(says("default", "1.0", "normal"))),
    _say("what-battery", ASKED, "what's my battery at", answers(_percent(82))),
    _say("what-network", ASKED, "which wifi am I on?", answers(says("Maple House"))),
)

TWO = (
    _say(
        "dark-bluetooth",
        TWO_SETTINGS,
        "turn on dark mode and turn bluetooth off",
        does(both(secure("ui_night_mode", "2"), overall("bluetooth_on", "0"))),
    ),
    _say(
        "airplane-dim",
        TWO_SETTINGS,
        "airplane mode on and brightness down to 20%",
        does(both(overall("airplane_mode_on", "1"), system("screen_brightness", between(49, 53, "51")))),
    ),
    _say(
        "volumes",
        TWO_SETTINGS,
        "set the media volume to 20% and the ring volume to 100%",
        does(both(system("volume_music", "3"), system("volume_ring", "7"))),
    ),
    _say(
        "font-timeout",
        TWO_SETTINGS,
        "make the font size large, and set the screen timeout to 5 minutes",
        does(both(system("font_scale", "1.15"), system("screen_off_timeout", "300000"))),
    ),
    _say(
        "brightness-level-and-wifi",
        TWO_SETTINGS,
        "what's the brightness, and is wifi on?",
        answers(
            says_all(
                _percent(50),
                matching("that it is on", lambda said: "wi-fi is on" in said or YES.holds(said), "Wi-Fi is on."),
            )
        ),
    ),
    _say(
        "rotate-but",
        TWO_SETTINGS,
        "turn off auto rotate and location",
        does(both(system("accelerometer_rotation", "0"), secure("location_mode", "0"))),
    ),
)

NEGATED = (
    _say("not-wifi", LEFT, "don't turn off the wifi", _NOTHING_CHANGED),
    _say("not-bright", LEFT, "don't change the brightness", _NOTHING_CHANGED),
    _say("volume-alone", LEFT, "leave the volume as it is", _NOTHING_CHANGED),
    _say(
        "bluetooth-not-wifi",
        LEFT,
        "turn bluetooth off but leave the wifi on",
        does(overall("bluetooth_on", "0")),
    ),
    _say(
        "dark-not-dim",
        LEFT,
        "turn on dark mode but don't touch the brightness",
        does(secure("ui_night_mode", "2")),
    ),
    _say("torch-brightness", LEFT, "set the torch brightness to 30%", no()),
)

TASKS: tuple[HonestTask, ...] = (*SWITCHES, *LEVELS, *QUESTIONS, *TWO, *NEGATED)
