"""What a task leaves out, "all alarms but the school run", "don't delete the soup, delete the log", and a script that does it all
the same. A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc.words import split_words
from interpreter.consent.closing import LeftOut
from interpreter.reading.uses import Text

from ..words.clauses import Clause
from ..words.intent import Intent, read_intent
from ..words.lexicon import said_words
from .coverage import Script, fits
from .doubt import Doubt

_SWITCHED = frozenset({"on", "off"})
_NAME = 2
"""Words of a clause that leaves something out, "except them"; more of them name it."""


def spared(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script."""
    for clause in intent.clauses:
        if _leaves_out(clause, intent) and not _about_another_deed(clause, script, intent):
            yield from _done_to_all(script, clause.words - intent.words, clause.text)
    yield from _done_to_it(script, intent)


def _done_to_all(script: Script, words: frozenset[str], text: str) -> Iterator[Doubt]:
    """Something is changed in each row of a list, and nothing in the script has a word of what is left out."""
    said = text.casefold()
    # "all but Get up" has no word that says anything by itself
    names = bool(words) or len(split_words(text, camel=False)) > _NAME
    told = any(literal.text.casefold().strip() in said for literal in script.literals if literal.role != "typed")
    if not names or told or any(fits(word, script.words) for word in words):
        return
    for use in script.changing:
        if script.loop_over(use) is not None:
            yield Doubt("spared", use.line, f"it does this to every one, and the task says {text.strip()!r}")
            return


def _done_to_it(script: Script, intent: Intent) -> Iterator[Doubt]:
    """Something is changed in the very row that is left out. "I don't want to lose the soup, pin it" means that one."""
    if not any(clause.words for clause in intent.ordered):
        return
    left_out = (clause.words for clause in intent.clauses if _leaves_out(clause, intent))
    out = frozenset().union(*left_out) & intent.forbidden
    for literal in script.literals:
        words = said_words(literal.text)
        if (
            literal.role == "row"
            and words
            and words <= out
            and any(use.line >= literal.line for use in script.changing)
        ):
            yield Doubt("spared", literal.line, f"it is about {literal.text!r}, which the task leaves out")


def without_exceptions(task: str) -> str:
    """A task without what it leaves out, "move all notes, except the packing list": what it names by that isn't meant."""
    intent = read_intent(task)
    for clause in intent.clauses:
        if clause.mood == "forbid" and _EXCEPTS.match(clause.text):
            task = task.replace(clause.text.strip(), "", 1)
    return task


def names_left_out(script: Script, intent: Intent) -> tuple[LeftOut, ...]:
    """What the rows that a script leaves out are told by: the texts of the task's exceptions that it holds against what its rows
    say. One that no row has leaves nothing out, which only the run can see."""
    out = [
        clause.words | clause.verb | said_words(clause.text) for clause in intent.clauses if _leaves_out(clause, intent)
    ]
    found = []
    for node in ast.walk(script.reading.tree) if out else ():
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            continue
        sides = (node.left, node.comparators[0])
        for literal, other in (sides, sides[::-1]):
            while isinstance(other, ast.Call) and isinstance(other.func, ast.Attribute) and not other.args:
                other = other.func.value  # n.title.lower().strip()
            read = script.reading.values.get(other)
            if isinstance(literal, ast.Constant) and isinstance(read, Text) and read.of is not None:
                words = said_words(str(literal.value))
                if words and any(words <= clause for clause in out):
                    found.append(LeftOut(str(literal.value), isinstance(node.ops[0], ast.Eq | ast.NotEq)))
    return tuple(found)


_OUT = r"not|except|excluding|excepting|but|besides|other than|save|bar|minus|with the exception|aside|apart|leave|keep|without"
_EXCEPTS = re.compile(rf"\W*(?:(?:and|but|just|only|please|also)\s+)*(?:{_OUT})\b", re.IGNORECASE)
_BEGINS = re.compile(
    rf"\W*(?:(?:and|but|just|only|please|also)\s+)*(?:don['’]?t|do not|never|no|{_OUT})\b", re.IGNORECASE
)


_TELLS = frozenset("i we you he she it they must may should can shall will would could to".split())
"""Before a negation, a word by which it tells how things are, or what somebody wants."""
_WANTS = re.compile(r"\W*(?:don['’]?t|do not|never|not)\s+(?:want|need|like|wish|think|care|mind)\b", re.IGNORECASE)


def _leaves_out(clause: Clause, intent: Intent) -> bool:
    """Whether a clause tells the phone what not to do: neither "I won't come back to that" nor "I don't want it any longer"."""
    if clause.mood != "forbid" or not _BEGINS.match(clause.text) or _WANTS.match(clause.text):
        return False
    before = split_words(intent.task.partition(clause.text.strip())[0], camel=False)
    return not before or before[-1] not in _TELLS


def _about_another_deed(clause: Clause, script: Script, intent: Intent) -> bool:
    """Whether what is forbidden is a deed that the script doesn't do: "but don't send them"."""
    grave = clause.deeds - _SWITCHED
    effects = {script.effect(use) for use in script.acts}
    return bool(grave) and effects.isdisjoint(intent.effect_of(deed) for deed in grave)
