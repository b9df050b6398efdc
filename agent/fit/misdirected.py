"""Values and things of a task that a script puts where they don't belong: into something new, the other way round, at another
time, on every row for one. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc import AppDoc
from apidocs.doc.words import plural, split_words
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.uses import Use

from ..words.clauses import Clause
from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script, fits
from .doubt import Doubt, changes_something, named
from .other_moments import other_moments
from .which_rows import ALL, not_all


def misdirected(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _made_anew(script, intent)
    yield from other_moments(script, intent)
    yield from _flipped(script, intent, doc)
    yield from _every_row(script, intent, doc)


_ONTO = re.compile(r"\b(?:to|into|onto|on) (?:the|my|our) ([^.,;:!?]+)", re.IGNORECASE)
"""What something is added to: it is there already."""


def _made_anew(script: Script, intent: Intent) -> Iterator[Doubt]:
    """ "add socks to the Packing list", and the script types Packing into a form, as if there were no such list yet."""
    there = [said_words(match[1]) for match in _ONTO.finditer(intent.task)]
    looked_for = (one.text for one in script.literals if one.role in ("row", "compared", "found"))
    opened = {word for text in looked_for for word in said_words(text)}
    for literal in script.literals:
        words = said_words(literal.text)
        if literal.role == "typed" and words and any(words <= one for one in there) and not words & opened:
            yield Doubt(
                "made_anew", literal.line, f"it types {literal.text!r} anew, and the task speaks of one that is there"
            )


_NEGATIVE = frozenset(
    "hide disable no not never dont prevent block without mute silence silent off stop skip ignore exclude avoid dim".split()
)
"""On a switch, these turn off what they speak of when it is on."""


def _flipped(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A switch turned the other way than the task says of it; where no part of the task names it, than the only one that says how
    something is to be."""
    told = [clause for clause in intent.clauses if clause.state and clause.words]
    alone = intent.state if sum(clause.mood == "order" for clause in intent.clauses) == 1 else ""
    for use in script.acts:
        if use.op not in ("turn_on", "turn_off"):
            continue
        words = script.words_of(use, place=False)
        said = {clause.state for clause in told if _names(clause, use, words)} or {alone}
        element = element_of(use, doc)
        label = f"{element.label} {element.name}" if element is not None else f"{use.ref.part} {use.ref.found}"
        negative = not _NEGATIVE.isdisjoint(split_words(label, camel=False))
        if not negative and said != {""} and use.op[5:] not in said:
            yield Doubt("flipped", use.line, f"it turns {named(use)} {use.op[5:]}, and the task says {min(said)}")


def _names(clause: Clause, use: Use, words: frozenset[str]) -> bool:
    """Whether a clause is about the switch that has these words; one that only says "no sound", if it has them all."""
    fitting = (fits(word, words) for word in clause.words)
    return not use.ref.row and all(fitting) if clause.unwanted else any(fitting)


def _every_row(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """An act on every row of a list, where the task means one of them, or some."""
    words = set(split_words(intent.task, camel=False))
    bare = [use for use in script.acts if script.in_bare_loop(use)]
    changing = [use for use in bare if changes_something(effect_of_use(use, doc))]
    for use in bare:
        if not use.ref.row or use not in changing and use.op not in ("long_press", "open", "tap"):
            continue
        if words.isdisjoint(ALL) and not _says_several(use, words, doc):
            yield Doubt("every_row", use.line, "it does this to every row, and the task doesn't say all")
        elif changing and (why := not_all(use, script, intent, doc)):
            yield Doubt("every_row", use.line, f"it does this to every row, and {why}")


def _says_several(use: Use, words: set[str], doc: AppDoc) -> bool:
    element = doc.element(use.ref.screen, use.ref.element)
    item = element.item.name.split("_")[-1] if element is not None and element.item is not None else ""
    return bool(item) and plural(item) in words
