"""60 first things that people say to a phone: questions, commands, things of their apps, two in one, other words than any label,
and six that can only end in an honest "no".

Written from what people say to a phone's assistant and what users of such tools ask for, before a model was run on any of
them, and not changed after what one did. Nothing is learned on the phone; today is Monday, 2 March 2026, 9:30.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bench.honest.endings import (
    CLOCK,
    MAY_CALL,
    NOTES,
    alarm,
    answers,
    called,
    does,
    mailed,
    person,
    tells,
    texted,
    timer,
)
from bench.honest.forms import (
    ANY_TEXT,
    NO,
    STARTED,
    YES,
    holding,
    like,
    matching,
    missing,
    phone_number,
    says,
    says_all,
)
from bench.honest.judging import Ending, HonestTask
from bench.pocket.tasks import both, changed, new_note
from ground.errors import SettingsError

from .said import (
    between,
    has_screenshot,
    in_calendar_app,
    in_front,
    in_provider,
    no,
    on_whole,
    opened,
    overall,
    plays,
    screen_off,
    secure,
    system,
)
from .settings import TASKS as SETTINGS_TASKS

QUESTION, COMMAND, APP, TWO, FREER, HONEST_NO = (
    "question",
    "command",
    "thing of an app",
    "two in one",
    "in other words",
    "honest no",
)
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]
_DND = between(1, 3, "1")
_UNREAD = matching(
    "that there are four new ones", lambda said: YES.holds(said) or "4" in said or "four" in said, "Yes, 4 are unread."
)
_NOTHING_NEW = matching(
    "that there are none", lambda said: "no " in said or said.startswith("no") or "none" in said, "None."
)


def _say(name: str, kind: str, words: str, *endings: Ending) -> HonestTask:
    return HonestTask(name, kind, words, endings, learned=False)


QUESTIONS = (
    _say("wifi-on", QUESTION, "is wifi on?", answers(YES)),
    _say("bluetooth-on-or-off", QUESTION, "Is my bluetooth on or off?", answers(YES)),
    _say("dark-mode-on", QUESTION, "is dark mode on", answers(NO)),
    _say("battery", QUESTION, "how much battery do I have left?", answers(says("82%", "82 %", "82 percent", "82"))),
    _say("time", QUESTION, "what time is it?", answers(says("9:30", "09:30", "9:30 AM", "half past nine"))),
    _say(
        "date",
        QUESTION,
        "what's today's date?",
        answers(matching("2 March", lambda s: "march" in s and "2" in s, "2 March")),
    ),
    _say("which-wifi", QUESTION, "what wifi am I connected to?", answers(says("Maple House"))),
    _say(
        "space",
        QUESTION,
        "how much space is left on my phone",
        answers(matching("41.2 GB", lambda s: "41" in s, "41.2 GB")),
    ),
    _say("android", QUESTION, "What version of Android do I have?", answers(says("14", "Android 14"))),
    _say("notifications", QUESTION, "Do I have any notifications?", answers(_NOTHING_NEW)),
    _say(
        "how-bright", QUESTION, "how bright is my screen right now?", answers(says("50%", "50 %", "50 percent", "50"))
    ),
)

COMMANDS = (
    _say("dnd", COMMAND, "turn on do not disturb", does(overall("zen_mode", _DND))),
    _say("bluetooth-off", COMMAND, "Turn bluetooth off please", does(overall("bluetooth_on", "0"))),
    _say("airplane", COMMAND, "put my phone in airplane mode", does(overall("airplane_mode_on", "1"))),
    _say("volume-80", COMMAND, "Set the volume to 80%", does(system("volume_music", "12"))),
    _say(
        "brightness-30",
        COMMAND,
        "turn the brightness down to 30 percent",
        does(system("screen_brightness", between(74, 79, "76"))),
    ),
    _say(
        "bigger-text", COMMAND, "Make the text on my phone bigger", does(system("font_scale", between(1.1, 2, "1.15")))
    ),
    _say("saver", COMMAND, "turn on battery saver", does(overall("low_power", "1"))),
    _say("location-off", COMMAND, "Turn off location", does(secure("location_mode", "0"))),
    _say("screen-5", COMMAND, "keep the screen on for 5 minutes", does(system("screen_off_timeout", "300000"))),
    _say("screenshot", COMMAND, "take a screenshot", on_whole(has_screenshot, "files./sdcard/Pictures")),
    _say("lock", COMMAND, "lock my phone", on_whole(screen_off, "phone.locked")),
    _say("open-clock", COMMAND, "Open the clock", on_whole(in_front(CLOCK))),
    _say("open-settings", COMMAND, "open settings", on_whole(in_front("app.demo.settings"))),
    _say(
        "bbc",
        COMMAND,
        "go to bbc.co.uk",
        does(opened("bbc.co.uk", lambda s: "bbc.co.uk" in s, "https://bbc.co.uk")),
    ),
    _say(
        "pancakes",
        COMMAND,
        "google pancake recipes",
        does(opened("pancake recipes", lambda s: "pancake" in s and "recipe" in s, "search: pancake recipes")),
    ),
    _say(
        "airport",
        COMMAND,
        "How do I get to the airport?",
        does(opened("the airport", lambda s: "airport" in s, "google.navigation:q=airport")),
    ),
    _say("music", COMMAND, "play some music", on_whole(plays, "phone.playing")),
    _say("alarm-weekdays", COMMAND, "set an alarm for 7:30 every weekday", does(alarm(7, 30, days=_WEEKDAYS))),
    _say("wake-6", COMMAND, "Wake me up at 6 tomorrow", does(alarm(6, 0))),
    _say("timer-5", COMMAND, "set a timer for 5 minutes", does(timer(300, STARTED))),
    _say("timer-rice", COMMAND, "20 minute timer for the rice", does(timer(1200, STARTED, like("rice", "the rice")))),
    _say("call-emma", COMMAND, "Call Emma", does(called("+44 7700 900533"), touched=MAY_CALL)),
    _say(
        "text-omar",
        COMMAND,
        "text Omar I'm running late",
        does(texted("+44 7700 900871", like("I'm running late", "I am running late"))),
    ),
    _say(
        "email-priya",
        COMMAND,
        "Send an email to Priya saying I'm on my way",
        does(mailed("priya.nair@example.com", ANY_TEXT, holding("on my way"))),
        does(mailed("priya.nair@example.com", holding("on my way"), ANY_TEXT)),
    ),
    _say(
        "dentist",
        COMMAND,
        "Add a dentist appointment on Friday at 10 am",
        does(in_provider("Dentist", "2026-03-06T10:00")),
        does(in_calendar_app("Dentist", "2026-03-06", "10:00")),
    ),
    _say(
        "plumber", COMMAND, "save 07700 900555 as Plumber in my contacts", does(person("Plumber", "", "07700 900555"))
    ),
)

OF_APPS = (
    _say("emma-number", APP, "What's Emma's phone number?", answers(phone_number("+44 7700 900533"))),
    _say(
        "alarm-7-off",
        APP,
        "turn off my 7 o'clock alarm",
        does(changed(CLOCK, "alarms", {"label": "Get up"}, on=False)),
    ),
    _say(
        "stamps",
        APP,
        "Make a note: buy stamps",
        does(new_note(holding("buy stamps"), ANY_TEXT)),
        does(new_note(ANY_TEXT, holding("buy stamps"))),
    ),
    _say(
        "groceries",
        APP,
        "what's on my groceries list?",
        answers(says_all(says("milk"), says("eggs"), says("olive oil"))),
    ),
    _say(
        "agenda-away",
        APP,
        "delete the draft agenda note",
        does(changed(NOTES, "notes", {"title": "draft agenda May"}, deleted=True)),
    ),
    _say("new-mail", APP, "any new emails?", answers(_UNREAD)),
    _say("today", APP, "what's on my calendar today?", answers(says_all(says("Stand-up"), says("Haircut")))),
)

TWO_IN_ONE = (
    _say(
        "wifi-bluetooth",
        TWO,
        "turn off wifi and bluetooth",
        does(both(overall("wifi_on", "0"), overall("bluetooth_on", "0"))),
    ),
    _say(
        "alarm-dnd",
        TWO,
        "Set an alarm for 6:30 and turn on do not disturb",
        does(both(alarm(6, 30), overall("zen_mode", _DND))),
    ),
    _say(
        "time-battery",
        TWO,
        "what time is it and how much battery have I got?",
        answers(says_all(says("9:30", "09:30"), says("82%", "82 %", "82"))),
    ),
    _say(
        "call-timer",
        TWO,
        "start a 10 minute timer and call Liam",
        does(both(timer(600, STARTED), called("+353 85 555 0136")), touched=MAY_CALL),
    ),
    _say(
        "wiki-volume",
        TWO,
        "open wikipedia.org and turn the volume down to 20%",
        does(
            both(
                opened("wikipedia.org", lambda s: "wikipedia.org" in s, "https://wikipedia.org"),
                system("volume_music", "3"),
            )
        ),
    ),
    _say(
        "dark-dim",
        TWO,
        "Switch to dark mode, then dim the screen to 10 percent",
        does(both(secure("ui_night_mode", "2"), system("screen_brightness", between(24, 28, "26")))),
    ),
)

IN_OTHER_WORDS = (
    _say("too-bright", FREER, "everything is so white, it hurts my eyes at night", does(secure("ui_night_mode", "2"))),
    _say(
        "lying-down",
        FREER,
        "The picture flips whenever I lie down, make it stop doing that",
        does(system("accelerometer_rotation", "0")),
    ),
    _say(
        "meeting",
        FREER,
        "I'm going into a meeting, don't let anything ring or buzz",
        does(overall("zen_mode", _DND)),
        does(both(overall("zen_mode", _DND), system("volume_ring", "0"))),
        does(system("volume_ring", "0")),
    ),
    _say(
        "plane",
        FREER,
        "we're about to take off, cut all the radio stuff",
        does(overall("airplane_mode_on", "1")),
    ),
)

NO_WAY = (
    _say("pizza", HONEST_NO, "order me a pizza", no()),
    _say("torch", HONEST_NO, "turn on the flashlight", no()),
    _say("weather", HONEST_NO, "what's the weather like tomorrow?", no()),
    _say("spotify", HONEST_NO, "Play Thriller on Spotify", tells(missing("Spotify"))),
    _say("zoltan", HONEST_NO, "call Zoltan", tells(missing("Zoltan"))),
    _say("no-time", HONEST_NO, "set an alarm for 25:70", no()),
)

TASKS: tuple[HonestTask, ...] = (*QUESTIONS, *COMMANDS, *OF_APPS, *TWO_IN_ONE, *IN_OTHER_WORDS, *NO_WAY)
SETS = {"first": TASKS, "settings": SETTINGS_TASKS}
"""What can be run: the 60, or every setting of the phone."""


def kinds_of(tasks: Sequence[HonestTask]) -> tuple[str, ...]:
    """Their kinds, in order."""
    return tuple(dict.fromkeys(task.kind for task in tasks))


def choose_tasks(only: Collection[str] = (), which: str = "first") -> list[HonestTask]:
    """Those of these names or kinds, or all of a set. Raises SettingsError for what nothing in it is called."""
    tasks = SETS[which]
    for wanted in only:
        if not any(wanted in (task.id, task.kind) for task in tasks):
            names = ", ".join(task.id for task in tasks)
            raise SettingsError(
                f"There is no first thing or kind {wanted!r}. Kinds: {', '.join(kinds_of(tasks))}. Things: {names}"
            )
    return [task for task in tasks if not only or task.id in only or task.kind in only]
