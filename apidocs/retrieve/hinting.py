"""Which names of a doc a task's own words point at: a few, best first, to be put beside the task in the prompt.

A small model copies well and searches badly; a word match searches well and understands nothing. Each name is scored by the
words it shares with the task, rare words counting most (inverse document frequency over the doc's own names), as a share of
both sides' words, so that long labels don't win by being long.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..doc import AppDoc, Kind
from ..doc.quotes import OPENING, QUOTED
from ..doc.words import SMALL, alone, split_words, stem, word_set
from ..samples.ways import Ground

_THING = re.compile(r"(?i:\b(?:the|my|this|that)) (?:\w+ )?\w+|(?:\w+ )?\w+['’]s \w+|(?<=[\w,;:] )[A-Z][\w'’-]+")
"""What may be a thing's name: two words after an article, what is somebody's, a capital amid the sentence."""
_TYPE_IN = re.compile(rf"\btype (?=[{OPENING}])", re.IGNORECASE)
"""The verb, before what is to be typed; a note's type is a noun."""
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w'’-]+")
_COMMON = SMALL | word_set(
    "please want would like one off not don use using used set change make go open turn check see look"
)
"""What a task says that points at no name: small words, and deeds that are done to anything."""
_MAKING = {"new": "add", "create": "add"}
"""Words for making a thing, which apps and people mix: a "new timer" is had by a button that adds one."""
_OF_THINGS = word_set(
    """delete remove cancel erase star pin archive share read view move rename edit mark copy duplicate what which when
    where who how"""
)
"""How a task begins that is about a thing which is there already."""
LEAST = 0.6
"""Below that the name may well be a wrong one, and a small model takes whatever stands beside its task (tried: at 0.3 more
tasks were lost than won)."""
NEAR = 0.7
"""Of the best name's score, to be named beside it."""


def content_words(text: str) -> frozenset[str]:
    """The stems of a text that say something of which control is meant. Other than a task's words elsewhere, controls' names
    are split at their capitals, what makes a thing is one word whichever it is called by, and what a hyphen joins counts once,
    since a name's score is a share of all its words."""
    return frozenset(_stem(word) for word in split_words(text) if word not in _COMMON and len(word) > 1)


def all_words(text: str) -> frozenset[str]:
    """The stems of all its words: of one name that is held against another."""
    return frozenset(_stem(word) for word in split_words(text))


def _stem(word: str) -> str:
    return _MAKING.get(word, stem(word))


@dataclass(frozen=True)
class Hint:
    """A name and how well it fits."""

    name: str
    score: float
    """0 to 1."""


@dataclass(frozen=True)
class _Entry:
    name: str
    words: frozenset[str]
    """Of its name and label."""
    more: frozenset[str]
    """Of its description, options and screen: they may agree and needn't."""


