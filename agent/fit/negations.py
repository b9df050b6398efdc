"""A "not" that is lost on the way into a text: "tell Ben I'm not coming", and the script sends "I'm coming". A part of
`agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc.words import SAYING_NOTHING, SMALL, stem
from interpreter.reading.scripts import texts_in

from ..words.intent import Intent
from ..words.lexicon import lexicon, plain
from .coverage import Script
from .doubt import Doubt

_TEXTS = frozenset({"set_text", "append_text", "do"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?\"“”]")
_SET_APART = re.compile(r",\s*(?:but )?(?:not|no|never)\b(?! \w+ing\b)[^,.;:!?]*(?=[,.;:!?]|$)", re.IGNORECASE)
""" "At 3, not 4" says what isn't meant besides."""
_NEGATIONS = frozenset(
    """not no never cannot without none nothing nobody nowhere neither nor hardly isnt arent wasnt werent dont doesnt didnt wont
    wouldnt cant couldnt shouldnt mustnt havent hasnt hadnt aint neednt""".split()
)
_OF_THINGS = frozenset({"none", "nothing", "nobody", "nowhere"})
"""Before a text these deny nothing of it: "there's nothing for soup, make one"."""
_SAYS_SO_TOO = _NEGATIONS | frozenset(
    """unable cancel cancelled canceled decline declined refuse refused miss missing absent avoid stop stopped instead fail failed
    failing lack lacks skip off away rather except unless sorry impossible unavailable busy un dis""".split()
)
"""With one of these a text may say it in other words."""
_STEPS = 4
"""Small words that may stand between a negation and what is negated, "not going to be"."""
_WIDER = 4
"""Words of a task that may stand within what a text takes over from it and aren't in the text."""


def negations_lost(script: Script, intent: Intent) -> Iterator[Doubt]:
    """All such doubts about a script."""
    said = [plain(word) for word in _WORD.findall(_SET_APART.sub(" ", intent.task))]
    if _NEGATIONS.isdisjoint(said):
        return
    for use in script.acts:
        for text in texts_in(use.node) if use.op in _TEXTS else ():
            words = [plain(word) for word in _WORD.findall(text)]
            quoted = any(plain(text.strip()) == plain(one.strip()) for one in intent.quoted)
            own = [stem(word) for word in words if word[0].isalpha() and word not in SAYING_NOTHING]
            if quoted or not own or not _SAYS_SO_TOO.isdisjoint(words):
                continue
            if (negation := _over(own, said)) is not None:
                what = f"it says {text!r}, and in the task that stands behind {negation!r}"
                yield Doubt("flipped", use.line, what)
                break


def _over(own: list[str], said: list[str]) -> str | None:
    """The negation of the task that is over the words of a text, or amid them; None where there is none, or they don't stand there
    in their order."""
    stems = [stem(word) for word in said]
    place = _placed(own, stems, 0)
    while place is not None and (again := _placed(own, stems, place[0] + 1)) is not None:
        place = again  # where they stand last
    if place is None:
        return None
    first, last = place
    if last - first >= len(own) * 2 + _WIDER:
        return None
    amid = next((word for word in said[first:last] if word in _NEGATIONS), None)
    if amid is not None:
        return amid
    for steps, at in enumerate(range(first - 1, max(-1, first - 2 - _STEPS), -1)):
        word = said[at]
        if word in _NEGATIONS - _OF_THINGS:
            return word if not _negates_nothing(said, at, own) else None
        small = word in SMALL | SAYING_NOTHING and word not in _BEGINNING
        if steps == _STEPS or not word[0].isalnum() or not small:
            return None
    return None


_BEGINNING = frozenset({"but", "so", "and", "or", "because"})


def _negates_nothing(said: list[str], at: int, own: list[str]) -> bool:
    """Whether a negation only looks like one, or is the answer no: "don't forget to", "why don't you", "say no to Ann"."""
    behind = said[at + 1 : at + 2]
    answer = said[at] == "no" and behind != ["more"] and (not behind or behind[0] in SMALL or behind[0][0].isdecimal())
    urged = any(" ".join(said[at:]).startswith(phrase) for phrase in lexicon().urging)
    asked = " ".join(said[at : at + 2]) in lexicon().polite or said[at - 1 : at] == ["why"]
    return answer or asked or urged and stem("forget") not in own


def _placed(own: list[str], stems: list[str], start: int) -> tuple[int, int] | None:
    """The first place from `start` on at which the words stand in their order, and where they end."""
    at, first = start, -1
    for word in own:
        try:
            at = stems.index(word, at) + 1
        except ValueError:
            return None
        first = first if first >= 0 else at - 1
    return first, at - 1
