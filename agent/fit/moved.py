"""A thing that is to be put somewhere, where a script only chooses the place: "put the recipe in the Dinner folder" by the choice
of a folder, which shows what is in it and moves nothing. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc import AppDoc
from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import SMALL, split_words, stem

from ..words.intent import Intent
from .coverage import Script, fits
from .doubt import Doubt

_PUT = re.compile(
    r"\b(?:put|move|file|place|add|transfer|assign|shift|stick|pop|drop|throw)\s+(?P<thing>[^.,;:!?]+?)\s+"
    r"(?:in|into|to|under|inside|onto)\s+(?P<place>[^.,;:!?]+)",
    re.IGNORECASE,
)
_THE_PHONE = frozenset(
    stem(word) for word in "phone screen display app device everything all things stuff mine one ones".split()
)
"""What is put into another state, and nowhere: "put the phone in flight mode"."""


def only_the_place(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """Where all that is done is that one option is chosen on a page that lists things, which the task says as the place, and no
    word of what is to go there."""
    acts = script.acts
    if len(acts) != 1 or acts[0].op != "choose" or acts[0].ref.row or intent.asks:
        return
    screen, option = doc.screen(acts[0].ref.screen), acts[0].literal(0)
    lists = screen is not None and any(element.item is not None for element in screen.elements)
    found = _PUT.search(QUOTED.sub(lambda match: match[0].strip("\"'“”"), intent.task))
    if not lists or option is None or found is None:
        return
    into = {stem(word) for word in split_words(found["place"], camel=False)}
    chosen = {stem(word) for word in split_words(option, camel=False)}
    thing = {stem(word) for word in split_words(found["thing"], camel=False) if word not in SMALL} - _THE_PHONE
    known = script.words | {stem(word) for word in split_words(f"{acts[0].ref.screen} {acts[0].ref.element}")}
    if chosen <= into and thing and not any(fits(word, known) for word in thing):
        what = f"it only chooses {option!r}, and does nothing with {found['thing']!r}"
        yield Doubt("another_deed", acts[0].line, what)
