"""Which deeds a clause's verb may mean. The verb that stands first is its own: what comes behind it, "add give Mum a ring to my
list", is what the deed is done with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lexicon import lexicon
from .pieces import QUOTE

_WIDE = 5
"""Words of a clause's beginning in which its verb is looked for."""
_OWNED = frozenset({"my", "the", "this", "that", "your", "our", "his", "her", "their", "a", "an"})
"""Behind these stands a thing and no deed."""
_PICKING = frozenset({"choose", "pick", "select", "use"})
PICKED_FOR = frozenset({"for", "on", "of", "with", "in", "at", "from", "there", "button", "option"})
"""Behind a deed's word that is picked: "select call log" picks no call."""
_SWITCHING = frozenset({"turn", "switch", "put", "shut"})
_STATES = ("on", "off")
_SO = frozenset("make set keep get have want need like leave put change ensure see use".split())
"""Verbs that may say how a thing is to be: "set wifi to off"."""
_LAST = frozenset("please now thanks too again then completely for me good".split())
"""What may stand behind "on" and "off" at the end."""
_TO_BE = frozenset("sure want wants wanted need needs like love see ensure should must keep stay stays shall".split())
_IS = frozenset({"is", "are", "was", "were", "its", "theyre"})
_NO_STATE = frozenset(
    "so and now later day days time hold come go goes going went carry move log sign head been whats".split()
)
"""Before "on" or "off" at the end these make another word of it: "and so on", "my day off"."""
_BEFORE_A_VERB = frozenset(
    "to please just then you can could should must i we and now always also id ill never dont not".split()
)
_KNOWN_BY = frozenset({"of", "from"})
"""Behind a word that is as often a thing: "phone number of Bob", "message from Ann"."""
_TOLD_TO_ALL = frozenset("me us for before first again each every only always once less never".split())
"""Behind "ask" or "tell" these are nobody else."""
_THINGS = frozenset({"it", "this", "that", "these", "those"})
_ASKED_FOR = frozenset("what whats which who whos when where why how if whether".split())
_SAID = frozenset("that to about i im ill were we if whether what when where how why hes shes they".split())
"""What is told to somebody begins so."""
_CALL_IT = re.compile(
    r"\bcall it (?!(?:off|up|back|a day|now|again|at|in|when|on|from|for|with|then|please)\b)\S", re.IGNORECASE
)
_CALL_THING = re.compile(
    rf"\b(?:[Cc]all|[Nn]ame) (?:the|this|that|my|our|his|her|their) (?P<thing>(?:[a-z0-9][\w':.-]* )+)(?=[A-Z{QUOTE}])[^.,;:!?]*$"
)


_GOES = re.compile(
    r"(?<!\bi )(?<!\bwe )(?<!\byou )(?<!\bhe )(?<!\bshe )"
    r"\b(?:can|has to|have to|must|may|should|needs? to) (?:all |now )?(?:go|vanish|disappear)"
    r"(?: (?:now|too|please|away|as well|for good))*\W*$|"
    r"\b(?:is|are) (?:no longer|not) (?:needed|wanted)(?: any ?(?:more|longer))?\W*$",
    re.IGNORECASE,
)
"""What is to be there no longer: "the old letters can go", "the card is no longer needed"."""
_OFF_A_MODE = re.compile(
    r"\b(?:take|get|bring|come|go|put|switch|turn)\b.* off (?:of )?(?:vibrate|vibration|silent|silence|mute|loud|"
    r"speaker|do not disturb|dnd|(?:airplane|aeroplane|flight) mode)(?: mode)?(?:,? (?:please|now|again|thanks))*\W*$",
    re.IGNORECASE,
)
""" "Take the phone off vibrate", which takes nothing away."""
_OUT_OF_HERE = re.compile(
    r"^\W*(?:please |so )*get (?!.*\b(?:into|onto|to)\b).+? (?:off|out of) "
    r"(?:here|there|it|(?:the|my|our|this|that) (?!archive|bin|trash|spam|sleep)[\w -]+)\W*$",
    re.IGNORECASE,
)
""" "Get Soup off the list"."""
_TO_THE_BIN = re.compile(
    r"^\W*(?:please |so |(?:can|could|would) you (?:please )?)*"
    r"(?:(?:move|shift|drag|send) (?:(?!\b(?:that|which|what|where)\b)[^:;\"])+? (?:to|into)"
    r"|(?:toss|chuck) (?:(?!\b(?:that|which|what|where)\b)[^:;\"])+? (?:to|into|in))"
    r" (?:the |my )?(?:recycle )?(?:bin|trash)(?: can| folder)?(?:,? (?:please|now))*\W*$",
    re.IGNORECASE,
)
""" "Move the letter to the bin": as some apps call their own button."""


