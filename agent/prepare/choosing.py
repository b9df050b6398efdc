"""Which app, or apps, a task is for: named in so many words; else as the model says, where there is one to ask; else the
one whose doc speaks the task's words.

Words count by how few of the docs have them, so that "add" or "name" decide nothing. They also keep the model in check: a
second app is believed only where its doc has words of its part of the task.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from apidocs.doc import AppDoc
from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import SMALL, word_set
from phones.phone import InstalledApp

from ..words.lexicon import said_words
from ..words.pieces import NAMING
from .app_kinds import kinds_of
from .app_names import named_apps

_CLAUSE = re.compile(r",|;|\band\b|\bthen\b|\bwith\b|\bfrom\b|\binto\b|\bas\b", re.IGNORECASE)
_COMMON = SMALL | word_set("all isnt isn arent aren new set open turn switch off check whether if put not")
"""Says nothing of the app: of two parts of a task "turn it on if it isn't" is for the app of the other part."""
_GIVEN = re.compile(rf"(?<!\bwho )\b{NAMING}\s+(?!me\b|us\b).*?(?=,|;|\band\b|$)", re.IGNORECASE)
"""What is to be typed says nothing of the app, in quotes or not."""
_AND = re.compile(r"\band\b|\bthen\b|;", re.IGNORECASE)
_SUPPORT = 0.9
"""What a part of a task must weigh for an app that the model names: about one word that half of the apps don't have."""
_LEAST = 1.5
"""What a clause must weigh for an app to be its own: about one word that only that app has."""
_SURE = 3.0
"""And so many times what it weighs for the first app: two docs in one prompt make a small model's work harder."""


@dataclass(frozen=True)
class Choice:
    """The packages a task is for, the first one first in use, and why."""

    packages: tuple[str, ...]
    why: str


YOU_SAID = "you said so"
"""Why, where the person was asked which."""

Ask = Callable[[str, Sequence[AppDoc]], Choice | None]


def without_quotes(task: str) -> str:
    """A task without what is to be typed or looked for, which says nothing of the app."""
    return without_given(QUOTED.sub(" ", task))


def without_given(task: str) -> str:
    """A task without the name that something is to be given; what else stands in quotes may be called so already."""
    return _GIVEN.sub(" ", task)


def clauses_of(task: str) -> list[str]:
    """The parts of a task of which each may be for another app."""
    return [clause.strip() for clause in _CLAUSE.split(without_quotes(task)) if clause.strip()]


def vocabulary_of(text: str) -> frozenset[str]:
    """The words of a text as `vocabulary` counts them: those of questions and moments are an app's as well as any ("when" of an
    event), and verbs of switching none's."""
    return said_words(text, _COMMON)


def texts_of(doc: AppDoc) -> Iterator[str]:
    """What an app's own screens say, each with its names."""
    for screen in doc.screens:
        if screen.package not in ("", doc.package):
            continue  # another app's screen, opened from this one
        yield from (screen.name, screen.title, screen.description)
        for element in screen.elements:
            yield from (element.name, element.label, element.description, *element.options)


def vocabulary(doc: AppDoc) -> Counter[str]:
    """The words of a doc, weighted: the app's own name most, then what its lists hold, then everything else once."""
    words = Counter({word: 1 for text in texts_of(doc) for word in vocabulary_of(text)})
    own = (screen for screen in doc.screens if screen.package in ("", doc.package))
    for item in (element.item for screen in own for element in screen.elements if element.item):
        words |= Counter({word: 3 for word in vocabulary_of(item.name)})
    return words | Counter({word: 4 for word in vocabulary_of(doc.label)})


