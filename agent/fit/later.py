"""A switch or a value that is set at once, where the task says that it is to be so later, for a while or when something happens: a
script is carried out now, and nothing of it stays to wait. A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect
from ground.numerals import in_digits
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script
from .doubt import Doubt, changes_something, named

_UNIT = r"(?:second|minute|min|hour|day|night|week|month)s?"
_MANY = r"(?:an?|half an|the|the next|the rest of the|a few|\d+|\d+[.,:]\d+)"
_WEEKDAY = r"(?:weekday|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?"
_DAY = rf"(?:(?:day|night|morning|evening|hour)s?|{_WEEKDAY})"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATE = rf"(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}\.? (?:of )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|{_WEEKDAY})"
_ON = rf"(?<!turn )(?<!switch )(?<!put )on {_DATE}\b"
"""Of "turn on night mode" the word is the switch's."""
_LATER = re.compile(
    rf"\b(?:tomorrow|later(?! than)|in {_MANY} {_UNIT}|for {_MANY} {_UNIT}|(?:until|till) \w.*|every {_DAY}|{_ON}|"
    rf"(?:next|at) {_DAY}|"
    r"at (?:\d{1,2}[:.]\d\d|\d{1,2} ?(?:[ap]\.?m\b|o.?clock)|noon|midnight|lunch))",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:when|whenever|as soon as|once) (?:i|we|it|he|she|they|the|my|our|there)\b.*", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|at once|immediately|right away|straight away)\b", re.IGNORECASE)
_SETTING = frozenset({"on", "off", "change"})


def set_at_once(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "turn off wifi when I leave", "switch it on until 7": by a script that only sets it. One that says the moment itself, as
    what is chosen or by what it is called, has heard it."""
    changing = [use for use in script.acts if changes_something(effect_of_use(use, doc))]
    if not changing or any(effect_of_use(use, doc) is not Effect.SETTINGS or use.ref.row for use in changing):
        return
    waits = any(isinstance(node, ast.If | ast.While) for node in ast.walk(script.reading.tree))
    texts = [*(in_digits(literal.text) for literal in script.literals), *(_called(use, doc) for use in changing)]
    said = {word for text in texts for word in said_words(text)}
    for clause in intent.clauses:
        if clause.mood != "order" or clause.deeds.isdisjoint(_SETTING):
            continue
        text = "" if _NOW.search(clause.text) else in_digits(clause.text)
        found = _LATER.search(text) or (None if waits else _WHEN.search(text))
        if found is not None and not (said_words(found[0]) and said_words(found[0]) <= said):
            what = f"{named(changing[0])} is set at once, and the task says {found[0].strip()!r}"
            yield Doubt("other_moment", changing[0].line, what)


def _called(use: Use, doc: AppDoc) -> str:
    element = element_of(use, doc)
    return f"{use.ref.element.replace('_', ' ')} {element.label if element is not None else ''}"
