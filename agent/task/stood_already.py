"""Runs that found all that they were to change as it should be already. People ask for what isn't so yet; where their words don't
name what was found, another thing was meant far more often than none had to be done."""

from __future__ import annotations

from apidocs.doc import AppDoc
from apidocs.doc.words import only_switch
from apidocs.shipped.itself import PACKAGE as ITSELF
from interpreter.calls import Call
from interpreter.run.runner import RunResult

from ..fit.coverage import fits
from ..words.intent import Intent
from ..words.lexicon import said_words
from .deeds_done import deeds, said, stood_so

_SWITCHED = {"turn_on": "on", "turn_off": "off"}


def stood_already(run: RunResult, intent: Intent, doc: AppDoc) -> str:
    """What stood so already, where that is all that came of a run and the task's words don't name it: `Pinned was on already for
    the note "Milk"`; empty where that isn't so. Of the phone itself all words are known, whatever they are."""
    tried = [(call, outcome) for call, outcome in run.calls if outcome.status == "ok" and outcome.proof is not None]
    if not intent.task or doc.package == ITSELF or not tried or not all(stood_so(outcome) for _, outcome in tried):
        return ""
    words = said_words(intent.task)
    if any(_named(call, words, intent, doc) for call, _ in tried):
        return ""
    return said(deeds(tried), doc)


def _named(call: Call, words: frozenset[str], intent: Intent, doc: AppDoc) -> bool:
    """Whether the task names what a call is on, or what it is set to; a row's only switch by what is to become of it."""
    ref = call.ref
    if call.op in _SWITCHED and only_switch(ref.part):
        return intent.wants(_SWITCHED[call.op])
    element = doc.element(ref.screen, ref.element)
    texts = [ref.part or ref.element, ref.found, *map(str, call.args)]
    if element is not None and ref.part:
        texts += (
            [part.label for part in element.item.parts if part.name == ref.part] if element.item is not None else []
        )
    elif element is not None:
        texts += [element.label, element.description, element.also]
    called = frozenset(word for text in texts for word in said_words(text))
    return any(fits(word, called) for word in words)
