"""Whether a task is for the phone itself and no app: told by what people say of what a phone does.

What the phone's own commands set and read back goes first, whatever is learned: no screen is needed for it, and what came of it
is known. A learned app goes first where it has what the phone hasn't: more of the task's words than the phone has ("Wi-Fi
calling"), or its own things, of which the phone can only make new ones.

A word in common isn't enough: a deed has to be ordered, what is there already (an alarm, a message) is an app's, and where the
task speaks of something else as well, which the phone doesn't have, it isn't for the phone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from apidocs.doc import AppDoc, Effect, Element, Kind
from apidocs.doc.words import SAYING_NOTHING, split_words, stem
from apidocs.shipped.itself import PACKAGE, phone_doc, phone_words, said_of
from phones.known_apps import known_apps
from phones.phone import InstalledApp

from ..words.deeds import names_it
from ..words.intent import Intent, read_intent
from ..words.lexicon import lexicon, said_words
from ..words.things_there import speaks_of_one_there
from ..words.written import without_written
from .app_kinds import kind_words, plain, words_of_kind, words_said_to_any
from .choosing import Choice, vocabulary, vocabulary_of
from .web_address import names_address
from .which_app import kind_of

_OF_THINGS = re.compile(
    r"\b(delete|remove|cancel|dismiss|snooze|edit|change|rename|move|(?:turn|switch)(?: \w+){0,4} o(?:n|ff)|my next|which alarms?|"
    r"what alarms?|list)\b|\b(?:alarm|timer)s? o(?:n|ff)\W*(?:please)?\W*$"
)
_THINGS = frozenset({"set_alarm", "set_timer", "add_event", "add_contact"})
"""Deeds that make something; what is there already is an app's."""
_OF_PLAYING = frozenset({"play", "pause"})
""" "Pause the timer" pauses no music."""
_RINGS = (
    r"(?:calls?|messages?|texts?|mails?|notifications?|reminders?|alarms?|timers?|keyboard|typing|touch(?:es)?|taps?)"
)
_OF_ONE_SOUND = re.compile(
    rf"\b{_RINGS} (?:\w+ )?(?:to|on|off) vibrat\w+|\bvibrat\w+(?: mode| only)? (?:for|on|in|with) (?:\w+ ){{0,2}}{_RINGS}\b",
    re.IGNORECASE,
)
"""What vibrates is one thing that sounds, which apps set, and not the phone: "set the timer to vibrate", "on vibrate for calls"."""
_PAUSED = re.compile(
    r"\bpause (?:the|my|our|this|that|these|those|all|every|his|her|their)(?: [\w'’-]+){1,5}", re.IGNORECASE
)
_PLAYED = said_words(
    "music song songs track tune playing playback player sound audio audiobook book podcast episode radio album playlist video "
    "film movie show series clip stream stuff thing media concert news story speaker",
    frozenset(),
)
"""What the phone's key for playing and pausing is for: it pauses neither a stopwatch nor a download."""
_PEOPLE = frozenset({"call", "dial", "text_message", "email", "add_contact"})
_RECORDS = frozenset({"add_event", "add_contact", "email"})
"""Deeds that make something with many fields: an app's form has more of them than a command takes."""
_ORDERED = _THINGS | _PEOPLE
"""Deeds that somebody has to order: who asks about one, or wants to see one, doesn't want it done."""
_OF_ALL = frozenset("system screen display android overall general main".split())
"""Before a setting's name these say that it is the whole phone's."""
_OPENS = re.compile(
    r"^\s*(?:please\s+)?(?:open|launch|start)\s+(?:the\s+|my\s+)?(.+?)(?:\s+app)?\s*[.!]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Itself:
    """What the phone itself has of a task."""

    choice: Choice | None = None
    """The phone, where the task is for it."""
    found: Mapping[str, str] | tuple[str, ...] = ()
    """What of the phone it speaks of."""
    opens: str = ""
    """The package of the app, where all it wants is to have one opened."""
    never: bool = False
    """It speaks of the phone's, and of what the phone doesn't have: it isn't for the phone, however near it seems."""


def for_itself(task: str, docs: Sequence[AppDoc], labels: Mapping[str, str]) -> Itself:
    """What the phone itself has of a task (its quoted texts left out). `docs` are those of learned apps, `labels` the names
    of the apps that are installed."""
    learned = {doc.package for doc in docs}
    opened = _OPENS.match(task)
    called = {*labels.items(), *((p, name) for p in labels if p in known_apps() for name in known_apps()[p].names)}
    if opened and (named := sorted(p for p, name in called if plain(name) == plain(opened[1]))):
        if learned & set(named):
            return Itself()
        return Itself(Choice((PACKAGE,), "it only opens an app"), opens=named[0])
    if names_address(task):
        return Itself(Choice((PACKAGE,), "it names a web address"), ("open_web",))
    intent, found = read_intent(task), phone_words(without_written(task))
    if not found:
        return Itself(never=bool(phone_words(task)))  # what is written down orders nothing
    orders = any(c.deeds != frozenset({"look"}) for c in intent.ordered)  # to be shown something is no order
    found = {name: phrase for name, phrase in found.items() if name not in _ORDERED or orders}
    if names_it(task) and not intent.wants("call"):
        found.pop("call", None)  # "call it Soup" rings nobody
    if _OF_ONE_SOUND.search(task):
        return Itself(never=True)
    if _pauses_else(task):
        found.pop("pause", None)
    if any(name in _PEOPLE and _somebodys(task, phrase) for name, phrase in found.items()):
        return Itself(never=True)
    longer = {name: word for name, phrase in found.items() if (word := _belongs_to(task, name, phrase))}
    begun = {phrase.split()[0] for phrase in found.values()}
    if not begun.issuperset(longer.values()):
        return Itself(never=True)
    # of "wifi hotspot" it is the hotspot
    found = {name: phrase for name, phrase in found.items() if name not in longer}
    there = speaks_of_one_there(task) or _OF_THINGS.search(task.casefold()) is not None
    if not found or intent.wants("delete") or there and set(found) <= _THINGS | _OF_PLAYING:
        return Itself(never=True)
    if _speaks_of_else(task, intent, found, labels, docs):
        return Itself(never=True)
    if any(_has_more(doc, task, found) for doc in docs):
        return Itself(found=found, never=True)
    told = any(_elements()[name].kind is not Kind.ACTION for name in found)  # a setting, or a fact
    if not told and any(_does_more(doc, task, found) for doc in docs):
        return Itself(found=found)
    return Itself(Choice((PACKAGE,), "the phone does it by itself"), found)


def _pauses_else(task: str) -> bool:
    """Whether what is to be paused is called by words, none of which is for what plays: "pause the stopwatch"."""
    paused = _PAUSED.search(task)
    if paused is None:
        return False
    capitals = re.search(r" [A-Z]", paused[0]) is not None  # a name may be a song's
    return not capitals and said_words(paused[0]).isdisjoint(_PLAYED)


def _somebodys(task: str, phrase: str) -> bool:
    """Whether what a deed is called by is what somebody has already: "in my text messages", and not "text my mum"."""
    return bool(
        re.search(rf"\b(?:my|our|his|her|their|these|those)\s+{phrase.replace(' … ', ' .* ')}s?\b", task.casefold())
    )


def _has_more(doc: AppDoc, task: str, found: Mapping[str, str]) -> bool:
    """Whether a learned app has a thing of its own that is called by what the phone's is called and by words of the task besides,
    which the phone doesn't know: "Wi-Fi calling" for "turn on wifi calling"."""
    found = {name: phrase for name, phrase in found.items() if _elements()[name].kind is not Kind.ACTION}
    left = unexplained(task, found) if found else set()
    said = {name: said_words(phrase) | said_words(_elements()[name].label) for name, phrase in found.items()}
    return any(
        words & left and any(words & own for own in said.values())
        for screen in (doc.screens if left else ())
        for element in screen.elements
        if (words := said_words(element.label or element.name.replace("_", " ")))
    )


def _does_more(doc: AppDoc, task: str, found: Mapping[str, str]) -> bool:
    """Whether a learned app has the deed that a task speaks of, and more of it than the phone: the fields of a record, or words of
    what is to be done besides, as the sound of an alarm. What no app knows of the rest is a text: what the alarm is called. It has
    the deed where it has the very words, or, for reaching people, whom to reach."""
    if _RECORDS.isdisjoint(found) and unexplained(task, found).isdisjoint(vocabulary(doc)):
        return False
    if not _PEOPLE.isdisjoint(found):
        elements = [element for screen in doc.screens for element in screen.elements]
        return any(e.effect in (Effect.CALL, Effect.SEND) for e in elements) or "contact" in vocabulary(doc)
    words = {word for phrase in found.values() for word in vocabulary_of(phrase)}
    return not words.isdisjoint(vocabulary(doc))


# -- what else a task speaks of ------------------------------------------------------------------------------------


def _speaks_of_else(
    task: str, intent: Intent, found: Mapping[str, str], labels: Mapping[str, str], docs: Sequence[AppDoc]
) -> bool:
    """Whether words of the task are left that nothing of the phone's explains. Of an order those count that are an app's: what
    it is called, or what such apps have. Of a question all do: what was asked is then something else. A deed's own
    text may be anything."""
    elements = _elements()
    if any(elements[name].kind is Kind.ACTION for name in found):
        return False
    left = unexplained(task, found)
    if not intent.orders or all(elements[name].kind is Kind.TEXT for name in found):
        return bool(left)  # "show the battery percentage at the top" orders more than to be told
    spoken = {word for doc in docs for word in words_of_kind(kind_of(InstalledApp(doc.package, doc.label, ""), doc))}
    return bool(left & (spoken | {word for label in labels.values() for word in said_words(label) | kind_words(label)}))


def _belongs_to(task: str, name: str, phrase: str) -> str:
    """The word beside a setting's name in a task that makes it the name of something else: "wifi calling", "torch brightness", and
    not "wifi now" or "phone brightness". Empty where there is none. Behind a level's name may stand its value, and before the name
    the verb."""
    kind = _elements()[name].kind
    if kind not in (Kind.TOGGLE, Kind.CHOICE):
        return ""
    said, called = task.casefold(), phrase.replace(" ", "[^a-z]*")
    behind = re.search(rf"\b{called}[ -]([a-z]{{2,}})", said) if kind is Kind.TOGGLE else None
    before = re.search(rf"\b([a-z]{{2,}})[ -]{called}\b", said)
    if before and not set(split_words(said[: before.start()], camel=False)) - lexicon().polite_words:
        before = None  # it is the verb
    others = {
        said.split()[0] for one in _elements().values() if one.kind is Kind.TOGGLE for said in said_of()[one.name]
    }
    none = SAYING_NOTHING | _OF_ALL | others
    for word in (found[1] for found in (behind, before) if found):
        at_all = word in none or word.endswith("ly") or stem(word) in lexicon().moments
        if not at_all and unexplained(word, (name,)):
            return word
    return ""


def unexplained(task: str, found: Mapping[str, str] | tuple[str, ...]) -> set[str]:
    """Stems of the words of a task that neither these things of the phone explain nor what is said to any switch."""
    elements, said = _elements(), said_of()
    known = {stem(word) for word in words_said_to_any()}
    for name in found:
        one = elements[name]
        args = (arg.name for arg in one.args)
        known |= said_words(" ".join((one.label, one.also, one.description, *one.options, *args, *said[name])))
    return {word for word in said_words(task) if word not in known and not any(c.isdigit() for c in word)}


@cache
def _elements() -> Mapping[str, Element]:
    (screen,) = phone_doc().screens
    return {element.name: element for element in screen.elements}
