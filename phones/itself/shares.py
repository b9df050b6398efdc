"""Shares of a whole in a person's words, as percent: how bright the screen is to be, how loud the music. Raises NotPossible for
what is none."""

from __future__ import annotations

import re

from ground.numerals import in_digits

from . import NotPossible

_WORDS = {
    "half": 50,
    "halfway": 50,
    "max": 100,
    "maximum": 100,
    "full": 100,
    "min": 0,
    "minimum": 0,
    "off": 0,
    "mute": 0,
}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SHARE = re.compile(
    r"(?<![\d.])(?P<percent>\d{1,3}(?:\.\d+)?) ?(?:%|percent\b|per cent\b)"
    r"|(?<![\d/.])(?P<of>\d{1,4}) ?(?:/|(?:out )?of) ?(?P<whole>\d{1,4})(?![\d/])"
    r"|\b(?:(?P<many>\d|an?)[ -])?(?P<part>half|halve|third|quarter|fifth|tenth)s?\b",
    re.IGNORECASE,
)


def percent(text: str) -> int:
    """ "40%", "40", "half", "max", "1/3", "two thirds", "0.5"; 0 to 100. Raises NotPossible where it is no share of the whole."""
    said = " ".join(in_digits(text.lower()).split())
    if (word := said.removesuffix("percent").rstrip(" %")) in _WORDS:
        return _WORDS[word]
    found = _SHARE.fullmatch(said)
    share = _share(found) if found is not None else None
    if share is None and re.fullmatch(r"\d+(\.\d+)?", said):
        share = float(said) * (100 if 0 < float(said) < 1 else 1)  # nobody means half a percent
    if share is None or not 0 <= share <= 100:
        raise NotPossible(f'"{text}" is no share of the whole. Say it as 0% to 100%')
    return round(share)


def shares_in(text: str) -> set[int]:
    """Every share of a whole that a text says for sure, in percent: "40%", "two thirds", "7 out of 10". What may as well be a date,
    a time or how something is ("3/4", "half past", "full screen") is none."""
    found = [match for match in _SHARE.finditer(in_digits(text.lower())) if _surely(match)]
    return {round(share) for match in found if (share := _share(match)) is not None and share <= 100}


def _surely(found: re.Match[str]) -> bool:
    if found["of"]:
        return "out of" in found[0]
    return bool(found["percent"] or found["many"] and not found["part"].startswith("hal"))


def _share(found: re.Match[str]) -> float | None:
    """In percent; None for a part of nothing."""
    if found["percent"]:
        return float(found["percent"])
    if found["part"]:
        many = int(found["many"]) if (found["many"] or "a").isdecimal() else 1
        return many / _PARTS[found["part"]] * 100
    return int(found["of"]) / int(found["whole"]) * 100 if int(found["whole"]) else None
