"""Which of several texts is meant: the same text, then the same letters, then the one that holds it, then the one nearest.

Never guesses between two: whoever asks gets the candidates and says so. Numbers are never near: "Invoice 12" isn't
"Invoice 13", and -5 isn't 5. Nor is a text with another word in place of one of the other's: what begins otherwise turns it round
("unfollow", "PM") or is another thing ("Sunday", "team B"), however much the rest is alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, utils

from apidocs.doc.words import SMALL, stem
from ground.moments import MONTHS, WEEKDAYS
from phones.letters import plain_letters

NEAR = 82.0
"""Texts less alike than this, of 100, are different texts."""
MARGIN = 8.0
"""By how much the nearest has to be nearer than the next."""
SHORTEST = 6
"""Letters that a text needs to be near another: Anna isn't Hanna, and a car is no card."""
_ARTICLES = frozenset({"a", "an", "the", "my", "our", "your", "this"})
MOST_SAID = 0.6
"""Share of the words said that a setting's label must have to be taken for what is meant."""
SAID_MARGIN = 0.15
_SAME_WORD = 78.0
"""Words less alike than this, of 100, are different words, and no slip or form of one another."""
_OF_DATES = frozenset([*WEEKDAYS, *MONTHS])
_TURNS = frozenset("not no never don without except".split())
_ENDS = frozenset("hide hides hidden off disable disabled block blocked".split())
"""What an option does away with has another's words in it: "Hide notifications". At its end it may say how a thing stands:
"Bluetooth, off"."""
_SWITCHED = ("on", "off")
"""Amid others they lead on to what follows: "Always on" is on, "Only on Wi-Fi" isn't."""
_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:(?<!\w)[-+−])?\d+(?:[.,:/]\d+)*")
_SIGNED = re.compile(r"[<>≤≥]=?\s?\d+|(?<!\w)(?:\d+|[^\W\d_]{1,2})(?:\++|#|[-−])(?=[\s,;:!?)\]]|$)")
"""A bound, and a short word with a sign behind it, which is another word: "<18" and ">18", "A" and "A+", "C", "C#" and "C++". A
sign behind a longer word is mostly an ornament: "Photos+"."""

_VARIANTS = re.compile("[\ufe00-\ufe0f]")
"""What tells how the sign before it is drawn: as an emoji, as a letter."""


@dataclass(frozen=True)
class Choice:
    """What came of matching: positions in the texts that were given."""

    best: int | None
    """None where nothing fits, or several fit alike."""
    how: str = ""
    """exact, same letters, part of it, nearest."""
    candidates: tuple[int, ...] = ()
    """All that fit alike."""


def choose_text(wanted: str, texts: Sequence[str], *, things: bool = False) -> Choice:
    """Find the one text that is meant.

    `things`: the texts are what things are called, and no labels or options, so that a part of one may name it whatever else it
    says: "the milk" is "Don't forget the milk", and "Show notifications" isn't "Don't show notifications".
    """
    wanted, texts = plain_letters(wanted), [plain_letters(text) for text in texts]
    plain, folded, numbers, signed = plain_words(wanted), wanted.strip().casefold(), _numbers(wanted), _signed(wanted)
    given = [plain_words(t) for t in texts]
    alike = [numbers <= _numbers(t) and signed <= _signed(t) for t in texts]
    turned = _turning(wanted)
    meant = [things or _turning(t) == turned for t in texts]

    def same_letters(i: int) -> bool:
        same = plain and given[i] == plain and alike[i] and _signed(texts[i]) == signed
        return bool(same) or texts[i].strip().casefold() == folded

    def part(i: int) -> bool:
        if not plain or not alike[i] or not meant[i]:
            return False
        others = _signed(texts[i]) - signed
        left = plain_words(_SIGNED.sub(lambda m: " " if _joined(m.group()) in others else m.group(), texts[i]))
        if plain in _SWITCHED:
            return left.startswith(f"{plain} ") or left.endswith(f" {plain}")
        return f" {plain} " in f" {left} "

    tests: tuple[tuple[str, Callable[[int], bool]], ...] = (
        ("exact", lambda i: texts[i].strip() == wanted.strip()),
        ("same letters", same_letters),
        ("part of it", part),
    )
    for how, fits in tests:
        found = tuple(i for i in range(len(texts)) if fits(i))
        if found:
            return Choice(found[0] if len(found) == 1 else None, how, found)
    first, _, rest = plain.partition(" ")
    if first in _ARTICLES and rest:
        return choose_text(rest, texts, things=things)  # "my family" for the group "Family"
    near = [alike[i] and meant[i] and _signed(text) == signed for i, text in enumerate(texts)]
    return _nearest(plain, [text if fits else "" for text, fits in zip(given, near, strict=True)])


def _numbers(text: str) -> set[str]:
    """The numbers in a text and, as they tell texts apart like those, its units: "50%" isn't 50, nor is "€5" "$5"."""
    units = {sign for sign in text if sign == "%" or unicodedata.category(sign) == "Sc"}
    return {*_NUMBER.findall(text), *units}


