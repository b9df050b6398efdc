"""A task's words cut into clauses, each with a verb of its own: what it orders, asks or forbids, and which deeds it may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from apidocs.doc import Effect
from apidocs.doc.effects import severity
from apidocs.doc.words import SAYING_NOTHING, split_words, stem

from .deeds import deed_at, deeds_of, ends_with_a_state, names_it, told_to_somebody
from .lexicon import lexicon
from .pieces import QUOTE, Piece, only_tells, pieces_of

State = Literal["on", "off", ""]
Mood = Literal["order", "ask", "forbid", "condition"]
"""condition: what the other parts wait for, "if it is"."""


@dataclass(frozen=True)
class Clause:
    """One part of a task, with a verb of its own."""

    text: str
    """As the person wrote it, without what is quoted."""
    mood: Mood
    deeds: frozenset[str]
    """Names of the lexicon's deeds that its verb may mean; empty where no list knows it."""
    words: frozenset[str]
    """Stems of what it speaks of, without function words and without its verb's own."""
    conditional: bool = False
    """Whether it is to be done only if something holds."""
    verb: frozenset[str] = frozenset()
    """The words by which its deeds were told."""
    unsure: bool = False
    """Of one that asks: it is no clear question, and may as well tell what is to be done ("what comes first is the date")."""

    @property
    def unwanted(self) -> bool:
        """Whether it only says what isn't to be: "no sound", "I don't need the lamp", "no more adverts", "the lamp can go"."""
        if self.mood == "order":
            return self.deeds >= {"delete", "off"} or "more" in self.verb
        return self.mood == "forbid" and self.deeds.isdisjoint({"on", "off"}) and _UNWANTED.match(self.text) is not None

    @property
    def state(self) -> State:
        """on or off, where it says which its things are to be: "bluetooth off", "no sound", "don't turn the lamp on"."""
        on, off = "on" in self.deeds, "off" in self.deeds
        if self.mood == "forbid":
            return "off" if self.unwanted or on and not off else "on" if off and not on else ""
        return "" if self.mood != "order" or on == off else "on" if on else "off"


_UNNEEDED = re.compile(
    r"\b(?:don['’]?t|do not|never) (?:need|want)\b.*\bany ?(?:more|longer)\b|\bno longer (?:need|want)\b", re.IGNORECASE
)
"""What was wanted and is no more: it is to be off, or gone."""
_UNWANTED = re.compile(r"\W*(?:(?:and|but|i|we|please)\W+)*(?:no|don['’]?t (?:want|need|use|like))\b", re.IGNORECASE)


_WE_ARE = re.compile(r"\bwe['’]re\b", re.IGNORECASE)
"""It is not "were"."""


def clauses_of(text: str) -> list[Clause]:
    """In the order they are said; a text without words has none. What is quoted in it is to be marked by `pieces.QUOTE`."""
    found: list[Clause] = []
    pieces = [(piece, list(split_words(_WE_ARE.sub("weare", piece.text), camel=False))) for piece in pieces_of(text)]
    telling = [(piece, words) for piece, words in pieces if words and not (_says_nothing(words) and not piece.negated)]
    for piece, words in telling or [(piece, words) for piece, words in pieces if words]:
        said = piece.text.replace(QUOTE, " ").strip()
        # "when was it", but not "when it is dark"
        conditional = _waits(words) and not (words[0] == "when" and _asked(words[1:]))
        skipped = 1 if conditional and len(words) > 1 else 0
        mood, start = _mood(words[skipped:], piece, found)
        start += skipped
        mood = "ask" if mood == "order" and _asks_on(words[start:], piece, found) else mood
        unsure = mood == "ask" and not piece.asked and _unsure(words, start)
        unneeded = piece.negated and mood == "order" and _UNNEEDED.search(piece.text) is not None
        if piece.negated and mood == "order" and not unneeded:
            mood = "forbid"
        told = mood == "ask" or mood == "order" and only_tells(words)
        deeds, verb = (frozenset(), frozenset()) if told else deeds_of(words[start:], piece.text)
        if unneeded:
            deeds = frozenset({"delete", "off"} if "need" in words else {"off", "change"})
        if piece.negated and words[:1] == ["leave"]:
            deeds, verb = frozenset(), frozenset()  # "leave the lamp on" says only that it isn't to be touched
        if piece.excepts:
            deeds, verb = frozenset(), frozenset(words[:1])
        elif "forget" in words[:start]:
            # it may be done, or noted down
            deeds = frozenset({"add"}) | (deeds if "let" not in words[:start] else frozenset())
        if piece.waits or conditional and (mood == "ask" or not deeds or piece.after == "if"):
            mood, deeds, verb = "condition", frozenset(), frozenset()
        if mood == "condition" and found and piece.after == "if":
            found[-1] = replace(found[-1], conditional=True)
        if conditional and found and found[-1].mood == "ask" and piece.after != "if" and _takes_up(words):
            found[-1] = replace(found[-1], mood="condition")  # "is it on? If so, …"
        if (
            mood == "order"
            and found
            and (not deeds or _names_a_value(words, piece.text, found[-1]) or _goes_on_reminding(piece, found[-1]))
            and not _begins_anew(words, piece.text)
            and not (found[-1].mood == "condition" or found[-1].mood == "ask" and piece.after[:1] in (*".;!?",))
        ):
            # "milk and eggs": more of what the clause before speaks of
            last = found.pop()
            about = last.words | _about(words, frozenset())
            found.append(replace(last, text=f"{last.text} {said}", words=about))
            continue
        found.append(Clause(said, mood, deeds, _about(words, verb), conditional, verb, unsure))
    return found


