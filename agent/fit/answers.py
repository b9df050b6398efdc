"""Questions that a script doesn't answer: nothing is read for them, something else is, or what can't tell it. A part of
`agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Kind
from apidocs.doc.words import split_words, stem
from apidocs.shipped.itself import PACKAGE, by_its_opposite
from ground.numerals import in_digits
from interpreter.reading.flow import element_of
from interpreter.reading.uses import Use

from ..words.clauses import Clause
from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script, fits
from .doubt import Doubt, named


def answers(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _not_answered(script, intent)
    yield from _read_elsewhere(script, intent)
    yield from _not_compared(script, intent)
    yield from _by_what_is_always_there(script, intent, doc)
    yield from _was_it_done(script, intent, doc)
    yield from _the_other_way(script, intent)
    yield from _of_the_opposite(script, intent)


_HOW_MUCH = re.compile(
    r"\b(?:how (?:much|many|full|far|long)|above|below|(?:more|less|fewer|higher|lower) than|at (?:least|most))\b",
    re.IGNORECASE,
)
"""What asks about a quantity, of which a switch has none."""


def _not_answered(script: Script, intent: Intent) -> Iterator[Doubt]:
    """A question that is answered without a look at the phone, `finish("No number available")`, or looked at and not answered."""
    uses = script.reading.uses
    tells = any(use.op == "finish" for use in uses)
    reads = any(use.op == "ask" or use.reads and use.op not in ("row", "find") for use in uses)
    if not intent.asks or intent.orders:
        return
    if tells and not reads:
        yield Doubt("out_of_nothing", 0, "the task asks something, and it reads nothing that could answer it")
    elif tells and _HOW_MUCH.search(intent.task) and all(use.op == "is_on" for use in uses if use.reads):
        yield Doubt("out_of_nothing", 0, "the task asks how much, and it only reads whether a switch is on")
    elif script.reads and not tells:
        yield Doubt("untold", 0, "the task asks something, and it tells nothing of what it reads")


_COMPARING = re.compile(
    r"\b(?:before|after|(?:earlier|later|more|less|fewer|older|newer|bigger|smaller) than|over|under|above|"
    r"below|at least|at most)\s+\S*\d",
    re.IGNORECASE,
)


def _not_compared(script: Script, intent: Intent) -> Iterator[Doubt]:
    """A yes, a no or a count told of what is before, over or at least something, by a script that holds nothing against it: that
    no row says "8" is no answer to whether one is before eight."""
    if not any(_COMPARING.search(in_digits(c.text.casefold())) for c in intent.asked):
        return
    nodes = list(ast.walk(script.reading.tree))
    ordered = any(isinstance(n, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for n in nodes)
    told = any(isinstance(n, ast.Constant) and n.value in ("yes", "no") for n in nodes)
    sums_up = told or any(isinstance(n, ast.Name) and n.id == "len" for n in nodes)
    if sums_up and not ordered:
        yield Doubt("forgotten", 0, "the task compares, and it compares nothing")


_FAR = 0.75
"""Of a question's words, and at least three of them, that nothing read is called by: then something else is read."""


def _read_elsewhere(script: Script, intent: Intent) -> Iterator[Doubt]:
    """An answer that is read where little of the question stands."""
    if not intent.asks or not script.reads or not intent.words:
        return
    missing = [word for word in intent.words if not script.speaks_of(word)]
    if len(missing) > 2 and len(missing) >= _FAR * len(intent.words):
        yield Doubt("read_elsewhere", 0, "it reads where little of the question stands")


