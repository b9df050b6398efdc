"""What of a task a script has not heard: one of several orders; and words of what a deed of the phone itself is to do, "for the
rice", and no label. What the phone can do is a closed vocabulary: what of an order stands neither in it nor in what the script says
would silently be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc import AppDoc
from apidocs.doc.words import SMALL, figures_only, stem
from apidocs.shipped.itself import PACKAGE, phone_words, said_of
from interpreter.reading.flow import element_of
from interpreter.reading.scripts import texts_in
from interpreter.reading.uses import Use
from phones.itself.said_times import seconds_ahead

from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from ..words.reasons import without_reasons
from .coverage import Script, fits, given
from .doubt import Doubt

_OPENING = re.compile(r"\b(?:open|launch|start|run|show|bring|go|switch|take me|get me|see|use)\b", re.IGNORECASE)


def unheard(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """Words of the clauses that order something, where everything that is done for them is a deed of the phone's; and an app that
    is only opened, where something else is ordered."""
    if [use.op for use in script.acts] == ["open_app"] and intent.orders and not _OPENING.search(intent.task):
        yield Doubt("changes_nothing", script.acts[0].line, "it only opens an app")
    yield from _parts_left_out(script, intent)
    yield from _joined_left_out(script, intent)
    deeds = [use for use in script.acts if use.op == "do" and use.ref.screen == PACKAGE]
    if not deeds or len(deeds) != len(script.acts):
        return
    heard = set(script.words)
    for use in deeds:
        heard |= said_words(" ".join(said_of()[use.ref.element]))
        heard |= _of_what_is_given(use, doc)
    said = " ".join(
        [*(literal.text for literal in script.literals), *(text for use in deeds for text in texts_in(use.node))]
    )
    said = said.casefold()
    rest = said_words(without_reasons(intent.task) if script.only_sets else intent.task)
    for clause in intent.ordered:
        left = [word for word in clause.words & rest if not _heard(word, heard, said)]
        for word in sorted(left):
            yield Doubt("forgotten", 0, f"it does nothing about {_as_said(word, intent.task)!r}")


_POINTING = re.compile(
    r"\b(?:i|we|you|he|she|they|it|them|him|her|that|this|those|these|ones?|is|are|was|were)\b|['’](?:m|re|s)\b",
    re.IGNORECASE,
)
"""A part with one of these tells why, or speaks of what another part names."""


def orders_left_out(script: Script, intent: Intent) -> Iterator[Doubt]:
    """One of several orders of which a script speaks with no word, where it does fewer things than are ordered: "turn on dark theme
    and water the plants"."""
    orders = [clause for clause in intent.ordered if "look" not in clause.deeds]
    if not 0 < len(script.changing) < len(orders):
        return
    for clause in orders:
        said = said_words(clause.text)
        if script.only_sets and said.isdisjoint(said_words(without_reasons(intent.task))):
            continue  # "my eyes hurt, turn on dark mode"
        if (
            len(clause.text.split()) > 1
            and clause.words
            and not _POINTING.search(clause.text)
            and not any(script.speaks_of(word) for word in said)
        ):
            yield Doubt("deed_left_out", 0, f"it does nothing about {' '.join(clause.text.split())!r}")


def _parts_left_out(script: Script, intent: Intent) -> Iterator[Doubt]:
    """Parts of a task that ask or order something of the phone's, of which a script for the phone uses nothing."""
    used = {use.ref.element for use in script.reading.uses if use.ref.screen == PACKAGE}
    for clause in intent.clauses if used else ():
        found = dict(phone_words(without_reasons(clause.text) if script.only_sets else clause.text))
        if "set_timer" in used and seconds_ahead(clause.text):
            found.pop("set_alarm", None)  # "wake me in 20 minutes"
        if found and used.isdisjoint(found) and (clause.mood == "ask" or clause.mood == "order" and clause.deeds):
            phrase = max(found.values(), key=len)
            if not all(fits(word, script.words) for word in said_words(phrase)):
                yield Doubt("forgotten", 0, f"it does nothing about {phrase!r}")


_JOINED = r"(?:\s*,\s*and|\s*,(?=[^.;!?]*\band\b)|\s+and|\s*&|\s+plus|\s+as well as)\s+(?:the |my |your )?"
"""A comma alone joins only in a list: behind "turn on dark mode, " may come anything."""
_NO_THING = frozenset(
    "keep leave let only also then off on again it that this them so now back go do please thanks thank".split()
)


def _joined_left_out(script: Script, intent: Intent) -> Iterator[Doubt]:
    """What an order joins to a thing of the phone's and the phone hasn't got: the night light of "turn on dark mode and night
    light", whose words say something of the dark theme, too. What begins with a verb is an order of its own."""
    acts = {use.ref.element for use in script.acts if use.ref.screen == PACKAGE}
    words = "  ".join(clause.text for clause in intent.ordered) if acts else ""
    things = phone_words(words) if acts else {}
    if not acts <= things.keys():
        return  # one of them is done for words that nothing is known to be called by
    task = without_reasons(intent.task)
    for name, phrase in things.items():
        said = r"\W+".join(map(re.escape, phrase.split()))
        for found in re.finditer(rf"\b{said}{_JOINED}(?P<also>[a-z-]+(?: [a-z-]+)?)", task, re.IGNORECASE):
            also = found["also"]
            first, *rest = also.casefold().split()
            others = phone_words(also)
            apart = first in lexicon().verbs or {first, *rest[:1]} & (_NO_THING | lexicon().polite_words | SMALL)
            known = not others and all(fits(stem(word), script.words) for word in also.casefold().split())
            if not (known or apart or _POINTING.search(also)) and name in acts and acts.isdisjoint(others):
                yield Doubt("forgotten", 0, f"it does nothing about {also!r}")


_FILLERS = frozenset(
    stem(word)
    for word in "new extra another sharp exactly precisely punctually through thru till until during o couple".split()
)
"""What may stand beside a moment or a thing, and says nothing more."""
_GIVEN = {
    "label": "label labelled labeled called named titled title name saying",
    "days": "recurring repeating repeated recurrent regular",
    "message": "ask asking tell telling say saying know see whether message text",
    "subject": "subject titled title about",
    "title": "called named titled title",
    "length": "long lasting lasts",
    "number": "number phone",
    "mail": "mail email address",
    "place": "place at in location",
}
"""By what a deed is given, the words that only lead to it."""


def _of_what_is_given(use: Use, doc: AppDoc) -> frozenset[str]:
    """Stems of the words that say what a deed is given, where it is."""
    element = element_of(use, doc)
    args = element.args if element is not None else []
    there = [arg.name for number, arg in enumerate(args) if given(use, number, arg.name)]
    return frozenset(stem(word) for name in there for word in f"{name} {_GIVEN.get(name, '')}".split())


def _heard(word: str, heard: set[str], said: str) -> bool:
    beside = _FILLERS | lexicon().moments | {stem(one) for one in lexicon().correcting}
    if any(c.isdigit() for c in word) or figures_only(word) or word in beside:
        return True  # moments and numbers are held against the script elsewhere
    return re.search(rf"\b{re.escape(word)}", said) is not None or any(fits(word, {one}) for one in heard)


def _as_said(stemmed: str, task: str) -> str:
    """The word of the task that was cut to this stem."""
    return next((word for word in task.split() if stemmed in said_words(word)), stemmed).strip(".,;:!?")