def choose_apps(
    task: str,
    docs: Sequence[AppDoc],
    installed: Sequence[InstalledApp] = (),
    *,
    in_front: str = "",
    ask: Ask | None = None,
    homes: Collection[str] = (),
    named: Sequence[str] = (),
) -> Choice | None:
    """The app or apps a task is for, at most two; None where nothing speaks for any. `ask` asks the model; `homes` are the
    packages of launchers, which no task is for; `named` are packages of apps that are known to be named in the task."""
    bare = without_quotes(task)
    labels = {app.package: app.label for app in installed} | {doc.package: doc.label for doc in docs}
    plain = QUOTED.sub(" ", task)  # "called Bob, from the contacts" is a name and more
    named = list(named) or named_apps(plain, [*installed, *_not_among(installed, docs)], small=True).there
    if len(named) > 1 or (named and not docs):
        return Choice(tuple(named[:2]), "named in the task")
    known = [doc for doc in docs if not installed or doc.package in labels]
    tables = {doc.package: vocabulary(doc) for doc in known}
    spread = Counter(word for table in tables.values() for word in table)

    def score(text: str, package: str) -> float:
        table = tables.get(package, Counter())
        hits = ((math.log((len(tables) + 1) / spread[w]) + 0.1) * table[w] for w in vocabulary_of(text) if w in table)
        return sum(hits)

    ranked = sorted(tables, key=lambda package: score(bare, package), reverse=True)
    if named:
        first, why = named[0], "named in the task"
    elif (app := _of_kind(bare, installed, tables, score)) is not None:
        # a task that speaks of one kind of app alone is for no second one, whatever words the others have as well
        return Choice((app.package,), f"it is the phone's {app.label}")
    elif ask is not None and len(known) > 1 and (said := ask(task, known)) is not None:
        first, why = said.packages[0], said.why
        others = [package for package in said.packages[1:] if score(bare, package) >= _LEAST]
        if others:
            return Choice((first, others[0]), why)
        return _with_parts(task, first, why, lambda part: ask(part, known), score)
    elif ranked and score(bare, ranked[0]) > 0:
        first, why = ranked[0], "its doc has the task's words"
    elif len(called := _called(bare, labels, {doc.package for doc in docs})) == 1:
        return Choice((called[0],), "called so in the task")
    elif in_front and in_front in labels and in_front not in homes:
        return Choice((in_front,), "in front")
    else:
        return None
    # what an app that isn't learned has of a clause isn't known
    second, before = _second(bare, first, ranked, score) if first in tables else ("", False)
    if not second:
        return Choice((first,), why)
    both = (second, first) if before else (first, second)
    return Choice(both, f"{why}; another part of the task is for {labels[second]}")


def _of_kind(
    task: str,
    installed: Sequence[InstalledApp],
    tables: Mapping[str, Counter[str]],
    score: Callable[[str, str], float],
) -> InstalledApp | None:
    """The phone's app of the one kind that a task speaks of; None where it speaks of several, where the phone has none or
    several of it, and where a part of the task is more another learned app's."""
    kinds = kinds_of(task)
    app = kinds[0].app(installed) if len(kinds) == 1 else None
    if app is None:
        return None
    others = max((score(task, package) for package in tables if package != app.package), default=0.0)
    own = score(task, app.package) if app.package in tables else _LEAST
    return app if others <= max(own, _SUPPORT) else None


def _with_parts(
    task: str, first: str, why: str, ask: Callable[[str], Choice | None], score: Callable[[str, str], float]
) -> Choice:
    """The model asked again for each part of a task that has several."""
    parts = [part.strip() for part in _AND.split(without_quotes(task)) if len(part.split()) > 2]
    if len(parts) < 2:
        return Choice((first,), why)
    order: list[str] = []
    for part in parts[:3]:
        said = ask(part)
        package = said.packages[0] if said else first
        if package != first and score(part, package) < _SUPPORT:
            package = first
        if package not in order:
            order.append(package)
    return Choice(tuple(order[:2]), why) if first in order else Choice((first,), why)


def _not_among(installed: Sequence[InstalledApp], docs: Sequence[AppDoc]) -> list[InstalledApp]:
    """The apps of docs that aren't known to be installed."""
    there = {app.package for app in installed}
    return [InstalledApp(doc.package, doc.label, doc.version) for doc in docs if doc.package not in there]


def _called(task: str, labels: dict[str, str], learned: set[str]) -> list[str]:
    """Apps without a doc whose label the task has, in one form or another: "add a note" for Notes."""
    said = vocabulary_of(task)
    names = {package: vocabulary_of(label) for package, label in labels.items() if package not in learned}
    return [package for package, words in names.items() if words and words <= said]


def _second(task: str, first: str, ranked: Iterable[str], score: Callable[[str, str], float]) -> tuple[str, bool]:
    """A second app, whose own words a whole clause of the task has; and whether that clause comes first."""
    packages = [package for package in ranked if package != first]
    for number, clause in enumerate(_CLAUSE.split(task)):
        own = score(clause, first)
        for package in packages:
            other = score(clause, package)
            if other >= _LEAST and other >= _SURE * own:
                return package, number == 0
    return "", False
