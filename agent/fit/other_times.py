"""A row that is told by its time, or a time that is chosen in an app, and another one that the task says: "7:00 AM" for "the 7 pm
alarm". Of the phone's own deeds see `other_moments`. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time

from apidocs.doc import AppDoc
from apidocs.shipped.itself import PACKAGE
from phones.itself.said_times import lengths_in, minute_ahead, seconds_ahead, times_in

from ..words.intent import Intent
from .coverage import Script
from .doubt import Doubt
from .halves_of_day import halves_of_day

_A_TIME = re.compile(r"\s*\d{1,2}(?::\d\d(?:\s*[ap]\.?m\.?)?|(?:\.\d\d)?\s*[ap]\.?m\.?)\s*", re.IGNORECASE)
_WORKED_OUT = re.compile(
    r"\b(?:before|after|later|earlier|longer|shorter|until|till|every|between|from|zone|time in|[A-Z][a-z]+ time)\b|[+-]\d"
)
"""With one of these a time may have been worked out."""


def other_times(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    said, ahead = times_in(intent.task), seconds_ahead(intent.task)
    for seconds in ahead:
        said |= {minute_ahead(seconds + late, datetime.now()).time() for late in (-60, 0)}
    worked_out = _WORKED_OUT.search(intent.task) is not None or lengths_in(intent.task) and not ahead
    for use in script.acts:
        chosen = use.literal(0) if use.op in ("choose", "set_text") and use.ref.screen != PACKAGE else None
        if chosen and said and not worked_out and _A_TIME.fullmatch(chosen) and not _among(chosen, said):
            yield Doubt("other_moment", use.line, f"the task doesn't say {chosen!r}")
    if said and not worked_out:
        yield from halves_of_day(script, said, doc)
    if not said or lengths_in(intent.task):
        return  # a timer may be called by what is left of it
    for literal in script.literals:
        if literal.role == "row" and _A_TIME.fullmatch(literal.text) and not _among(literal.text, said):
            yield Doubt("other_moment", literal.line, f"it is about {literal.text!r}, and the task says another time")


def _among(text: str, said: set[time]) -> bool:
    return not times_in(text) or not times_in(text).isdisjoint(said)