def told_to_somebody(words: Sequence[str]) -> bool:
    """ "let Bob know", "tell Ann that": a message, and nothing that the person wants to be told themselves."""
    if len(words) < 2 or words[0] not in lexicon().told or words[1] in _TOLD_TO_ALL or words[1] in _ASKED_FOR:
        return False
    if words[1] == "the" and len(words) < _WIDE and _SAID.isdisjoint(words[2:]):
        return False  # "tell the time"
    return "know" in words[2:6] if words[0] == "let" else True


def names_it(text: str) -> bool:
    """Whether something is to be called so: "call it Soup", "name the new one Ann", and not "call my sister Ann"."""
    thing = _CALL_THING.search(text)
    if thing is None:
        return _CALL_IT.search(text) is not None
    words = thing["thing"].split()
    return lexicon().reached.isdisjoint(words) and words[-1] not in lexicon().joining


def deeds_of(words: Sequence[str], text: str = "") -> tuple[frozenset[str], frozenset[str]]:
    """The deeds, and the words that said so: the first that is known, in the clause's beginning; with "turn … off" and the like,
    whose second word stands farther back. `text` is the clause as it was written."""
    lists, words = lexicon(), list(words)
    if len(words) > 1 and words[0] in ("i", "we") and (words[1] in lists.verbs or words[1] in ("dont", "never", "do")):
        words = words[2:] if words[1] in lists.verbs else []  # "I pay 34 cents" tells how it is
    if told_to_somebody(words):
        return frozenset({"send"}), frozenset(words[:1])
    if (
        words[:1] == ["let"]
        and words[1:2]
        and words[1] not in _TOLD_TO_ALL | _THINGS
        and not lists.let.isdisjoint(words[2:6])
    ):
        return frozenset({"share", "send", "change"}), frozenset({"let"})
    if words[:2] in (["open", "a"], ["open", "an"]):
        return frozenset({"look", "add"}), frozenset({"open"})
    if words[:2] in (["drop", "a"], ["drop", "an"]) and words[2:3] != ["line"]:
        return frozenset({"add", "change"}), frozenset({"drop"})  # "drop a pin at the beach"
    if words[:1] in (["call"], ["name"]) and names_it(text):
        return frozenset({"change"}), frozenset(words[:1])
    if words[:1] == ["off"] and words[1:2] and words[1] in _OWNED:
        return frozenset({"off"}), frozenset({"off"})  # "turn on the radio and off the lamp"
    if _GOES.search(text) and not (words and deed_at(words, 0)[0]):
        return frozenset({"delete", "off"}), frozenset()
    if _OFF_A_MODE.search(text):
        return frozenset({"off", "change"}), frozenset({"off"})
    if _OUT_OF_HERE.match(text):
        return frozenset({"delete", "change"}), frozenset({"get"})
    if _TO_THE_BIN.match(text):
        return frozenset({"delete", "change"}), frozenset()
    state = _state_at_end(words)
    for number in range(min(_WIDE, len(words))):
        deeds, verb = deed_at(words, number)
        if deeds:
            told = state and verb <= _SO
            return (frozenset({state}), verb) if told else (deeds, verb)
    return (frozenset({state}), frozenset()) if state else (frozenset(), frozenset())


