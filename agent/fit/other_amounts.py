"""A share or a length of time that the phone itself is set to, and another one that the task says: "two thirds", and the script
sets 25%; or the task says by how much it is to be more or less, "lower by 20%", or that it is to be the most or the least. Only
where the one is said for sure and the other is the script's only one. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from apidocs.doc import AppDoc
from apidocs.shipped.itself import PACKAGE as ITSELF
from ground.numerals import in_digits
from phones.itself import NotPossible
from phones.itself.said_times import lengths_in
from phones.itself.shares import percent, shares_in
from phones.itself.times import seconds_in

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script
from .doubt import Doubt

_IN_OTHER_WORDS = re.compile(
    r"\b(?:max\w*|min(?:imum|imal)?|full\w*|half|quarter|off(?! after\b)|mute\w*|all the way|hundred|fourth|as \w+ as|by|more|less|"
    r"(?:loud|quiet|bright|dark|dimm|high|low|long|short)(?:er|est))\b|\dh\d",
    re.IGNORECASE,
)
"""What may say an amount, too, or by how much something is to be another one."""
_AMOUNT = (
    r"(?:\d{1,3}(?:\.\d+)? ?(?:%|percent\b|per cent\b)|(?:(?:a|\d) )?(?:half|third|quarter|fifth|tenth)s?\b|\d{1,3}(?![\d:.%])"
    r"(?! ?(?:o.?clock|[ap]\.?m\b|hour|min|sec)))"
)
_OTHER = r"(?:(?:loud|bright|high|low|soft|quiet|dark|dimm|strong)(?:er|est)|more|less)"
_BY = (
    re.compile(rf"\bby (?:about |around |another )?({_AMOUNT})", re.IGNORECASE),
    re.compile(rf"({_AMOUNT}) {_OTHER}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?<!no )(?<!not )(?:less|more|below|above|under|over|lower|higher|brighter|louder)(?: than)? ({_AMOUNT})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:raise|increase|boost|bump|lower|reduce|decrease|drop|cut|dim|up|down)\b(?:(?!\b(?:to|at|on|from)\b)[^,;.:!?])*? "
        rf"({_AMOUNT})",
        re.IGNORECASE,
    ),
)
"""By how much something is to be more or less than it is."""
_TIMES = re.compile(r"\b(?:double|triple|treble|halve|twice)\b", re.IGNORECASE)
_ENDS = (
    (
        range(90, 101),
        re.compile(
            r"\b(?:to|at|on) (?:the |its )?(?:max(?:imum)?|full|highest|most)\b|\b(?:max(?:imum)?|full) (?:volume|brightness)\b|"
            r"\ball the way up\b|\bas (?:loud|bright|high) as\b",
            re.IGNORECASE,
        ),
    ),
    (
        range(11),
        re.compile(
            r"\b(?:to|at|on) (?:the |its )?(?:min(?:imum)?|lowest|least|zero)\b|\bmin(?:imum)? (?:volume|brightness)\b|"
            r"\ball the way down\b|\bas (?:quiet|dark|dim|low) as\b|\bmute\b",
            re.IGNORECASE,
        ),
    ),
    (
        range(45, 56),
        re.compile(
            r"\b(?:to|at) (?:a |the )?half(?! (?:past|an?|of|\d))\b|(?<!to )\bhalf (?:volume|brightness)\b|\bhalfway\b",
            re.IGNORECASE,
        ),
    ),
)
"""What says an amount without a number, and what it may be, in percent."""
_UP = re.compile(
    r"\b(?:louder|brighter|higher|increase|raise|boost|(?:turn|bring|crank)(?: \w+){0,3} up|too (?:quiet|soft|dark|dim|low))\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:quieter|softer|darker|dimmer|lower|decrease|reduce|(?:turn|bring)(?: \w+){0,3} down|too (?:loud|noisy|bright|high))\b",
    re.IGNORECASE,
)
_BIGGER, _SMALLER = (
    re.compile(r"\b(?:big|larg)(?:ger|er|gest|est)\b|\btoo (?:small|tiny|little)\b", re.IGNORECASE),
    re.compile(r"\bsmall(?:er|est)\b|\btoo (?:big|large|huge)\b", re.IGNORECASE),
)


def other_amounts(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    chosen = [(use, text) for use in script.acts if use.op == "choose" and (text := use.literal(0)) is not None]
    for use, text in chosen:
        if (much := _too_much_of(text, intent.task)) is not None:
            yield Doubt("other_amount", use.line, f"it chooses {text!r}, and the task says {much!r}")
    if doc.package != ITSELF or len(chosen) != 1:
        return
    (use, text) = chosen[0]
    with suppress(NotPossible):  # what is none is refused when it runs
        if use.ref.element == "font_size":
            wrong = _the_other_size(text, intent.task)
        elif use.ref.element == "screen_timeout":
            wrong = not _in_other_words(intent.task) and not _said(text, True, intent.task)
        else:
            wrong = _not_that_share(percent(text), intent.task) or (
                not _in_other_words(intent.task) and not _said(text, False, intent.task)
            )
        if wrong:
            yield Doubt("other_amount", use.line, f"the task doesn't say {text!r}")


_TOO = re.compile(r"\b(?<!not )(?<!n't )(?<!n’t )(?:(?:far|much|way) )?too (\w+)", re.IGNORECASE)


def _too_much_of(option: str, task: str) -> str | None:
    """What a task complains of, "too small", where that is what is chosen, and nothing else says it. An option that is such a
    complaint itself, why a thing is sent back, is what it says."""
    if _TOO.match(option):
        return None
    for match in _TOO.finditer(task):
        rest = task[: match.start()] + task[match.end() :]
        if (
            said_words(match[1])
            and said_words(match[1]) == said_words(option)
            and not said_words(option) & said_words(rest)
        ):
            return match[0]
    return None


def _in_other_words(task: str) -> bool:
    return _IN_OTHER_WORDS.search(task) is not None


def _not_that_share(share: int, task: str) -> bool:
    """Whether a level is set to what the task only says to be the difference, "20% louder", or to the other end of what it says."""
    said = in_digits(task)
    by = {found[1] for pattern in _BY for found in pattern.finditer(said)}
    if _TIMES.search(said) or any(share == _percent(amount) for amount in by):
        return True
    ends = [allowed for allowed, pattern in _ENDS if pattern.search(said)]
    if len(ends) == 1 and not shares_in(task):
        return share not in ends[0]
    up, down = _UP.search(said) is not None, _DOWN.search(said) is not None
    return up is not down and not ends and share == (0 if up else 100)


def _percent(amount: str) -> int | None:
    try:
        return percent(amount.removesuffix("s") if not amount[0].isdecimal() else amount)
    except NotPossible:
        return None


def _the_other_size(size: str, task: str) -> bool:
    """Whether letters that are to be bigger get the smallest size, or those to be smaller the largest."""
    bigger, smaller = _BIGGER.search(task) is not None, _SMALLER.search(task) is not None
    return bigger is not smaller and size.casefold() == ("small" if bigger else "largest")


def _said(text: str, is_time: bool, task: str) -> bool:
    """Whether an amount is one of those that the task says, with a unit or without, or it says none. Raises NotPossible for what is
    no amount."""
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", in_digits(task.lower()))]
    if is_time:
        said = lengths_in(task)
        return not said or seconds_in(text) in said | {round(number * 60) for number in numbers}
    said = shares_in(task)
    return not said or percent(text) in said | {round(number * (100 if number < 1 else 1)) for number in numbers}
