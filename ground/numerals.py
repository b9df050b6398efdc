"""Numbers in words made digits: "ten minutes" as "10 minutes", "quarter to seven" as "6:45". English only."""

from __future__ import annotations

import re

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen"""
_SMALL = {word: n for n, word in enumerate(_ONES.split())}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_WORDS = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[\s-]+({'|'.join(list(_SMALL)[1:10])}))?|({'|'.join(_SMALL)}))\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(half|a? ?quarter|\d{1,2}(?: minutes?)?)\s+(past|after|to|before)\s+(\d{1,2})\b(?!:)", re.IGNORECASE
)
_AND_A_HALF = re.compile(r"\b(an?|\d+)((?:\s+(?:hour|minute|second)s?)?)\s+and\s+a\s+half\b", re.IGNORECASE)


def in_digits(text: str) -> str:
    """A text with its numbers in digits, "two and a half" as `2.5`, and the times that are told around the hour as `6:45`."""

    def number(match: re.Match[str]) -> str:
        if match[3]:
            return str(_SMALL[match[3].lower()])
        return str(_TENS[match[1].lower()] + (_SMALL[match[2].lower()] if match[2] else 0))

    return _PAST.sub(_around, _AND_A_HALF.sub(_half_more, _WORDS.sub(number, text)))


def _half_more(match: re.Match[str]) -> str:
    """ "an hour and a half" as `1.5 hour`."""
    return f"{match[1] if match[1].isdecimal() else 1}.5{match[2]}"


def _around(match: re.Match[str]) -> str:
    word, hour = match[1].lower(), int(match[3])
    minutes = 30 if word == "half" else 15 if "quarter" in word else int(re.findall(r"\d+", word)[0])
    if hour > 24 or not 0 < minutes < 60:
        return match[0]
    if match[2].lower() in ("past", "after"):
        return f"{hour}:{minutes:02}"
    return f"{(hour - 1) % 24 if hour != 1 else 12}:{60 - minutes:02}"
