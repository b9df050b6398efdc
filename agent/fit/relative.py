"""A value that is set as it is where the task only says by how much, or which way, it is to change: "increase it by 10%" doesn't
mean 10%, nor does "louder" mean the lowest. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc.words import split_words, stem, word_set
from ground.numerals import in_digits
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script
from .doubt import Doubt, named

_UP = word_set("increase raise boost bump louder brighter brighten bigger larger higher faster stronger")
_DOWN = word_set("decrease reduce lower quieter softer dimmer dim darker smaller slower weaker")
_TURNED = re.compile(r"\b(?:turn|crank|bring|dial|notch)\b.*\b(up|down)\b")
_HIGH = word_set(
    "large larger largest big bigger biggest huge high higher highest loud loudest bright fast max maximum strong"
)
_LOW = word_set("small smaller smallest tiny low lower lowest quiet quietest dim dark slow min minimum weak")
_ALL_THE_WAY = re.compile(
    r"\b(?:max\w*|min\w*|half\w*|full\w*|all the way|complete\w*|entire\w*|top|bottom|quarter|third|mute|silent|zero|as \w+ as|"
    r"\w+est)\b",
    re.IGNORECASE,
)
"""With one of these it is said how far."""
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_BY = re.compile(rf"\bby (?:about |around |another |some )?{_NUMBER}(?!\d|:|\s*(?:[ap]\.?m\b|o['’]?clock))")
_ABSOLUTE = re.compile(rf"{_NUMBER}\s*(?:%|percent)?")


def relative(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script; one that reads first what it sets works out the new value."""
    read = {use.ref for use in script.reads}
    for clause in intent.clauses if intent.orders else ():
        ways, verbs = _ways(clause.text)
        for use in script.acts if ways and clause.mood == "order" else ():
            text = use.literal(0) if use.op in ("choose", "set_text") and use.ref not in read else None
            # "dim it by 10", in a field that is called so
            if text and verbs.isdisjoint(script.words_of(use, place=False, told=False)):
                yield from _set_as_it_is(use, text, in_digits(clause.text), in_digits(intent.task), ways)


def _ways(text: str) -> tuple[set[str], frozenset[str]]:
    """Which way something is to go, up or down, and stems of the words that say so."""
    words = set(split_words(text, camel=False))
    turned = _TURNED.search(" ".join(split_words(text, camel=False)))
    ways = {turned[1]} if turned is not None else set()
    ways |= ({"up"} if words & _UP else set()) | ({"down"} if words & _DOWN else set())
    return ways, frozenset(stem(word) for word in words & (_UP | _DOWN))


def _set_as_it_is(use: Use, text: str, clause: str, task: str, ways: set[str]) -> Iterator[Doubt]:
    number = _ABSOLUTE.fullmatch(text.strip())
    by = set(_BY.findall(clause))
    told = set(re.findall(rf"(?<!\d){_NUMBER}", _BY.sub(" ", task)))
    words = set(split_words(text, camel=False))
    if number is not None and number[1] in by - told:
        what = f"it sets {named(use)} to {text!r}, and the task says by how much it is to change"
        yield Doubt("other_value", use.line, what)
    elif number is not None and number[1] not in told and not _ALL_THE_WAY.search(task):
        yield Doubt(
            "other_value", use.line, f"it sets {named(use)} to {text!r}, and the task only says {_either(ways)}"
        )
    elif number is None and not said_words(text) & said_words(task):
        against = words & _LOW if ways == {"up"} else words & _HIGH if ways == {"down"} else set()
        if against:
            yield Doubt("other_value", use.line, f"it sets {named(use)} to {text!r}, and the task says {_either(ways)}")


def _either(ways: set[str]) -> str:
    return " and ".join(sorted(ways))
