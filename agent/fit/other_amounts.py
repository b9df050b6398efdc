"""A share or a length of time that is chosen, and another one that the task says: "two thirds", and the script sets 25%. A task
that says none leaves it to the script. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from phones.itself import NotPossible
from phones.itself.shares import percent, shares_in
from phones.itself.times import lengths_in, seconds_in

from ..words.intent import Intent
from .coverage import Script
from .doubt import Doubt

_LENGTH = re.compile(r"\d+ ?(?:h|m|s)|an? (?:h|m|s)", re.IGNORECASE)
_SHARE = re.compile(r"\d|.*\b(?:half|third|quarter|fifth|tenth)", re.IGNORECASE)
""" "10 minutes" and "40%"; an option that is called Full is what it is called."""


def other_amounts(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script."""
    for use in script.acts:
        text = use.literal(0) if use.op == "choose" else None
        with suppress(NotPossible):  # what is none is refused when it runs
            if text is None or _said(text, intent.task):
                continue
            yield Doubt("other_amount", use.line, f"the task doesn't say {text!r}")


def _said(text: str, task: str) -> bool:
    """Whether an amount is one of those that the task says, or it says none. Raises NotPossible for what is no amount."""
    if _LENGTH.match(text):
        # "a quarter of an hour" is no hour
        chosen, said = seconds_in(text), set() if "quarter" in task.casefold() else lengths_in(task)
    elif _SHARE.match(text):
        chosen, said = percent(text), shares_in(task)
    else:
        return True
    return not said or chosen in said
