"""What people call a date or a time of day: "6 March", "tomorrow", "next Friday", "4 pm", "half past seven", "1 in the
afternoon". English. What can be read in two ways (03/04) is not read at all.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_MONTH = r"(?P<month>" + "|".join(f"{month}|{month[:3]}" for month in _MONTHS) + r"|sept)\b\.?"
_ENDING = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>\d{4}))?(?!\d)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_ENDING}(?: of)? {_MONTH}{_YEAR}",
        rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}}){_ENDING}(?![\d:]){_YEAR}",
    )
)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)\b")
_AHEAD = re.compile(r"\bin (?:(\d+)|a|an|one|two|three) (day|week)s?\b")
_HALVES = re.compile(r"(?<![\d.:])(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)\b")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2}):(\d{2})(?!\d)")
_PAST = re.compile(r"\b(five|ten|quarter|twenty|twenty-five|half|\d{1,2}) (past|to) (\d{1,2}|[a-z]+)\b")
_HOUR = re.compile(
    r"(?:\bat |^)(\d{1,2})(?: o'?clock)?(?=$| in the\b| at night\b| this\b| tonight\b| tomorrow\b| on\b)"
)
_LATE = re.compile(r"\b(in the afternoon|this afternoon|in the evening|this evening|tonight|at night)\b")


def read_date(said: str, today: date) -> date | None:
    """The day that `said` names; without a year the next one from `today` on. None where it names none."""
    text = _plain(said)
    for pattern in _DATES:
        if match := pattern.search(text):
            named = match.groupdict()
            month = int(named["number"]) if named.get("number") else _month(named["month"])
            return _dated(named.get("year"), month, int(named["day"]), today)
    if match := _SLASHED.search(text):
        first, second, year = (int(part) for part in match.groups())
        if first > 12 or second > 12 or first == second:
            return _dated(str(year), min(first, second) if first != second else first, max(first, second), today)
        return None
    for words, days in (("day after tomorrow", 2), ("tomorrow", 1), ("today", 0), ("tonight", 0), ("yesterday", -1)):
        if re.search(rf"\b{words}\b", text):
            return today + timedelta(days)
    if match := _AHEAD.search(text):
        count = int(match[1]) if match[1] else _NUMBERS.get(match[0].split()[1], 1)
        return today + timedelta(count * (7 if match[2] == "week" else 1)) if count < 10_000 else None
    for number, name in enumerate(_WEEKDAYS):
        if re.search(rf"\b{name}\b|\b{name[:3]}\b", text):
            return today + timedelta((number - today.weekday() - 1) % 7 + 1)
    if match := _OF_MONTH.search(text):
        return _next_of_month(int(match[1]), today)
    return None


def read_time(said: str) -> time | None:
    """The time of day that `said` names. None where it names none."""
    text = _plain(said)
    late = bool(_LATE.search(text))
    if match := _HALVES.search(text):
        hour = int(match[1])
        return _timed(hour % 12 + (12 if match[3] == "pm" else 0), int(match[2] or 0)) if 1 <= hour <= 12 else None
    if match := _CLOCK.search(text):
        return _timed(_later(int(match[1]), late), int(match[2]))
    if match := _PAST.search(text):
        minutes = _MINUTES[match[1]] if match[1] in _MINUTES else int(match[1])
        hour = int(match[3]) if match[3].isdecimal() else _NUMBERS.get(match[3], 99)
        if match[2] == "to":
            hour, minutes = hour - 1, 60 - minutes
        return _timed(_later(hour % 24 if hour != 99 else hour, late), minutes)
    if match := re.search(r"\b(noon|midday|midnight)\b", text):
        return time(0 if match[1] == "midnight" else 12)
    for word, number in _NUMBERS.items():
        text = re.sub(rf"\b{word}\b", str(number), text)
    if match := _HOUR.search(text):
        return _timed(_later(int(match[1]), late), 0)
    return None


def names_the_same(one: str, other: str, today: date) -> bool | None:
    """Whether two texts name one day, or one time of day; None where they don't both name one."""
    for first, second in (
        (read_date(one, today), read_date(other, today)),
        (read_time(one), read_time(other)),
    ):
        if first is not None and second is not None:
            return first == second
    return None


def _plain(said: str) -> str:
    text = " ".join(said.lower().split())
    return re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", text)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month[:3] == name[:3])


def _dated(year: str | None, month: int, day: int, today: date) -> date | None:
    """A date that exists; without a year the first from today on."""
    for number in [int(year)] if year else range(today.year, today.year + 9):
        try:
            found = date(number, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def _next_of_month(day: int, today: date) -> date | None:
    for ahead in range(63):
        if (today + timedelta(ahead)).day == day:
            return today + timedelta(ahead)
    return None


def _later(hour: int, late: bool) -> int:
    return hour + 12 if late and 1 <= hour < 12 else hour


def _timed(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None
