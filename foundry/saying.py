"""Values as people write them: dates, times, numbers, names in quotes or small letters, with a slip of the finger.

Whatever comes out still means the one value: dates and times are such that the product's own reading of them gives it back.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection
from datetime import date, time

from ground.moments import read_date, read_time

CLOCK = "2026-03-02T09:30"
"""What a phone with generated apps has for now, so that a day without a year means the same in every run."""
TODAY = date.fromisoformat(CLOCK[:10])
_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def say_value(value: str, kind: str, draw: random.Random) -> str:
    """A value of a field or setting of this kind."""
    if kind == "date":
        return say_date(date.fromisoformat(value), draw)
    if kind == "time":
        return say_time(time.fromisoformat(value), draw)
    if kind == "number":
        small = value.isdecimal() and int(value) < len(_NUMBERS) and draw.random() < 0.25
        return _NUMBERS[int(value)] if small else value
    if kind == "choice":
        return value.lower() if draw.random() < 0.25 and not _has_a_name(value) else value
    quoted = draw.random() < (0.3 if kind == "long_text" else 0.12)
    return f'"{value}"' if quoted and '"' not in value else value


def say_date(day: date, draw: random.Random) -> str:
    month, short = _MONTHS[day.month - 1], _MONTHS[day.month - 1][:3]
    forms = [
        f"{day.day} {month}", f"{month} {day.day}", f"{month} {_ordinal(day.day)}", f"the {_ordinal(day.day)} of {month}",
        f"{day.day} {short}", f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}",
    ]  # fmt: skip
    if day.day > 12:
        forms.append(f"{day.day}.{day.month}.{day.year}")
    # a day without a year is the next one
    right = [form for form in forms if read_date(form, TODAY) == day]
    return draw.choice(right or [day.isoformat()])


def say_time(moment: time, draw: random.Random) -> str:
    hour, minute = moment.hour, f"{moment.minute:02}"
    half = "am" if hour < 12 else "pm"
    twelve = (hour - 1) % 12 + 1
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    forms = [f"{hour}:{minute}", f"{hour:02}:{minute}", f"{twelve}:{minute} {half}", f"{twelve}:{minute}{half}"]
    if moment.minute == 0:
        forms += [f"{twelve} {half}", f"{twelve}{half}"]
    words = {15: "quarter past", 30: "half past", 10: "ten past", 20: "twenty past"}.get(moment.minute)
    if words:
        forms.append(f"{words} {_NUMBERS[twelve]} {part}")
    return draw.choice([form for form in forms if read_time(form) == moment] or [forms[0]])


def say_title(title: str, draw: random.Random, others: Collection[str]) -> str:
    """The name of a thing that is there; `others` are those it may not be mistaken for."""
    chance = draw.random()
    if chance < 0.12 and '"' not in title:
        return f'"{title}"'
    if chance < 0.22:
        return title.lower()
    if chance < 0.26 and "'" in title:
        return title.replace("'", "")
    if chance < 0.30 and (slipped := _slip(title, draw)) and _nearest(slipped, [title, *others]) == title:
        return slipped
    return title


def say_new(text: str, draw: random.Random) -> str:
    """A text that is to be typed: letter for letter."""
    return f'"{text}"' if draw.random() < 0.15 and '"' not in text else text


def bare(said: str) -> str:
    """Without the quotes around it."""
    return said[1:-1] if len(said) > 2 and said[0] == said[-1] == '"' else said


def forms_of(value: str, kind: str) -> list[str]:
    """All ways in which an app or an answer may show a date, a time or a number, in small letters."""
    if kind == "date":
        day = date.fromisoformat(value)
        month = _MONTHS[day.month - 1].lower()
        days = (str(day.day), f"{day.day:02}", _ordinal(day.day))
        forms = [day.isoformat(), f"{day.day:02}.{day.month:02}.{day.year}", f"{day.day}.{day.month}.{day.year}",
                 f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"]  # fmt: skip
        for name in (month, month[:3]):
            for number in days:
                forms += [f"{number} {name}", f"{name} {number}", f"{number} of {name}"]
        return forms
    if kind == "time":
        moment = time.fromisoformat(value)
        twelve, minute = (moment.hour - 1) % 12 + 1, f"{moment.minute:02}"
        half = "am" if moment.hour < 12 else "pm"
        return [value, f"{moment.hour}:{minute}", f"{twelve}:{minute} {half}", f"{twelve}:{minute}{half}"]
    if kind == "number":
        whole = int(value)
        return [value, *([_NUMBERS[whole]] if whole < len(_NUMBERS) else [])]
    return [value.casefold()]


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _has_a_name(value: str) -> bool:
    """Several capitals: written as it stands."""
    return len(re.findall(r"[A-Z]", value)) > 1


def _slip(title: str, draw: random.Random) -> str:
    """Two letters in the wrong order, or one left out, within one of the longer words."""
    places = [m.start() for m in re.finditer(r"(?<=\w\w)[a-z](?=[a-z]\w)", title)]
    if not places:
        return ""
    at = draw.choice(places)
    if draw.random() < 0.5:
        return title[:at] + title[at + 1 :]
    return title[:at] + title[at + 1] + title[at] + title[at + 2 :]


def _nearest(said: str, titles: Collection[str]) -> str:
    from rapidfuzz.distance import Levenshtein

    ranked = sorted(titles, key=lambda one: Levenshtein.distance(said.lower(), one.lower()))
    far = len(ranked) < 2 or Levenshtein.distance(said.lower(), ranked[1].lower()) > 3
    return ranked[0] if far else ""
