"""An alarm, a timer or an appointment of the phone itself at another time, on other days or on another date than the task says:
nobody sees that before it rings. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import split_words
from ground.moments import dates_in
from interpreter.reading.uses import Use
from phones.itself import NotPossible
from phones.itself.said_times import lengths_in, minute_ahead, ranges_in, seconds_ahead, times_in
from phones.itself.times import DAYS, days_of, moment, seconds_in, time_of_day

from ..words.intent import Intent
from ..words.lexicon import lexicon
from .coverage import Script, given
from .doubt import Doubt

_SAID_SO = re.compile(r"\b(a\.?m\b|morning|night|early|dawn)|(?<!\d)0\d:\d\d", re.IGNORECASE)


def other_moments(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script."""
    alone = len({use.ref.element for use in script.acts}) == 1
    for use in script.acts:
        text = use.literal(1 if use.ref.element == "add_event" else 0)
        if use.op != "do" or text is None:
            continue
        with suppress(NotPossible):  # what is no time is refused when it runs
            match use.ref.element:
                case "set_alarm" if not _at_that_time(text, intent.task):
                    yield Doubt("other_moment", use.line, f"the task doesn't say {text!r}")
                case "set_timer" if seconds_in(text) not in lengths_in(intent.task):
                    yield Doubt("other_moment", use.line, f"the task doesn't say {text!r}")
                case "add_event" if _elsewhen(day := moment(text, _now()), use, _about_it(day.time(), intent, alone)):
                    yield Doubt("other_moment", use.line, f"the task doesn't say {text!r}")
    yield from _other_days(script, intent, alone)


def _now() -> datetime:
    return datetime.now()


def _at_that_time(text: str, task: str) -> bool:
    """Whether an alarm rings at a time that the task says, or counts from now: "wake me in 8 hours". Raises NotPossible for what is
    no time."""
    ahead = seconds_ahead(task)
    if counted := seconds_ahead(text):
        return counted <= ahead
    at = time_of_day(text, _now())
    from_now = {minute_ahead(seconds + late, _now()).time() for seconds in ahead for late in (-60, 0)}
    return at in times_in(task) | from_now


# appointments


def _elsewhen(begins: datetime, use: Use, task: str) -> bool:
    """Whether an appointment begins on a date or at an hour that the task doesn't say, or at night where it only says the number;
    or is to come again and again, which none does."""
    if _again(use, task) or _on_another_date(begins.date(), task):
        return True
    said = times_in(task)
    if not said:
        return begins.time() != time()
    if any(begins.time() in ends - starts for starts, ends in ranges_in(task)):
        return True  # "from 2 to 3" begins at 2
    return begins.time() not in said or begins.hour < 7 and not _SAID_SO.search(task)


_NEXT_WEEK = re.compile(r"\bnext week\b", re.IGNORECASE)
_COUNTED_FROM = re.compile(
    r"\b(?:weeks?|weekends?|fortnights?|months?|years?|days? (?:before|after)(?! tomorrow))\b", re.IGNORECASE
)
"""With one of these a date is counted from another one."""


def _on_another_date(day: date, task: str) -> bool:
    """Whether the task says dates, all of them clear, and not this one."""
    today = _now().date()
    said = dates_in(task, today)
    if _NEXT_WEEK.search(task):
        monday = today + timedelta(7 - today.weekday())
        weekdays = {one.weekday() for one in said if one is not None}
        return not monday <= day < monday + timedelta(7) or bool(weekdays) and day.weekday() not in weekdays
    return bool(said) and None not in said and day not in said and not _COUNTED_FROM.search(task)


def _again(use: Use, task: str) -> bool:
    """Whether the task wants it each week, and not as a part of its name, "the weekly meeting"."""
    found = _REPEATED.search(task)
    return found is not None and found[0].casefold() not in (use.literal(0) or "").casefold()


# alarms

