"""22 commands for Clock and Settings."""

from __future__ import annotations

from bench.pocket.judging import Change as Edit
from bench.pocket.judging import State
from bench.pocket.tasks import both, changed, option

from ..endings import CLOCK, SETTINGS, alarm, listed, timer
from ..forms import STARTED, like
from ..judging import HonestTask
from .wording import do

_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]


def _alarm(label: str, **to: object) -> Edit:
    return changed(CLOCK, "alarms", {"label": label}, **to)


def _all_alarms_off(state: State) -> None:
    for one in state[CLOCK]["alarms"]:
        one["on"] = False


def _pasta(state: State) -> None:
    state[CLOCK]["timers"].append(
        {"id": 2, "label": "Pasta", "length": 660, "left": 660.0, "began": "2026-03-02T09:26:00", "rung": False}
    )


def _stopwatch(**to: object) -> Edit:
    return lambda state: state[CLOCK]["stopwatch"].update(to)


def _network(name: str, *, saved: bool = True) -> Edit:
    def change(state: State) -> None:
        for one in state[SETTINGS]["networks"]:
            one["connected"] = one["name"] == name
            one["saved"] = one["saved"] or (saved and one["connected"])

    return change


def _hotspot(state: State) -> None:
    state[SETTINGS]["global"].update(tether_on="1", tether_name=like("Robin's Nest"))


CLOCK_TASKS: tuple[HonestTask, ...] = (
    do(
        "clock-ferry",
        "wake me at twenty to five tomorrow morning, ferry day",
        alarm(4, 40, label=like("", "ferry", "ferry day", "the ferry")),
    ),
    do(
        "clock-pizza",
        "pizza's in, 18 minutes on a timer, go",
        timer(1080, STARTED, like("", "pizza", "pizza timer", "pizza's in")),
    ),
    do(
        "clock-airport",
        "The airport alarm has to ring at 4:55 instead, and turn it on",
        _alarm("Airport", hour=4, minute=55, on=True),
    ),
    do(
        "clock-school-tuesday",
        "School run is on Tuesdays too from now on, make that alarm ring then as well",
        _alarm("School run", days=["Mon", "Tue", "Wed", "Fri"]),
    ),
    do(
        "clock-stretch",
        "every weekday at 1 pm I want an alarm called Stretch",
        alarm(13, 0, days=_WEEKDAYS, label="Stretch"),
    ),
    do(
        "clock-seoul",
        "swap tokyo for seoul on my world clock",
        both(listed(CLOCK, "cities", without="Tokyo"), listed(CLOCK, "cities", "Seoul")),
    ),
    do(
        "clock-pasta",
        "give the pasta timer two more minutes",
        changed(CLOCK, "timers", {"label": "Pasta"}, left=780.0),
        seed=_pasta,
    ),
    do("clock-stopwatch", "start a timer.. no sorry I mean the stopwatch", _stopwatch(began=STARTED)),
    do(
        "clock-either",
        "If the wind down alarm is on switch it off, otherwise switch off the school run one",
        _alarm("School run", on=False),
    ),
    do("clock-holiday", "I'm on holiday, every single alarm off please, just off, not deleted", _all_alarms_off),
    do(
        "clock-zero",
        "stopwatch back to zero",
        _stopwatch(began=None, before=0.0, laps=[]),
        seed=_stopwatch(before=754.25, laps=[310.5, 402.75]),
    ),
)

SETTINGS_TASKS: tuple[HonestTask, ...] = (
    do(
        "settings-speaker",
        "hook the phone up to the kitchen speaker",
        changed(SETTINGS, "bluetooth", {"name": "Kitchen speaker"}, connected=True),
    ),
    do("settings-5g", "hop over to the Maple House 5G wifi", _network("Maple House 5G")),
    do("settings-hotspot", "Name my hotspot Robin's Nest and put it on", _hotspot),
    do(
        "settings-ringer",
        "ringer as loud as it goes, but don't touch the other volumes",
        option(SETTINGS, "volume_ring", "7", "system"),
    ),
    do(
        "settings-ringtone",
        "ringtone should be bells. hmm no, woodpecker",
        option(SETTINGS, "ringtone", "Woodpecker", "system"),
    ),
    do(
        "settings-24",
        "I'd like the whole phone on 24 hour time, it's a setting somewhere",
        option(SETTINGS, "time_12_24", "24", "system"),
    ),
    do(
        "settings-german",
        "add German to the phone's languages, after English",
        listed(SETTINGS, "languages", "Deutsch (Deutschland)"),
    ),
    do(
        "settings-mic",
        "no app should be able to listen in, cut off the mic",
        option(SETTINGS, "microphone_access", "0", "global"),
    ),
    do(
        "settings-either",
        "If airplane mode is on turn it off, if it isn't turn on data saver",
        option(SETTINGS, "data_saver", "1", "global"),
    ),
    do(
        "settings-turning",
        "the screen keeps flipping sideways when I lie down, stop it doing that",
        option(SETTINGS, "accelerometer_rotation", "0", "system"),
    ),
    do("settings-print", "get on the Print-3F wifi, password's paperjam77", _network("Print-3F")),
)
