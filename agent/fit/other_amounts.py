"""A share or a length of time that the phone itself is set to, and another one that the task says: "two thirds", and the script
sets 25%. Only where the one is said for sure and the other is the script's only one. A part of `agent.fit.doubts`."""

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
from .coverage import Script
from .doubt import Doubt

_IN_OTHER_WORDS = re.compile(
    r"\b(?:max\w*|min(?:imum|imal)?|full\w*|half|quarter|off(?! after\b)|mute\w*|all the way|hundred|fourth|as \w+ as|by|more|less|"
    r"(?:loud|quiet|bright|dark|dimm|high|low|long|short)(?:er|est))\b|\dh\d",
    re.IGNORECASE,
)
"""What may say an amount, too, or by how much something is to be another one."""


def other_amounts(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    chosen = [(use, text) for use in script.acts if use.op == "choose" and (text := use.literal(0)) is not None]
    if doc.package != ITSELF or len(chosen) != 1 or _IN_OTHER_WORDS.search(intent.task):
        return
    (use, text) = chosen[0]
    with suppress(NotPossible):  # what is none is refused when it runs
        if not _said(text, use.ref.element == "screen_timeout", intent.task):
            yield Doubt("other_amount", use.line, f"the task doesn't say {text!r}")


def _said(text: str, is_time: bool, task: str) -> bool:
    """Whether an amount is one of those that the task says, with a unit or without, or it says none. Raises NotPossible for what is
    no amount."""
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", in_digits(task.lower()))]
    if is_time:
        said = lengths_in(task)
        return not said or seconds_in(text) in said | {round(number * 60) for number in numbers}
    said = shares_in(task)
    return not said or percent(text) in said | {round(number * (100 if number < 1 else 1)) for number in numbers}
