"""Times of day and lengths of time in what a person says, whatever stands beside them: "six thirty", "10 at night", "half an hour
before 7", "three quarters of an hour". English."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from ground.moments import MONTHS, read_time
from ground.numerals import in_digits

_SECONDS = {"h": 3600, "m": 60, "s": 1}

# lengths of time

LENGTH = re.compile(
    r"(\d+(?:[.,]\d+)?|\ban?\b|\bhalf(?: an?)?\b|\bone\b)\s*(hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|\band\b|,\s*and\b)?\s*", re.IGNORECASE)
_QUARTERS = re.compile(r"\b(?:(\d|an?)[ -])?quarters?(?: of)?(?: an?)? hours?\b")
_AND_QUARTERS = re.compile(
    r"\b(\d+|an?)(?: (hour|minute)s?)? and (?:(\d|a) )?quarters?(?: (?:of )?(?:an? )?(hour|minute)s?)?\b(?! (?:past|to)\b)"
)
_SHARE = re.compile(r"\b([1-9])/([1-9]) (?:of )?an hour\b")
_IN_FIGURES = re.compile(r"(?<![\d:.])(\d{1,2}) ?h ?([0-5]\d)(?: ?m(?:in(?:ute)?s?)?)?\b")
_COUPLE = re.compile(r"\ba couple (?:of )?(?=hour|min|sec)")


def lengths_in(text: str) -> set[int]:
    """Every length of time that a text speaks of, and all of them together, in seconds. What follows one another in smaller and
    smaller units is one length: of "an hour and 10 minutes" none is 10 minutes."""
    said = lengths_spelt(text.replace("-", " "))
    found: list[int] = []
    end, unit = -1, 0
    for match in LENGTH.finditer(said):
        of = _SECONDS[match[2][0].lower()]
        seconds = round(_number(match[1]) * of)
        if found and of < unit and _JOINED.fullmatch(said[end : match.start()]):
            found[-1] += seconds
        else:
            found.append(seconds)
        end, unit = match.end(), of
    return {*found, sum(found)} if found else set()


def total(text: str) -> int:
    """The seconds of all lengths of a text whose numbers are in digits."""
    return round(sum(_number(n) * _SECONDS[unit[0].lower()] for n, unit in LENGTH.findall(text)))


def lengths_spelt(text: str) -> str:
    """A text with "three quarters of an hour" and "1h30" as `45 minutes` and `1h 30m`, and its numbers in digits."""

    def quarters(match: re.Match[str]) -> str:
        return f"{15 * int(_number(match[1] or 'a'))} minutes"

    def and_quarters(match: re.Match[str]) -> str:
        unit = match[2] or match[4]
        many = 60 * int(_number(match[1])) + 15 * int(_number(match[3] or "a"))
        return f"{many} {'minutes' if unit == 'hour' else 'seconds'}" if unit else match[0]

    def share(match: re.Match[str]) -> str:
        return f"{60 * int(match[1]) / int(match[2]):g} minutes"

    said = _AND_QUARTERS.sub(and_quarters, _IN_FIGURES.sub(r"\1h \2m", in_digits(text.lower())))
    return _COUPLE.sub("2 ", _SHARE.sub(share, _QUARTERS.sub(quarters, said)))


def _number(text: str) -> float:
    if text.startswith("half"):
        return 0.5
    return float(text.replace(",", ".")) if text[0].isdecimal() else 1.0


# counted from now

_ONE = r"(?:\d+(?:[.,]\d+)?|an?|half(?: an?)?) ?(?:hours?|hrs?|h|minutes?|mins?|m)\b"
_AHEAD = re.compile(rf"\bin ({_ONE}(?:,? (?:and )?{_ONE})?)|\b({_ONE}(?:,? (?:and )?{_ONE})?) from now\b")


def seconds_ahead(text: str) -> set[int]:
    """How far from now what a text speaks of is, "in 8 hours", "half an hour from now"."""
    return {total(match[1] or match[2]) for match in _AHEAD.finditer(lengths_spelt(text))}


def minute_ahead(seconds: int, now: datetime) -> datetime:
    """The whole minute at which that time is over."""
    at = now + timedelta(seconds=seconds)
    return at if not (at.second or at.microsecond) else (at + timedelta(minutes=1)).replace(second=0, microsecond=0)


# times of day

_AT = r"\d{1,2}(?:[:.h]\d{2})?"
_TOLD = re.compile(rf"(?<![\d:.,]){_AT}(?![\d:%])\s*(?P<half>[ap]\.?m\b\.?)?", re.IGNORECASE)
_PART = r"(?:in the |this |tomorrow )?(morning|afternoon|evening)|(tonight)|(?:at |in the |tomorrow )(night)"
_BEHIND = re.compile(rf"(?<![\d:.,])({_AT})(?:\s*o['’]?clock)?,? (?:{_PART})\b")
_BEFORE = re.compile(
    rf"\b(?:{_PART})(?:,|,? (?:at|by|around|about|for|from)) ({_AT})(?![\d:%]|\s*[ap]\.?m\b|\s+(?:hour|min|sec))"
)
_EITHER = 5
"""An hour that "at night" may say of the morning and of the evening: before it, it is early, behind it late."""
_MIDDLE = re.compile(r"\b12 (?=noon|midday|midnight)")
_RANGE = re.compile(r"\bfrom (\w+(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?) to ")
""" "From two to three" is no "two to three"."""
_FOUR_FIGURES = re.compile(
    r"(?<![\d.,:/+-])(0\d|1\d|2[0-3]|\d(?=\d\d ?[ap]\.?m))([0-5]\d)(?: (hours)\b|(?= ?[ap]\.?m\b)|(?![\w.,:/%-]))"
)
_SPOKEN = re.compile(
    r"(?<![\d:.,/])(\d{1,2}) (?:(0\d|1[03-9]|[2-5]\d)|(?:oh|o) ?(\d))(?![\d:.,/%]\d|\d|%| ?(?:percent|per|and \d)"
    r"| ?(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z\d]))"
)
""" "10 11 and 12" are three."""
_HALF_HOUR = re.compile(r"(?<!\ba )(?<!-)\bhalf (\d{1,2})(?![\d:.,%]|\s*(?:hours?|min|sec))")
_MONTH = rf"(?:{'|'.join(f'{month}|{month[:3]}' for month in MONTHS)}|sept)\b"
_YEAR = r"(?:,? (?:19|20)\d\d\b)?"
_DATED = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}{_YEAR}"
    rf"|\b{_MONTH}\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d| ?(?:[ap]\.?m\b|o['’]?clock)){_YEAR}"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{4}-\d\d?-\d\d?\b|\bon \d{1,2}/\d{1,2}(?:/\d{2,4})?\b"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}\b|(?!\w))|\bin \d+ (?:days?|weeks?|months?|years?)\b"
)
_COUNTED = re.compile(
    r"(?<![\d:.])\b\d+(?:[.,]\d+)?[\s-]*(?:hours?|hrs?|minutes?|mins?|seconds?|secs?)\b|\bin \d+(?:[.,]\d+)? ?[hms]\b"
)
_FROM_IT = re.compile(
    r"((?:\d+(?:[.,]\d+)?|an?|half an?) (?:hour|minute)s?) (before|ahead of|prior to|earlier than|after|later than)"
    rf" (?:my |the |our )?({_AT}(?![\d:%])(?:\s*[ap]\.?m\b)?|noon|midday|midnight)"
)
_LATER = ("after", "later than")


def times_in(text: str) -> set[time]:
    """Every time of day that a text speaks of; one without am, pm, a part of the day or a 0 before it is both of its halves."""
    said = _spelt(text)
    found = {time(12)} if re.search(r"\b(noon|midday)\b", said) else set()
    found |= {time(0)} if "midnight" in said else set()
    for match in _TOLD.finditer(said):
        at = read_time(match[0].strip())
        if at is None:
            continue
        found.add(at)
        if not match["half"] and at.hour <= 12 and match[0][0] != "0":
            found.add(at.replace(hour=(at.hour + 12) % 24))
    return found


def ranges_in(text: str) -> list[tuple[set[time], set[time]]]:
    """When something begins and ends, of each "from 2 to 3 pm" of a text; both halves of the day where it doesn't say which."""
    return [(times_in(match[1]), times_in(match[2])) for match in _FROM_TO.finditer(_spelt(text))]