_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|thu(?:rs?)?|fri|(?-i:Weds?|Sat|Sun)|week-?ends?|week-?days?|"
    r"(?:work|working|school) ?days?|(?:every|each|all|any) ?days?|daily|(?:every|each) (?:single day|morning|evening|night))\b"
)
_DAY_LIST = rf"\b{_DAY}(?:(?:\s*(?:,|&|/)\s*|,?\s+(?:and|or|nor)\s+)(?:on\s+)?{_DAY})*"
_ALL_BUT = re.compile(
    rf"\b((?:every|each|all|any) ?days?(?: of the week)?|daily|(?:week|work)-?days?),? but (?:on )?({_DAY_LIST})",
    re.IGNORECASE,
)
_NOT_ON = re.compile(
    r"(?:\b(?:except(?:ing)?|excluding|but not|not|never|no|apart from|aside from|other than|without|skip(?:ping)?|minus)\b|"
    rf"n['’]?t\b)(?:\s+(?:for|on|at|in|the|any|alarms?|set|ring|go off|wake|me|it|to))*\s+({_DAY_LIST})",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\b({_DAY})\s*(?:-|–|to|through|thru|till?|until)\s*({_DAY})", re.IGNORECASE)
_ONCE = re.compile(rf"\b(?:(?:next|following)\s+|(?:this|coming)\s+(?!week-?end)){_DAY}", re.IGNORECASE)
_SINGLY = re.compile(_DAY_LIST, re.IGNORECASE)
_OF_A_DAY = re.compile(_DAY, re.IGNORECASE)
_REPEATED = re.compile(
    rf"\b(?:(?:every|each) (?:{_DAY}|day|week|month|year)|daily|weekly|monthly|yearly|annually|(?-i:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)days)\b",
    re.IGNORECASE,
)
_AS_NO_ALARM = re.compile(
    r"\b(?:(?:every|each) (?:other|second|third|fourth|2nd|3rd|4th|fortnight|month|year)|alternat\w+|fortnightly|monthly|yearly|"
    r"(?:next|following) (?:week|month|year))\b",
    re.IGNORECASE,
)
"""An alarm rings when it is that time next, or on days of the week."""
_NAMED = r"\b(?:called|named|labell?ed|titled|label|saying|as)\W+"


def _other_days(script: Script, intent: Intent, alone: bool) -> Iterator[Doubt]:
    """Alarms that ring on days of the week that nobody said, or not on those that somebody did; or once, where the task says a date
    on which none comes."""
    alarms = [use for use in script.acts if use.op == "do" and use.ref.element == "set_alarm"]
    rung = {use: days for use in alarms if (days := _rings(use)) is not None}
    corrected = bool(set(split_words(intent.task, camel=False)) & (lexicon().correcting - {"not", "yes"}))
    for use, days in rung.items():
        task, label = _about_it(_clock(use.literal(0) or ""), intent, alone), given(use, 2, "label")
        task = re.sub(_NAMED + re.escape(label), " ", task, flags=re.IGNORECASE) if label else task
        said, together = _days_said(task), frozenset(day for one in rung.values() for day in one)
        on = given(use, 1, "days") or given(use, 0, "time") or ""
        if (found := _AS_NO_ALARM.search(task)) is not None:
            yield Doubt("other_moment", use.line, f"the task says {found[0]!r}, and no alarm rings so")
        elif days and (days - said or together != said and not corrected):
            what = f"the task says {_told(said)}" if said else "the task doesn't say that it is to ring again and again"
            yield Doubt("other_moment", use.line, f"it rings on {on!r}, and {what}")
        elif not days and not together >= said and not _comes_next(said, task):
            yield Doubt("other_moment", use.line, f"it rings once, and the task says {_told(said)}")
        elif not days and not said and not _soon(dates_in(task, _now().date())):
            yield Doubt("other_moment", use.line, "it rings today or tomorrow, and the task says another day")


def _rings(use: Use) -> frozenset[int] | None:
    """The days of the week on which an alarm is to ring, none for once; None where they are worked out, or none are named."""
    text = given(use, 1, "days")
    if text is None:
        return None
    if text.strip().casefold() in ("today", "tonight", "tomorrow"):
        return frozenset()
    try:
        return frozenset(days_of(text))
    except NotPossible:
        return None


def _clock(text: str) -> time | None:
    try:
        return time_of_day(text, _now())
    except NotPossible:
        return None


def _about_it(at: time | None, intent: Intent, alone: bool) -> str:
    """What a task says of what is at that time: where the script does other things, too, the clauses that say it, with what isn't
    to be that is said behind them."""
    task = QUOTED.sub(" ", intent.task)
    if alone:
        return task
    its = [n for n, clause in enumerate(intent.clauses) if at in times_in(clause.text)]
    behind = [n + 1 for n in its if n + 1 < len(intent.clauses) and intent.clauses[n + 1].mood == "forbid"]
    return " ; ".join(intent.clauses[n].text for n in sorted({*its, *behind})) or task


_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_SHORTLY = re.compile(
    rf"\b{_SHORT}(?:(?:\s*[,/&]\s*|\s+|,?\s+and\s+){_SHORT})+\b|\b(?:on|every|each) {_SHORT}\b(?![-'’])", re.IGNORECASE
)
""" "mon wed fri": days, though "wed", "sat" and "sun" alone are none."""


def _days_said(task: str) -> frozenset[int]:
    """The days of the week that a task says, without those that it leaves out; all the others where it says only these."""
    said: set[int] = set()
    out: set[int] = set()

    def leave_out(found: re.Match[str]) -> str:
        out.update(_days(found[found.lastindex or 0]))
        return f" {found[1]} " if found.lastindex == 2 else " "

    def from_to(found: re.Match[str]) -> str:
        first, last = (min(_days(found[n]), default=0) for n in (1, 2))
        said.update((first + n) % 7 for n in range((last - first) % 7 + 1))
        return " "

    task = _SHORTLY.sub(
        lambda found: re.sub(_SHORT, lambda day: day[0].capitalize(), found[0], flags=re.IGNORECASE), task
    )
    rest = _RANGE.sub(from_to, _ONCE.sub(" ", _NOT_ON.sub(leave_out, _ALL_BUT.sub(leave_out, task))))
    for found in _SINGLY.finditer(rest):
        said |= _days(found[0])
    if out and not said:
        said = set(range(7))
    return frozenset(said - out)


def _days(text: str) -> set[int]:
    """The days of one or several of `_DAY`."""
    found: set[int] = set()
    for match in _OF_A_DAY.finditer(text):
        word = match[0].casefold().replace("-", "")
        by_name = [n for n, day in enumerate(DAYS) if day[:3] == word[:3]]
        if word.startswith("weekend"):
            found |= {5, 6}
        elif word.startswith(("week", "work", "school")):
            found |= {0, 1, 2, 3, 4}
        else:
            found |= set(by_name) or set(range(7))
    return found


def _comes_next(said: frozenset[int], task: str) -> bool:
    """Whether the one day that is said, "Monday" and not "Mondays", is today or tomorrow: one that rings once is right then."""
    return len(said) == 1 and not _REPEATED.search(task) and _soon(dates_in(task, _now().date()))


def _soon(said: list[date | None]) -> bool:
    """Whether of the dates that are said one is today's or tomorrow's, or none is said."""
    today = _now().date()
    return not said or any(one in (today, today + timedelta(1)) for one in said)


def _told(days: frozenset[int]) -> str:
    return ", ".join(DAYS[day].capitalize() for day in sorted(days))
