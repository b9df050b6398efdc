"""Reaching people: a name is looked up in the phone's contacts; several who fit are asked about, nobody is said.

A call goes out at once. A message and a mail are written by Android and sent by the button of the app that has them; where none is
clear, the tap is left to the person, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from . import NotPossible
from .asking import Ask
from .deeds import Done, Ready, Tools, start
from .rows import rows_of

_NUMBER = re.compile(r"\+?[\d\s()./*#-]{3,}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
DATA = "content://com.android.contacts/data"
CONTACTS = "content://com.android.contacts/raw_contacts"
PHONES = "content://com.android.contacts/data/phones"
MAILS = "content://com.android.contacts/data/emails"


@dataclass(frozen=True)
class Entry:
    """One number or address of somebody."""

    name: str
    at: str

    def __str__(self) -> str:
        return f"{self.name}, {self.at}" if self.name != self.at else self.at


def find(tools: Tools, who: str, uri: str, kind: str) -> Entry:
    """The one who is meant, whole names before parts of them. Raises NotPossible where there is nobody."""
    wanted = _words(who)
    if not wanted:
        raise NotPossible("Nobody is named")
    everybody = entries(tools.ask, uri)
    for fits in (lambda name: name == wanted, lambda name: set(wanted) <= set(name)):
        found = list(dict.fromkeys(e for e in everybody if fits(_words(e.name))))
        if len(found) == 1:
            return found[0]
        if found:
            options = [str(entry) for entry in found]
            said = tools.choose(f'Several contacts fit "{who}". Which one?', options)
            words = set(_words(said))
            chosen = [e for e in found if said.strip() == str(e)]
            chosen = chosen or [e for e in found if words and words <= set(_words(str(e)))]
            if len(chosen) != 1:
                raise NotPossible(f'Several contacts fit "{who}" ({"; ".join(options)}), and none was chosen')
            return chosen[0]
    raise NotPossible(f'No contact called "{who}" has a {kind}')


def entries(ask: Ask, uri: str) -> list[Entry]:
    """Everybody's numbers, or addresses."""
    rows = rows_of(
        ask(["content", "query", "--uri", uri, "--projection", "display_name:data1"]), ("display_name", "data1")
    )
    return [Entry(row["display_name"], row["data1"]) for row in rows if row["data1"] not in ("", "NULL")]


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", name.casefold()))


def _number(tools: Tools, who: str) -> Entry:
    if _NUMBER.fullmatch(who.strip()):
        return Entry(who.strip(), who.strip())
    return find(tools, who, PHONES, "number")


def has_sim(ask: Ask) -> bool:
    """Whether there is a SIM that could be used."""
    states = ask(["getprop", "gsm.sim.state"]).strip().upper().split(",")
    return any(state not in ("", "ABSENT", "NOT_READY", "UNKNOWN") for state in states)


def _needs_sim(tools: Tools) -> None:
    if not has_sim(tools.ask):
        raise NotPossible("There is no SIM in this phone")


def _uri(number: str) -> str:
    return quote(re.sub(r"[^\d+*#]", "", number), safe="+*")


def call(tools: Tools, given: Mapping[str, str]) -> Ready:
    _needs_sim(tools)
    who = _number(tools, given["who"])

    def do() -> Done:
        start(tools, "-a", "android.intent.action.CALL", "-d", f"tel:{_uri(who.at)}")
        state = re.search(r"mCallState=(\d)", tools.ask(["dumpsys", "telephony.registry"]))
        calling = state is not None and state[1] != "0"
        return Done(f"called {who}", calling, "" if calling else "the phone doesn't say that a call is under way")

    return Ready(f"Call {who}", do)


def dial(tools: Tools, given: Mapping[str, str]) -> Ready:
    who = _number(tools, given["who"])

    def do() -> Done:
        start(tools, "-a", "android.intent.action.DIAL", "-d", f"tel:{_uri(who.at)}")
        shown = any(_uri(who.at) == _uri(text) for text in tools.texts() if _NUMBER.fullmatch(text))
        return Done(f"{who} is in the dialer, and not called yet", shown, "" if shown else "the dialer doesn't show it")

    return Ready(f"Put {who} into the dialer", do)


