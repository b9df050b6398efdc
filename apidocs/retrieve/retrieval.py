"""The part of a doc that a task needs, where the whole is more than a small model can read.

Words of the task are looked up in everything the doc says (SQLite's FTS5, ranked by BM25); what they lead to is taken with
its neighbourhood in the transition graph, and the samples that speak of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ground.errors import DocError

from ..doc import AppDoc, Element, Sample, Screen
from ..doc.paths import openers
from ..doc.script_names import uses
from ..doc.stubs import render_stubs
from ..doc.table import api_names
from ..doc.words import SMALL, words_of

_STUBS_SHARE = 0.6
"""Of the budget, for the stubs; the rest is for samples."""


@dataclass
class _Found:
    """How well the doc's parts match the task; higher is better, 0 is no match."""

    screens: dict[str, float] = field(default_factory=dict)
    elements: dict[tuple[str, str], float] = field(default_factory=dict)
    samples: dict[int, float] = field(default_factory=dict)


def select(doc: AppDoc, task: str, budget_tokens: int, count_tokens: Callable[[str], int]) -> AppDoc:
    """A doc of at most `budget_tokens` of stubs and samples for the task; the whole where it fits.

    Names stay, so a script written from the part holds in the whole. Raises DocError for a budget that nothing fits in.
    """
    if count_tokens(render_stubs(doc)) + _cost(doc.samples, count_tokens) <= budget_tokens:
        return doc
    found = _search(doc, task)
    stubs = _screens(doc, found, int(budget_tokens * _STUBS_SHARE), count_tokens)
    if not stubs:
        raise DocError(
            f"A budget of {budget_tokens} tokens is too small for any screen of {doc.label}. Use a model with more context"
        )
    part = _part(doc, stubs)
    room = budget_tokens - count_tokens(render_stubs(part))
    part.samples = _samples(doc.samples, part, found, room, count_tokens)
    return part


def _search(doc: AppDoc, task: str) -> _Found:
    words = [w for w in dict.fromkeys(words_of(task)) if w not in SMALL and w != "all"]
    found = _Found()
    if not words:
        return found
    db = sqlite3.connect(":memory:")
    try:
        db.execute(
            "create virtual table said using fts5(what unindexed, at unindexed, text, tokenize='porter unicode61')"
        )
        db.executemany("insert into said values (?, ?, ?)", _rows(doc))
        query = " OR ".join(f'"{w}"' for w in words)  # words have no quotes: they are letters and digits alone
        for what, at, rank in db.execute("select what, at, bm25(said) from said where said match ?", (query,)):
            score = -float(rank)
            if what == "sample":
                found.samples[int(at)] = score
            elif what == "screen":
                found.screens[at] = found.screens.get(at, 0.0) + score
            else:
                screen, _, element = at.partition(".")
                found.elements[(screen, element)] = score
    finally:
        db.close()
    for screen in doc.screens:
        best = sorted((found.elements.get((screen.name, e.name), 0.0) for e in screen.elements), reverse=True)
        # two good matches on a screen say more than one, ten no more than three
        score = found.screens.get(screen.name, 0.0) + sum(best[:3])
        if score:
            found.screens[screen.name] = score
    table = api_names(doc)
    for number, score in found.samples.items():
        # samples are worded as people speak: what a fitting one uses is wanted though its labels say it otherwise
        for name in uses(doc.samples[number].script, table).screens:
            found.screens[name] = found.screens.get(name, 0.0) + 0.5 * score
    return found


def _rows(doc: AppDoc) -> Iterable[tuple[str, str, str]]:
    for screen in doc.screens:
        yield "screen", screen.name, _said(screen.name, screen.title, screen.description)
        for e in screen.elements:
            item = [e.item.name, *(p.name for p in e.item.parts)] if e.item else []
            yield "element", f"{screen.name}.{e.name}", _said(e.name, e.label, e.description, *e.options, *item)
    for number, sample in enumerate(doc.samples):
        yield "sample", str(number), _said(sample.task)


def _said(*texts: str) -> str:
    return " ".join(word for text in texts for word in words_of(text))


