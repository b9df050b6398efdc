"""Runs that found all that they were to change as it should be already. People ask for what isn't so yet; where their words don't
name what was found, another thing was meant far more often than nothing had to be done."""

from __future__ import annotations

import re

from apidocs.doc import AppDoc
from apidocs.doc.words import only_switch
from apidocs.shipped.itself import PACKAGE as ITSELF
from interpreter.calls import Call
from interpreter.run.runner import RunResult

from ..fit.coverage import fits
from ..fit.marks import speaks_of_marks
from ..words.intent import Intent
from ..words.lexicon import said_words
from .deeds_done import deeds, said, stood_so

_MAY_BE_SO = re.compile(
    r"\b(?:mak\w+|be|being) (?:\w+ )?(?:sure|certain)\b|\bensur\w+|\balready\b|\b(?:stay|remain)s?\b", re.IGNORECASE
)
"""Words of somebody to whom it is all the same whether it is so yet: "make sure the lamp is off"."""
_UNDOING = re.compile(r"\bun(?!til\b|less\b|der)\w{3,}", re.IGNORECASE)
"""What may be a verb that takes a mark off: "untick", "unpin"."""


def stood_already(run: RunResult, intent: Intent, doc: AppDoc) -> str:
    """What stood so already, where that is all that came of a run and the task's words don't name it: `Night mode was on already`;
    empty where that isn't so. Marks have words of many kinds ("like", "done with"), and of the phone itself all words are known."""
    tried = [(call, outcome) for call, outcome in run.calls if outcome.status == "ok" and outcome.proof is not None]
    if not intent.task or intent.conditional or doc.package == ITSELF:
        return ""
    if not tried or not all(stood_so(outcome) for _, outcome in tried):
        return ""
    if speaks_of_marks(intent) or _UNDOING.search(intent.task) or _MAY_BE_SO.search(intent.task):
        return ""
    words = said_words(intent.task)
    if any(_named(call, words, doc) for call, _ in tried):
        return ""
    return said(deeds(tried), doc) or "all of it stood so already"


def _named(call: Call, words: frozenset[str], doc: AppDoc) -> bool:
    """Whether the task names what a call is on, or what it is set to. A switch without a name of its own, and what a tap marks,
    goes by the thing it is on."""
    ref = call.ref
    if call.op not in ("turn_on", "turn_off", "choose") or only_switch(ref.part or ref.element):
        return True
    element = doc.element(ref.screen, ref.element)
    texts = [ref.part or ref.element, ref.found, *map(str, call.args)]
    if element is not None and ref.part:
        parts = element.item.parts if element.item is not None else []
        texts += [part.label for part in parts if part.name == ref.part]
    elif element is not None:
        texts += [element.label, element.description, element.also]
    called = frozenset(word for text in texts for word in said_words(text))
    return any(fits(word, called) for word in words)