def _says_nothing(words: list[str]) -> bool:
    """Whether a piece is no more than a beginning: "So, …", "Ok, …", "can we … yeah, …"."""
    said = [word for word in words if word not in _OPENING and word not in lexicon().polite_words]
    return not said or len(said) < 3 and said[-1] in _SPEAKING and words[0] in _AUX


def _waits(words: list[str]) -> bool:
    """Whether it begins as what something waits for does: if, unless, in case."""
    text = f"{' '.join(words)} "
    return any(text.startswith(f"{opener} ") for opener in lexicon().conditions)


def _takes_up(words: list[str]) -> bool:
    """ "If so", "if it is", "unless they are": the condition is what was just said."""
    return len(words) > 1 and words[0] in ("if", "unless") and words[1] in _TAKEN_UP


_OPENING = frozenset(
    "hi hello hey well right so ok okay yes yeah yep no nope oh um hm please thanks listen look".split()
)
_SPEAKING = frozenset("i we you they".split())
_TAKEN_UP = frozenset("so yes yeah no not nope it they he she that this".split())
_WH = frozenset("what whats which who whos whose whom when whens where wheres why how hows".split())
_AUX = frozenset(
    "is are am was were do does did has have had can could will would should shall may must isnt arent dont doesnt didnt hasnt "
    "havent wasnt werent cant couldnt".split()
)
_SUBJECTS = frozenset(
    "i im ive id we weve weare you youre he hes she shes it its they theyre theyve the a an my our your his her their this that "
    "these those there any anything anyone anybody all every everything everyone some something someone somebody nothing "
    "nobody one both each no".split()
)
_TELLERS = frozenset("i im ive id we weve you youve it its he she they my our your his her their to".split())
"""Behind "what", "where" and the like these begin no question: "what I read", "how to quit"."""
_LEADING_TO = frozenset(
    "in on at from until till by for since with to of up down about after before into under".split()
)
"""What may stand before the word that asks: "from when", "down to how many"."""
_FORESEEING = frozenset({"ahead", "before", "beforehand", "advance", "early", "earlier", "days", "hours", "minutes"})
"""What one is to be told so far ahead is a reminder, and no question now."""


def _mood(words: list[str], piece: Piece, before: Sequence[Clause]) -> tuple[Mood, int]:
    """What a clause does, and where its verb may begin."""
    lists = lexicon()
    start = _after_manners(words)
    rest = words[start:]
    if not rest:
        return "order", 0
    if told_to_somebody(rest):
        return "order", start
    if rest[0] in ("tell", "say") and rest[1:2] and (rest[1] in _WH or rest[1] in ("the", "if", "whether")):
        return "ask", start
    polite = start > 0 and any(
        " ".join(words[:start]).endswith(p) for p in ("can you", "could you", "would you", "will you", "you mind")
    )
    if names_it(piece.text) and rest[0] in ("call", "name"):
        return "order", start
    if _leads(rest):
        return ("order" if _reminds(rest) else "ask"), start
    if any(word in lists.reported for word in rest):
        return "ask", start
    if piece.text.lstrip(" ,'’").startswith(QUOTE) and not piece.asked:
        return "order", start  # what is quoted is what it speaks of: "“Sparrow” is too high"
    if _after_preposition(rest) and not (
        piece.after == "," and before and before[-1].mood == "order" and not piece.asked
    ):
        return "ask", start
    if " ".join(rest) in lists.polite:
        return "order", start  # "…, will you"
    # "do not", "have it read out": no questions, though they begin as one does
    had = rest[0] == "have" and rest[1:2] and (rest[1] in lists.had and "been" not in rest or ends_with_a_state(rest))
    ordered = had or rest[0] == "do" and not _subject_follows(rest) and not (piece.asked and rest[1:2] != ["not"])
    if rest[0] in lists.openers and not polite and not ordered and not _goes_on(rest, piece, before):
        return "ask", start
    if (
        piece.asked
        and not polite
        and not deeds_of(rest, piece.text)[0]
        and not piece.negated
        and start == 0
        and rest[0] not in _SAYS_SO
    ):
        return "ask", start  # "number of clients?"
    return "order", start