def deed_at(words: Sequence[str], at: int) -> tuple[frozenset[str], frozenset[str]]:
    """The deeds that the word at a place begins, and the words that said so."""
    lists, word, behind = lexicon(), words[at], words[at + 1 :]
    for _, verb, particle in lists.apart:
        if word == verb and f" {particle} " in f" {' '.join(behind)} ":
            return frozenset(n for n, v, p in lists.apart if (v, p) == (verb, particle)), frozenset(
                {verb, *particle.split()}
            )
    text = f"{' '.join(words[at:])} "
    for _, phrase in lists.phrases:
        if text.startswith(f"{phrase} ") and not text.startswith(f"{phrase} than "):  # "no more than five"
            return frozenset(n for n, p in lists.phrases if p == phrase), frozenset(phrase.split())
    if word in _SWITCHING and (state := _switched(word, behind)):
        return frozenset({state}), frozenset({word})
    if at and word in lists.first or at and word in lists.nouns and words[at - 1] in _OWNED:
        return frozenset(), frozenset()  # "lock my phone", "mute this call"
    found = lists.verbs.get(word) or lists.verbs.get(_base(word)) or frozenset()
    told = found & {"send", "call"}
    if word in lists.nouns and told and (_is_a_thing(behind) or at and words[at - 1] not in _BEFORE_A_VERB):
        return frozenset(), frozenset()  # "the text of it", "in large text"
    if found and word in _PICKING and (named := _picked(behind)):
        return lists.verbs[named], frozenset({named})
    return (found, frozenset({word})) if found else (frozenset(), frozenset())


def _is_a_thing(behind: Sequence[str]) -> bool:
    """Whether what follows says whose it is."""
    return (
        behind[:1] != []
        and behind[0] in _KNOWN_BY
        or len(behind) > 1
        and behind[0] in lexicon().nouns
        and behind[1] in _KNOWN_BY
    )


def _switched(verb: str, behind: Sequence[str]) -> str:
    """on or off; empty where a thing is put on another one: "put milk on the list"."""
    for number, word in enumerate(behind):
        if word in _STATES and [*behind[number + 1 : number + 3]] not in (["to", "off"], ["to", "on"]):
            onto = verb == "put" and number and word == "on" and [*behind[number + 1 :]][:1] not in ([], ["please"])
            return "" if onto else word
    return ""


def _state_at_end(words: Sequence[str]) -> str:
    """on or off, where a clause ends so or says "to off"; empty where it only tells that something is so: "it is off"."""
    said = list(words)
    for number, word in enumerate(said[:-1]):
        if word == "to" and said[number + 1] in _STATES:
            return said[number + 1]
    while len(said) > 1 and said[-1] in _LAST:
        said.pop()
    if len(said) < 2 or said[-1] not in _STATES or said[-2] in _NO_STATE:
        return ""
    tells = not _IS.isdisjoint(said) and _TO_BE.isdisjoint(said)
    return "" if tells else said[-1]


def ends_with_a_state(words: Sequence[str]) -> bool:
    """Whether they say at their end how a thing is to be: "dark mode on"."""
    return bool(_state_at_end(words))


def _picked(words: Sequence[str]) -> str:
    """The deed that is picked by its name, "choose delete for the first one"; empty where something else is picked."""
    named = words[0] if words and words[0] in lexicon().verbs and words[0] not in lexicon().nouns else ""
    return named if named and (len(words) == 1 or words[1] in PICKED_FOR) else ""


def _base(word: str) -> str:
    """ "deleting" as "delete": would you mind deleting it."""
    if word.endswith("ing") and len(word) > 5:
        root = word[:-3]
        for candidate in (root, root + "e", root[:-1] if len(root) > 2 and root[-1] == root[-2] else root):
            if candidate in lexicon().verbs:
                return candidate
    return word
