"""Whether a task is for the phone itself and no app: told by what people say of what a phone does.

A learned app whose doc has those very words goes first: it can do more with its own things than set them. What deletes or changes
a thing that is there already (an alarm, a contact) needs that app, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from apidocs.doc import AppDoc, Effect
from apidocs.shipped.itself import PACKAGE, said_of

from ..words.intent import read_intent
from .app_kinds import plain
from .choosing import Choice, vocabulary, vocabulary_words

_OF_THINGS = re.compile(
    r"\b(delete|remove|cancel|dismiss|snooze|edit|change|rename|move|my next|which alarms?|what alarms?|list)\b"
)
_NOT_TOLD = re.compile(r"\b(passwords?|passcode|pin|cost|price)\b")
"""What is asked about a thing of the phone that the phone doesn't tell: a note may."""
_THINGS = frozenset({"set_alarm", "set_timer", "add_event", "add_contact"})
"""Deeds that make something; what is there already is an app's."""
_PEOPLE = frozenset({"call", "dial", "text_message", "email", "add_contact"})
_ADDRESS = re.compile(
    r"\b(?:open|go to|visit|show|browse to)\s+(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE
)
_OPENS = re.compile(
    r"^\s*(?:please\s+)?(?:open|launch|start)\s+(?:the\s+|my\s+)?(.+?)(?:\s+app)?\s*[.!]?\s*$", re.IGNORECASE
)


def for_itself(task: str, docs: Sequence[AppDoc], labels: Mapping[str, str]) -> Choice | None:
    """The phone itself, where a task (its quoted texts left out) is for it. `docs` are those of learned apps, `labels` the names
    of the apps that are installed."""
    learned = {doc.package for doc in docs}
    opened = _OPENS.match(task)
    if opened and (named := [p for p, label in labels.items() if plain(label) == plain(opened[1])]):
        return None if learned & set(named) else Choice((PACKAGE,), "it only opens an app")
    if _ADDRESS.search(task):
        return Choice((PACKAGE,), "it names a web address")
    found = phone_words(task)
    if not found or read_intent(task).wants("delete") or _NOT_TOLD.search(task.casefold()):
        return None
    if _OF_THINGS.search(task.casefold()) and _THINGS & set(found):
        return None
    if any(_does(doc, found) for doc in docs):
        return None
    return Choice((PACKAGE,), "the phone does it by itself")


def _does(doc: AppDoc, found: Mapping[str, str]) -> bool:
    """Whether a learned app has what a task speaks of: the very words, or, for reaching people, whom to reach."""
    if not _PEOPLE.isdisjoint(found):
        elements = [element for screen in doc.screens for element in screen.elements]
        return any(e.effect in (Effect.CALL, Effect.SEND) for e in elements) or "contact" in vocabulary(doc)
    words = {word for phrase in found.values() for word in vocabulary_words(phrase)}
    return not words.isdisjoint(vocabulary(doc))


def phone_words(task: str) -> dict[str, str]:
    """What of the phone itself a task speaks of, each with the longest phrase that says so."""
    said = plain(task)
    found: dict[str, str] = {}
    for name, phrases in said_of().items():
        fitting = [phrase for phrase in phrases if f" {phrase} " in said]
        if fitting:
            found[name] = max(fitting, key=len)
    return found
