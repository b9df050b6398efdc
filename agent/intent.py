"""What a task asks for, told from its words alone: which of its parts order something, which only ask, which forbid.

Everything that holds a script or a run against the person's words reads them here, so that "don't send it yet" forbids the
same thing everywhere. Words that no list knows count as an order of nothing grave. What in the app a word could mean is not
decided here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from apidocs.doc import Effect
from apidocs.effects import severity
from apidocs.hinting import stem

Mood = Literal["order", "ask", "forbid", "condition"]
"""condition: what the other parts wait for, "if it is"."""
State = Literal["on", "off", ""]

_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|(?<!\w)'([^']+)'(?!\w)|‘([^’]+)’")
_HOLE = "\0"
"""Where something quoted stood."""
_NAMED = re.compile(
    r"\b(?:called|named|titled|saying|labelled|labeled)\s+(.+?)(?=\s*(?:[,;]|\b(?:and|with|but|without|don['’]t)\b|$|[.!?]\s*$))",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.;!?]+(?:\s+|$)|,\s*|\s[–—-]\s|(?<!-)\b(?:and then|and|then|but|though|only)\b", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<=\d)[.,:](?=\d)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHEN = "[-\u2010\u2011]"
_HYPHENED = re.compile(rf"[^\W_]+(?:{_HYPHEN}[^\W_]+)+")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*(?:[ap]\.?m\b\.?|o['’]?clock\b)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[.,]\d+)?(?![\w:])")
_NAME = re.compile(r"(?<=[\w,;:’'] )[A-Z][\w'’-]*")
_ITEM_WORDS = 3
_ITEM = r"[\w'’-]+(?: [\w'’-]+){0,2}"
_LISTED = re.compile(
    rf"(?:(?P<lead>\bwith|:)\s+)?(?P<items>(?:{_ITEM},\s+)*{_ITEM},?\s+(?:and|or|&)\s+[\w'’-]+(?: [\w'’-]+)?)"
)
"""Things told one after the other: "plates, cups and napkins"."""
_WIDE = 5
"""Words of a clause's beginning in which its verb is looked for."""


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


@dataclass(frozen=True)
class Intent:
    """A task's words, read."""

    task: str
    clauses: tuple[Clause, ...]
    quoted: tuple[str, ...] = ()
    """Spans in quotes, and what follows "called" or "saying", as written."""
    names: tuple[str, ...] = ()
    """Words with a capital amid the sentence: names of people, places and things."""
    numbers: tuple[str, ...] = ()
    """Numbers and clock times as written, outside of quotes."""
    listed: tuple[str, ...] = ()
    """Things told one after the other, at least three, or two behind "with" or a colon: each is to be heeded."""
    state: State = ""
    """on or off, where an order says which."""
    _grave: frozenset[Effect] = field(default=frozenset(), repr=False)

    @property
    def asks(self) -> bool:
        """Whether the person wants to be told something."""
        return any(c.mood == "ask" for c in self.clauses)

    @property
    def orders(self) -> bool:
        """Whether anything is to be done: a question, or a task that only forbids, orders nothing."""
        return any(c.mood == "order" for c in self.clauses)

    @property
    def forbids(self) -> bool:
        return any(c.mood == "forbid" for c in self.clauses)

    @property
    def words(self) -> frozenset[str]:
        """Stems of what its orders and questions speak of; of a task that only forbids, what it doesn't want."""
        only = all(c.mood == "forbid" for c in self.clauses)
        return frozenset(w for c in self.clauses if only or c.mood != "forbid" for w in c.words)

    @property
    def forbidden(self) -> frozenset[str]:
        """Stems that only its negated parts have: what must not be done."""
        return frozenset(w for c in self.clauses if c.mood == "forbid" for w in c.words) - self.words

    @property
    def verbs(self) -> frozenset[str]:
        """The words by which it orders what it orders, as it says them."""
        return frozenset(word for c in self.clauses if c.mood == "order" for word in c.verb)

    @property
    def deed_words(self) -> frozenset[str]:
        """Stems of the words by which apps call the deeds that are ordered: Delete, for a task that says "get rid of"."""
        deeds = {d for c in self.clauses if c.mood == "order" for d in c.deeds}
        return frozenset(w for d in deeds for w in self.labels_of(d))

    @staticmethod
    def effect_of(deed: str) -> Effect:
        """The gravest effect that a deed of the lexicon speaks of."""
        return _lists().effects[deed]

    @staticmethod
    def labels_of(deed: str) -> frozenset[str]:
        """Stems of the words by which apps call a deed."""
        return frozenset(stem(word) for word in _lists().labels.get(deed, ()))

    def wants(self, deed: str) -> bool:
        """Whether an order's verb may mean that deed of the lexicon: delete, send, add, on, …"""
        return any(deed in c.deeds for c in self.clauses if c.mood == "order")

    def allows(self, effect: Effect) -> bool:
        """Whether the task's own words may have this effect: a question changes nothing, an order saves and sets, and what
        is graver (send, delete, share, call, pay, install, account) takes a word for it that isn't negated."""
        if severity(effect) <= severity(Effect.INPUT):
            return True
        if severity(effect) <= severity(Effect.SETTINGS):
            # "show the word count" may well be a switch, and so may "don't ask me each time"
            return self.orders or self.forbids and not self.asks
        if not self.orders:
            return False
        if severity(effect) <= severity(Effect.COMMIT):
            return any(c.deeds != frozenset({"look"}) for c in self.clauses if c.mood == "order")
        return effect in self._grave or effect is Effect.SHARE and Effect.SEND in self._grave


