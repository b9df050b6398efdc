"""Times, days, dates and lengths of time in a person's words, as numbers. Raises NotPossible for what is none."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from ground.moments import WEEKDAYS, read

from . import NotPossible
from .said_times import LENGTH, lengths_spelt, minute_ahead, seconds_ahead, times_spelt, total

DAYS = tuple(WEEKDAYS)
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
    """ "07:30", "7:30 pm", "7:30 in the evening", "half past seven", "six thirty", "noon"; with `now` "in 8 hours", too. A day
    beside it ("8 pm tomorrow") has to be the one on which it is that time next, after `now`; without `now` there can be none."""
    ahead = seconds_ahead(text) if now is not None and _AHEAD.fullmatch(text.strip().lower()) else set()
    if now is not None and len(ahead) == 1 and 60 <= (seconds := ahead.pop()) < _NEARLY_A_DAY:
        return minute_ahead(seconds, now).time()
    found = read(text) or read(times_spelt(text))
    if found is None or found.clock is None:
        raise NotPossible(f'"{text}" is no time of day that is clear. Say it as 07:30 or 7:30 pm')
    if found.day is not None:
        comes = now and (now + timedelta(days=found.clock <= now.time())).date()
        if now is None or found.day(now.date()) != comes:
            raise NotPossible(f'"{text}" names a day too, and not the one on which it is {found.clock:%H:%M} next')
    return found.clock


_AHEAD = re.compile(r"in [^,;]+|[^,;]+ from now")
_NEARLY_A_DAY = 24 * 3600 - 120
"""Seconds after which the next such time of day is still the one that is meant."""


def seconds_in(text: str) -> int:
    """ "10 minutes", "1 hour 30 minutes", "a quarter of an hour", "1h30", "1:30:00", "90" (minutes). At least one second."""
    said = lengths_spelt(text.strip())
    parts = said.split(":")
    if len(parts) in (2, 3) and all(part.isdecimal() for part in parts):
        numbers = [int(part) for part in parts]
        seconds = sum(n * unit for n, unit in zip(reversed(numbers), (1, 60, 3600), strict=False))
    elif said.isdecimal():
        seconds = int(said) * 60
    else:
        found = LENGTH.findall(said)
        rest = LENGTH.sub(" ", said).replace("and", " ").replace(",", " ").strip(" .-")
        if not found or rest:
            raise NotPossible(f'"{text}" is no length of time. Say it as "10 minutes" or "1 hour 30 minutes"')
        seconds = total(said)
    if not 1 <= seconds <= 24 * 3600:
        raise NotPossible(f'"{text}" is too {"short" if seconds < 1 else "long"} for a timer: 1 second to 24 hours')
    return seconds


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
