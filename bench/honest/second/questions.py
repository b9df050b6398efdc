"""26 questions."""

from __future__ import annotations

import re

from bench.pocket.judging import Change as Edit

from ..endings import (
    answers,
    not_saying,
    read,
)
from ..forms import NO, Says, count, matching, says, says_all
from ..judging import HonestTask
from .wording import looked

QUESTION = "second set, question"


def _first_named(right: str, other: str, example: str) -> Says:
    """Of two, the right one is named, and before the other if that is named at all."""

    def holds(said: str) -> bool:
        one, two = re.search(right, said), re.search(other, said)
        return one is not None and (two is None or one.start() < two.start())

    return matching(f"{example}, first", holds, example)


def _ask(name: str, words: str, answer: Says, change: Edit | None = None) -> HonestTask:
    return HonestTask(name, QUESTION, words, (answers(answer, change),))


_BUSY = matching(
    "no, Budget review",
    lambda said: (
        "budget review" in said
        or bool(
            re.match(
                r"no\b(?!,? (?:events?|appointments?|entr|plans?|meetings?|nothing|you are free|you're free))", said
            )
        )
        or bool(re.search(r"\b(not free|aren't free|busy)\b", said))
    ),
    "No, there's the Budget review from 2 to 3 PM.",
)

QUESTIONS = (
    _ask(
        "school-run-days",
        "which days does the alarm for the school run go off",
        not_saying(
            says_all(says("Mon", "Monday"), says("Wed", "Wednesday"), says("Fri", "Friday")),
            says("Tue", "Tuesday", "Thu", "Thursday", "Sat", "Saturday", "Sun", "Sunday", "every day"),
        ),
    ),
    _ask(
        "airport-sound",
        "what tune do I get when the airport one rings, in my alarms?",
        not_saying(says("Sunrise"), says("Harp", "Bells", "Morning walk")),
    ),
    _ask("tokyo-ahead", "How far ahead of us are they in Tokyo?", says("9 hours", "nine hours", "9 hrs", "9h", "9 h")),
    _ask(
        "snooze-long",
        "if I hit snooze how long till it goes off again?",
        says("10 minutes", "ten minutes", "10 min", "10 mins"),
    ),
    _ask("wind-down-tonight", "is my wind down alarm going to ring tonight", NO),
    _ask(
        "acme-who",
        "Who do I know at Acme?",
        not_saying(
            says_all(says("Grace Lin", "Grace"), says("Julia Novak", "Julia"), says("Lucy Adams", "Lucy")),
            says("Aisha", "Omar", "Victoria", "Daniel", "Thomas", "Ben"),
        ),
    ),
    _ask("work-size", "how many people have I put in the Work group", count(6)),
    _ask(
        "irish-number",
        "Missed call from +353 85 555 0136. Who's that?",
        says("Liam Walsh", "Liam"),
    ),
    _ask("weber-mail", "thomas weber's email please", says("t.weber@example.at")),
    _ask("mum-present", "what was it I wanted to get Mum as a present?", says("gardening gloves")),
    _ask(
        "note-last",
        "Which note did I last change anything in?",
        not_saying(says("Running log"), says("Groceries", "Trip to Lisbon", "Sprint retro")),
    ),
    _ask(
        "run-furthest",
        "going by my running log, what day did I run furthest",
        not_saying(says("Sat", "Saturday"), says("Mon", "Monday", "Wed", "Wednesday")),
    ),
    _ask("club-whose", "whose place is book club at next?", says("Priya's", "Priya", "Priyas")),
    _ask("landlord-moan", "What am I complaining about in that letter to the landlord?", says("boiler")),
    _ask("yoga-count", "number of yoga sessions in the calendar from today on?", count(3)),
    _ask("plane-seat", "whats my seat on the plane to lisbon", says("14C", "14 C")),
    _ask(
        "thursday-first",
        "What's first on for me this Thursday?",
        not_saying(says("Team lunch"), says("Yoga class", "Yoga", "Budget review")),
    ),
    _ask("friday-free", "Am I free this Friday afternoon?", _BUSY),
    _ask(
        "bus-when",
        "what time's the bus for the school trip, they mailed about it",
        says("8:15", "8:15 AM", "8:15AM", "08:15"),
        read("Oakfield School"),
    ),
    _ask(
        "mail-oldest",
        "Who is the oldest mail in my inbox from?",
        not_saying(says("Elif Kaya", "Elif"), says("Hannah Reed", "Green Kitchen", "City Library")),
        looked,
    ),
    _ask("newsletters", "newsletters I've been sent and still have in the inbox, how many is that", count(2), looked),
    _ask(
        "due-first",
        "going by my mails, what's due first: the Northgate bill or the library books?",
        _first_named(r"librar|book", r"northgate|bill|invoice", "The library books, on 6 March."),
        looked,
    ),
    _ask("juice", "how much juice has the phone got left?", says("82%", "82 %", "82 percent", "82 per cent", "82")),
    _ask(
        "ringtone",
        "What ringtone have I got for calls?",
        not_saying(says("Morning walk"), says("Drop", "Bells", "Harp", "Sunrise")),
    ),
    _ask(
        "apps-or-videos",
        "what's taking up more space, apps or videos?",
        _first_named(r"\bapps\b|14 ?gb", r"\bvideos\b|9\.6 ?gb", "Apps, 14 GB."),
    ),
    _ask(
        "not-paired",
        "which bluetooth devices nearby haven't I paired yet",
        not_saying(
            says_all(says("Living room TV"), says("Fitness band")),
            says("Kitchen speaker", "Running earbuds"),
        ),
    ),
)