def _screens(doc: AppDoc, found: _Found, budget: int, count: Callable[[str], int]) -> list[Screen]:
    """The screens that match, best first and each with what belongs to it, until the budget is used up."""
    chosen: dict[str, Screen] = {}
    for name in _wanted(doc, found):
        screen = doc.screen(name)
        if screen is None or name in chosen:
            continue
        for size in (len(screen.elements), 24, 12, 6):
            reduced = _reduced(screen, found, size)
            part = _part(doc, [*chosen.values(), reduced])
            if size <= len(screen.elements) and count(render_stubs(part)) <= budget:
                chosen[name] = reduced
                break
    return [chosen[s.name] for s in doc.screens if s.name in chosen]


def _wanted(doc: AppDoc, found: _Found) -> Iterable[str]:
    ranked = sorted(found.screens, key=lambda name: -found.screens[name])
    for name in ranked:
        yield name
        yield from _belonging(doc, name)
    yield doc.start
    # nothing said, or room left: what is near the start is used most
    near = [doc.start, *ranked]
    for name in near:
        for step in doc.transitions:
            if step.source == name and step.target not in near:
                near.append(step.target)
    yield from near
    yield from (s.name for s in doc.screens)


def _belonging(doc: AppDoc, name: str) -> Iterable[str]:
    """The dialogs and menus a screen opens, and the lists whose rows lead to it: a script goes through them."""
    for step in doc.transitions:
        target = doc.screen(step.target)
        if step.source == name and target is not None and target.kind != "page":
            yield step.target
    passed, here = {name}, name
    while found := [step for step in openers(doc, here) if step.source not in passed]:
        here = found[0].source
        passed.add(here)
        screen = doc.screen(here)
        element = screen.element(found[0].element) if screen else None
        if screen is not None and (screen.kind != "page" or (element is not None and element.item is not None)):
            yield here


def _reduced(screen: Screen, found: _Found, size: int) -> Screen:
    """The screen with its best matching elements, in their order; what saves a kept field is kept."""
    if size >= len(screen.elements):
        return screen
    order = {e.name: at for at, e in enumerate(screen.elements)}

    def rank(element: Element) -> tuple[float, bool, int]:
        score = found.elements.get((screen.name, element.name), 0.0)
        return -score, element.item is None, order[element.name]

    kept = {e.name for e in sorted(screen.elements, key=rank)[:size]}
    kept |= {e.commit for e in screen.elements if e.name in kept and e.commit}
    return screen.model_copy(update={"elements": [e for e in screen.elements if e.name in kept]})


def _part(doc: AppDoc, screens: list[Screen]) -> AppDoc:
    """A doc of these screens, with no links out of it."""
    names = {s.name for s in screens}
    elements = {(s.name, e.name) for s in screens for e in s.elements}
    return doc.model_copy(
        update={
            "start": doc.start if doc.start in names else "",
            "screens": [_inside(s, names) for s in screens],
            "transitions": [
                t
                for t in doc.transitions
                if t.target in names
                and (
                    t.action == "launch" or (t.source in names and (not t.element or (t.source, t.element) in elements))
                )
            ],
            "samples": [],
        }
    )


def _inside(screen: Screen, names: set[str]) -> Screen:
    elements = []
    for e in screen.elements:
        if e.item is not None:
            e = e.model_copy(update={"item": e.item.linked(names)})
        elements.append(e)
    return screen.model_copy(update={"elements": elements})


def _samples(bank: list[Sample], part: AppDoc, found: _Found, room: int, count: Callable[[str], int]) -> list[Sample]:
    """The samples that hold in the part, those nearest to the task first taken; in the bank's order."""
    table = api_names(part)
    chosen: list[int] = []
    order = sorted(range(len(bank)), key=lambda n: (-found.samples.get(n, 0.0), n))
    for number in order:
        sample = bank[number]
        if uses(sample.script, table).unknown:
            continue
        cost = _cost([sample], count)
        if cost <= room:
            chosen.append(number)
            room -= cost
    return [bank[n] for n in sorted(chosen)]


def _cost(samples: Iterable[Sample], count: Callable[[str], int]) -> int:
    return sum(count(s.task) + count(s.script) for s in samples)
