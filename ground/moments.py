"""What people call a date or a time of day: "6 March", "tomorrow", "Friday at 3", "4 pm", "half past seven", "1 in the afternoon".
English.

Of what a person or a script says, every word has to be understood: "a week from tomorrow" isn't tomorrow. What can be read in two
ways is not read at all: 03/04, "next Friday" where this week's is yet to come, "at 12 tonight".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from .numerals import in_digits

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = r"(?P<month>" + "|".join(f"{month}|{month[:3]}" for month in MONTHS) + r"|sept)\b\.?"
_ENDING = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>\d{4}))?(?!\d)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_ENDING}(?: of)? {_MONTH}{_YEAR}",
        rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}}){_ENDING}(?![\d:]){_YEAR}",
        r"(?<!\d)(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)\b",
    )
)
_WEEKDAY = re.compile(
    r"\b(?:(?P<which>next|this|(?:this )?coming) )?(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
)
_NEAR = re.compile(r"\b(?:(?:the )?(day after tomorrow)|(tomorrow)|(today)|(yesterday))\b")
_AHEAD = re.compile(
    r"\bin (?P<n>\d+|an?) (?P<unit>day|week)s?\b|\b(?P<m>\d+|a) (?P<of>day|week)s? from (?:now|today)\b"
)
_PART = re.compile(r"\b(?:(?P<this>this |to)|in the |at )?(?P<part>morning|afternoon|evening|night)\b")
_HALVES = re.compile(r"(?<![\d.:])(\d{1,2})(?:[:.h](\d{2}))? ?([ap])m\b")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:h](\d{2})(?::00)?(?: ?o'?clock)?(?![\d:])")
_DOTTED = re.compile(r"(?<![\d.:])(\bat )?(\d{1,2})\.(\d{2})(?![\d.])")
_MIDDLE = re.compile(r"\b(?:12 )?(noon|midday|midnight)\b")
_HOUR = re.compile(r"(\bat )?(?<![\d.:])\b(\d{1,2})( ?o'?clock)?(?![\d:%]|\.\d)\b")
_SAYS_NOTHING = re.compile(r"\b(?:at|on|the|for)\b|[\s,.;·|]+")
_FURTHEST = 10_000
"""Days or weeks ahead; what is further is no date."""
_Day = Callable[[date], date | None]
"""The day that is meant, by today's."""


@dataclass(frozen=True)
class Moment:
    """What a text names: a day, a time of day, or both."""

    day: _Day | None = None
    clock: time | None = None
    part: str = ""
    """morning, afternoon, evening, night, tonight; empty where none is said."""
    either: bool = False
    """Whether nothing says which half of the day is meant: "at 3", not "03:00"."""


def read(said: str) -> Moment | None:
    """What a person or a script names. None where a word is left over, or where it can be read in two ways."""
    found, rest = _take(_plain(said))
    return None if _SAYS_NOTHING.sub("", rest) or found.day is None and found.clock is None else found


def read_date(said: str, today: date) -> date | None:
    """The day that `said` names; without a year the next one from `today` on. None where it names none."""
    found = read(said)
    return found.day(today) if found is not None and found.day is not None else None


def read_time(said: str) -> time | None:
    """The time of day that `said` names. None where it names none."""
    found = read(said)
    return found.clock if found is not None else None


def shown_date(text: str, today: date) -> date | None:
    """The one day that a text of an app shows, whatever stands beside it: "14 March 2026, selected"."""
    found, rest = _take(_plain(text))
    day = found.day(today) if found.day is not None else None
    return day if _take(rest)[0].day is None else None


def shown_time(text: str) -> time | None:
    """The one time of day that a text of an app shows, whatever stands beside it."""
    found, rest = _take(_plain(text))
    return found.clock if _take(rest)[0].clock is None else None


def dates_in(text: str, today: date) -> list[date | None]:
    """Every day that a text speaks of, whatever stands beside it; None for one that can be read in two ways, or is none."""
    days: list[date | None] = [today] if _THIS_DAY.search(text) else []
    day, rest, _ = _take_day(_plain(text))
    while day is not None:
        days.append(day(today))
        day, rest, _ = _take_day(rest)
    return days


_THIS_DAY = re.compile(r"\b(?:tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)


def names_the_same(said: str, shown: str, today: date) -> bool | None:
    """Whether what an app shows is the day, or the time of day, that was said; None where they don't both name one."""
    for first, second in (
        (read_date(said, today), shown_date(shown, today)),
        (read_time(said), shown_time(shown)),
    ):
        if first is not None and second is not None:
            return first == second
    return None


def _plain(said: str) -> str:
    text = " ".join(in_digits(said.lower().replace("’", "'")).split())
    return re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", text)


def _take(text: str) -> tuple[Moment, str]:
    """The first day and the first time that a text names, and what else it says."""
    day, rest, near = _take_day(text)
    part, shown = "", _PART.search(rest)
    if shown is not None and not (shown["this"] and day is not None):
        rest = _without(rest, shown)
        part = "tonight" if shown["this"] == "to" else shown["part"]
        if shown["this"]:
            day, near = _after(0), True
    clock, either, rest = _take_clock(rest, part, alone=near or day is None and not part)
    return Moment(day, clock, part, either), rest


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} , {text[match.end() :]}"


# days


