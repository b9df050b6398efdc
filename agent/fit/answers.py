"""Questions that a script doesn't answer: what is read for them isn't told, or is told the other way round. A part of
`agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc.words import split_words

from ..words.intent import Intent
from .coverage import Script
from .doubt import Doubt


def answers(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script."""
    tells = any(use.op == "finish" for use in script.reading.uses)
    if intent.asks and not intent.orders and script.reads and not tells:
        yield Doubt("untold", 0, "the task asks something, and it tells nothing of what it reads")
    yield from _the_other_way(script, intent)


_IS_IT_OFF = re.compile(
    r"^\W*(?:(?:and|so|well|but)\W+)?(?:is|are|was|were|did|have|has)\b.*"
    r"(?:\b(?:turn|switch)(?:ed)?\b.*\boff\b|\boff\W*$)",
    re.IGNORECASE | re.DOTALL,
)


def _the_other_way(script: Script, intent: Intent) -> Iterator[Doubt]:
    """ "yes", where a switch is on, for "did you turn the alarm off?"."""
    words = split_words(intent.task, camel=False)
    if not _IS_IT_OFF.match(intent.task) or {"on", "not", "still"} & set(words):
        return
    for node in ast.walk(script.reading.tree):
        if not isinstance(node, ast.IfExp) or not isinstance(node.test, ast.Attribute) or node.test.attr != "is_on":
            continue
        if isinstance(node.body, ast.Constant) and str(node.body.value).strip().casefold() == "yes":
            yield Doubt(
                "other_question", node.lineno, "it says yes where that is on, and the task asks whether it is off"
            )
