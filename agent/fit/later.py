"""A switch or a value that is set at once, a call that is made and a message that is sent at once, where the task says that it is
to be so later, for a while or when something happens: a script is carried out now, and nothing of it stays to wait. A part of
`agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect
from apidocs.doc.words import split_words, stem
from apidocs.shipped.itself import PACKAGE
from ground.numerals import in_digits
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.scripts import texts_in
from interpreter.reading.uses import Use
from phones.itself.said_times import times_in

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script
from .doubt import Doubt, named

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
_MEAL = r"(?:breakfast|lunch|dinner|supper|tea|work|school|class|bed|bedtime|sleep|church|the \w+)"
_POINT = r"(?:noon|midday|midnight|sunset|sunrise|dawn|dusk|nightfall|dark|lunchtime|bedtime|dinnertime)"
_CLOCK = r"(?:\d{1,2}[:.]\d\d|\d{1,2} ?(?:[ap]\.?m\b|o.?clock))"
_LATER = re.compile(
    rf"\b(?:tomorrow|tonight|overnight|later(?! than)|in {_MANY} {_UNIT}|for {_MANY} {_UNIT}|for a (?:while|bit)|"
    rf"(?:until|till) \w.*|every {_DAY}|{_ON}|(?:this|in the|at|next) {_DAY}|(?:at|by|before|after) (?:{_CLOCK}|{_POINT})|"
    rf"at lunch|from {_CLOCK} (?:to|till|until) \w+)",
    re.IGNORECASE,
)
_AROUND = re.compile(rf"\b(?:(?:before|after|at) {_MEAL}|(?:during|while) \w.*)", re.IGNORECASE)
"""Of an app's own switch these may say what it is for: "keep the screen on while I cook"."""
_OPENS = (
    r"\b(?:when|whenever|as soon as|(?:each|every) time|"
    r"(?<!at )(?<!for )(?<!only )(?<!just )once(?! (?:a|an|per|more|again|in)\b)) "
)
_WHEN = re.compile(_OPENS + r"(?!(?:you|possible|convenient|it suits|needed)\b)\w.*", re.IGNORECASE)
"""What is done "when you have time" is done now."""
_WHEN_I = re.compile(_OPENS + r"(?:i|i['’]m|we|it|it['’]s|he|she|they|the|my|our|there)\b.*", re.IGNORECASE)
"""Of an app's own switch less than this may say what it is for: "pause when bluetooth drops"."""
_SWITCHED = frozenset(stem(word) for word in ("switched", "turned", "enabled", "disabled", "activated"))
_REASON = re.compile(
    r"(?<!until )(?<!till )(?<!while )(?<!before )(?<!after )(?<!when )(?<!once )(?<!if )(?<!as )"
    r"\b(?:because|(?:i['’]m|i am|i have|we['’]re|it['’]s|there['’]s)\b)",
    re.IGNORECASE,
)
"""What follows tells why: "turn it on, I'm flying tomorrow"."""
_NOW = re.compile(r"\b(?:now|at once|immediately|right away|straight away)\b", re.IGNORECASE)
_SETTING = frozenset({"on", "off", "change"})
_REACHING = frozenset({Effect.CALL, Effect.SEND})
_AT_ONCE = frozenset({"play", "pause", "next_track", "previous_track", "screenshot", "lock"})
"""Deeds of the phone's own that are done at once."""
_WHILE_IT_LASTS = re.compile(r"for ", re.IGNORECASE)


