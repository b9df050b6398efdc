"""Whether a script types only what the task says: a small model that lacks a value makes one up.

A text typed as it stands in quotes must share a word with the task, and a long number in it must stand there. Other numbers and
texts the script works out itself are left alone: half past six may well be typed as 6:30. Where the person wants a text in
other words than their own, a poem or a greeting in French, the words are the model's to find.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from apidocs.doc.words import word_set
from ground.syntax import parse

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}")
"""A code or a telephone number, no year: "the code is 12345" is made up where the task doesn't say it."""
_WITHIN_NUMBERS = re.compile(r"(?<=\d)[\s.,'’/-](?=\d)")
_COMPOSED = word_set(
    """translate translated translation poem haiku rhyme joke greeting wish wishes arabic chinese czech danish dutch english
    finnish french german greek hindi hungarian indonesian italian japanese korean latin norwegian polish portuguese romanian
    russian spanish swedish thai turkish ukrainian vietnamese welsh"""
)


@dataclass(frozen=True)
class Invented:
    """A typed text that the task doesn't say."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: it types {self.text!r}, which the task doesn't say"


def invented(script: str, task: str) -> list[Invented]:
    """Texts of `set_text` that share no word with the task; none for a script that isn't Python."""
    try:
        tree = parse(script)
    except (SyntaxError, ValueError):
        return []
    words_said = _WORD.findall(task.casefold())
    if not _COMPOSED.isdisjoint(words_said):
        return []
    said, numbers_said = " ".join(words_said), _WITHIN_NUMBERS.sub("", task)
    found = []
    for node in ast.walk(tree):
        if (
            not isinstance(node, ast.Call)
            or not isinstance(node.func, ast.Attribute)
            or node.func.attr not in ("set_text", "append_text")
        ):
            continue
        value = node.args[0] if node.args else None
        if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
            continue
        words = _WORD.findall(value.value.casefold())
        numbers = [
            number for number in _NUMBER.findall(_WITHIN_NUMBERS.sub("", value.value)) if number not in numbers_said
        ]
        # a beginning is enough: "sunset.jpg" for sunset, "groceries" for grocery
        if words and (numbers or not any(word[:4] in said for word in words)):
            found.append(Invented(node.lineno, value.value))
    return found
