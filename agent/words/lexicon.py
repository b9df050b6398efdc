"""The words by which tasks are read, from lexicon.toml: verbs of deeds; how questions, orders and negations begin; words that say
nothing. And a text's words as the lexicon has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from apidocs.doc import Effect
from apidocs.doc.words import SAYING_NOTHING, split_words, stem
from ground.tables import table_beside

_HYPHEN = "[-\u2010\u2011]"
_HYPHENED = re.compile(rf"[^\W_]+(?:{_HYPHEN}[^\W_]+)+")


@dataclass(frozen=True)
class Lexicon:
    """All lists, as sets and tables."""

    verbs: dict[str, frozenset[str]]
    apart: tuple[tuple[str, str, str], ...]
    """Deed, verb, and the word that makes it one."""
    applying: frozenset[str]
    """What apps call a button that applies a filter or begins a search."""
    viewing: frozenset[str]
    """What they call a page of such."""
    told: frozenset[str]
    let: frozenset[str]
    """What somebody else may be let do with what is shared with them."""
    nouns: frozenset[str]
    first: frozenset[str]
    """Deeds' words that are deeds only where a clause begins with them."""
    phrases: tuple[tuple[str, str], ...]
    """Deed and phrase, the longest phrase first."""
    effects: dict[str, Effect]
    labels: dict[str, list[str]]
    """How apps call a deed."""
    does: dict[str, list[str]]
    """What else they call a control that does it."""
    openers: frozenset[str]
    had: frozenset[str]
    leads: tuple[str, ...]
    reported: frozenset[str]
    polite: frozenset[str]
    polite_words: frozenset[str]
    urging: frozenset[str]
    """How an order begins that looks like a negation."""
    requests: frozenset[str]
    """How a question begins that is an order where a deed follows."""
    reached: frozenset[str]
    """Whom one calls, by what they are."""
    joining: frozenset[str]
    negations: frozenset[str]
    negation_phrases: frozenset[str]
    negated_names: tuple[str, ...]
    """Of things, with a negation in them."""
    but: frozenset[str]
    """What begins an exception behind "all" and the like."""
    left_so: frozenset[str]
    conditions: frozenset[str]
    correcting: frozenset[str]
    moments: frozenset[str]
    """Stems of words for when something is."""
    taking_back: frozenset[str]
    """What takes back all that was said before."""
    taking_back_marked: frozenset[str]
    """What does so behind one of `taking_back_marks`."""
    taking_back_marks: frozenset[str]
    taking_back_after: frozenset[str]
    """What may stand behind it."""
    taking_back_anywhere: frozenset[str]
    """What may do so without a comma before it."""


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = table_beside(__file__, "lexicon.toml")
    deeds = data["deeds"]
    verbs: dict[str, set[str]] = {}
    for name, deed in deeds.items():
        for word in deed["words"]:
            verbs.setdefault(word, set()).add(name)
    phrases = [(name, phrase) for name, deed in deeds.items() for phrase in deed["phrases"]]
    polite = frozenset(data["asking"]["polite"])
    return Lexicon(
        {word: frozenset(names) for word, names in verbs.items()},
        tuple((name, verb, end) for name, deed in deeds.items() for verb, end in deed.get("apart", ())),
        frozenset(deeds["look"]["applying"]),
        frozenset(deeds["look"]["viewing"]),
        frozenset(deeds["send"]["told"]),
        frozenset(deeds["share"]["let"]),
        frozenset(data["nouns"]["words"]),
        frozenset(data["nouns"]["first"]),
        tuple(sorted(phrases, key=lambda p: -len(p[1]))),
        {name: Effect(deed["effect"]) for name, deed in deeds.items()},
        {name: deed["labels"] for name, deed in deeds.items() if "labels" in deed},
        {name: deed["does"] for name, deed in deeds.items() if "does" in deed},
        frozenset(data["asking"]["openers"]),
        frozenset(data["asking"]["had"]),
        tuple(data["asking"]["leads"]),
        frozenset(data["asking"]["reported"]),
        polite,
        frozenset(w for p in polite for w in p.split()),
        frozenset(data["asking"]["urging"]),
        frozenset(data["asking"]["requests"]),
        frozenset(data["reached"]["words"]),
        frozenset(data["reached"]["joining"]),
        frozenset(data["negation"]["words"]),
        frozenset(data["negation"]["phrases"]),
        tuple(data["negation"]["names"]),
        frozenset(data["negation"]["but"]),
        frozenset(data["negation"]["left"]),
        frozenset(data["condition"]["openers"]),
        frozenset(data["correcting"]["words"]),
        frozenset(stem(word) for word in data["moments"]["words"]),
        *(frozenset(data["taking_back"][name]) for name in ("whole", "marked", "marks", "after", "anywhere")),
    )


def plain(word: str) -> str:
    """A word as the lexicon has it: small, without apostrophes."""
    return word.casefold().replace("'", "").replace("’", "")


@lru_cache(maxsize=8192)
def said_words(text: str, without: frozenset[str] = SAYING_NOTHING) -> frozenset[str]:
    """The stems of the words of a text that say what it is about, all but those of `without`; numbers stay as they are. What a
    hyphen joins is a word besides its parts: "Wi-Fi" is wifi, too."""
    words = [*split_words(text, camel=False)]
    words += [w for whole in _HYPHENED.findall(text) for w in split_words(re.sub(_HYPHEN, "", whole), camel=False)]
    return frozenset(stem(w) for w in words if w not in without)
