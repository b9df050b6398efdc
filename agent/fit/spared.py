"""What a task leaves out, "all alarms but the school run", "don't delete the soup, delete the log", and a script that does it all
the same, goes by what is the same for all, or deletes what something is only to be taken out of. A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.words import split_words
from apidocs.shipped.itself import PACKAGE, phone_words
from interpreter.consent.closing import LeftOut
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.uses import Text

from ..words.clauses import Clause
from ..words.intent import Intent, read_intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script, fits
from .doubt import Doubt, named
from .part_of import deletes_the_whole

_SWITCHED = frozenset({"on", "off"})
_NAME = 2
"""Words of a clause that leaves something out, "except them"; more of them name it."""


def spared(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    for clause in intent.clauses:
        if _leaves_out(clause, intent) and not _about_another_deed(clause, script, intent, doc):
            yield from _done_to_all(script, clause.words - intent.words, clause.text)
    yield from _done_to_it(script, intent)
    yield from _same_for_all(script, doc)
    yield from _taken_out_of(script, intent, doc)
    yield from deletes_the_whole(script, intent, doc)
    yield from _of_the_phone(script, intent)


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
    changing = [use.line for use in script.changing]
    for literal in script.literals:
        words = said_words(literal.text)
        if literal.role == "row" and words and words <= out and any(line >= literal.line for line in changing):
            yield Doubt("spared", literal.line, f"it is about {literal.text!r}, which the task leaves out")


def _same_for_all(script: Script, doc: AppDoc) -> Iterator[Doubt]:
    """Which rows are changed is told by what a button is called: that is the same on each page."""
    changing = [script.loop_over(use) for use in script.changing]
    for use in script.reads:
        element = element_of(use, doc)
        if use.op != "text" or use.ref.row or element is None or element.kind is not Kind.BUTTON or element.state:
            continue  # one with a state shows a value
        if (rows := script.loop_over(use)) is not None and rows in changing:
            yield Doubt(
                "spared", use.line, f"it goes by what {named(use)} is called, which is the same for all of them"
            )
            return


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


_OUT_OF = re.compile(
    r"\b(?:remove|take|drop|kick|cross|strike)\s+([^.,;:!?]+?)\s+(?:out of|off of|off|(?<!apart )from)\s+([^.,;:!?]+)",
    re.IGNORECASE,
)
"""What is taken out, and of what: its end, or what is said next, may go too far."""


def _taken_out_of(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "remove Lucy from the group", and the group is deleted; or Lucy, wherever she is."""
    match = _OUT_OF.search(intent.task)
    for use in script.acts if match is not None else ():
        typed = use.literal(0) if use.op in ("set_text", "append_text") else None
        if match is not None and typed and said_words(typed) and said_words(typed) <= said_words(match[1]):
            yield Doubt("spared", use.line, f"it types {typed!r}, which is to be taken out")
    deleting = [use for use in script.acts if effect_of_use(use, doc) is Effect.DELETE]
    if match is None or not deleting:
        return
    thing, place = said_words(match[1]), said_words(match[2]) - said_words(match[1])
    before = [
        one for one in script.literals if one.line <= deleting[0].line and one.role in ("row", "found", "compared")
    ]
    last = said_words(before[-1].text) if before else frozenset()
    if last and last <= place and not last & thing:
        yield Doubt(
            "spared", deleting[0].line, f"it deletes {before[-1].text!r}, and the task only takes something out of it"
        )
    elif place and not any(fits(word, script.words) for word in place):
        yield Doubt(
            "spared", deleting[0].line, f"it deletes, and the task only takes something out of {match[2].strip()!r}"
        )


def _about_another_deed(clause: Clause, script: Script, intent: Intent, doc: AppDoc) -> bool:
    """Whether what is forbidden is a deed that the script doesn't do: "but don't send them"."""
    grave = clause.deeds - _SWITCHED
    effects = {effect_of_use(use, doc) for use in script.acts}
    return bool(grave) and effects.isdisjoint(intent.effect_of(deed) for deed in grave)


def _of_the_phone(script: Script, intent: Intent) -> Iterator[Doubt]:
    """What of the phone itself the task only forbids or leaves out, and the script does: "don't take a screenshot", "turn off all
    but wifi", "… and keep wifi"."""
    acts = [use for use in script.acts if use.ref.screen == PACKAGE]
    heeded = {name for clause in intent.clauses if clause.mood != "forbid" for name in phone_words(clause.text)}
    for clause in (clause for clause in intent.clauses if acts and clause.mood == "forbid"):
        text = clause.text.partition(":")[0]
        said = " ".join(split_words(text, camel=False))
        named_off = any(name in said for name in lexicon().negated_names)  # "don't disturb me" asks for it
        for use in acts:
            if use.ref.element not in phone_words(text) or use.ref.element in heeded or named_off:
                continue
            # what isn't wanted is rightly turned off, and "leave wifi on" may well turn it on
            stays = (
                use.op == "turn_off" and not _EXCEPTS.match(clause.text) or said.endswith(use.op.replace("turn_", " "))
            )
            if use.op not in _TURNING or not (stays or clause.state):
                yield Doubt(
                    "spared", use.line, f"the task says {clause.text.strip()!r}, and {named(use)} is what it does"
                )
    for use in acts:
        kept = _KEPT.search(" ".join(split_words(intent.task, camel=False))) if use.op == "turn_off" else None
        if kept is not None and use.ref.element in phone_words(kept[1]):
            yield Doubt("spared", use.line, f"the task says {kept[0].strip()!r}, and it turns {named(use)} off")


_TURNING = frozenset({"turn_on", "turn_off"})
_KEPT = re.compile(r"\b(?:keep|leave) ((?:the |my )?\w+(?: \w+){0,2})(?<! off)$")