def _written(tools: Tools, ready: str, message: str, what: str, *words: str) -> Ready:
    """Written by an intent; sent by the app's own button for it, where the screen has just one."""

    def do() -> Done:
        start(tools, *words)
        shown = any(message in text for text in tools.texts()) if message else True
        if not shown:
            return Done(f"{what} is written and not sent", False, "no app shows it", left=True)
        if not tools.press(_SEND):
            why = "no button to send it is known on this screen; the tap is yours"
            return Done(f"{what} is written and not sent", True, why, left=True)
        # what is sent stands in no field any more
        gone = message not in tools.typed()
        return Done(f"{what} sent", gone, "" if gone else "it still stands in its field")

    return Ready(ready, do)


_SEND = "send"


def text_message(tools: Tools, given: Mapping[str, str]) -> Ready:
    _needs_sim(tools)
    who, message = _number(tools, given["who"]), given["message"].strip()
    intent = ["-a", "android.intent.action.SENDTO", "-d", f"smsto:{_uri(who.at)}", "--es", "sms_body", message]
    return _written(tools, f'Send "{message}" to {who}', message, f"the message to {who}", *intent)


def email(tools: Tools, given: Mapping[str, str]) -> Ready:
    who = given["who"].strip()
    to = Entry(who, who) if _MAIL.fullmatch(who) else find(tools, who, MAILS, "mail address")
    subject, message = given["subject"].strip(), given["message"].strip()
    address = f"mailto:{quote(to.at, safe='@')}?subject={quote(subject)}&body={quote(message)}"
    intent = ["-a", "android.intent.action.SENDTO", "-d", address]
    return _written(tools, f'Send the mail "{subject}" to {to}', message or subject, f"the mail to {to}", *intent)


def _contacts(ask: Ask) -> dict[str, str]:
    """What each contact is called, by its number in the phone; empty for one without a name."""
    columns = ("_id", "display_name")
    rows = rows_of(ask(["content", "query", "--uri", CONTACTS, "--projection", ":".join(columns)]), columns)
    return {row["_id"]: "" if row["display_name"] == "NULL" else row["display_name"] for row in rows}


def _made(tools: Tools) -> str:
    """A new contact without anything in it, by its number. Raises NotPossible where it isn't clear which is the new one."""
    before = _contacts(tools.ask)
    tools.ask(["content", "insert", "--uri", CONTACTS, "--bind", "account_type:n:", "--bind", "account_name:n:"])
    new = {number: name for number, name in _contacts(tools.ask).items() if number not in before}
    empty = [number for number, name in new.items() if not name]  # what was synced in the meantime has a name
    if len(empty) != 1:
        raise NotPossible(
            f"{len(empty)} contacts came in just then, and it isn't clear which is the new one: nothing was written into any"
        )
    return empty[0]


def add_contact(tools: Tools, given: Mapping[str, str]) -> Ready:
    name, number, mail = (given[key].strip() for key in ("name", "number", "mail"))
    if not name:
        raise NotPossible("The contact needs a name")
    if number and not _NUMBER.fullmatch(number):
        raise NotPossible(f'"{number}" is no telephone number')
    if mail and not _MAIL.fullmatch(mail):
        raise NotPossible(f'"{mail}" is no mail address')
    what = ", ".join(part for part in (name, number, mail) if part)

    def do() -> Done:
        newest = _made(tools)
        for kind, value in (("name", name), ("phone_v2", number), ("email_v2", mail)):
            if value:
                row = ["--bind", f"raw_contact_id:i:{newest}", "--bind", f"mimetype:s:vnd.android.cursor.item/{kind}"]
                tools.ask(["content", "insert", "--uri", DATA, *row, "--bind", f"data1:s:{value}"])
        there = {e.at for uri in (PHONES, MAILS) for e in entries(tools.ask, uri) if e.name == name}
        named = _contacts(tools.ask).get(newest) == name
        shown = named and all(not value or value in there for value in (number, mail))
        return Done(f"contact {what} added", shown, "" if shown else "the contacts don't show it")

    return Ready(f"Add the contact {what}", do)
