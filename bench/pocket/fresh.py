"""The 12 tasks on a sixth app, Mail: written when the product was as it is measured, and run once."""

from __future__ import annotations

from typing import Any

from .judging import Change, PocketTask, State, Wanted, one_of, says, says_number
from .tasks import NOTES, both, changed, new_note, option

MAIL = "app.demo.mail"
_EITHER = Wanted("read or unread", lambda value: isinstance(value, bool))
_ANYTHING = Wanted("any text", lambda value: isinstance(value, str))


def _read(state: State) -> None:
    """Who looks into a message has read it: whether it counts as unread then is no part of most tasks."""
    for message in state[MAIL]["messages"]:
        message["unread"] = _EITHER


def _saying(*words: str) -> Wanted:
    def holds(value: Any) -> bool:
        return isinstance(value, str) and all(word in value.casefold() for word in words)

    return Wanted(f"a text with {' and '.join(words)}", holds)


def _sent(to: str, subject: object, body: object) -> Change:
    def change(state: State) -> None:
        state[MAIL]["sent"].append({"to": to, "subject": subject, "body": body})

    return both(_read, change)


def _message(sender: str, **to: object) -> Change:
    return both(_read, changed(MAIL, "messages", {"from": sender}, **to))


def _newsletters_away(state: State) -> None:
    for message in state[MAIL]["messages"]:
        if message["subject"].startswith("Newsletter"):
            message["box"] = "Archive"


FRESH_TASKS = (
    PocketTask(
        "mail-write",
        "Email ben@hollis.example that the meeting is on Thursday now",
        (MAIL,),
        _sent("ben@hollis.example", _ANYTHING, _saying("meeting", "thursday")),
    ),
    PocketTask(
        "mail-reply",
        "Reply to Hannah's mail that I'll be there at six",
        (MAIL,),
        _sent("hannah.reed@posteo.example", _ANYTHING, _saying("be there", "six")),
    ),
    PocketTask("mail-parcel", "What's the tracking number of my parcel?", (MAIL,), _read, says("PX4471920")),
    PocketTask("mail-invoice", "How much do I have to pay Northgate?", (MAIL,), _read, says("64.20", "64.2")),
    PocketTask("mail-delete", "Delete the mail from FitClub", (MAIL,), _message("FitClub", box="Bin")),
    PocketTask(
        "mail-star", "Star the message about the school trip", (MAIL,), _message("Oakfield School", starred=True)
    ),
    PocketTask("mail-newsletters", "Archive all the newsletters", (MAIL,), both(_read, _newsletters_away)),
    PocketTask(
        "mail-unread", "Mark the one from the library as unread", (MAIL,), _message("City Library", unread=True)
    ),
    PocketTask(
        "mail-signature",
        "Change my mail signature to Best wishes, Robin",
        (MAIL,),
        option(MAIL, "signature", one_of("Best wishes, Robin")),
    ),
    PocketTask(
        "mail-pictures",
        "Mails should load pictures only on Wi-Fi",
        (MAIL,),
        option(MAIL, "pictures", "On Wi-Fi only"),
    ),
    PocketTask("mail-count", "How many mails are in my inbox?", (MAIL,), answer=says_number(10)),
    PocketTask(
        "mail-door",
        "Put the door code from Hannah's mail into a note called Cabin",
        (MAIL, NOTES),
        both(_read, new_note("Cabin", _saying("4827"))),
    ),
)