@lru_cache(maxsize=256)
def read_intent(task: str) -> Intent:
    """Read a task's words. Never raises; an empty task has no clauses."""
    quoted = [next(g for g in m.groups() if g) for m in _QUOTED.finditer(task)]
    bare = _QUOTED.sub(f" {_HOLE} ", task)
    named = [m[1].strip(" .!?") for m in _NAMED.finditer(bare) if _HOLE not in m[1]]
    bare_of_names = _NAMED.sub(lambda m: m[0] if _HOLE in m[1] else m[0][: m.start(1) - m.start()], bare)
    bare, bare_of_names = bare.replace(_HOLE, " "), bare_of_names.replace(_HOLE, " ")
    clauses = tuple(_clauses(bare_of_names))
    clocks = _CLOCK.findall(bare_of_names)
    numbers = _NUMBER.findall(_CLOCK.sub(" ", bare_of_names))
    ordered = [c for c in clauses if c.mood == "order"]
    on, off = (any(name in c.deeds for c in ordered) for name in ("on", "off"))
    return Intent(
        task,
        clauses,
        tuple(dict.fromkeys([*quoted, *(n for n in named if n)])),
        tuple(dict.fromkeys(n for n in map(_bare, _NAME.findall(bare)) if plain(n) not in _lists().function)),
        tuple([*clocks, *numbers]),
        _listed(bare_of_names),
        "on" if on and not off else "off" if off and not on else "",
        frozenset(_lists().effects[d] for c in ordered for d in c.deeds)
        # "but don't send it": the deed itself is forbidden, and not some of the things it could be done to
        - frozenset(
            _lists().effects[d] for c in clauses if c.mood == "forbid" and not c.words - {"yet"} for d in c.deeds
        ),
    )


def plain(word: str) -> str:
    """A word as the lexicon has it: small, without apostrophes."""
    return word.casefold().replace("'", "").replace("’", "")


def _listed(text: str) -> tuple[str, ...]:
    found: list[str] = []
    after = text.partition(": ")[2]
    if after.count(",") and not _LISTED.search(after):
        found += [
            one.strip(" .!?") for one in after.split(",") if len(one.split()) <= _ITEM_WORDS and one.strip(" .!?")
        ]
    for match in _LISTED.finditer(text):
        items = [
            one.strip() for one in re.split(r",\s*(?:and |or |& )?|\s(?:and|or|&)\s", match["items"]) if one.strip()
        ]
        words = [[plain(w) for w in _WORD.findall(item)] for item in items]
        verbs = any(_lists().verbs.get(ws[0]) or _known(ws) for ws in words[1:] if ws)
        if len(items) >= (2 if match["lead"] else 3) and not verbs:
            found += items
    return tuple(found)


def _known(words: list[str]) -> bool:
    """Whether they begin something with a verb of its own."""
    lists = _lists()
    return bool(words) and (
        words[0] in lists.openers
        or words[0] in lists.negations
        or words[0] in lists.conditions
        or words[0] in ("then", "it", "just")
    )


def _bare(name: str) -> str:
    """ "Carla's" as "Carla"."""
    return re.sub(r"['’]s?$", "", name)


def said_words(text: str) -> frozenset[str]:
    """The stems of a text that say what it is about; numbers stay as they are."""
    words = [plain(w) for w in _WORD.findall(text.replace("_", " "))]
    words += [plain(re.sub(_HYPHEN, "", w)) for w in _HYPHENED.findall(text)]  # "Wi-Fi" is wifi, too
    return frozenset(stem(w) for w in words if w not in _lists().function)


# clauses