class HintIndex:
    """The names of one doc, ready to be asked."""

    def __init__(self, doc: AppDoc, *, described: bool = True) -> None:
        """`described`: other words for an element count too, where the doc has them."""
        self._entries = list(_entries(doc, described))
        label = alone(doc.label)
        self._in_app = re.compile(
            rf"\b(?:in|on|with|of|from|using) (?:the |my )?{label}(?: app\b)?|{label}(?:['’]s)? app\b", re.IGNORECASE
        )
        """The app itself, "in Notes", which says where and not what."""
        self._forms = list(_forms(doc))
        self.main_row, self._only_list = _main_row(doc)
        """How a row of the list is named that holds the app's things, `agenda.event`; empty where there is none."""
        spread = Counter(word for entry in self._entries for word in entry.words | entry.more)
        total = len(self._entries) + 1
        self._weight = {word: math.log(total / count) + 0.2 for word, count in spread.items()}
        self._unknown = math.log(total) + 0.2

    def hints(self, task: str, *, most: int = 3, least: float = LEAST) -> list[Hint]:
        """The best names for a task; none where no word agrees. What is quoted in the task, and the names of people and
        things, is to be typed or looked for, and says less than its other words: it counts half."""
        said, quoted = self._read(task)
        found = [Hint(entry.name, self._score(entry, said, quoted)) for entry in self._entries]
        # a form that the task calls by its name is meant, however much is said of what goes into it
        found += [Hint(form.name, LEAST) for form in self._forms if form.words <= said]
        found = sorted((hint for hint in found if hint.score >= least), key=lambda hint: -hint.score)
        best: list[Hint] = []
        seen: set[str] = set()
        for hint in found:
            # the same control on several tabs is one to the task; the first is the nearest to the start
            element = hint.name.split(".")[1]
            if len(best) < most and hint.score >= NEAR * found[0].score and element not in seen:
                best.append(hint)
                seen.add(element)
        return best

    def scores(self, task: str) -> dict[str, float]:
        """How well every name fits, 0 to 1."""
        said, quoted = self._read(task)
        return {entry.name: min(1.0, self._score(entry, said, quoted)) for entry in self._entries}

    def _read(self, task: str) -> tuple[frozenset[str], frozenset[str]]:
        """The words of a task that say what is to be done, and those that are content."""
        task = _TYPE_IN.sub(" ", self._in_app.sub(" ", task))
        plain = QUOTED.sub(" ", task)
        # a name amid the sentence is content too, where no control is called so
        names = {word for word in content_words(" ".join(_NAME.findall(plain))) if word not in self._weight}
        said = content_words(plain) - names
        return said, content_words(task) - said

    def row(self, task: str) -> str:
        """The list's row, `agenda.event`, where the task is about a thing that no control is called by: "cancel the budget
        review". Empty where it isn't, and where the app has things of several kinds: which is meant isn't said."""
        plain = QUOTED.sub(" ", task)
        words = split_words(plain)
        if not self._only_list or words[:1] and words[0] not in _OF_THINGS:
            return ""
        things = _THING.findall(plain)
        strange = {
            stem(word) for thing in things for word in split_words(thing) if word not in _COMMON and len(word) > 2
        }
        return self.main_row if strange - set(self._weight) else ""

    def _score(self, entry: _Entry, said: frozenset[str], quoted: frozenset[str]) -> float:
        shared = self._sum(said & entry.words) + 0.5 * self._sum(quoted & entry.words)
        beside = self._sum(said & entry.more) + 0.5 * self._sum(quoted & entry.more)
        if not shared and not beside:
            return 0.0
        wanted, own = self._sum(said) + 0.5 * self._sum(quoted), self._sum(entry.words)
        return (2 * shared + beside) / (wanted + own + 0.5 * beside or 1.0)

    def _sum(self, words: frozenset[str]) -> float:
        return sum(self._weight.get(word, 0.6 * self._unknown) for word in words)


def _forms(doc: AppDoc) -> Iterator[_Entry]:
    """The first field of each page to fill in that has a name of its own: "checklist", not "new note" among notes."""
    items = {word for s in doc.screens for e in s.elements if e.item is not None for word in content_words(e.item.name)}
    for screen in doc.screens:
        fields = [e for e in screen.elements if e.kind is Kind.INPUT and e.commit]
        words = content_words(screen.name)
        if fields and words and screen.kind == "page" and not words & items:
            yield _Entry(f"{screen.name}.{fields[0].name}", words, frozenset())


def _main_row(doc: AppDoc) -> tuple[str, bool]:
    """The row, and whether no other list's rows open pages of their own."""
    ground = Ground(doc)
    found = [rows for rows in ground.lists() if rows.item.opens]
    nearest = min(found, key=lambda rows: ground.distance(rows.screen), default=None)
    kinds = {rows.item.name for rows in found if rows.item.opens != rows.screen}
    return (f"{nearest.screen}.{nearest.item.name}", len(kinds) == 1) if nearest is not None else ("", False)


def _entries(doc: AppDoc, described: bool) -> Iterator[_Entry]:
    for screen in doc.screens:
        if screen.serves:
            continue  # its options belong to the choice it serves
        place = content_words(f"{screen.name} {screen.title}")
        for element in screen.elements:
            words = content_words(f"{element.name} {element.label}")
            also = element.also if described else ""
            more = content_words(f"{element.description} {' '.join(element.options)} {also}") | place
            name = f"{screen.name}.{element.name}"
            if element.name in ("cancel", "no", "close"):
                continue
            if element.kind is Kind.LIST and element.item is not None:
                name = f"{screen.name}.{element.item.name}"
                words |= content_words(element.item.name)
            yield _Entry(name, words, more - words)
