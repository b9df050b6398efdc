"""What is to be done only if something holds, by a script that looks at nothing before it: "delete the note Milk if it is empty". A
part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect
from apidocs.doc.effects import severity
from apidocs.doc.words import split_words, stem, word_set
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.scripts import texts_in
from interpreter.reading.uses import Use

from ..words.clauses import Clause
from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script, fits
from .doubt import Doubt

_POLITE = re.compile(
    r"\W*(?:if|when|whenever|as soon as|once|while) (?:you(?:['’]\w+)?\b(?! (?:find|see|notice|spot|meet|read|come across)\b)|"
    r"possible|necessary|needed|need be|convenient|i may|i remember|i['’]m not mistaken|"
    r"(?:it|that)(?:['’]s| is)(?: not)? (?:ok|okay|fine|all ?right|possible|allowed|too much|no trouble)\b)",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\W*(?:if|when|once) (?:there['’]?s?\b|there (?:is|are)\b|any\b|(?:it|they|one) (?:still )?exists?\b|it['’]s still there|"
    r"you (?:find|see|notice|spot|meet|come across)\b)",
    re.IGNORECASE,
)
"""Where it isn't there nothing is done to it: where it is what the script is about."""
_OPENS = re.compile(
    r"\W*(?:and |but |only |even |or |then )*(?P<word>if|unless|as long as|provided|when|whenever|as soon as|once)\b",
    re.IGNORECASE,
)
_WHEN = frozenset({"when", "whenever", "as soon as", "once"})
_SAYS_HOW = word_set("on off already yet still so not isnt arent other way case") | set(
    map(stem, word_set("find see notice spot meet come across exist exists called named still"))
)
_STANDS = frozenset("on off already yet still enabled disabled active running".split())
_IDEMPOTENT = frozenset({"turn_on", "turn_off", "choose"})
_LOOKING = (ast.If, ast.IfExp, ast.While, ast.BoolOp, ast.Match, ast.Try, ast.Assert)


def unconditional(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A condition of the task's of which a script that changes something has no word, where it does so whatever is."""
    changing = script.changing
    if not changing or _looks(script, changing[-1]):
        return
    own = _named_by(script, changing, doc)
    for number, clause in enumerate(intent.clauses):
        text = _condition(clause, intent.clauses[number + 1 :])
        opens = _OPENS.match(text)
        if not text or _POLITE.match(text):
            continue
        words = _told_by(text, intent.clauses[:number])
        if _THERE.match(text) and all(fits(word, script.words) for word in words):
            continue
        if (
            opens is not None
            and opens["word"].casefold() in _WHEN
            and not any(_on_a_thing(use, doc) for use in changing)
        ):
            continue  # a setting of an app may be for that; of the phone's own see `later`
        said = bool(words) and words <= own or any(word.isdecimal() and word in own for word in words)
        if not said and not _of_itself(text, words, own, changing, script):
            yield Doubt(
                "unconditional", changing[0].line, f"it does so whatever is, and the task says {text.strip()!r}"
            )
            return


def _condition(clause: Clause, behind: tuple[Clause, ...]) -> str:
    """What a clause says that an order waits for; empty where it has none."""
    looks = clause.mood == "order" and clause.deeds <= {"look"} and behind != ()  # "if you find it empty, …"
    if (clause.mood == "condition" or looks) and _OPENS.match(clause.text):
        return clause.text
    if clause.mood == "order" and (only := _ONLY_IF.search(clause.text)) is not None:
        return only[1]
    inverted = clause.mood == "ask" and _SHOULD.match(clause.text) and behind and behind[0].mood == "order"
    return clause.text if inverted else ""


_ONLY_IF = re.compile(r"\bonly ((?:if|when|once) .+)", re.IGNORECASE)
_SHOULD = re.compile(r"\W*should (?!i\b|we\b|you\b)\w+ .+", re.IGNORECASE)
""" "Should the note be empty, delete it"."""


def _on_a_thing(use: Use, doc: AppDoc) -> bool:
    """Whether it changes a thing of the person's, and no setting."""
    return bool(use.ref.row) or severity(effect_of_use(use, doc)) > severity(Effect.COMMIT)


def _named_by(script: Script, changing: list[Use], doc: AppDoc) -> frozenset[str]:
    """Stems of what a script's changes are called and of its texts: it may be a setting for just that, "lock it when I leave"."""
    texts = [literal.text for literal in script.literals]
    for use in changing:
        texts += texts_in(use.node) if use.op == "do" else []  # "tell Ben the fair is on unless it rains"
        element, screen = element_of(use, doc), doc.screen(use.ref.screen)
        texts += [use.ref.element, use.ref.part, use.ref.found, element.label if element is not None else ""]
        texts += [screen.name, screen.title] if screen is not None else []
    return frozenset(word for text in texts for word in said_words(text))


def _told_by(text: str, before: tuple[Clause, ...]) -> frozenset[str]:
    """The words of a condition; of one that says "if so", those of what was asked before."""
    words = said_words(text) - _SAYS_HOW
    if not words and before and before[-1].mood == "condition":
        return before[-1].words - _SAYS_HOW
    return words


def _of_itself(text: str, words: frozenset[str], names: frozenset[str], changing: list[Use], script: Script) -> bool:
    """Whether a condition is about the very switch that is turned, "if it isn't on turn it on": turned so already it stays."""
    if not all(use.op in _IDEMPOTENT for use in changing):
        return False
    stands = not _STANDS.isdisjoint(split_words(text, camel=False))
    own = [script.words_of(use, place=False) if stands else names for use in changing]
    return all(any(fits(word, one) for one in own) for word in words)


def _looks(script: Script, last: Use) -> bool:
    """Whether a script decides anything before its last change: a comparison, a filter, what was read."""
    for node in ast.walk(script.reading.tree):
        if isinstance(node, _LOOKING) and node.lineno <= last.line or isinstance(node, ast.comprehension) and node.ifs:
            return True
    return False