_SAYS_SO = frozenset({"i", "im", "we", "ok", "okay", "right", "please", "yes", "no", "thanks", "will"}) | _TAKEN_UP


def _subject_follows(words: list[str]) -> bool:
    """Whether the second word begins what a question is about: "do the letters arrive", and not "do it in blue"."""
    return words[1:2] != [] and words[1] in _SUBJECTS and words[1] not in ("it", "this", "that", "no", "one", "its")


def _after_preposition(words: list[str]) -> bool:
    at = next((n for n, word in enumerate(words[:4]) if word not in _LEADING_TO), 0)
    return 0 < at < len(words) and words[at] in _WH


def _goes_on(words: list[str], piece: Piece, before: Sequence[Clause]) -> bool:
    """Whether it is no question of its own: a word alone, "…, which is at the Velodrome", "it is broken and is out"."""
    if piece.asked:
        return False
    if len(words) == 1:
        return words[0] not in _WH
    if not before or before[-1].mood != "order":
        return False
    relative = piece.after == "," and words[0] in ("which", "who", "whose", "where", "when")
    if words[-1] in ("it", "that", "this") and len(words) == 3:
        return False  # "once or thrice, which is it"
    if relative and (words[1] in _AUX or words[1] in _SUBJECTS or words[0] == "who"):
        return words[0] not in ("where", "when") or words[1] not in _AUX
    return piece.after == "and" and words[0] in _AUX and words[1] not in _SUBJECTS and not before[-1].deeds


_STANDS = _AUX - {"can", "could", "would", "will", "should", "shall", "may", "must", "cant", "couldnt"}
"""With these it is asked how things stand."""


def _asks_on(words: list[str], piece: Piece, before: Sequence[Clause]) -> bool:
    """Whether it is more of a question that asks how several things stand, "are wifi and bluetooth on?", and no order: it has no
    verb of its own, and at its end says at most on or off."""
    if piece.negated or piece.after not in ("and", ",") or not before or before[-1].mood != "ask":
        return False
    asked = next((c for c in reversed(before) if c.mood == "ask" and _asks_how_it_stands(c.text)), None)
    if asked is None or asked not in before[-_LISTED:] or words[-1] in lexicon().polite_words:
        return False
    deeds, verb = deeds_of(words, piece.text)
    verbless = not verb and not _begins_anew(words, piece.text) and words[0] not in _SPEAKING
    return verbless and (bool(deeds) or len(words) <= _SHORT)


_LISTED, _SHORT = 4, 3
"""How many things are told one after the other at most, and how many words one of them has."""


def _asks_how_it_stands(text: str) -> bool:
    words = without_manners([*split_words(text, camel=False)])
    return not _STANDS.isdisjoint(words[:2]) or not {"if", "whether"}.isdisjoint(words[:4])


def _reminds(words: list[str]) -> bool:
    """ "Tell me 90 days ahead that it runs out", "let me know as soon as it rains"."""
    if words[0] not in lexicon().told:
        return False
    rest = words[3:] if words[:3] == ["let", "me", "know"] else words[2:]
    if (
        rest[:1] in (["whenever"], ["once"])
        or rest[:3] == ["as", "soon", "as"]
        or rest[:2] in (["each", "time"], ["every", "time"])
    ):
        return True
    return not _FORESEEING.isdisjoint(words[2:6]) and words[2] not in _WH


