"""A task's text cut into pieces, where a part begins that has a verb, a question, a condition or a negation of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from apidocs.doc.words import SAYING_NOTHING, split_words

from .excepting import SUBJECTS, WORD, excepts, is_kept, leaves_out
from .lexicon import lexicon, plain

QUOTE = "\x02"
"""Where something quoted stood."""
NAMING = r"(?:called|named|titled|saying|labelled|labeled)"
"""What follows these is a name or a text, in quotes or not."""
_BREAK = re.compile(
    r"[.;!?]+(?:\s+|$)|(?<!\x01),\s*|\s[–—-]\s|(?<!-)\b(?:and then|and|then|but|though)\b", re.IGNORECASE
)
_DECIMAL = re.compile(r"(?<=\d)[.,:](?=\d)")
_HELD = "\x01"
"""Before a sign that stands between digits."""
_LED_IN = re.compile(r"^\W*((?:[\w'’]+\s+){0,2}[\w'’]+):\s+(?=(\w+))")
_IF = re.compile(r"\s+(?=(?:unless|in case|as long as|provided|if)\b)", re.IGNORECASE)
_ASKED_BY_IF = frozenset(
    "see check know wonder wondering tell ask asking whether me us out sure as even only what and or but".split()
)
"""Behind these, "if" begins what is asked, or more of the condition."""
_ASKS_SOMEBODY = re.compile(r"\bask(?:ing)?(?: (?!to\b)[\w'’.-]+){1,4}$", re.IGNORECASE)
""" "Ask the boss if"."""
_WANTING = frozenset("want need like wish think care mind believe".split())
"""What "I don't" says of these is what the person doesn't want done."""
_LOOKING = frozenset("see look view read hear check watch browse".split())
_BEING = frozenset({"im", "were", "weare", "youre", "hes", "shes", "its", "theyre"})
_SPEAKERS = frozenset({"i", "we", "he", "she", "they", "it"})


@dataclass(frozen=True)
class Piece:
    """One of them."""

    text: str
    negated: bool = False
    """Whether a negation cut it off."""
    after: str = ""
    """What stands before it: a comma, "and", a full stop; empty at the beginning."""
    asked: bool = False
    """Whether its sentence ends with a question mark."""
    waits: bool = False
    """Whether it is a condition that was cut from the order behind it: "if it is dark" of "if it is dark turn it on"."""
    excepts: bool = False
    """Whether it is what "all" doesn't mean, "but the early one": negated, and no deed."""


def pieces_of(text: str) -> list[Piece]:
    """In their order; those without words are left out."""
    led = _LED_IN.match(text)
    if led and plain(led[2]) in lexicon().openers and not any(plain(w) in lexicon().verbs for w in led[1].split()):
        text = text[led.end() :]  # "Quick question: when …"
    return [
        piece
        for part in _sentences(_DECIMAL.sub(lambda m: _HELD + m[0], text))
        for piece in ([part] if part.excepts else _negations(part))
    ]


def _sentences(held: str) -> Iterator[Piece]:
    at, before = 0, ""
    breaks = [*(match for match in _BREAK.finditer(held) if not excepts(held, match)), None]
    for number, match in enumerate(breaks):
        end = match.start() if match is not None else len(held)
        ends = next(
            (m[0] for m in breaks[number:] if m is not None and m[0].strip()[:1] in (*".;!?",) and m[0].strip()), ""
        )
        for part, cut in _conditions(held[at:end]):
            if part.strip():
                kept = before != "" and is_kept(held[:at], part, before)
                yield Piece(part.replace(_HELD, ""), kept, "if" if cut else before, "?" in ends, excepts=kept)
        if match is not None:
            at, before = match.end(), match[0].strip().casefold()


def _conditions(part: str) -> list[tuple[str, bool]]:
    """ "put it there unless it is there": the order, and what it waits for; whether it was cut off."""
    for match in _IF.finditer(part):
        words = split_words(part[: match.start()], camel=False)
        rest = part[match.end() :]
        asked = len(words) > 0 and words[-1] in _ASKED_BY_IF or _ASKS_SOMEBODY.search(part[: match.start()]) is not None
        if len(words) > 1 and not (rest[:2].casefold() == "if" and asked):
            return [(part[: match.start()], False), (rest, True)]
    return [(part, False)]