def _by_what_is_always_there(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """An answer from whether a tab or a menu is there: `inbox.bin.exists`. It is there for everybody; what such a line says
    may well be a value."""
    reads = [use for use in script.reads if use.op not in ("row", "rows")]
    if not intent.asks or not reads or not all(_always_there(use, doc) for use in reads):
        return
    if any(use.op == "rows" for use in script.reads):
        return
    yield Doubt(
        "other_question", reads[0].line, f"{named(reads[0])} is always there, and says nothing of what the task asks"
    )


def _always_there(use: Use, doc: AppDoc) -> bool:
    element = element_of(use, doc)
    if use.op != "exists" or use.ref.row or element is None or element.kind is not Kind.BUTTON:
        return False
    return any(
        (t.source, t.element) == (use.ref.screen, use.ref.element) and t.target != use.ref.screen
        for t in doc.transitions
    )


_DONE = frozenset("did didnt have havent has hasnt had was wasnt were werent is isnt are arent".split())
_STANDS = frozenset("was wasnt were werent is isnt are arent".split())
"""Of these what was done comes last: "is the deleted note there?" doesn't ask for it."""
_BEHIND = frozenset("yet already now by from in on at again too today yesterday since then please".split())
_OF_A_THING = frozenset("a an the my our your his her their any some there".split())
_MAY_MAKE = frozenset(
    "put set make give use choose pick select bring join link push raise increase check turn switch".split()
)
"""Verbs that may well bring a thing into being, or onto a list: whether it is there answers whether that was done."""
_WITH_INFINITIVE = frozenset({"did", "didnt"})
_GOT_RID = re.compile(
    r"\b(?:(?:got|gotten|get) rid of|(?:threw|thrown|throw)\b.*\b(?:away|out)|(?:took|taken|take)\b.*\b(?:off|out|away)"
    r"|(?:called|call|crossed|cross)\b.*\boff)\b",
    re.IGNORECASE,
)
_GONE = frozenset({"gone", "archive"})
"""What else leaves a list by it."""


def _was_it_done(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "Did you delete the note?" answered by whether it is there: the other way round. And "have you starred it?", of which that
    tells nothing. Where it is looked for among those it was done to, in the bin or the archive, it does."""
    for clause in intent.asked:
        done = _asked_whether_done(clause)
        if not done:
            continue
        deeds = lexicon().verbs.get(done, frozenset())
        removed = "delete" in deeds or done in _GONE
        words = {stem(done), *(word for deed in deeds if deed == "delete" for word in intent.labels_of(deed))}
        for use in script.reads:
            if use.op != "exists" or any(fits(word, words) for word in _place_of(use, doc)):
                continue
            if not removed:
                yield Doubt("other_question", use.line, "that it is there says nothing of whether it was done")
            elif _told_when_there(script, use) != "no":
                yield Doubt(
                    "other_question",
                    use.line,
                    "what is still there wasn't taken away, and it tells that the other way round",
                )


def _place_of(use: Use, doc: AppDoc) -> frozenset[str]:
    """Stems of where a thing is looked for."""
    screen = doc.screen(use.ref.screen)
    return said_words(
        f"{use.ref.screen} {use.ref.element} {screen.title if screen is not None else ''}".replace("_", " ")
    )


def _asked_whether_done(clause: Clause) -> str:
    """The verb of a question for a deed in the past, "have you binned it?" as bin; empty where it isn't one, or one that only
    brings a thing into being."""
    words = list(split_words(clause.text, camel=False))
    while words and words[0] not in _DONE and words[0] in lexicon().polite_words:
        words.pop(0)
    if len(words) < 3 or words[0] not in _DONE or words[1] == "there":
        return ""
    if _GOT_RID.search(clause.text):
        return "delete"
    verbs = lexicon().verbs
    for at, word in enumerate(words[2:], 2):
        base = word if words[0] in _WITH_INFINITIVE and word in verbs else _base_of_past(word)
        last = words[0] not in _STANDS or words[at + 1 : at + 2] == [] or words[at + 1] in _BEHIND
        if base and last and words[at - 1] not in _OF_A_THING:
            deeds = verbs.get(base, frozenset())
            return base if base == "gone" or deeds <= {"change", "delete"} and base not in _MAY_MAKE else ""
    return ""


def _base_of_past(word: str) -> str:
    """ "binned" as bin; empty for what is no past of a deed."""
    if word == "gone":
        return word
    root = word.removesuffix("ed") if len(word) > 4 else word
    forms = (root, f"{root}e", root[:-1] if root[-1:] == root[-2:-1] else root) if root != word else ()
    return next((form for form in forms if form in lexicon().verbs), "")


def _told_when_there(script: Script, use: Use) -> str:
    """What is answered where the thing is there: yes or no; empty where that isn't plain."""
    node: ast.AST = use.node
    there = True
    while (parent := script.reading.parent(node)) is not None:
        match parent:
            case ast.UnaryOp(op=ast.Not()):
                there = not there
            case ast.IfExp(test=test) if test is node:
                return _word_of(parent.body if there else parent.orelse)
            case ast.If(test=test) if test is node:
                block = script.reading.block_of(parent)
                following = block[block.index(parent) + 1 :]
                return _first_said([*(parent.body if there else parent.orelse), *following])
            case ast.Call():
                return "yes" if there else "no"
            case _:
                return ""
        node = parent
    return ""


def _first_said(block: list[ast.stmt]) -> str:
    calls = (n for one in block for n in ast.walk(one) if isinstance(n, ast.Call) and n.args)
    return next((_word_of(call.args[0]) for call in calls), "")


def _word_of(node: ast.AST) -> str:
    said = node.value if isinstance(node, ast.Constant) else None
    if isinstance(said, bool):
        return "yes" if said else "no"
    return next(iter(split_words(said, camel=False)), "") if isinstance(said, str) else ""


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


def _of_the_opposite(script: Script, intent: Intent) -> Iterator[Doubt]:
    """ "Is light mode on?" answered by whether the dark theme is, as it stands."""
    for use in script.reads:
        asked = any(by_its_opposite(use.ref.element, c.text) for c in intent.asked)
        if use.op != "is_on" or use.ref.screen != PACKAGE or not asked:
            continue
        if isinstance(script.reading.parent(use.node), ast.Call):
            yield Doubt(
                "other_question", use.line, f"it tells whether {named(use)} is on, which is the other way round"
            )
