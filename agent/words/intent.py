"""What a task asks for, told from its words alone: which of its parts order something, which only ask, which forbid.

Everything that holds a script or a run against the person's words reads them here, so that "don't send it yet" forbids the
same thing everywhere. Words that no list knows count as an order of nothing grave. What in the app a word could mean is not
decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from apidocs.doc import Effect
from apidocs.doc.effects import severity
from apidocs.doc.quotes import QUOTED, quoted
from apidocs.doc.words import SAYING_NOTHING, split_words, stem

from .clauses import Clause, State, clauses_of
from .lexicon import lexicon, plain, said_words
from .pieces import NAMING, QUOTE

_LEAVES_OPEN = frozenset({"add", "send", "share"})
"""Deeds that, forbidden, leave what was filled in as it is."""
_SWITCHING = frozenset({"on", "off"})
_UNLESS = re.compile(
    r"\b(?:already|otherwise|only once|in case|(?:not|isn['’]t|aren['’]t) (?:in )?there)\b", re.IGNORECASE
)
_HOLE = "\0"
"""Where something quoted stood."""
_NAMED = re.compile(
    rf"\b{NAMING}\s+(.+?)(?=\s*(?:[,;]|\b(?:and|with|but|without|unless|except|if there|don['’]t)\b|$|[.!?]\s*$))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*(?:[ap]\.?m\b\.?|o['’]?clock\b)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[.,]\d+)?(?![\w:])")
_NAME = re.compile(r"(?<=[\w,;:’'] )[A-Z][\w'’-]*")
_HALF_MORE = re.compile(r"\band a half\b", re.IGNORECASE)
_ITEM_WORDS = 3
_ITEM = r"[\w'’-]+(?: [\w'’-]+){0,2}"
_LISTED = re.compile(
    rf"(?:(?P<lead>\bwith|:)\s+)?(?P<items>(?:{_ITEM},\s+)*{_ITEM},?\s+(?:and|or|&)\s+[\w'’-]+(?: [\w'’-]+)?)"
)
"""Things told one after the other: "plates, cups and napkins"."""


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
    def asked(self) -> list[Clause]:
        """Its clauses that want something told."""
        return [c for c in self.clauses if c.mood == "ask"]

    @property
    def ordered(self) -> list[Clause]:
        """Its clauses that order something."""
        return [c for c in self.clauses if c.mood == "order"]

    @property
    def asks(self) -> bool:
        """Whether the person wants to be told something."""
        return bool(self.asked)

    @property
    def orders(self) -> bool:
        """Whether anything is to be done: a question, or a task that only forbids, orders nothing."""
        return bool(self.ordered)

    @property
    def conditional(self) -> bool:
        """Whether something is to be done only if something holds."""
        return any(c.mood == "condition" or c.conditional for c in self.clauses) or bool(_UNLESS.search(self.task))

    @property
    def may_order(self) -> bool:
        """Whether anything may be meant to be done; see `Clause.unsure`."""
        return self.orders or any(c.unsure for c in self.clauses)

    @property
    def forbids(self) -> bool:
        return any(c.mood == "forbid" for c in self.clauses)

    @property
    def _only_spares_a_switch(self) -> bool:
        """Whether all it says is what is not to be switched: "don't turn the wifi off" is no order to turn it on."""
        return all(c.mood == "forbid" and c.deeds and c.deeds <= _SWITCHING for c in self.clauses)

    @property
    def leaves_open(self) -> bool:
        """Whether the person wants what is filled in left as it is: "but don't save it"."""
        return any(c.mood == "forbid" and c.deeds & _LEAVES_OPEN for c in self.clauses)

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
        return frozenset(word for c in self.ordered for word in c.verb)

    @property
    def deed_words(self) -> frozenset[str]:
        """Stems of the words by which apps call the deeds that are ordered: Delete, for a task that says "get rid of"."""
        deeds = {d for c in self.ordered for d in c.deeds}
        return frozenset(w for d in deeds for w in self.labels_of(d))

    @staticmethod
    def effect_of(deed: str) -> Effect:
        """The gravest effect that a deed of the lexicon speaks of."""
        return lexicon().effects[deed]

    @staticmethod
    def labels_of(deed: str) -> frozenset[str]:
        """Stems of the words by which apps call a deed."""
        return frozenset(stem(word) for word in lexicon().labels.get(deed, ()))

    def wants(self, deed: str) -> bool:
        """Whether an order's verb may mean that deed of the lexicon: delete, send, add, on, …"""
        return any(deed in c.deeds for c in self.ordered)

    def allows(self, effect: Effect) -> bool:
        """Whether the task's own words may have this effect: a question changes nothing, an order saves and sets, and what
        is graver (send, delete, share, call, pay, install, account) takes a word for it that isn't negated."""
        if severity(effect) <= severity(Effect.INPUT):
            return True
        if severity(effect) <= severity(Effect.SETTINGS):
            # "show the word count" may well be a switch, and so may "don't ask me each time"
            return self.may_order or self.forbids and not self.asks and not self._only_spares_a_switch
        if not self.may_order:
            return False
        if severity(effect) <= severity(Effect.COMMIT):
            return any(c.deeds != frozenset({"look"}) for c in self.clauses if c.mood == "order" or c.unsure)
        return effect in self._grave or effect is Effect.SHARE and Effect.SEND in self._grave


