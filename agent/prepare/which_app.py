"""Which of all that is installed a task is for, whether it was learned or not: by what each app is for, in words and by meaning.

What apps are for is told by the table of well-known ones, by the kind a name stands for, and by the docs of learned ones. The
phone itself is one of the candidates. Where two fit alike nothing is chosen: the person is to be asked.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from apidocs.doc import AppDoc
from apidocs.doc.words import SAYING_NOTHING, singular, split_words
from apidocs.shipped.itself import PACKAGE as ITSELF
from apidocs.shipped.itself import phone_doc, said_of
from ground.errors import ModelError
from ground.tables import table_beside
from phones.known_apps import known_apps
from phones.phone import InstalledApp

from ..model.meaning import Meaning
from ..resolve.doc_vectors import vectors_of
from ..words.lexicon import said_words
from .app_kinds import kind_of_label, spoken_of, switching_words
from .app_names import names_of
from .asking_which import about
from .choosing import texts_of
from .learned_fit import by_titles, known_of, parts, said_titles, scored, shared_words

if TYPE_CHECKING:
    from ..model.meaning import Vectors

log = logging.getLogger(__name__)

BY_WORDS = 0.35
"""Of a score; the rest is by meaning."""
SURE = 0.36
"""What a score must reach for its app to be taken, where it leads the next one by `LEAD`."""
LEAD = 0.015
LEAD_LEARNED = 0.06
"""The same where one of the two is learned: what a doc says of a task in other words than its own is little."""
FAR = 0.08
"""Or what it must lead by, if it doesn't reach that."""
POSSIBLE = 0.28
"""What it must reach for the app to be taken, or asked about, at all."""
MOST_ASKED = 4
CALLED = 0.05
"""What is added where the task has an app's own name as its word: "the draft note" for Notes."""
DEFAULT = 0.02
"""What is added for the phone's own choice among several that fit alike: more than `LEAD`, and little else."""
ABSENT = 0.12
"""By so much a kind of app that isn't there must fit better than all that is, for it to be what the task is for."""
_TERMS, _TIMES, _AHEAD = 2, 6, 2
"""Of a kind's words, how many different ones an app has to say, how often in all, and how many times as often as another kind's."""
_WITHOUT_MEANING = 0.55
"""By words alone a score is of other size: what it must reach to be taken."""


@dataclass(frozen=True)
class Fit:
    """An app, and how well a task fits it."""

    package: str
    label: str
    score: float
    """0 to 1."""
    learned: bool = False
    """Whether all that its doc says is in the score."""
    by_titles: float = 0.0
    """What of the score is there because the task says what one of its rows is called."""


