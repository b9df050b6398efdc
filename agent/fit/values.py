"""Texts that a script puts in and the task doesn't say, and those that another one replaces before anything has taken them in. A
part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc.words import figures_only, word_set
from interpreter.calls import Ref
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script, begins_alike, days_named
from .doubt import Doubt, named

_FILLING_IN = ("choose", "turn_on", "turn_off")
"""What goes on filling in the same form."""
_TYPING = ("set_text", "append_text")
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}")
"""A code or a telephone number, no year: "the code is 12345" is made up where the task doesn't say it."""
_WORKED_OUT = 6
"""Figures of a number that stands alone, and may have been worked out; one of more is a telephone's, or an account's."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4}")
_WITHIN_NUMBERS = re.compile(r"(?<=\d)[\s.,'’/-](?=\d)")
_ADDRESS = re.compile(r"\S+@\S+")
_OF_ADDRESSES = word_set("http https www com org net")
_LANGUAGE = """arabic chinese czech danish dutch english finnish french german greek hindi hungarian indonesian italian japanese
    korean latin norwegian polish portuguese romanian russian spanish swedish thai turkish ukrainian vietnamese welsh"""
_COMPOSED = re.compile(
    rf"""\btranslat(?:e|ed|ion)\b|\b(?:in|into|to)\s+(?:{"|".join(_LANGUAGE.split())})\b
    |\b(?:a|an|some|another|the)\s+(?:\w+\s+){{0,2}}(?:poem|haiku|rhyme|joke|greeting|wish(?:es)?)\b(?!\s+list)
    |(?:^|\b(?:and|to|please)\s+)wish\s+(?!list)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Where the person wants a text in other words than their own, the words are the model's to find."""


def values(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _typed_over(script)
    yield from _invented(script, intent.task)


def _invented(script: Script, task: str) -> Iterator[Doubt]:
    """A text that is typed, or given to a deed of the phone itself, most of whose words the task doesn't have; or with an address
    or a long number that doesn't stand there: a small model that lacks a value makes one up. Other numbers and dates may be
    worked out: half past six is typed as 6:30."""
    said, numbers_said = said_words(task), _WITHIN_NUMBERS.sub("", task)
    for use in script.acts if not _COMPOSED.search(task) else ():
        given = _texts(use) if use.op == "do" else [use.literal(0) or ""] if use.op in _TYPING else []
        for text in given:
            words = set() if figures_only(text) else {w for w in said_words(text) - _OF_ADDRESSES if not _figure(w)}
            unsaid = [word for word in words if not begins_alike(word, said)]
            strange = [one for one in _ADDRESS.findall(text) if one.casefold() not in task.casefold()]
            numbers = _NUMBER.findall(_WITHIN_NUMBERS.sub("", _DATE.sub("", text)))
            long = [one for one in numbers if words or len(one) > _WORKED_OUT]  # "18.30" is half past six
            strange += [one for one in long if one not in numbers_said]
            if len(unsaid) * 2 > len(words) or strange:
                how = "types" if use.op in _TYPING else "says"
                yield Doubt("invented", use.line, f"it {how} {text!r}, which the task doesn't say")
                break


def _figure(word: str) -> bool:
    """Whether a stem is of a number, or says when something is."""
    return any(letter.isdecimal() for letter in word) or word in lexicon().moments or bool(days_named(word))


def _typed_over(script: Script) -> Iterator[Doubt]:
    """A field that is typed into again before anything has taken in what stood there: the first text is lost, and would be told as
    typed."""
    typed: dict[Ref, Use] = {}
    for use in script.acts:
        if use.op == "set_text":
            before = typed.get(use.ref)
            if before is not None and _loses(before, use, script):
                first, text = before.literal(0) or "what was typed", use.literal(0) or "what is typed next"
                what = f"{text!r} replaces {first!r} in {named(use)}, which nothing has taken in"
                yield Doubt("typed_over", use.line, what)
            typed[use.ref] = use
        elif use.op not in _FILLING_IN:
            typed.clear()


def _loses(first: Use, second: Use, script: Script) -> bool:
    """Whether the second text replaces another one, in the same block: of two branches only one is gone."""
    if first.statement is None or second.statement is None or first.literal(0) == second.literal(0):
        return False
    return any(one is second.statement for one in script.reading.block_of(first.statement))


def _texts(use: Use) -> list[str]:
    """The texts that a call is given."""
    call = use.node
    given = [*call.args, *(keyword.value for keyword in call.keywords)] if isinstance(call, ast.Call) else []
    return [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