@lru_cache(maxsize=256)
def read_intent(task: str) -> Intent:
    """Read a task's words. Never raises; an empty task has no clauses."""
    bare = QUOTED.sub(f" {_HOLE} ", task)
    named = [m[1].strip(" .!?") for m in _NAMED.finditer(bare) if _HOLE not in m[1]]
    bare_of_names = _NAMED.sub(lambda m: m[0] if _HOLE in m[1] else m[0][: m.start(1) - m.start()], bare)
    clauses = tuple(clauses_of(bare_of_names.replace(QUOTE, " ").replace(_HOLE, QUOTE)))
    bare, bare_of_names = bare.replace(_HOLE, " "), bare_of_names.replace(_HOLE, " ")
    clocks = _CLOCK.findall(bare_of_names)
    numbers = _NUMBER.findall(_CLOCK.sub(" ", bare_of_names))
    ordered = [c for c in clauses if c.mood == "order"]
    on, off = (any(name in c.deeds for c in ordered) for name in ("on", "off"))
    return Intent(
        task,
        clauses,
        tuple(dict.fromkeys([*quoted(task), *(n for n in named if n)])),
        tuple(dict.fromkeys(n for n in map(_bare, _NAME.findall(bare)) if plain(n) not in SAYING_NOTHING)),
        tuple([*clocks, *numbers]),
        _listed(bare_of_names),
        "on" if on and not off else "off" if off and not on else "",
        frozenset(lexicon().effects[d] for c in ordered for d in c.deeds)
        # "but don't send it": the deed itself is forbidden, and not some of the things it could be done to
        - frozenset(lexicon().effects[d] for c in clauses if c.mood == "forbid" and _of_all(c) for d in c.deeds),
    )


def _of_all(clause: Clause) -> bool:
    """Whether it names none of the things that a deed could be done to: "don't send it yet: hello"."""
    return not (clause.words & said_words(clause.text.partition(":")[0])) - {"yet"}


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
        words = [[*split_words(item, camel=False)] for item in items]
        verbs = any(lexicon().verbs.get(ws[0]) or _known(ws) for ws in words[1:] if ws)
        if len(items) >= (2 if match["lead"] else 3) and not verbs and not _HALF_MORE.search(match["items"]):
            found += items
    return tuple(found)


def _known(words: list[str]) -> bool:
    """Whether they begin something with a verb of its own."""
    lists = lexicon()
    beginnings = lists.openers | lists.negations | lists.conditions | {"then", "it", "just"}
    return bool(words) and words[0] in beginnings


def _bare(name: str) -> str:
    """ "Carla's" as "Carla"."""
    return re.sub(r"['’]s?$", "", name)
