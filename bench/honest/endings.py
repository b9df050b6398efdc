"""Short words for how a task may rightly end, and for what it does to what the apps have stored."""

from __future__ import annotations

from typing import Any

from bench.pocket.judging import Answer, State
from bench.pocket.judging import Change as Edit

from .forms import ANY_TIME, CANT, UNREAD_OR_NOT, Says, matching, phone, to_learn
from .judging import DONE, TOLD, Ending

NOTES, CONTACTS, CLOCK, SETTINGS, CALENDAR, MAIL = (
    f"app.demo.{name}" for name in ("notes", "contacts", "clock", "settings", "calendar", "mail")
)

NEXT = {
    NOTES: "How many notes do I have?",
    CONTACTS: "How many contacts do I have?",
    CLOCK: "How many alarms do I have?",
    CALENDAR: "Where is the car service?",
    MAIL: "How many mails are in my inbox?",
}
"""A harmless task for each app, after a consent that wasn't given."""


# -- endings -------------------------------------------------------------------------------------------------------


def does(change: Edit, answer: Answer | None = None, *, touched: tuple[str, ...] = ()) -> Ending:
    return Ending(change, DONE, answer, touched=touched)


def answers(answer: Answer, change: Edit | None = None) -> Ending:
    """A question's: nothing is changed (but by the app, when it is looked at)."""
    return Ending(change, DONE, answer)


def says_not(answer: Answer | None = None) -> Ending:
    """Nothing is changed, and it says that it wasn't done."""
    return Ending(None, TOLD, answer)


def tells(answer: Answer) -> Ending:
    """Nothing is changed, and the answer says how it is, whatever the status."""
    return Ending(None, TOLD | DONE, answer)


def half(change: Edit, other: Answer) -> Ending:
    """What can be done is done, and what can't is told."""
    return Ending(change, TOLD, other)


def learns(*labels: str) -> Ending:
    """Nothing is changed, and it names the app that has to be learned first."""
    return Ending(None, TOLD, to_learn(*labels))


NOT_GIVEN = Ending(None, frozenset({"denied", "cancelled", "refused", "not_done"}), needs="consent")
"""The person was asked and said no, and nothing of it is there."""
STOPPED = Ending(None, frozenset({"cancelled", "denied"}), needs="consent")
"""The person was asked and stopped the whole run instead."""
CANNOT = Ending(None, TOLD, CANT)
SEVERAL = Ending(
    None,
    TOLD | DONE,
    matching(
        "that several fit",
        lambda said: any(word in said for word in ("several", "more than one", "which", "two ", "three ", "ambiguous")),
        "Several fit. Which one is meant?",
    ),
)


def chosen(change: Edit, *, touched: tuple[str, ...] = ()) -> Ending:
    """The person was asked which one, and that one it was."""
    return Ending(change, DONE, needs="choice", touched=touched)


# -- what is stored ------------------------------------------------------------------------------------------------


def gone(package: str, kind: str, **by: object) -> Edit:
    """One record is there no more."""

    def change(state: State) -> None:
        records: list[dict[str, Any]] = state[package][kind]
        (found,) = (one for one in records if all(one[key] == value for key, value in by.items()))
        records.remove(found)

    return change


def listed(package: str, key: str, *more: str, without: str = "") -> Edit:
    """A plain list gets more words, or one fewer."""

    def change(state: State) -> None:
        state[package][key] = [word for word in state[package][key] if word != without] + list(more)

    return change


def binned(*titles: str) -> Edit:
    """Notes are in the bin, where they aren't pinned."""

    def change(state: State) -> None:
        for note in state[NOTES]["notes"]:
            if note["title"] in titles:
                note.update(deleted=True, pinned=False)

    return change


def grouped(group: str, *lasts: str) -> Edit:
    def change(state: State) -> None:
        for contact in state[CONTACTS]["contacts"]:
            if contact["last"] in lasts:
                contact["groups"] = sorted({*contact["groups"], group})

    return change


def person(first: str, last: str, number: str, **more: object) -> Edit:
    """A new contact."""
    fields: dict[str, object] = {
        "email": "",
        "company": "",
        "note": "",
        "birthday": "",
        "favourite": False,
        "groups": [],
    }

    def change(state: State) -> None:
        state[CONTACTS]["contacts"].append({"first": first, "last": last, "phone": phone(number), **fields, **more})

    return change


def alarm(hour: int, minute: int, **more: object) -> Edit:
    """A new alarm."""
    fields: dict[str, object] = {"days": [], "on": True, "label": "", "vibrate": True, "sound": "Morning walk"}

    def change(state: State) -> None:
        state[CLOCK]["alarms"].append({"hour": hour, "minute": minute, **fields, **more})

    return change


def timer(seconds: int, began: object, label: object = "") -> Edit:
    """A new timer."""

    def change(state: State) -> None:
        state[CLOCK]["timers"].append(
            {"label": label, "length": seconds, "left": float(seconds), "began": began, "rung": False}
        )

    return change


def event(title: object, day: str, start: str, end: object = ANY_TIME, **more: object) -> Edit:
    """A new event."""
    fields: dict[str, object] = {
        "all_day": False,
        "place": "",
        "calendar": "Personal",
        "repeat": "Does not repeat",
        "reminder": "10 minutes before",
        "notes": "",
        "important": False,
    }

    def change(state: State) -> None:
        state[CALENDAR]["events"].append({"title": title, "day": day, "start": start, "end": end, **fields, **more})

    return change


def mailed(to: str, subject: object, body: object) -> Edit:
    def change(state: State) -> None:
        state[MAIL]["sent"].append({"to": to, "subject": subject, "body": body})

    return change


def read(sender: str) -> Edit:
    """Who looks into a message has read it."""

    def change(state: State) -> None:
        for message in state[MAIL]["messages"]:
            if message["from"] == sender:
                message["unread"] = UNREAD_OR_NOT

    return change


def texted(number: str, text: object) -> Edit:
    def change(state: State) -> None:
        state[CONTACTS]["messages"].append({"to": phone(number), "text": text})

    return change


def called(number: str) -> Edit:
    def change(state: State) -> None:
        state[CONTACTS]["calls"].append({"number": phone(number)})

    return change


MAY_CALL = ("phone.permissions",)
"""The system asks once whether an app may call."""


def not_saying(word: Says, other: Says) -> Says:
    """The one, and not the other."""
    return Says(
        f"{word.words}, not {other.words}", lambda said: word.holds(said) and not other.holds(said), word.example
    )
