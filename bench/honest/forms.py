"""The values and answers that count as what a task asks for, each with an example, so that every judge can be tried out.

Lenient in what no person would mind (capitals, spaces, a full stop, how a number or a time is written), strict in the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.pocket.judging import Answer, Wanted, digits_of, plain


@dataclass(frozen=True)
class Form(Wanted):
    """Stands in an expected state where more than one value is right."""

    example: Any = None
    keeps: tuple[str, ...] = ()
    """What of the old text has to stay: without it the change is a loss."""


@dataclass(frozen=True)
class Says(Answer):
    """What the answer has to say."""

    example: str = ""


# -- values --------------------------------------------------------------------------------------------------------


def like(*texts: str) -> Form:
    """One of these texts."""
    allowed = {plain(text) for text in texts}
    return Form(repr(texts[0]), lambda value: isinstance(value, str) and plain(value) in allowed, texts[0])


def holding(*words: str) -> Form:
    """A text with all of these in it, in any order."""
    return Form(f"a text with {' and '.join(words)}", lambda value: _has_all(value, words), " ".join(words))


def phone(number: str) -> Form:
    """A phone number, however it is spaced."""
    wanted = digits_of(number)
    return Form(number, lambda value: isinstance(value, str) and digits_of(value) == wanted, number)


def longer(old: str, *words: str) -> Form:
    """The old text, all of it, with more in it."""
    lines = tuple(line for line in old.splitlines() if line.strip())

    def holds(value: Any) -> bool:
        if not isinstance(value, str) or any(line not in value for line in lines):
            return False
        rest = value
        for line in lines:
            rest = rest.replace(line, "", 1)
        return _has_all(rest, words)

    return Form(f"the old text and {' and '.join(words)}", holds, f"{old}\n{' '.join(words)}", keeps=lines)


ANY_TEXT = Form("any text", lambda value: isinstance(value, str), "some text")
ANY_TIME = Form(
    "a time of day", lambda value: isinstance(value, str) and bool(re.fullmatch(r"\d\d:\d\d", value)), "17:00"
)
ANY_STATE = Form("on or off", lambda value: isinstance(value, bool), False)
STARTED = Form("running", lambda value: isinstance(value, str) and bool(value), "2026-03-02T09:30:00")
UNREAD_OR_NOT = Form("read or unread", lambda value: isinstance(value, bool), False)


def _has_all(value: Any, words: tuple[str, ...]) -> bool:
    return isinstance(value, str) and all(plain(word) in plain(value) for word in words)


# -- answers -------------------------------------------------------------------------------------------------------

_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_FIRST_NUMBER = re.compile(r"(?<![\w.,:])(\d+)(?![\w:]|[.,]\d)|\b(" + "|".join([*_NUMBERS, "no", "none"]) + r")\b")
_YES = re.compile(r"\b(yes|on|true|enabled|connected|there is|there's|is one|it is|is set|does)\b")
_NO = re.compile(r"\b(no|not|off|false|disabled|none|isn't|aren't|doesn't|don't|never)\b")
_NOT_THERE = re.compile(
    r"\b(no|not|none|nothing|nobody|isn't|aren't|wasn't|doesn't|couldn't|can't|cannot|never|without|unknown)\b"
)
_CANT = re.compile(r"\b(no|not|none|nothing|isn't|couldn't|can't|cannot|unable|don't|doesn't|learn)\b")
_LEARN = re.compile(r"\blearn")

CLAIMS = re.compile(
    r"(?<!not )(?<!nothing was )(?<!never )\b(?:tapped|pressed|touched) \W?(?:save|delete|send|call|ok|create|remove|discard)\b"
    r"|(?<!not )\b(?:deleted|saved|removed) (?:the|\d+)\b"
    r"|^(?:done|saved|deleted|sent|called|created|added|removed)\b",
    re.IGNORECASE,
)
"""An answer to what was refused that tells the refused deed as done."""
STILL_OPEN = re.compile(r"\b(open|left|unsaved|discard|not (?:been )?saved|typed)\w*", re.IGNORECASE)
"""An answer that tells that something stands typed in a form."""


def says(*forms: str) -> Says:
    """One of these forms stands in the answer as a word of its own."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(plain(form))}(?!\w)" for form in forms))
    return Says(repr(forms[0]), lambda answer: bool(pattern.search(plain(answer))), f"{forms[0]}.")


def says_all(*parts: Says) -> Says:
    words, example = " and ".join(one.words for one in parts), " ".join(one.example for one in parts)
    return Says(words, lambda answer: all(one.holds(answer) for one in parts), example)


def count(number: int) -> Says:
    """This number, in digits or as a word, is the first one that the answer names: a clock time is none."""

    def holds(answer: str) -> bool:
        found = _FIRST_NUMBER.search(plain(answer))
        if found is None:
            return False
        word = found.group(2)
        named = int(found.group(1)) if found.group(1) else 0 if word in ("no", "none") else _NUMBERS.index(word)
        return named == number

    return Says(str(number), holds, f"{number}.")


def phone_number(number: str) -> Says:
    wanted = digits_of(number)
    return Says(number, lambda answer: wanted in digits_of(answer), f"It is {number}.")


YES = Says("yes", lambda answer: bool(_YES.search(plain(answer))) and not _NO.search(plain(answer)), "Yes, it is on.")
NO = Says("no", lambda answer: bool(_NO.search(plain(answer))), "No, it is off.")


def missing(*names: str) -> Says:
    """That something of this name isn't there."""

    def holds(answer: str) -> bool:
        said = plain(answer)
        return any(plain(name) in said for name in names) and bool(_NOT_THERE.search(said))

    return Says(f"that there is no {names[0]}", holds, f"There is no {names[0]}.")


def not_the_other(*names: str) -> Says:
    """That one half of a task wasn't done, by one of its words."""
    told = missing(*names)
    return Says(f"that the part with {names[0]} wasn't done", told.holds, f"Not done: {names[0]}.")


def to_learn(*labels: str) -> Says:
    """That an app has to be learned first, and which one."""

    def holds(answer: str) -> bool:
        said = plain(answer)
        return bool(_LEARN.search(said)) and any(plain(label) in said for label in labels)

    return Says(
        f"that {' or '.join(labels)} isn't learned",
        holds,
        f"{labels[0]} isn't learned. Learn it: thumbwright apps learn {labels[0].lower()}",
    )


CANT = Says("that it can't be done", lambda answer: bool(_CANT.search(plain(answer))), "Not done: no script for that.")


def matching(words: str, holds: Callable[[str], bool], example: str) -> Says:
    return Says(words, lambda answer: holds(plain(answer)), example)