def _take_day(text: str) -> tuple[_Day | None, str, bool]:
    """A day, what is left of the text, and whether it is told from today on, without a number of its own."""
    for pattern in _DATES:
        if match := pattern.search(text):
            rest = _without(text, match)
            weekday = _WEEKDAY.search(rest)
            if weekday is not None and not weekday["which"]:
                return _dated(match.groupdict(), _number_of(weekday)), _without(rest, weekday), False
            return _dated(match.groupdict(), None), rest, False
    if match := _AHEAD.search(text):
        count, unit = match["n"] or match["m"], match["unit"] or match["of"]
        many = int(count) if count.isdecimal() else 1
        return _after(many * (7 if unit == "week" else 1) if many < _FURTHEST else None), _without(text, match), True
    if match := _NEAR.search(text):
        days = next(days for group, days in zip(match.groups(), (2, 1, 0, -1), strict=True) if group)
        return _after(days), _without(text, match), True
    if match := _WEEKDAY.search(text):
        return _weekday(_number_of(match), match["which"] or ""), _without(text, match), False
    return None, text, False


def _number_of(match: re.Match[str]) -> int:
    return next(number for number, name in enumerate(WEEKDAYS) if name[:3] == match["name"][:3])


def _after(days: int | None) -> _Day:
    return lambda today: today + timedelta(days) if days is not None else None


def _weekday(number: int, which: str) -> _Day:
    """The next day of that name; "next" and "this" only where everybody means the same day by it."""

    def day(today: date) -> date | None:
        ahead = (number - today.weekday()) % 7
        this_week = number > today.weekday()
        if which == "this":
            return today + timedelta(ahead) if this_week or not ahead else None
        if which == "next" and this_week:
            return None
        return today + timedelta(ahead or 7)

    return day


def _dated(named: dict[str, str | None], weekday: int | None) -> _Day:
    """A date that exists, and is that day of the week; without a year, or a month, the first from today on."""
    year = named.get("year")
    number = int(named.get("day") or 0)
    months = _months(named)
    if "first" in named:
        one, other = int(named["first"] or 0), int(named["second"] or 0)
        number, months = max(one, other), [min(one, other)] if max(one, other) > 12 or one == other else []

    def day(today: date) -> date | None:
        for of_year in [int(year)] if year else range(today.year, today.year + 9):
            for month in months:
                try:
                    found = date(of_year, month, number)
                except ValueError:
                    continue
                if year or found >= today:
                    return found if weekday in (None, found.weekday()) else None
        return None

    return day


def _months(named: dict[str, str | None]) -> list[int]:
    if named.get("number"):
        return [int(named["number"] or 0)]
    name = named.get("month")
    return [n for n, month in enumerate(MONTHS, 1) if not name or month[:3] == name[:3]]


# times of day


def _take_clock(text: str, part: str, *, alone: bool) -> tuple[time | None, bool, str]:
    """A time of day, whether its half isn't said, and what is left of the text. `alone`: a bare number can be nothing but the
    hour."""
    clock, match, either = None, _HALVES.search(text), False
    if match is not None:
        hour = int(match[1])
        at = hour % 12 + (12 if match[3] == "p" else 0) if 1 <= hour <= 12 else 99
        clock = _timed(at if _in_part(at, part) else 99, match[2])
    elif match := _CLOCK.search(text):
        clock, either = _timed(_in_half(int(match[1]), part), match[2]), not part and match[1][0] != "0"
    elif (match := _DOTTED.search(text)) and (match[1] or part or int(match[3]) > 12):  # 10.12 may be a date
        clock, either = _timed(_in_half(int(match[2]), part), match[3]), not part and match[2][0] != "0"
    elif match := _MIDDLE.search(text):
        clock = None if part else time(0 if match[1] == "midnight" else 12)
    elif (match := _HOUR.search(text)) and (
        match[1] or match[3] or part or alone and not _SAYS_NOTHING.sub("", _without(text, match))
    ):
        clock, either = _timed(_in_half(int(match[2]), part), "0"), not part and match[2][0] != "0"
    if clock is None or match is None:
        return None, False, text
    return clock, either and 1 <= clock.hour <= 12, _without(text, match)


def _in_half(hour: int, part: str) -> int:
    """An hour in its part of the day, from 0; 99 where they don't go together, or it may be two of them."""
    if not part or hour > 12 or hour == 0:
        return hour if _in_part(hour, part) else 99
    if part == "morning":
        return hour if hour < 12 else 99
    if part == "afternoon":
        return hour % 12 + 12
    if part == "evening":
        return hour + 12 if hour < 12 else 99
    if part == "tonight":
        return hour + 12 if 5 <= hour < 12 else 99
    return 0 if hour == 12 else hour if hour < 5 else hour + 12 if hour > 5 else 99


def _in_part(hour: int, part: str) -> bool:
    """Whether an hour of 24 may be said to be in that part of the day."""
    first, last = {"morning": (0, 11), "afternoon": (12, 19), "evening": (15, 23), "tonight": (17, 23)}.get(
        part, (0, 23)
    )
    return first <= hour <= last and not (part == "night" and 6 <= hour < 18)


def _timed(hour: int, minute: str | None) -> time | None:
    return time(hour, int(minute or 0)) if hour < 24 and int(minute or 0) < 60 else None
