"""What a script can't know before it runs, and goes by all the same: whether a mark is set already, what is called by its time
alone. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.buttons import says_it_saves
from interpreter.reading.flow import effect_of_use, element_of

from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script
from .doubt import Doubt, named

_SO = re.compile(
    r"\b(?:make sure|ensure|see to it|should(?:n['’]?t| not)? (?:not )?be|isn['’]?t|is not|is no longer|not any ?more)\b",
    re.IGNORECASE,
)
"""What tells how something is to be, and not what is to be done: it may be so already."""
_MARKS = frozenset({Effect.SETTINGS, Effect.COMMIT})
"""Effects of what may stand so already; what is deleted or sent isn't there to be so."""


def unseen(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _flips(script, intent, doc)
    yield from _named_by_its_time(script, intent)


def _flips(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A button that marks something is tapped for "make sure it is pinned": what is marked already would lose that."""
    if not intent.orders or not _SO.search(intent.task):
        return
    typed = {use.ref.screen for use in script.acts if use.op in ("set_text", "append_text", "choose")}
    for use in script.acts:
        element = element_of(use, doc)
        if use.op != "tap" or element is None or element.kind is not Kind.BUTTON or use.ref.screen in typed:
            continue
        if effect_of_use(use, doc) in _MARKS and not says_it_saves(element.said):
            yield Doubt("unseen", use.line, f"whether that is so already can't be seen before it taps {named(use)}")


def _named_by_its_time(script: Script, intent: Intent) -> Iterator[Doubt]:
    """`alarm("tomorrow morning")`: when something is says nothing of what it is called, unless the person writes it so."""
    for literal in script.literals:
        words = said_words(literal.text)
        when = literal.role == "row" and words and words <= lexicon().moments and literal.text.islower()
        if when and literal.text not in intent.quoted:
            yield Doubt(
                "unseen", literal.line, f"it looks for one called {literal.text!r}, which says when and not what"
            )
