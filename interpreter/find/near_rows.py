"""Which rows are meant though none says what was asked for as it stands: the same in other words, and what comes near.

In other words: a time of day as lists write it, a name without the word for what it is ("the draft agenda note" among notes). Near:
by the words that both have, in whatever order and form: "tyres" for "Check tyre pressure", "second bedroom" for "Bedroom 2". One
alone that has them all may be read; to act on it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from apidocs.doc.words import SMALL, singular, split_words, stem
from ground.moments import MONTHS, WEEKDAYS
from phones.itself import NotPossible
from phones.itself.times import days_of, time_of_day
from phones.letters import plain_letters

from ..screen.matching import choose_text, likeness, plain_words

NEAREST = 3
ALIKE = 70.0
"""Texts at least so alike, of 100, are named as what may have been meant."""
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_COUNTED = {
    word: str(number)
    for words in (
        "first second third fourth fifth sixth seventh eighth",
        "one two three four five six seven eight",
    )
    for number, word in enumerate(words.split(), 1)
}
_OWNED = re.compile(r"['’]s\b")
_ENDED = re.compile(r"\b(\d+)(st|nd|rd|th)\b")
_HALF = re.compile(r"\b([ap])\.?\s?m\b\.?", re.IGNORECASE)

_MOMENT = re.compile(
    rf"\d|\b(?:{'|'.join(name[:3] for name in (*WEEKDAYS, *MONTHS))}|today|tomorrow|yesterday|no(?:on|w)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Near:
    """Positions among the titles that were given."""

    all_words: int | None = None
    """The one row that has all words asked for, or of which all are among them; None where there is none, or several."""
    nearest: tuple[int, ...] = ()
    """Those that come near it, the nearest first, at most `NEAREST`."""
    having: tuple[int, ...] = ()
    """Those that have all words asked for, in the singular or the plural; "Bill" is a name, and no bill."""


def near(wanted: str, titles: Sequence[str], kind: str) -> Near:
    """`kind` is what such a row is called, which says nothing of which it is."""
    kinds = {stem(singular(word)) for word in split_words(kind)}
    asked = _words(wanted) - kinds or _words(wanted)
    rows = [_words(title) for title in titles]
    if not asked:
        return Near()
    whole = [i for i, row in enumerate(rows) if _all_of(asked, row)]
    plain = plain_words(wanted)
    scored = [
        (len(_named(asked & row)), likeness(plain, plain_words(title)), -i)
        for i, (row, title) in enumerate(zip(rows, titles, strict=True))
    ]
    close = sorted((one for one in scored if one[0] or one[1] >= ALIKE), reverse=True)
    nearest = dict.fromkeys([*whole, *(-one[2] for one in close)])
    having = tuple(i for i, title in enumerate(titles) if _has(wanted, title, kind))
    return Near(whole[0] if len(whole) == 1 else None, tuple(nearest)[:NEAREST], having)


def says_whole(texts: Sequence[str], said: str) -> bool:
    """Whether one of the texts of a row is what was said, and it isn't only part of one."""
    return choose_text(said, texts, things=True).how in ("exact", "same letters")


def is_on_day(texts: Iterable[str], wanted: str) -> bool:
    """Whether a text of a row lists days, "Sat, Sun" or "Weekdays", and the day of the week that is asked for is one of them."""
    with suppress(NotPossible):
        days = set(days_of(wanted))
        return len(days) == 1 and any(days <= _days(text) for text in texts)
    return False


def _days(text: str) -> set[int]:
    with suppress(NotPossible):
        return set(days_of(text))
    return set()


def says_moment(text: str) -> bool:
    """Whether a text may say a day or a time: it has a figure, or what begins as the name of a day or a month does."""
    return bool(_MOMENT.search(text))


def _all_of(asked: frozenset[str], row: frozenset[str]) -> bool:
    """Whether a row has all that was asked for, or is nothing but words of it; a number is never left out."""
    if _numbers(asked) - _numbers(row) or not asked & row:
        return False
    return bool(_named(asked)) and asked <= row or len(_named(row)) > 1 and row <= asked


def _has(wanted: str, title: str, kind: str) -> bool:
    """Whether a row has all words asked for but that for what it is, in the singular or the plural."""
    kinds = {singular(word) for word in split_words(kind)}
    asked, row = (
        {singular(word) for word in split_words(text, camel=False) if word not in SMALL} for text in (wanted, title)
    )
    asked = asked - kinds or asked
    return wanted == wanted.lower() and bool(asked) and asked <= row


_FILLING = SMALL | frozenset("our some any my".split())


def same_words(wanted: str, title: str) -> bool:
    """Whether two texts are of the same words, however they are joined: "wifi code" and "Wi-Fi code"."""
    one, other = (
        "".join(
            word for word in _PIECES.findall(_OWNED.sub("", plain_letters(text).casefold())) if word not in _FILLING
        )
        for text in (wanted, title)
    )
    return bool(one) and one == other


def _words(text: str) -> frozenset[str]:
    pieces = _PIECES.findall(_ENDED.sub(r"\1", plain_letters(text).casefold()))
    counted = (_COUNTED.get(piece, piece) for piece in pieces if piece not in SMALL)
    return frozenset(one if one.isdecimal() else stem(singular(one)) for one in counted)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdecimal())


def _named(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if not word.isdecimal() and len(word) > 1)


def said_otherwise(text: str, item: str) -> list[str]:
    """Other ways to say the text of a row of `item`s, the surest first."""
    bare = _without_kind(text, item)
    found = [form for said in dict.fromkeys((text, bare)) for form in _as_time(said)]
    return [one for one in dict.fromkeys((*found, bare)) if one and one != text]


def _without_kind(text: str, item: str) -> str:
    kinds = {singular(word) for word in split_words(item)}
    words = text.split()
    kept = [word for word in words if not (kinds & {singular(part) for part in split_words(word, camel=False)})]
    return " ".join(kept) if kept else text


def _as_time(text: str) -> list[str]:
    """`7 o'clock` as `7:00` and `07:00`; `7 pm` as `7:00 PM` and `19:00`."""
    with suppress(NotPossible):
        at = time_of_day(text)
        if _HALF.search(text):
            return [f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}", f"{at:%H:%M}"]
        return [f"{at.hour}:{at:%M}", f"{at:%H:%M}"]
    return []
