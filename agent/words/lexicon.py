"""The words by which tasks are read, from lexicon.toml: verbs of deeds; how questions, orders and negations begin; words that say
nothing. And a text's words as the lexicon has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from apidocs.doc import Effect
from apidocs.doc.words import SAYING_NOTHING, split_words, stem
from ground.tables import table_beside

_HYPHEN = "[-\u2010\u2011]"
_HYPHENED = re.compile(rf"[^\W_]+(?:{_HYPHEN}[^\W_]+)+")


class Lexicon:
    """All lists, as sets and tables."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """`data` as lexicon.toml has it."""
        deeds: Mapping[str, Any] = data["deeds"]

        def words(table: str, name: str = "words") -> frozenset[str]:
            return frozenset(data[table][name])

        self.verbs: dict[str, frozenset[str]] = {}
        """Words by which deeds are told, each with the deeds that it may mean."""
        for name, deed in deeds.items():
            self.verbs |= {word: self.verbs.get(word, frozenset()) | {name} for word in deed["words"]}
        self.apart = tuple((name, verb, end) for name, deed in deeds.items() for verb, end in deed.get("apart", ()))
        """Deed, verb, and the word that makes it one."""
        phrases = ((name, phrase) for name, deed in deeds.items() for phrase in deed["phrases"])
        self.phrases = tuple(sorted(phrases, key=lambda one: -len(one[1])))
        """Deed and phrase, the longest phrase first."""
        self.effects = {name: Effect(deed["effect"]) for name, deed in deeds.items()}
        self.labels: dict[str, list[str]] = {name: deed["labels"] for name, deed in deeds.items() if "labels" in deed}
        """How apps call a deed."""
        self.does: dict[str, list[str]] = {name: deed["does"] for name, deed in deeds.items() if "does" in deed}
        """What else they call a control that does it."""
        self.applying: frozenset[str] = frozenset(deeds["look"]["applying"])
        """What apps call a button that applies a filter or begins a search."""
        self.viewing: frozenset[str] = frozenset(deeds["look"]["viewing"])
        """What they call a page of such."""
        self.told: frozenset[str] = frozenset(deeds["send"]["told"])
        self.let: frozenset[str] = frozenset(deeds["share"]["let"])
        """What somebody else may be let do with what is shared with them."""
        self.nouns = words("nouns")
        self.first = words("nouns", "first")
        """Deeds' words that are deeds only where a clause begins with them."""
        self.openers = words("asking", "openers")
        self.had = words("asking", "had")
        self.leads: tuple[str, ...] = tuple(data["asking"]["leads"])
        self.reported = words("asking", "reported")
        self.polite = words("asking", "polite")
        self.polite_words = frozenset(word for phrase in self.polite for word in phrase.split())
        self.urging = words("asking", "urging")
        """How an order begins that looks like a negation."""
        self.requests = words("asking", "requests")
        """How a question begins that is an order where a deed follows."""
        self.reached = words("reached")
        """Whom one calls, by what they are."""
        self.joining = words("reached", "joining")
        self.negations = words("negation")
        self.negation_phrases = words("negation", "phrases")
        self.negated_names: tuple[str, ...] = tuple(data["negation"]["names"])
        """Of things, with a negation in them."""
        self.but = words("negation", "but")
        """What begins an exception behind "all" and the like."""
        self.left_so = words("negation", "left")
        self.conditions = words("condition", "openers")
        self.correcting = words("correcting")
        self.moments = frozenset(map(stem, words("moments")))
        """Stems of words for when something is."""
        self.taking_back = words("taking_back", "whole")
        """What takes back all that was said before."""
        self.taking_back_marked = words("taking_back", "marked")
        """What does so behind one of `taking_back_marks`."""
        self.taking_back_marks = words("taking_back", "marks")
        self.taking_back_after = words("taking_back", "after")
        """What may stand behind it."""
        self.taking_back_anywhere = words("taking_back", "anywhere")
        """What may do so without a comma before it."""


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon(table_beside(__file__, "lexicon.toml"))


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
