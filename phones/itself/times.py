"""Times, days, dates and lengths of time in a person's words, as numbers. Raises NotPossible for what is none."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from ground.moments import WEEKDAYS, read, read_time
from ground.numerals import in_digits

from . import NotPossible

DAYS = tuple(WEEKDAYS)
_TOLD = re.compile(r"(?<![\d:.,])\d{1,2}(?:[:.h]\d{2})?(?![\d:%])\s*(?P<half>[ap]\.?m\b\.?)?", re.IGNORECASE)
_PART = r"(?:in the |this |tomorrow )?(morning|afternoon|evening)|(tonight)"
_BEHIND = re.compile(rf"(?<![\d:.,])(\d{{1,2}}(?:[:.h]\d{{2}})?)(?:\s*o['’]?clock)?,? (?:{_PART})\b")
_BEFORE = re.compile(
    rf"\b(?:{_PART}),? (?:at|by|around|about|for|from) (\d{{1,2}}(?:[:.h]\d{{2}})?)(?![\d:%]|\s*[ap]\.?m\b)"
)
_LENGTH = re.compile(
    r"(\d+(?:[.,]\d+)?|\ban?\b|\bhalf an?\b|\bone\b)\s*(hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])",
    re.IGNORECASE,
)
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_SETS = {
    "weekdays": (0, 1, 2, 3, 4),
    "weekday": (0, 1, 2, 3, 4),
    "workdays": (0, 1, 2, 3, 4),
    "weekends": (5, 6),
    "weekend": (5, 6),
    "daily": (0, 1, 2, 3, 4, 5, 6),
    "every day": (0, 1, 2, 3, 4, 5, 6),
    "everyday": (0, 1, 2, 3, 4, 5, 6),
}


def time_of_day(text: str, now: datetime | None = None) -> time:
    """ "07:30", "7:30 pm", "7:30 in the evening", "half past seven", "noon". A day beside it ("8 pm tomorrow") has to be the one
    on which it is that time next, after `now`; without `now` there can be none."""
    found = read(text)
    if found is None or found.clock is None:
        raise NotPossible(f'"{text}" is no time of day that is clear. Say it as 07:30 or 7:30 pm')
    if found.day is not None:
        comes = now and (now + timedelta(days=found.clock <= now.time())).date()
        if now is None or found.day(now.date()) != comes:
            raise NotPossible(f'"{text}" names a day too, and not the one on which it is {found.clock:%H:%M} next')
    return found.clock


def seconds_in(text: str) -> int:
    """ "10 minutes", "1 hour 30 minutes", "1:30:00", "90" (minutes). At least one second."""
    said = in_digits(text.strip().lower())
    parts = said.split(":")
    if len(parts) in (2, 3) and all(part.isdecimal() for part in parts):
        numbers = [int(part) for part in parts]
        total = sum(n * unit for n, unit in zip(reversed(numbers), (1, 60, 3600), strict=False))
    elif said.isdecimal():
        total = int(said) * 60
    else:
        found = _LENGTH.findall(said)
        rest = _LENGTH.sub(" ", said).replace("and", " ").replace(",", " ").strip(" .-")
        if not found or rest:
            raise NotPossible(f'"{text}" is no length of time. Say it as "10 minutes" or "1 hour 30 minutes"')
        total = round(sum(_number(n) * _SECONDS[unit[0]] for n, unit in found))
    if not 1 <= total <= 24 * 3600:
        raise NotPossible(f'"{text}" is too {"short" if total < 1 else "long"} for a timer: 1 second to 24 hours')
    return total


def _number(text: str) -> float:
    if text.startswith("half"):
        return 0.5
    return float(text.replace(",", ".")) if text[0].isdecimal() else 1.0


def _with_halves(text: str) -> str:
    """A text with "8:30 in the evening" and "this evening at 8:30" as `8:30 pm`. "At night" may be either."""

    def half(said: str, part: str | None) -> str:
        if int(re.split("[:.h]", said)[0]) > 12:
            return said
        return f"{said} {'am' if part == 'morning' else 'pm'}"

    text = _BEHIND.sub(lambda match: half(match[1], match[2]), text)
    return _BEFORE.sub(lambda match: half(match[3], match[1]), text)


def times_in(text: str) -> set[time]:
    """Every time of day that a text speaks of; one without am, pm or a part of the day is both of its halves."""
    said = _with_halves(in_digits(text.lower()))
    found = {time(12)} if re.search(r"\b(noon|midday)\b", said) else set()
    found |= {time(0)} if "midnight" in said else set()
    for match in _TOLD.finditer(said):
        at = read_time(match[0].strip())
        if at is None:
            continue
        found.add(at)
        if not match["half"] and at.hour <= 12:
            found.add(at.replace(hour=(at.hour + 12) % 24))
    return found


def lengths_in(text: str) -> set[int]:
    """Every length of time that a text speaks of, and all of them together, in seconds."""
    found = [
        round(_number(n) * _SECONDS[unit[0]]) for n, unit in _LENGTH.findall(in_digits(text.lower().replace("-", " ")))
    ]
    return {*found, sum(found)} if found else set()


def days_of(text: str) -> tuple[int, ...]:
    """Which days of the week, Monday is 0; none for an empty text: once."""
    said = text.strip().lower().removeprefix("every ").strip()
    if not said or said in ("once", "none", "never"):
        return ()
    if text.strip().lower() in _SETS or said in _SETS or said == "day":
        return _SETS.get(text.strip().lower()) or _SETS.get(said, _SETS["daily"])
    found = []
    for word in re.split(r"[,;\s]+|\band\b|\+|/", said):
        if not word or word == "and":
            continue
        fits = [n for n, day in enumerate(DAYS) if len(word) >= 2 and day.startswith(word.removesuffix("s"))]
        fits = fits or [n for n, day in enumerate(DAYS) if day.startswith(word[:3]) and len(word) in (4, 5)]
        if len(fits) != 1:
            raise NotPossible(f'"{text}" names no days. Say "weekdays", "every day" or "Mon, Wed"')
        found.append(fits[0])
    return tuple(sorted(set(found)))


def moment(text: str, now: datetime) -> datetime:
    """ "Friday at 3" (15:00), "tomorrow at 3 pm", "17 May 09:30", "2024-05-17 15:00"; without a time, midnight of that day; a time
    alone is the next such time."""
    found = read(text)
    if found is None or found.part and found.clock is None:
        raise NotPossible(f'"{text}" is no date and time that is clear. Say it as "Friday 15:00" or "17 May 09:30"')
    clock = found.clock or time()
    if found.either and clock.hour < 7:  # "Friday at 3": nobody means the night
        clock = clock.replace(hour=clock.hour + 12)
    day = found.day(now.date()) if found.day else (now + timedelta(days=clock <= now.time())).date()
    if day is None:
        raise NotPossible(f'"{text}" is no day that is clear. Say it as "Friday 15:00" or "17 May 09:30"')
    return datetime.combine(day, clock)