def set_at_once(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "turn off wifi when I leave", "Tomorrow, switch it on": by a script that only sets it. One that says the moment itself, as
    what is chosen or by what it is called, has heard it."""
    yield from _reached_at_once(script, intent, doc)
    changing = script.changing
    if not changing or any(effect_of_use(use, doc) is not Effect.SETTINGS or use.ref.row for use in changing):
        return
    waits = any(isinstance(node, ast.If | ast.While) for node in ast.walk(script.reading.tree))
    texts = [*(in_digits(literal.text) for literal in script.literals), *(_called(use, doc) for use in changing)]
    said = {word for text in texts for word in said_words(text)}
    of_the_phone = all(use.ref.screen == PACKAGE for use in changing)
    orders = [clause for clause in intent.ordered if not clause.deeds.isdisjoint(_SETTING)]
    if not orders or any(_NOW.search(clause.text) for clause in orders):
        return
    for clause in intent.clauses:
        text = in_digits(clause.text)
        found = None
        if clause in orders or clause.mood == "order" and not clause.deeds and _only_a_moment(text):
            told = _REASON.split(text)[0]
            found = _LATER.search(told) or (_AROUND.search(told) if of_the_phone else None)
        if (clause in orders or clause.mood == "condition") and not waits:
            found = found or (_WHEN if of_the_phone else _WHEN_I).search(text)
        words = said_words(found[0]) - _SWITCHED if found is not None else frozenset()
        if found is not None and not (words and words <= said):
            what = f"{named(changing[0])} is set at once, and the task says {found[0].strip()!r}"
            yield Doubt("other_moment", changing[0].line, what)


def _reached_at_once(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "Call Tom tomorrow", "text Ann at 8 pm that dinner is ready", "lock the phone in 5 minutes": done now. A moment that is part
    of what is written is in the message."""
    reaching = [use for use in script.acts if effect_of_use(use, doc) in _REACHING or is_done_at_once(use)]
    if not reaching or any(isinstance(node, ast.While) for node in ast.walk(script.reading.tree)):
        return
    if not _CORRECTED.isdisjoint(split_words(intent.task, camel=False)):
        return  # "back on Thursday, no wait, Friday"
    texts = [in_digits(text) for text in texts_in(script.reading.tree)]
    said = {word for text in texts for word in said_words(text)}
    moments = {one for text in texts for one in times_in(text)}
    for clause in intent.clauses:
        may_wait = clause.mood in ("condition", "order") and all(is_done_at_once(use) for use in reaching)
        waits = _WHEN.search(clause.text) if may_wait else None
        if waits:
            what = f"{named(reaching[0])} is done at once, and the task says {waits[0].strip()!r}"
            yield Doubt("other_moment", reaching[0].line, what)
            return
        if clause.mood not in ("order", "ask") or _NOW.search(clause.text) or "add" in clause.deeds:
            continue
        text = in_digits(_REASON.split(clause.text)[0] or clause.text)  # "I have to call Tom tomorrow" is no reason
        found = _LATER.search(text)
        if found is None or _WHILE_IT_LASTS.match(found[0]) or not (clause.deeds or _only_a_moment(text)):
            continue
        first = " ".join(found[0].split()[:_WORDS])
        words = said_words(first) - _SWITCHED
        if words and words.isdisjoint(said) and not times_in(first) & moments:
            what = f"{named(reaching[0])} is done at once, and the task says {first!r}"
            yield Doubt("other_moment", reaching[0].line, what)
            return


_CORRECTED = frozenset({"wait", "actually", "rather", "meant", "mean"})
_WORDS = 4
"""Of a moment that goes on to the end, "until …"."""


def is_done_at_once(use: Use) -> bool:
    """Whether it is a deed of the phone's own that leads nowhere, and changes what it is doing: nobody only asks for that."""
    return use.op == "do" and use.ref.screen == PACKAGE and use.ref.element in _AT_ONCE


def _only_a_moment(text: str) -> bool:
    """Whether it says when, and nothing else: "Tomorrow, …"."""
    found = _LATER.search(text) or _AROUND.search(text)
    return found is not None and not said_words(text[: found.start()] + text[found.end() :])


def _called(use: Use, doc: AppDoc) -> str:
    element = element_of(use, doc)
    return f"{use.ref.element.replace('_', ' ')} {element.label if element is not None else ''}"