@dataclass(frozen=True)
class Which:
    """What came of it: the one app, or those of which the person has to say which, or the kind that is missing, or nothing."""

    sure: Fit | None = None
    asked: tuple[Fit, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Titles:
    """What the rows of learned apps were last seen to be called."""

    of: Mapping[str, Sequence[str]]
    """By package."""
    task: str
    """The task that they are looked for in: with what stands in quotes, which may be one."""


def decide(fits: Sequence[Fit], *, by_meaning: bool = True) -> Which:
    """Of apps and kinds with their scores, best first. What rows are called chooses among those that come near by what they are
    for; where it speaks for another, the person is asked about that one too: many a task only mentions a thing."""
    found = _decided(fits, by_meaning)
    if not any(fit.by_titles for fit in fits):
        return found
    without = _decided(without_titles(fits), by_meaning)
    near = (without.sure,) if without.sure is not None else without.asked
    if found.sure is not None and found.sure.package not in {fit.package for fit in near}:
        return Which(asked=(found.sure, *near)[:MOST_ASKED])
    if without.sure is not None and without.sure.package not in {fit.package for fit in found.asked} and not found.sure:
        return Which(asked=(without.sure, *found.asked)[:MOST_ASKED])
    return found


def without_titles(fits: Iterable[Fit]) -> list[Fit]:
    """As they would be if it weren't known what rows are called, best first."""
    bare = [replace(fit, score=fit.score - fit.by_titles, by_titles=0.0) for fit in fits]
    return sorted(bare, key=lambda fit: -fit.score)


def _decided(fits: Sequence[Fit], by_meaning: bool) -> Which:
    sure = SURE if by_meaning else _WITHOUT_MEANING
    absent = next((fit for fit in fits if not fit.package), None)
    there = [fit for fit in fits if fit.package]
    best = there[0].score if there else 0.0
    told = by_meaning or not best  # where an app has some of the words, that another kind has more of them says little
    if told and absent is not None and absent.score >= POSSIBLE and absent.score > best + ABSENT:
        return Which(missing=absent.label)
    if best < POSSIBLE:
        return Which()
    possible = (fit for fit in there if fit.score >= POSSIBLE)
    near = [f for f in possible if f.score > best - (LEAD_LEARNED if there[0].learned or f.learned else LEAD)]
    ahead = best - there[1].score if len(there) > 1 else 1.0
    if len(near) == 1 and (best >= sure or ahead >= FAR):
        return Which(there[0])
    return Which(asked=tuple(near[:MOST_ASKED]))


def ranked(
    task: str,
    installed: Sequence[InstalledApp],
    docs: Sequence[AppDoc],
    meaning: Meaning | None,
    titles: Titles | None = None,
) -> list[Fit]:
    """All apps and the phone itself, best first; and kinds of apps that aren't there, without a package."""
    by_package = {doc.package: doc for doc in docs}
    labels = {app.package: app.label for app in installed} | {ITSELF: "the phone itself"}
    texts = {app.package: purposes_of(app, by_package.get(app.package)) for app in installed}
    there = {kind_of(app, by_package.get(app.package)) for app in installed}
    absent = {f"{_ABSENT}{kind}": tuple(said) for kind, said in _purposes().items() if kind not in there}
    # each thing that the phone does stands for itself: all their words together would fit anything
    things = {f"{_THING}{number}": (text,) for number, text in enumerate(itself_purposes())}
    every = texts | things | absent
    words, meant = _by_words(task, every), _by_meaning(task, every, meaning)
    score = {p: BY_WORDS * words[p] + (1 - BY_WORDS) * meant[p] if meant else words[p] for p in every}
    said = _singulars(task)
    for app in installed:
        called = _singulars(app.label)
        score[app.package] += CALLED if called and called <= said else 0.0
    each = learned_parts(task, installed, docs, meaning, titles)
    by_doc, titled = scored(each), by_titles(each)
    score |= by_doc
    for app in installed:
        score[app.package] += DEFAULT if app.default else 0.0
    score[ITSELF] = max(score[name] for name in things)
    found = [
        Fit(package, label, max(0.0, min(1.0, score[package])), package in by_doc, titled.get(package, 0.0))
        for package, label in labels.items()
    ]
    found += [Fit("", name.removeprefix(_ABSENT).replace("_", " "), score[name]) for name in absent]
    return sorted(found, key=lambda fit: -fit.score)


def learned_parts(
    task: str,
    installed: Sequence[InstalledApp],
    docs: Sequence[AppDoc],
    meaning: Meaning | None,
    titles: Titles | None = None,
) -> dict[str, tuple[float, ...]]:
    """Of what the score of each learned app is made, by package; nothing where the encoder isn't here or fails."""
    by_package = {doc.package: doc for doc in docs}
    apps = {a.package: known_of(by_package[a.package], purposes_of(a)) for a in installed if a.package in by_package}
    if meaning is None or not apps or not task.strip():
        return {}
    tables = {app.package: _said(" ".join(purposes_of(app))) for app in installed}
    tables |= {package: _said(" ".join(known.texts)) for package, known in apps.items()}
    tables[ITSELF] = _said(" ".join(itself_purposes()))
    said: dict[str, float] = {}
    if titles is not None:
        own = {p: [_said(title) for title in titles.of[p]] for p in apps if p in titles.of}
        said = said_titles(_said(titles.task), own, tables)
    try:
        return parts(task, apps, shared_words(_said(task), tables), list(_purposes().values()), meaning, said)
    except (ModelError, OSError) as error:
        log.warning("Learned apps are chosen by what they are for alone: %s", error)
        return {}


_ABSENT, _THING = "kind:", "thing:"


def doc_of(app: InstalledApp, docs: Iterable[AppDoc]) -> AppDoc | None:
    """What was learned of an app."""
    return next((doc for doc in docs if doc.package == app.package), None)


def kind_of(app: InstalledApp, doc: AppDoc | None = None) -> str:
    """The kind an app is of; empty where neither its package, nor its name, nor what was learned of it tells."""
    known = known_apps().get(app.package)
    return (known.kind if known else kind_of_label(app.label)) or (_kind_spoken_of(doc) if doc is not None else "")


def _kind_spoken_of(doc: AppDoc) -> str:
    """The kind whose words an app's screens say most, where no other comes near: Etar's are events, agendas and calendars."""
    items = (one.item.name for screen in doc.screens for one in screen.elements if one.item is not None)
    said = Counter((kind, term) for text in (*texts_of(doc), *items) for kind, term in spoken_of(text))
    terms = Counter(kind for kind, _ in said)
    times = Counter[str]()
    for (kind, _), count in said.items():
        times[kind] += count if terms[kind] >= _TERMS else 0
    (best, most), (_, next_most) = [*times.most_common(2), ("", 0), ("", 0)][:2]
    return best if most >= max(_TIMES, _AHEAD * next_most) else ""


def purposes_of(app: InstalledApp, doc: AppDoc | None = None) -> tuple[str, ...]:
    """What an app is for, each a text to compare with."""
    known = known_apps().get(app.package)
    texts = [*_purposes().get(kind_of(app, doc), ()), known.about if known else "", ", ".join(names_of(app))]
    return tuple(text for text in (*texts, about(doc) if doc is not None else "") if text)


@cache
def itself_purposes() -> tuple[str, ...]:
    """What the phone does by itself."""
    (screen,) = phone_doc().screens
    said = said_of()
    return tuple(f"{one.label}, {one.also}, {', '.join(said[one.name][:2])}" for one in screen.elements)


@cache
def _purposes() -> Mapping[str, list[str]]:
    return table_beside(__file__, "app_purposes.toml")


# -- by words ------------------------------------------------------------------------------------------------------


def _said(text: str) -> frozenset[str]:
    """The words of a text that tell apps apart: none that is said to any, and no number."""
    return frozenset(word for word in said_words(text, _nothing()) if not word.isdecimal())


def _singulars(text: str) -> set[str]:
    words = split_words(text, camel=False)
    return {singular(word) for word in words if word not in _nothing() and not word.isdecimal()}


@cache
def _nothing() -> frozenset[str]:
    return SAYING_NOTHING | switching_words()


def _by_words(task: str, texts: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """The share of a task's words that an app's texts have, weighted by how few kinds of apps have them."""
    said = _said(task)
    tables = {package: _said(" ".join(own)) for package, own in texts.items()}
    kinds = {own: tables[package] for package, own in texts.items()}  # apps of one kind speak the same words
    spread = Counter(word for table in kinds.values() for word in table)
    weight = {word: math.log((len(kinds) + 1) / (spread[word] + 1)) for word in said}
    # a word that no app knows is a name or a value, mostly
    whole = sum(w if spread[word] else 0.4 * w for word, w in weight.items())
    return {p: sum(weight[w] for w in said & table) / whole if whole else 0.0 for p, table in tables.items()}


# -- by meaning ----------------------------------------------------------------------------------------------------


def _by_meaning(task: str, texts: Mapping[str, tuple[str, ...]], meaning: Meaning | None) -> dict[str, float]:
    """How near the nearest of an app's texts is; nothing where the encoder isn't here or fails."""
    if meaning is None or not task.strip():
        return {}
    every = sorted({text for own in texts.values() for text in own})
    place = {text: number for number, text in enumerate(every)}
    try:
        near: Vectors = vectors_of(every, meaning) @ meaning.vectors([task])[0]
    except (ModelError, OSError) as error:
        log.warning("Apps are chosen by words only: %s", error)
        return {}
    return {p: max(0.0, *(float(near[place[text]]) for text in own)) if own else 0.0 for p, own in texts.items()}