def _signed(text: str) -> set[str]:
    return {_joined(found) for found in _SIGNED.findall(text)}


def _joined(text: str) -> str:
    return "".join(text.split()).casefold().replace("−", "-")


def _turning(text: str) -> frozenset[str]:
    """The words of a text that turn round what the others say; a contraction's "not" is one."""
    said = plain_words(_CONTRACTED.sub(" not", text)).split()
    return _TURNS.intersection(said) | _ENDS.intersection(said[:-1])


def _nearest(plain: str, given: Sequence[str]) -> Choice:
    if len(plain) < SHORTEST:
        return Choice(None)
    scored = [(likeness(plain, text), i) for i, text in enumerate(given) if not _another(plain, text)]
    best = max((score for score, _ in scored), default=0.0)
    if best < NEAR:
        return Choice(None)
    close = tuple(i for score, i in scored if score >= NEAR and score > best - MARGIN)
    return Choice(close[0] if len(close) == 1 else None, "nearest", close)


def _another(a: str, b: str) -> bool:
    """Whether both have words that the other has in no form: one stands in place of the other. Of plain words."""
    left, right = [w for w in a.split() if w not in b.split()], [w for w in b.split() if w not in a.split()]
    fewer, more = sorted((left, right), key=len)
    if not fewer:
        return not _TURNS.isdisjoint(more)
    apart = len(fewer) == 1 and _is_form("".join(fewer), "".join(more))  # "dial pad" and "dialpad"
    return not apart and not all(any(_is_form(word, other) for other in more) for word in fewer)


def _is_form(word: str, other: str) -> bool:
    if word[0] != other[0] or {word, other} <= _OF_DATES:
        return False
    return fuzz.ratio(word, other) >= _SAME_WORD or stem(word) == stem(other)


def unlike(wanted: str, text: str) -> list[str]:
    """Words asked for that a text doesn't have, be it in another form or with a slip within: "Ann" where it says "Anna"."""
    said = plain_words(text).split()
    asked = [word for word in plain_words(wanted).split() if word not in said and word not in SMALL]
    joined = "".join(asked)
    forms = [w for w in (*said, "".join(said)) if w]
    return [
        word
        for word in asked
        if not any(
            _is_form(one, other) and (one[-1] == other[-1] or stem(one) == stem(other))
            for one in (word, joined)
            for other in forms
        )
    ]


def likeness(a: str, b: str) -> float:
    """0 to 100 for plain words. Words in another order count as alike; a text that holds all words of the other nearly so."""
    if not a or not b:
        return 0.0
    spelled = max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b))
    words_a, words_b = set(a.split()), set(b.split())
    if len(words_a) > 1 and words_a <= words_b:
        return max(spelled, 96.0)
    if len(words_b) > 1 and words_b <= words_a:
        return max(spelled, 90.0)
    return spelled


def plain_words(text: str) -> str:
    """Lower case, without punctuation, single spaces; empty where nothing but signs is left. A vowel's sign, as Hindi and Thai
    write it, is part of its letter."""
    if text.isascii():
        return " ".join(str(utils.default_process(text)).split())
    kept = ""
    for sign in unicodedata.normalize("NFC", text).lower():
        marks = unicodedata.category(sign) in ("Mn", "Mc") and not _VARIANTS.match(sign) and kept[-1:].strip()
        kept += sign if sign.isalnum() or marks else " "
    return " ".join(kept.split())


def quoted(texts: Sequence[str], most: int = 8) -> str:
    """`"A", "B"` for a message."""
    different = list(dict.fromkeys(texts))
    return ", ".join(f'"{t[:60]}"' for t in different[:most]) + (", …" if len(different) > most else "")


def says_title(text: str, title: str) -> bool:
    """Whether a text has a title in it, word for word; a title of one or two letters says too little."""
    words = plain_words(title)
    return len(words) > 2 and f" {words} " in f" {plain_words(text)} "


def choose_setting(wanted: str, texts: Sequence[str]) -> Choice:
    """Find the setting that a person means without its label at hand: the one with most of the words said, in whatever form
    ("showing the dial pad" for "Show a dialpad button")."""
    said = _stems(wanted)
    if len(said) < 2:
        return Choice(None)
    turned = _turning(wanted) & _TURNS
    alike = [(text if _turning(text) & _TURNS == turned else "") for text in texts]
    scored = sorted(((_shared(said, _stems(text)), i) for i, text in enumerate(alike)), reverse=True)
    if not scored or scored[0][0] < MOST_SAID:
        return Choice(None)
    close = tuple(i for score, i in scored if score > scored[0][0] - SAID_MARGIN)
    return Choice(close[0] if len(close) == 1 else None, "most of its words", close)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in plain_words(text).split() if word not in SMALL]


def _shared(said: list[str], label: list[str]) -> float:
    """The share of the words said that the label has, two of them written as one included; long labels a little less."""
    joined = {a + b: (a, b) for a, b in pairwise(said)}
    words = set(label)
    for one, two in joined.items():
        if one in words:
            words |= set(two)
    met = sum(word in words for word in said)
    return met / len(said) - 0.01 * len(label) if met > 1 else 0.0
