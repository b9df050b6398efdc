"""A day that an order names and a script that makes something new does nothing about: "remind me to water the plants tomorrow at 9"
begins no timer of nine hours, as a form begins with today; or one that is asked about, "does it ring on Fridays?", answered by
whether it is on. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from apidocs.doc import AppDoc, Effect
from apidocs.doc.effects import severity
from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import split_words, stem
from ground.moments import MONTHS, WEEKDAYS, dates_in
from interpreter.reading.flow import effect_of_use

from ..words.intent import Intent
from .coverage import Literal, Script
from .doubt import Doubt

_DAY = re.compile(
    rf"\b(?:the day after tomorrow|tomorrow|(?:{'|'.join(WEEKDAYS)})s?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)})"
    rf"|(?:{'|'.join(MONTHS)}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_RINGS = frozenset(map(stem, ("alarm", "wake", "ring")))
"""What rings at the next such time anyway: an alarm for 7 is for tomorrow at 7."""


def day_left_out(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _asked_about(script, intent)
    yield from _of_something_new(script, intent, doc)


def _asked_about(script: Script, intent: Intent) -> Iterator[Doubt]:
    """A question about the only day that is said, other than today and tomorrow, where all that is read is whether a switch is on,
    and nothing in the script is for that day."""
    days = list(_DAY.finditer(QUOTED.sub(" ", intent.task)))
    reads = [use for use in script.reads if use.op not in ("row", "rows", "find")]
    if not intent.asks or len(days) != 1 or "tomorrow" in days[0][0].casefold() or _speaks_of(days[0][0], script):
        return
    if reads and all(use.op == "is_on" for use in reads):
        yield Doubt("other_question", reads[0].line, f"whether that is on says nothing of {days[0][0]!r}")


def _speaks_of(day: str, script: Script) -> bool:
    """Whether a text of a script, or what it uses, has a word of a day, or says a date."""
    said = {stem(word) for literal in script.literals for word in split_words(literal.text, camel=False)} | script.words
    words = {stem(word.removesuffix("s")) for word in split_words(day, camel=False)}
    return bool(words & said) or any(map(_names_a_day, script.literals))


def _of_something_new(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """Where all that is ordered is something new, by a form that is filled in and saved, and neither what is put in nor what is
    pressed or chosen has a word of the only day that is said."""
    if intent.asks or intent.forbids or not any("add" in clause.deeds for clause in intent.clauses):
        return
    days = list(_DAY.finditer(QUOTED.sub(" ", intent.task)))
    if len(days) != 1 or any(use.ref.row or use.op in ("row", "rows", "do") for use in script.reading.uses):
        return
    typed = [use for use in script.acts if use.op in ("set_text", "append_text")]
    saved = any(severity(effect_of_use(use, doc)) >= severity(Effect.COMMIT) for use in script.acts)
    words = {stem(word) for use in script.acts for word in split_words(f"{use.ref.screen} {use.ref.element}")}
    if not typed or not saved or days[0][0].casefold() == "tomorrow" and words & _RINGS:
        return
    if not _speaks_of(days[0][0], script):
        yield Doubt("other_moment", typed[0].line, f"nothing in it is for {days[0][0]!r}")


def _names_a_day(literal: Literal) -> bool:
    """Whether a text of the script is a date, in whatever form, or a cell of a calendar."""
    cell = literal.role in ("found", "option") and literal.text.strip().isdecimal()
    return cell or bool(dates_in(literal.text, date.today()))
