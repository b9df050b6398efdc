"""A row that is told by its time, or a time that is chosen in an app, and another one that the task says: "7:00 AM" for "the 7 pm
alarm"; or the end of something for its start. Of the phone's own deeds see `other_moments`. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time

from apidocs.doc import AppDoc, Element
from apidocs.doc.words import stem
from apidocs.shipped.itself import PACKAGE
from phones.itself.said_times import lengths_in, minute_ahead, seconds_ahead, times_in

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script
from .doubt import Doubt, named
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
    yield from _ends_for_starts(script, intent, doc)
    yield from _at_night(script, intent, doc)
    if said and not worked_out:
        yield from halves_of_day(script, said, doc)
    if not said or lengths_in(intent.task):
        return  # a timer may be called by what is left of it
    for literal in script.literals:
        if literal.role == "row" and _A_TIME.fullmatch(literal.text) and not _among(literal.text, said):
            yield Doubt("other_moment", literal.line, f"it is about {literal.text!r}, and the task says another time")


_STARTS, _ENDS = (
    frozenset(map(stem, words.split())) for words in ("start starts begin begins from", "end ends finish until till")
)
"""What fields are called for when something begins, and for when it is over."""
_OF_AN_END = re.compile(
    r"\b(?:end\w*|finish\w*|until|till?|over|through|long\w*|short\w*|extend\w*|lengthen\w*|prolong\w*|stretch\w*|cut|duration|"
    r"last\w*|earlier|later|half an hour|(?:for|by) (?:an?|\d+|half))\b|\d\s*(?:-|–|to)\s*\d|\b(?:from|between)\b",
    re.IGNORECASE,
)
"""What may say when something is over, or how long it is."""


def _ends_for_starts(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "Move the haircut to 6 pm", and of a form that has both only its end is set: the task says nothing of an end."""
    if _OF_AN_END.search(intent.task) or lengths_in(intent.task):
        return
    set_there = [use for use in script.acts if use.op in ("choose", "set_text") and not use.ref.row]
    for use in set_there:
        screen = doc.screen(use.ref.screen)
        if screen is None or not _called(screen.element(use.ref.element)) & _ENDS:
            continue
        begins = {element.name for element in screen.elements if _called(element) & _STARTS}
        if begins and begins.isdisjoint(one.ref.element for one in set_there if one.ref.screen == screen.name):
            yield Doubt("other_moment", use.line, f"it only sets {named(use)}, and the task says nothing of an end")


_SAID_SO = re.compile(r"\b(a\.?m\b|morning|night|early|dawn)|\da\.?m\b|(?<!\d)0\d:\d\d", re.IGNORECASE)
_OF_24 = re.compile(r"\b(?:1[3-9]|2[0-3])[:.]\d\d\b")
"""Who says one hour of 24 so means the others so."""
_BARE = re.compile(r"\s*0?[1-6](?:[:.]\d\d)?(?: ?o['’]?clock)?\s*", re.IGNORECASE)
"""An hour that is one of the night where nothing else is said."""


def _at_night(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A form with a start and an end, as appointments have, that is filled in with "4:30" alone: a picker takes that for half past
    four in the night."""
    if _SAID_SO.search(intent.task) or _OF_24.search(intent.task):
        return
    for use in script.acts:
        screen, chosen = doc.screen(use.ref.screen), use.literal(0) if use.op in ("choose", "set_text") else None
        if screen is None or not chosen or use.ref.row or not _BARE.fullmatch(chosen) or not times_in(chosen):
            continue
        both = [called for element in screen.elements if (called := _called(element)) & (_STARTS | _ENDS)]
        mine = _called(screen.element(use.ref.element)) & (_STARTS - {"from"})  # quiet hours may be from 22 until 6
        if mine and any(called & _STARTS for called in both) and any(called & _ENDS for called in both):
            yield Doubt("other_moment", use.line, f"{chosen!r} would be in the night: say whether you mean am or pm")


def _called(element: Element | None) -> frozenset[str]:
    return (
        said_words(f"{element.name.replace('_', ' ')} {element.label}", frozenset())
        if element is not None
        else frozenset()
    )


def _among(text: str, said: set[time]) -> bool:
    return not times_in(text) or not times_in(text).isdisjoint(said)