def _negations(piece: Piece) -> list[Piece]:
    """ "write to Bob without sending it": what stands before the negation, and what it forbids."""
    lists, part = lexicon(), piece.text
    spans = [(m.start(), plain(m[0])) for m in WORD.finditer(part)]
    rest = [word for _, word in spans]
    named = _in_names(rest) | _urged(rest)
    if any(rest[: len(one)] == one for one in map(str.split, lists.conditions)) and (then := _then(rest)):
        cut = spans[then][0]
        waits = replace(piece, text=part[:cut], waits=True)
        return [waits, *_negations(replace(piece, text=part[cut:], after=","))]
    for number, (at, word) in enumerate(spans):
        two = f"{word} {rest[number + 1]}" if number + 1 < len(spans) else word
        left = word in ("leave", "keep") and _as_it_is(word, rest[number + 1 :])
        no_more = rest[1:2] == ["more"] and rest[2:3] != ["than"]
        nothing = word == "no" and number == 0 and len(spans) > 1 and not no_more
        if word == "dont" and rest[number - 1 : number] == ["why"] and rest[number + 1 : number + 2] == ["you"]:
            continue  # "why don't you …" asks for it
        if two == "let me" and rest[number + 2 : number + 3] and _enables(rest[number + 2]):
            continue  # "let me see the figures" wants them shown, "let me take it along" wants that made possible
        if number and _states(rest, number):
            continue  # "I don't own it any longer" tells how it is
        if number in named:
            continue  # "turn on Do Not Disturb"
        if word == "without" and piece.asked and _lacks(rest, number):
            continue  # "is there anyone without an address?" asks for those
        if (word == "ill" or two == "i will") and rest[number + (2 if word == "i" else 1) :][:1] in _NEEDED:
            continue  # "I'll need the lamp on"
        if rest[max(0, number - 1) : number] == ["why"] and word == "not":
            continue  # "why not turn it on"
        myself = word == "ill" and number > 0  # "that I'll be late" is what is to be said
        out = leaves_out(part, at, word, number)
        if word in lists.negations and not myself or two in lists.negation_phrases or left or nothing or out:
            before = part[:at].strip()
            if any(w not in SAYING_NOTHING and w not in lists.polite_words for w in split_words(before, camel=False)):
                return [
                    replace(piece, text=before),
                    replace(piece, text=part[at:], negated=True, after="", excepts=out),
                ]
            return [replace(piece, negated=True)]
    return [piece]


_NEEDED = (["need"], ["want"], ["have"], ["take"], ["like"])


def _then(words: list[str]) -> int:
    """Where in a piece that begins with a condition its order begins, "if it is not on turn it on"; 0 where it has none."""
    lists, found = lexicon(), 0
    if words[0] == "when" and words[1:2] and words[1] in lists.openers:
        return 0  # "when did I open it"
    before = SUBJECTS | lists.negations | _NO_ORDER
    for at in range(2, len(words) - 1):
        free = words[at - 1] not in before or " ".join(words[at - 2 : at]) in lists.polite
        if free and words[at] in lists.verbs and words[at + 1] in _OBJECTS:
            found = at
            break
    while found > 2 and words[found - 1] in _LEADING:
        found -= 1
    return found


_NO_ORDER = frozenset("to and or the my a an this that your is are was can could will would".split())
"""Behind these a verb is no order of its own: "when I want to open it"."""
_LEADING = frozenset("please then just kindly can could would will you".split())
_OBJECTS = frozenset("it them the my this that these those on off all every each".split())


def _urged(words: list[str]) -> set[int]:
    """The places of words that only look like a negation: "don't forget to turn it on"."""
    phrases = [phrase.split() for phrase in lexicon().urging]
    return {
        place
        for at in range(len(words))
        for phrase in phrases
        if words[at : at + len(phrase)] == phrase
        for place in range(at, at + len(phrase))
    }


def _in_names(words: list[str]) -> set[int]:
    """The places of words that are part of a thing's name with a negation in it; where one begins a piece it orders."""
    names = [name.split() for name in lexicon().negated_names]
    return {
        place
        for at in range(1, len(words))
        for name in names
        if words[at : at + len(name)] == name
        for place in range(at, at + len(name))
    }


_AS_IT_IS = re.compile(r"\b(?:as|where|the way|how) (?:it|that|they|things?|is|are)\b|\bas is\b")


def _as_it_is(verb: str, words: list[str]) -> bool:
    """Whether what follows "leave" or "keep" says that nothing is to be done: "it alone", "the lamp on", "it as it is", and not
    "a note on the desk". To keep a thing on is an order."""
    if _AS_IT_IS.search(" ".join(words)):
        return True
    said = [word for word in words if word not in lexicon().polite_words]
    return verb == "leave" and (not lexicon().left_so.isdisjoint(words) or said[-1:] in (["on"], ["off"]))


def _lacks(words: list[str], at: int) -> bool:
    """Whether "without" tells what a thing is that a question looks for: neither "can you turn it on without the sound?" nor
    "does it open without asking?"."""
    acts = any(word in lexicon().verbs for word in words[:at])
    return not acts and words[at + 1 :] != [] and not words[at + 1].endswith("ing")


def _enables(verb: str) -> bool:
    """Whether "let me" and this verb leave nothing to the person that the phone could do: no deed of the phone's is said."""
    return (
        verb in _LOOKING
        or verb not in lexicon().verbs
        and verb not in ("do", "be", "handle", "decide", "finish", "alone")
    )


def _states(words: list[str], at: int) -> bool:
    """Whether a negation only tells how things are: of somebody who does it, and nothing that is wanted."""
    if words[at] == "not":
        return words[at - 1] in _BEING or words[at - 1] in ("am", "is", "are") and at > 1 and words[at - 2] in _SPEAKERS
    if words[at] not in ("dont", "never", "do") or words[at - 1] not in _SPEAKERS:
        return False
    following = words[at + 1 :][words[at] == "do" :]
    return bool(following) and following[0] not in _WANTING


def only_tells(words: list[str]) -> bool:
    """Whether what a piece says with a negation is how things are, so that nothing of it is ordered: "I'm not sending it"."""
    return any(_states(words, at) for at in range(1, len(words)) if words[at] in ("not", "dont", "never", "do"))