def _clauses(text: str) -> list[Clause]:
    found: list[Clause] = []
    for piece, negated_before in _pieces(text):
        words = [plain(w) for w in _WORD.findall(piece)]
        if not words:
            continue
        # "when was it", but not "when it is dark"
        conditional = words[0] in _lists().conditions and not (words[0] == "when" and _asked(words[1:]))
        mood, start = _mood(words[1:] if conditional and len(words) > 1 else words)
        if negated_before and mood == "order":
            mood = "forbid"
        if conditional and (mood == "ask" or not _deeds(words[start:])[0]):
            mood = "condition"
        deeds, verb = _deeds(words[start:]) if mood != "ask" else (frozenset(), frozenset())
        if (
            mood == "order"
            and found
            and (not deeds or _names_a_value(words, piece, found[-1]))
            and not _begins_anew(words)
        ):
            # "milk and eggs": more of what the clause before speaks of
            last = found.pop()
            found.append(
                Clause(
                    f"{last.text} {piece.strip()}",
                    last.mood,
                    last.deeds,
                    last.words | _about(words, frozenset()),
                    last.conditional,
                    last.verb,
                )
            )
            continue
        found.append(Clause(piece.strip(), mood, deeds, _about(words, verb), conditional, verb))
    return found


def _pieces(text: str) -> list[tuple[str, bool]]:
    """The task cut where a part begins that has a verb, a question or a negation of its own; whether a negation cut it."""
    held = _DECIMAL.sub(lambda m: "\0" + m[0], text)
    parts = [part for part in _BREAK.split(held.replace("\0", "\x01")) if part.strip()]
    found: list[tuple[str, bool]] = []
    for part in parts:
        found += _at_negation(part.replace("\x01", ""))
    return found


def _at_negation(part: str) -> list[tuple[str, bool]]:
    """ "write to Bob without sending it": what stands before the negation, and what it forbids."""
    lists = _lists()
    spans = [(m.start(), plain(m[0])) for m in _WORD.finditer(part)]
    rest = [word for _, word in spans]
    for number, (at, word) in enumerate(spans):
        two = f"{word} {rest[number + 1]}" if number + 1 < len(spans) else word
        left = word == "leave" and not lists.left_so.isdisjoint(rest[number + 1 :])
        nothing = word == "no" and number == 0 and len(spans) > 1
        if word == "dont" and rest[number - 1 : number] == ["why"] and rest[number + 1 : number + 2] == ["you"]:
            continue  # "why don't you …" asks for it
        myself = word == "ill" and number > 0  # "that I'll be late" is what is to be said
        if word in lists.negations and not myself or two in lists.negation_phrases or left or nothing:
            before = part[:at].strip()
            if any(
                w not in lists.function and w not in lists.polite_words
                for w in (plain(x) for x in _WORD.findall(before))
            ):
                return [(before, False), (part[at:], True)]
            return [(part, True)]
    return [(part, False)]


def _mood(words: list[str]) -> tuple[Mood, int]:
    """What a clause does, and where its verb may begin."""
    lists = _lists()
    start = _after_manners(words)
    rest = words[start:]
    if not rest:
        return "order", 0
    if _told_to_somebody(rest):
        return "order", start
    polite = start > 0 and any(
        " ".join(words[:start]).endswith(p) for p in ("can you", "could you", "would you", "will you", "you mind")
    )
    if _leads(rest) or any(word in lists.reported for word in rest):
        return "ask", start
    # "do not", "have it read out": no questions, though they begin as one does
    had = rest[0] == "have" and rest[1:2] and rest[1] in lists.had and "been" not in rest
    ordered = had or rest[0] == "do" and rest[1:2] and rest[1] in ("not", "it", "this", "that")
    if rest[0] in lists.openers and not polite and not ordered:
        return "ask", start
    return "order", start


def _asked(words: list[str]) -> bool:
    """Whether they go on as a question does."""
    return bool(words) and words[0] in _lists().openers


def _leads(words: list[str]) -> bool:
    """Whether they begin as a command that wants to be told something does."""
    text = f"{' '.join(words)} "
    return any(text.startswith(f"{lead} ") for lead in _lists().leads)


def _after_manners(words: list[str]) -> int:
    """How many words of politeness a clause begins with."""
    start = 0
    while start < len(words) and not _leads(words[start:]):
        for length in (5, 4, 3, 2, 1):
            if " ".join(words[start : start + length]) in _lists().polite and start + length < len(words):
                start += length
                break
        else:
            break
    return start


