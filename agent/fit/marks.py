"""Which way a task's words want a mark to stand, a star, a pin, a like: set, taken off, or as the script says.

A button that marks a thing takes the mark off where it is set. So a mark is left where it stands unless the words may mean that
it goes, and one that is to come off isn't set by the tap. That one stood already is what was wanted only where the words speak of
a mark ("star it", "add it to my favourites"): "leave the group" or "make Bob a normal contact again" don't.
"""

from __future__ import annotations

import re

from apidocs.doc.words import split_words, stem, words_of

from ..words.clauses import Clause
from ..words.intent import Intent
from ..words.lexicon import lexicon, plain

_MARKS = frozenset(
    """star favourite favorite fav fave pin heart like love flag bookmark important follow subscribe thumb upvote tick check select
    mark highlight""".split()
)
"""What marks a thing, as a verb or as what it is then."""
_SETTING = frozenset("add keep put save remember top".split())
_FLIPS = frozenset("toggle flip reverse".split())
_NOT_SO = frozenset("longer anymore no not isnt arent shouldnt wont dont".split())
"""Words by which a mark may be meant to go: "no longer a favourite", "make sure it isn't pinned"."""
_EITHER_WAY = frozenset("more leave quit opt dislike".split())
"""Words by which one may be meant to go, and may not."""
_MARK = r"\w*(?:star|favou?rite|fav|fave|pin|heart|like|love|flag|bookmark|follow|tick|mark)(?:e?s|ing)?\b"
_TAKEN_OFF = re.compile(
    rf"\b(?:undo|lift|lose|withdraw|revoke|retract|scrap|ditch|drop(?! (?:an?|the)\b)|done with|enough of)\b.*\b{_MARK}"
    rf"|\b(?:drop|pull|strike|get|take)\b.*\b(?:from|out of|off)\b.*\b{_MARK}|\boff\b(?: \w+)? {_MARK}"
    rf"|\btake\b.*\bback\b.*\b{_MARK}|\btake\b.*\b{_MARK}.*\bback\b",
    re.IGNORECASE,
)
"""A mark that is told to go: "drop Bob from my favourites", "take back the like", "get Bob out of my favourites"."""
_TURNED = re.compile(r"\b(?:un|de)[-\u2010\u2011]?(\w{3,})", re.IGNORECASE)


def keeps_marks(intent: Intent) -> bool:
    """Whether something is ordered, and nothing by which a mark may be meant to go."""
    orders = [clause for clause in intent.clauses if clause.mood != "forbid"]
    words = {plain(word) for word in intent.task.split()} | set(split_words(intent.task, camel=False))
    return intent.orders and not words & (_FLIPS | _NOT_SO | _EITHER_WAY) and not any(map(_takes, orders))


def speaks_of_marks(intent: Intent) -> bool:
    """Whether the words speak of a mark, or of what sets one."""
    return not _stems(_MARKS | _SETTING).isdisjoint(stem(word) for word in words_of(intent.task))


def takes_marks(intent: Intent) -> bool:
    """Whether all that is ordered, or said not to be so, takes marks off."""
    told = [clause for clause in intent.clauses if clause.mood != "ask" and (clause.deeds or clause.words)]
    words = {plain(word) for word in intent.task.split()}
    return bool(told) and not words & _FLIPS and all(_takes(clause) for clause in told)


def _takes(clause: Clause) -> bool:
    words = {plain(word) for word in clause.text.split()} | set(split_words(clause.text, camel=False))
    turned = {word.lower() for word in _TURNED.findall(clause.text)}
    undone = not turned.isdisjoint(lexicon().verbs) or not _stems(_MARKS).isdisjoint(map(stem, turned))
    gone = bool(_TAKEN_OFF.search(clause.text)) or bool(clause.deeds & {"delete", "off"})
    return undone or gone or bool(words & _NOT_SO)


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)
