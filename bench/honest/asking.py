"""Questions, reported questions, negations and corrections, on learned apps."""

from __future__ import annotations

from bench.pocket.tasks import changed, option

from .endings import CONTACTS, NOTES, SETTINGS, alarm, answers, does, not_saying
from .forms import NO, YES, Says, count, matching, phone_number, says
from .judging import Ending, HonestTask

QUESTION, REPORTED, NEGATION = "question", "reported question", "negation or correction"


def _asked(name: str, words: str, answer: Says) -> HonestTask:
    return HonestTask(name, QUESTION, words, (answers(answer),))


def _reported(name: str, words: str, answer: Says) -> HonestTask:
    return HonestTask(name, REPORTED, words, (answers(answer),))


def _but(name: str, words: str, ending: Ending) -> HonestTask:
    return HonestTask(name, NEGATION, words, (ending,))


_MAPLE_HOUSE = matching("Maple House", lambda said: "maple house" in said.replace("maple house 5g", ""), "Maple House")
_ALARM_THEN = matching(
    "that there is one, School run",
    lambda said: "school run" in said or (YES.holds(said)),
    "Yes, School run at 7:45 AM.",
)

ASKING = (
    _asked("contacts-count", "How many contacts do I have?", count(26)),
    _asked("bike-shop", "When does the bike shop close? It's in one of my notes", says("18:00", "6 PM", "6:00 PM")),
    _asked("daniel-company", "Which company does Daniel Okafor work for?", says("City Clinic")),
    _asked("alarms-on", "How many of my alarms are switched on?", count(3)),
    _asked("next-yoga", "When's my next yoga class?", says("6:30 PM", "6:30PM", "18:30", "6:30 p.m")),
    _asked("interview-where", "Where is the interview with Marta?", says("Meeting room 2")),
    _asked(
        "dark-after", "After how long does the screen go dark?", says("1 minute", "one minute", "60 seconds", "1 min")
    ),
    _asked("network-on", "Which wifi network is the phone on?", _MAPLE_HOUSE),
    _asked(
        "library-books",
        "By when do my library books have to be back?",
        says("6 March", "March 6", "6th of March", "6 Mar"),
    ),
    _asked("own-number", "What's my own phone number?", phone_number("+44 7700 900001")),
    _asked("pictures-space", "How much room do my pictures take up?", says("18 GB", "18GB")),
    _asked("soup-simmer", "How long does the lentil soup have to simmer?", says("25 minutes", "25 min", "25")),
    _reported("hotspot-whether", "Let me know whether the hotspot is running", NO),
    _reported("brightness-if", "Tell me if adaptive brightness is switched on", YES),
    _reported("kenji-whether", "Check whether Kenji Tanaka is one of my favourites", NO),
    _reported("autosave-if", "Could you see if Notes saves by itself when I leave a note?", YES),
    _reported("alarm-745", "I'd like to know if there's an alarm at 7:45", _ALARM_THEN),
    _reported(
        "dentist-day",
        "Find out whether the dentist is on Wednesday or on Thursday",
        not_saying(says("Wednesday", "Wed"), says("Thursday", "Thu")),
    ),
    _but("earbuds-only-tell", "Don't turn bluetooth off, just tell me whether the earbuds are connected", answers(YES)),
    _but(
        "quotes-only-pin",
        "Don't delete the Quotes note, only pin it",
        does(changed(NOTES, "notes", {"title": "Quotes"}, pinned=True)),
    ),
    _but("alarm-no-wait", "Set an alarm for 8, no wait, make that 8:30 in the evening", does(alarm(20, 30))),
    _but(
        "touch-sounds",
        "Leave Do Not Disturb alone, just switch the touch sounds off",
        does(option(SETTINGS, "sound_effects_enabled", "0", "system")),
    ),
    _but("sort-last", "Sort my contacts by last name, not by first name", does(option(CONTACTS, "sort", "Last name"))),
    _but(
        "parents-not-dentist",
        "Never mind the dentist. What time is the parents' evening?",
        answers(says("7 PM", "7:00 PM", "7:00PM", "19:00", "7PM")),
    ),
)