def _told_to_somebody(words: list[str]) -> bool:
    """ "let Bob know", "tell Ann that": a message, and nothing that the person wants to be told themselves."""
    if len(words) < 2 or words[0] not in _lists().told or words[1] in ("me", "us"):
        return False
    return "know" in words[2:6] if words[0] == "let" else True


def _deeds(words: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The deeds that a clause's verb may mean, and the words that said so: the first that is known, in its beginning; with
    "turn … off" and the like, whose second word stands farther back."""
    lists = _lists()
    text = f" {' '.join(words)} "
    if _told_to_somebody(words):
        return frozenset({"send"}), frozenset(words[:1])
    for name, verb, particle in lists.apart:
        if verb in words[:_WIDE] and particle in words[words.index(verb) + 1 :]:
            return frozenset({name}), frozenset({verb, particle})
    for name, phrase in lists.phrases:
        if f" {phrase} " in text and text.index(f" {phrase} ") <= len(" ".join(words[:_WIDE])) + 1:
            return frozenset(n for n, p in lists.phrases if p == phrase) | frozenset({name}), frozenset(phrase.split())
    for number, word in enumerate(words[:_WIDE]):
        if word in ("turn", "switch", "put", "shut") and (
            state := next((w for w in words[number + 1 :] if w in ("on", "off")), "")
        ):
            return frozenset({state}), frozenset({word})
        found = lists.verbs.get(word) or lists.verbs.get(_base(word))
        if found:
            return found, frozenset({word})
    return frozenset(), frozenset()


def _base(word: str) -> str:
    """ "deleting" as "delete": would you mind deleting it."""
    if word.endswith("ing") and len(word) > 5:
        root = word[:-3]
        for candidate in (root, root + "e", root[:-1] if len(root) > 2 and root[-1] == root[-2] else root):
            if candidate in _lists().verbs:
                return candidate
    return word


def _names_a_value(words: list[str], piece: str, before: Clause) -> bool:
    """ "…, phone 0170 12, email a@b.org": what a thing has, told after an order to add or change it."""
    value = any(c.isdigit() or c in "@\0" for c in piece)
    return (
        words[0] in _lists().nouns
        and value
        and before.mood == "order"
        and not before.deeds.isdisjoint({"add", "change"})
    )


def _begins_anew(words: list[str]) -> bool:
    return words[0] in _lists().conditions or words[0] in _lists().negations


def _about(words: list[str], verb: frozenset[str]) -> frozenset[str]:
    lists = _lists()
    return frozenset(stem(w) for w in words if w not in lists.function and w not in verb and w not in lists.negations)


# the lists


@dataclass(frozen=True)
class _Lists:
    verbs: dict[str, frozenset[str]]
    apart: tuple[tuple[str, str, str], ...]
    """Deed, verb, and the word that makes it one."""
    told: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[tuple[str, str], ...]
    """Deed and phrase, the longest phrase first."""
    effects: dict[str, Effect]
    labels: dict[str, list[str]]
    """How apps call a deed."""
    openers: frozenset[str]
    had: frozenset[str]
    leads: tuple[str, ...]
    reported: frozenset[str]
    polite: frozenset[str]
    polite_words: frozenset[str]
    negations: frozenset[str]
    negation_phrases: frozenset[str]
    left_so: frozenset[str]
    conditions: frozenset[str]
    function: frozenset[str]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))
    deeds = data["deeds"]
    verbs: dict[str, set[str]] = {}
    for name, deed in deeds.items():
        for word in deed["words"]:
            verbs.setdefault(word, set()).add(name)
    phrases = [(name, phrase) for name, deed in deeds.items() for phrase in deed["phrases"]]
    polite = frozenset(data["asking"]["polite"])
    return _Lists(
        {word: frozenset(names) for word, names in verbs.items()},
        tuple((name, verb, end) for name, deed in deeds.items() for verb, end in deed.get("apart", ())),
        frozenset(deeds["send"]["told"]),
        frozenset(data["nouns"]["words"]),
        tuple(sorted(phrases, key=lambda p: -len(p[1]))),
        {name: Effect(deed["effect"]) for name, deed in deeds.items()},
        {name: deed["labels"] for name, deed in deeds.items() if "labels" in deed},
        frozenset(data["asking"]["openers"]),
        frozenset(data["asking"]["had"]),
        tuple(data["asking"]["leads"]),
        frozenset(data["asking"]["reported"]),
        polite,
        frozenset(w for p in polite for w in p.split()),
        frozenset(data["negation"]["words"]),
        frozenset(data["negation"]["phrases"]),
        frozenset(data["negation"]["left"]),
        frozenset(data["condition"]["openers"]),
        frozenset(data["function"]["words"]),
    )