def _unsure(words: list[str], start: int) -> bool:
    """Whether what begins as a question does may as well tell how something is to be: "what I read is nobody's business", "count
    my wages in pounds"."""
    rest = words[start:]
    if rest[0] == "count":
        return not {"in", "from", "as", "by", "towards", "down"}.isdisjoint(rest)
    if rest[:2] == ["number", "of"]:
        return any(word.isdecimal() for word in rest)
    if rest[:4] == ["tell", "me", "when", "to"]:
        return True
    if _leads(rest):
        return False
    if start and not lexicon().reported.isdisjoint(rest[1:]):
        return True  # "I'd like to have a say in whether it's clean"
    if rest[0] in lexicon().openers and rest[0] not in _WH:
        return (
            rest[1:2] != [] and rest[1] not in _SUBJECTS and rest[0] not in ("did", "does", "is", "are", "was", "were")
        )
    if rest[0] in _WH:
        if rest[0] in ("which", "who", "whos", "whats", "wheres", "hows", "whens", "why") or rest[1:2] in (
            ["many"],
            ["much"],
        ):
            return False
        return rest[1:2] != [] and (rest[1] in _TELLERS or not any(word in _AUX for word in rest[1:3]))
    return False


def _asked(words: list[str]) -> bool:
    """Whether they go on as a question does."""
    return bool(words) and words[0] in lexicon().openers


def _leads(words: list[str]) -> bool:
    """Whether they begin as a command that wants to be told something does."""
    text = f"{' '.join(words)} "
    return any(text.startswith(f"{lead} ") for lead in lexicon().leads)


def _after_manners(words: list[str]) -> int:
    """How many words of politeness a clause begins with."""
    lists, start = lexicon(), 0
    while start < len(words) and not _leads(words[start:]):
        for length in (7, 6, 5, 4, 3, 2, 1):
            said, rest = " ".join(words[start : start + length]), words[start + length :]
            if rest and (said in lists.polite or said in lists.urging or said in lists.requests and _does(rest)):
                start += length
                break
        else:
            break
    return start


def without_manners(words: list[str]) -> list[str]:
    """A clause's words without the politeness that it begins with."""
    return words[_after_manners(words) :]


def _does(words: list[str]) -> bool:
    """Whether they begin with a deed that may be ordered by a question, "can we turn off the lamp": none that is graver than saving
    or setting something, and none that only looks."""
    lists = lexicon()
    rest = words[_after_manners(words) :]
    if rest[0] in ("have", "get") and ends_with_a_state(rest):
        return True
    deeds, _ = deed_at(rest, 0)
    effects = [severity(lists.effects[deed]) for deed in deeds if deed != "look"]
    return bool(effects) and max(effects) <= severity(Effect.COMMIT)


_BETWEEN = frozenset(
    "thats theres heres half only just also even still maybe perhaps like plus than as but or through over during per via".split()
)
"""What may stand before "the" and the like, and is no verb."""
_TO_A_THING = re.compile(r"\W*[^\W\d_]+ (?:my|the|your|our|his|her|their|an?) [^\W\d_]", re.IGNORECASE)


def _names_a_value(words: list[str], piece: str, before: Clause) -> bool:
    """ "…, phone 0170 12, email a@b.org": what a thing has, told after an order to add or change it."""
    value = any(c.isdecimal() or c in f"@{QUOTE}" for c in piece)
    return (
        words[0] in lexicon().nouns
        and value
        and before.mood == "order"
        and not before.deeds.isdisjoint({"add", "change"})
    )


_REMINDED = re.compile(r"\b(?:remind (?:me|us)|reminder|let me forget) (?:not )?to \w", re.IGNORECASE)


def _goes_on_reminding(piece: Piece, before: Clause) -> bool:
    """ "remind me to take out the trash and call Ann": more of what one is to be reminded of."""
    return piece.after == "and" and before.mood == "order" and _REMINDED.search(before.text) is not None


def _begins_anew(words: list[str], text: str) -> bool:
    return _waits(words) or words[0] in lexicon().negations or _orders_something_else(words, text)


def _orders_something_else(words: list[str], text: str) -> bool:
    """Whether it begins with a verb that no list knows, and what that is done to: "water the plants", but not "all the others"."""
    verb = words[0] not in SAYING_NOTHING | _SUBJECTS | _LEADING_TO | _BETWEEN
    return verb and _TO_A_THING.match(text) is not None


def _about(words: list[str], verb: frozenset[str]) -> frozenset[str]:
    lists = lexicon()
    return frozenset(stem(w) for w in words if w not in SAYING_NOTHING and w not in verb and w not in lists.negations)
