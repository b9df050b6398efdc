"""Words that tell what is done: whether a label reads like a deed, and whether that is done as soon as it is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ground.tables import table_beside

from ..doc import Effect, Kind
from ..doc.effects import asks, judge
from ..doc.words import split_words, word_set
from ..screens.marks import Seen

_DEEDS = word_set(
    """turn switch toggle enable disable set unset connect disconnect forget pair unpair join leave mark unmark pin unpin
    lock unlock mute unmute restore reset clear sync run apply undo redo all everything now on off"""
)
_ASKS_FIRST = word_set(
    """add create new insert rename edit set change schedule delete remove erase discard wipe empty"""
)
"""Deeds before which an app asks something: a name, a place, whether one is sure. All others are done at once."""
_AT_ONCE = word_set(
    """turn switch toggle enable disable connect disconnect pair unpair join mark unmark pin unpin mute unmute undo redo lap
    start stop pause resume play record star unstar like unlike flag bookmark favorite favourite archive duplicate vote
    increase decrease increment decrement copy"""
)
"""Words that tell of such a deed where `effects` doesn't know them for one: on pictures, and in ids."""
_STATE = re.compile(
    r"(?!(?:feed|need|seed|weed|bleed|breed|speed|proceed|exceed|embed|shed|wed|sled|shred|heed)$)\w{2,}[^e]ed"
)
"""A participle."""
_EVERYTHING = word_set("all everything")
_PARTS = word_set(
    "menu drawer navigation search panel sheet window keyboard dialog banner message selection view player"
)
"""What of a screen is closed, and nothing else with it."""
_HANDED_ON = word_set("download downloadable export import print printable printout save share upload record lock")
_PAPERS = word_set("log logs list lists info details sheet screen recording location statement version")
"""What may be called like a part of the app, and is what a deed is done to where one leads: "Download log"."""
_PICTURES = word_set("button arrow icon")
_AWAY = word_set("send forward pass")
_HEARD = word_set("audio voice sound video screen clip call calls meeting macro now again memo message session")
_ELLIPSIS = re.compile(r"(…|\.\.\.)\s*$")
_MARKS = word_set("star favourite favourites favorite favorites bookmark bookmarks wishlist cart")
"""What something is added to without a question."""
_SAME = word_set("identical same copy backup statement")
"""What is added so is added at once."""


@dataclass(frozen=True)
class Intent:
    """What is about to be done, for `may_act`."""

    action: str
    """tap, long_press, open (a row)."""
    label: str
    """The words on it, or its id; empty for a row."""
    effect: Effect
    known: bool
    """Whether a word of it was recognised; an effect that wasn't told from a word is a guess."""
    word: str = ""
    """The word, or the words, by which the effect was told."""

    @property
    def leads(self) -> bool:
        """Whether the label begins with that: "Open in browser", and not "On home screen"."""
        told = tuple(self.word.split())
        return split_words(self.label)[: len(told)] == told


@cache
def _deeds() -> dict[str, dict[str, frozenset[str]]]:
    data = table_beside(__file__, "deeds.toml")
    return {language: {of: frozenset(words) for of, words in lists.items()} for language, lists in data.items()}


def speaks(language: str) -> bool:
    """Whether deeds are known by their words in a language."""
    return language in _deeds()


def words_in(of: str, language: str, said: Iterable[str], ids: Iterable[str] = ()) -> bool:
    """Whether labels or ids have a word of a list, in English or in the phone's own language."""
    labels = list(said)
    words = {word for label in labels for word in split_words(label, camel=False)}
    words |= {word for one in ids for word in split_words(one)}
    found = [_deeds()[one].get(of, frozenset()) for one in dict.fromkeys(("en", language)) if one in _deeds()]
    return any(
        words & those or any(part in label for part in those if not part.isascii() for label in labels)
        for those in found
    )


def is_deed(label: str, language: str = "en") -> bool:
    """Whether a label reads like something that is done, in English or in the phone's own language."""
    words = split_words(label, camel=False)
    if len(words) > 1 and language == "en" and _STATE.fullmatch(words[0]):
        return False  # "Closed down", "Checked out": where things of that kind stand
    for lists in (_deeds()[one] for one in dict.fromkeys(("en", language)) if one in _deeds()):
        if any(part in label for part in lists.get("within", ())):
            return True
        if not words:
            continue
        several = len(words) > 1
        if words[0] in lists.get("first", ()) or several and words[0] in lists.get("before", ()):
            return True
        if set(words) & lists.get("any", frozenset()) or several and words[-1] in lists.get("last", ()):
            return True
    return False


def led_by_a_deed(intent: Intent, seen: Seen, language: str, *, settings: bool = False) -> bool:
    """Whether a word that is known to be harmless isn't what a label begins with, and what it begins with is a deed ("Check for new
    episodes"); or it closes something that is none of the screen's own parts ("Close the sitting")."""
    words = split_words(intent.label, camel=False)
    if intent.word == "back" and len(words) > 1 and words[0] == "back":
        return words[1] not in _PICTURES  # "Back to the bucket": the thing goes there
    if intent.word == "search" and len(words) > 1 and words[0] == "search":
        return settings or seen.kind == "menu"  # there it may look for devices, for stations
    if intent.word == "close" and len(words) > 1:
        return seen.kind in ("page", "menu") and not _PARTS & set(words)
    if words[:1] and words[0] in _HANDED_ON and set(words[1:]) & _PAPERS:
        return True
    return intent.word.partition(" ")[0] in words[1:] and is_deed(intent.label, language)


def does_something(words: str) -> bool:
    """Whether a word of it is a deed, whatever else was recognised: "Turn all off" is more than "all"."""
    return bool(_DEEDS & set(split_words(words, camel=False)))


def shows_somebody(label: str) -> bool:
    """Whether what is shown, of a thing, isn't one of its own parts: "Show the neighbours" hands it on, "Show details" doesn't."""
    words = split_words(label, camel=False)
    if words[:1] != ("show",) or len(words) == 1 or set(words[1:]) & _PAPERS:
        return False
    return not judge(" ".join(words[1:]), "", "", Kind.BUTTON).known


def acts_at_once(intent: Intent) -> bool:
    """Whether a control does something when touched, without asking anything first."""
    words = split_words(intent.label)
    if asks(intent.effect):
        asked = intent.word.split()[:1]
        if _AWAY & set(asked) or asked == ["add"] and any(word.isdecimal() for word in words):
            return True
        if asked == ["record"] and len(words) == 2 and words[1] not in _HEARD:
            return False  # "Record dream": a form for one more
        if _ELLIPSIS.search(intent.label) or words[-1:] == ("options",):
            return False  # it says itself that it asks, or that there are several ways
        return not asked or asked[0] not in _ASKS_FIRST or bool((_EVERYTHING | _MARKS | _SAME) & set(words))
    if intent.effect is Effect.SETTINGS:
        return True
    return bool(_AT_ONCE & set(words))
