"""The same row in other words: a time of day as lists write it, and a name without the word for what it is ("the draft agenda note"
among notes). Tried only where no row says it as it stands."""

from __future__ import annotations

import re
from contextlib import suppress

from apidocs.doc.words import singular, split_words
from phones.itself import NotPossible
from phones.itself.times import time_of_day

_HALF = re.compile(r"\b([ap])\.?\s?m\b\.?", re.IGNORECASE)


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
