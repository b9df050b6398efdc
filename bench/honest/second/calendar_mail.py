"""19 commands for Calendar and Mail."""

from __future__ import annotations

from bench.pocket.judging import Change as Edit
from bench.pocket.tasks import both, changed, option

from ..endings import CALENDAR, MAIL, event, gone, mailed, read, tells
from ..forms import like, missing
from ..judging import HonestTask
from .wording import do, ends, worded

_PHOTOS = "I put them in the shared folder. The one with the tram is my favourite."


def _event(title: str, **to: object) -> Edit:
    return changed(CALENDAR, "events", {"title": title}, **to)


def _message(sender: str, **to: object) -> Edit:
    return both(read(sender), changed(MAIL, "messages", {"from": sender}, **to))


CALENDAR_TASKS: tuple[HonestTask, ...] = (
    do(
        "calendar-swimming",
        "swimming this friday, 4 to half 5 in the afternoon, pop it in my calendar",
        event("Swimming", "2026-03-06", "16:00", "17:30"),
    ),
    do("calendar-lunch-one", "team lunch has moved to 1pm", _event("Team lunch", start="13:00", end="14:00")),
    do(
        "calendar-car",
        "The garage can't do the 11th, shift the car service to Friday the 13th",
        _event("Car service", day="2026-03-13"),
    ),
    do(
        "calendar-moving",
        "block out the whole day on 16 March, Moving house",
        event("Moving house", "2026-03-16", "", "", all_day=True),
    ),
    do("calendar-half-term", "half-term can come off the calendar", gone(CALENDAR, "events", title="Half-term")),
    do(
        "calendar-dentist",
        "Dentist: remind me an hour ahead and mark it important",
        _event("Dentist", reminder="1 hour before", important=True),
    ),
    do(
        "calendar-yoga-place",
        "Thursday's yoga is in the Sports Centre this week, change where it says",
        changed(
            CALENDAR,
            "events",
            {"title": "Yoga class", "day": "2026-03-05"},
            place=like("Sports Centre", "the Sports Centre"),
        ),
    ),
    do(
        "calendar-brunch",
        "if Sunday the 8th is free put brunch with Grace in at 11, otherwise leave it",
        event(like("Brunch with Grace", "Brunch with Grace Lin"), "2026-03-08", "11:00", "12:00"),
    ),
    do("calendar-weekly", "make the stand-up a weekly thing", _event("Stand-up", repeat="Every week")),
    ends("calendar-piano", "scrap Thursday's piano lesson", tells(missing("piano"))),
    do(
        "calendar-omar",
        "coffee with Omar on the 11th, no, the 12th, quarter past 4 in the afternoon",
        event(like("Coffee with Omar", "Coffee with Omar Farouk"), "2026-03-12", "16:15", "17:15"),
    ),
)

MAIL_TASKS: tuple[HonestTask, ...] = (
    do(
        "mail-form",
        "answer the school that I'll bring the form in on Thursday",
        both(
            read("Oakfield School"),
            mailed(
                "office@oakfield.example",
                worded("Re: School trip on 19 March", ("school trip",)),
                worded("I'll bring the form in on Thursday.", ("bring",), ("form",), ("thursday",), most=25),
            ),
        ),
    ),
    do(
        "mail-nora",
        "mail nora@pine.example, subject Friday: sorry, I can't come",
        mailed(
            "nora@pine.example", "Friday", like("Sorry, I can't come", "Sorry I can't come", "Sorry, I cannot come")
        ),
    ),
    do("mail-money", "put the Northgate bill under the Money label", _message("Northgate Energy", label="Money")),
    do("mail-star", "star the mail from Hannah, not the one from Ben", _message("Hannah Reed", starred=True)),
    do(
        "mail-newsletters",
        "chuck both newsletters in the bin",
        both(_message("Trail & Peak", box="Bin"), _message("Green Kitchen", box="Bin")),
    ),
    do(
        "mail-parcel",
        "If the Parcel Express mail is still unread archive it, otherwise delete it",
        _message("Parcel Express", box="Archive"),
    ),
    do(
        "mail-forward",
        "pass Elif's photos mail on to dad@birch.example",
        both(read("Elif Kaya"), mailed("dad@birch.example", "Fwd: Photos from Lisbon", like(_PHOTOS))),
    ),
    do(
        "mail-holiday-text",
        'change my holiday message to "Back on the 20th" and switch the holiday reply on',
        both(option(MAIL, "holiday_text", like("Back on the 20th")), option(MAIL, "holiday", True)),
    ),
)