_OF_THE_DAY = rf"{_AT}(?: ?[ap]\.?m\b\.?)?"
_FROM_TO = re.compile(
    rf"(?<![\d:.,])({_OF_THE_DAY})(?: ?o['’]?clock)? ?(?:until|till?|to|-|–) ?({_OF_THE_DAY})(?![\d:%])", re.IGNORECASE
)


def _spelt(text: str) -> str:
    """A text with its times in digits, and without its dates and the hours and minutes that it only counts."""
    said = _spoken(_DATED.sub(" , ", in_digits(_RANGE.sub(r"from \1 until ", text.lower()))))
    return _COUNTED.sub(" , ", _FROM_IT.sub(_reckoned, _with_halves(_MIDDLE.sub("", said))))


def times_spelt(text: str) -> str:
    """A text with the times that are said without a colon as `6:30`: "six thirty", "half six", "0630"."""
    return _spoken(in_digits(text.lower()))


def _spoken(said: str) -> str:
    def figures(match: re.Match[str]) -> str:
        sure = match[1][0] == "0" or match[3] or len(match[1]) == 1  # 1945 may be a year
        return f"{match[1]}:{match[2]}" if sure else match[0]

    def words(match: re.Match[str]) -> str:
        return f"{match[1]}:{match[2] or '0' + match[3]}" if int(match[1]) < 24 else match[0]

    def half_past(match: re.Match[str]) -> str:
        return f"{match[1]}:30" if 1 <= int(match[1]) <= 12 else match[0]

    return _SPOKEN.sub(words, _HALF_HOUR.sub(half_past, _FOUR_FIGURES.sub(figures, said)))


def _with_halves(text: str) -> str:
    """A text with "8:30 in the evening" and "this evening at 8:30" as `8:30 pm`."""

    def half(said: str, part: str) -> str:
        hour = int(re.split("[:.h]", said)[0])
        if hour > 12 or part == "night" and hour == _EITHER:
            return said
        early = part == "morning" or part == "night" and (hour < _EITHER or hour == 12)
        return f"{said} {'am' if early else 'pm'}"

    text = _BEHIND.sub(lambda match: half(match[1], match[2] or match[4] or ""), text)
    return _BEFORE.sub(lambda match: half(match[4], match[1] or match[3] or ""), text)


def _reckoned(match: re.Match[str]) -> str:
    """ "an hour before 8 am" as `7:00 am`."""
    length, way, said = match.groups()
    at = read_time(said)
    if at is None:
        return match[0]
    away = timedelta(seconds=total(length))
    at_last = datetime(2000, 1, 2, at.hour, at.minute) + (away if way in _LATER else -away)
    sure = re.search(r"[ap]\.?m|noon|midday|midnight", said) is not None or at.hour > 12
    half = (" am" if at_last.hour < 12 else " pm") if sure else ""
    return f"{at_last.hour % 12 or 12}:{at_last:%M}{half}"
