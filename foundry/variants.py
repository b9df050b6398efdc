"""A learned doc in other clothes, so that a model trained on it learns to read docs and not one app's names: without some of what
no script needs; without some of what scripts need (`foundry.partial`); with names of another form, or none that say anything.
Samples are fewer, or none. Scripts are written anew where names are others or gone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from apidocs.doc import AppDoc, Element, Kind, Sample
from apidocs.doc.api import RESERVED
from apidocs.doc.renaming import Names, rename_in, renamed
from apidocs.doc.script_names import uses
from apidocs.doc.table import api_names, problems, rows_of

from .looking_for import rewritten
from .partial import partial_doc

Variant = Literal["plain", "partial", "thinned", "renamed", "masked"]
SHARES: dict[Variant, int] = {"plain": 35, "partial": 20, "thinned": 20, "renamed": 15, "masked": 10}
"""Real apps are known in part (right scripts for recorded ones look for something by its words in 45 of 98), and few pairs come of
a partial doc: what nobody told can't be looked for."""
_LEFT_OUT = 0.5
"""Of what no script needs and nothing leads through, in a thinned doc."""
_KINDS = {
    Kind.BUTTON: ("button", "btn"), Kind.TOGGLE: ("switch", "toggle"), Kind.CHOICE: ("choice", "picker"),
    Kind.INPUT: ("field", "input"), Kind.TEXT: ("text", "label"), Kind.LIST: ("list", "list"),
}  # fmt: skip


@dataclass(frozen=True)
class Varied:
    """A doc, and what becomes of a script in it."""

    doc: AppDoc
    scripts: Callable[[str], Iterable[str]]
    """Ways to write it there, the likeliest first; a run tells which is right."""


def draw_variant(draw: random.Random) -> Variant:
    return draw.choices(list(SHARES), list(SHARES.values()))[0]


def varied(doc: AppDoc, variant: Variant, scripts: Iterable[str], draw: random.Random) -> Varied:
    """The doc in a variant; all but the partial one keep everything `scripts` use."""
    doc = with_fewer_samples(doc, draw)
    if variant == "partial":
        less = partial_doc(doc, draw)
        return Varied(less, lambda script: rewritten(script, doc, less))
    if variant == "thinned":
        return Varied(thinned(doc, scripts, draw), _as_it_is)
    if variant == "plain":
        return Varied(doc, _as_it_is)
    table = api_names(doc)
    names = masked_names(doc) if variant == "masked" else other_names(doc, draw)
    other = renamed(doc, names)
    if problems(other):
        return Varied(doc, _as_it_is)
    return Varied(other, lambda script: (rename_in(script, table, names),))


def _as_it_is(script: str) -> tuple[str]:
    return (script,)


def with_fewer_samples(doc: AppDoc, draw: random.Random) -> AppDoc:
    """As they are, half of them in another order, or none."""
    chance = draw.random()
    if chance < 0.5:
        return doc
    count = len(doc.samples) // 2 if chance < 0.75 else 0
    samples: list[Sample] = draw.sample(doc.samples, count)
    return doc.model_copy(update={"samples": samples})


def thinned(doc: AppDoc, scripts: Iterable[str], draw: random.Random) -> AppDoc:
    """Without some of what the scripts don't use and no way leads through."""
    table = api_names(doc)
    used: set[tuple[str, str]] = set()
    for script in scripts:
        used |= uses(script, table).elements
    led = {(t.source, t.element) for t in doc.transitions}
    tied = {(s.name, e.commit) for s in doc.screens for e in s.elements if e.commit}

    def stays(screen: str, element: Element) -> bool:
        known = {(screen, element.name), (screen, element.item.name if element.item else "")}
        return bool(known & (used | led | tied)) or draw.random() >= _LEFT_OUT

    screens = [s.model_copy(update={"elements": [e for e in s.elements if stays(s.name, e)]}) for s in doc.screens]
    thin = doc.model_copy(update={"screens": screens})
    left = api_names(thin)
    samples = [sample for sample in doc.samples if not uses(sample.script, left).unknown]
    return thin.model_copy(update={"samples": samples})


def other_names(doc: AppDoc, draw: random.Random) -> Names:
    """The kind before or behind every name, as another tool would make them."""
    behind, word = draw.random() < 0.5, draw.randrange(2)
    page = draw.choice(("screen", "page", "view"))

    def put(name: str, kind: str) -> str:
        if kind in name.split("_"):
            return name
        return f"{name}_{kind}" if behind else f"{kind}_{name}"

    return Names(
        screens={s.name: put(s.name, page if s.kind == "page" else s.kind) for s in doc.screens},
        elements={(s.name, e.name): put(e.name, _KINDS[e.kind][word]) for s in doc.screens for e in s.elements},
        items={(s.name, r.element.name): put(r.item.name, "row") for s in doc.screens for r in rows_of(s)},
    )


def masked_names(doc: AppDoc) -> Names:
    """Names that say nothing but a kind and a number; what things are stands in their labels."""
    screens: dict[str, str] = {}
    elements: dict[tuple[str, str], str] = {}
    items: dict[tuple[str, str], str] = {}
    for number, screen in enumerate(doc.screens, 1):
        # a screen without a title has nothing but its name to be known by
        screens[screen.name] = f"{screen.kind}_{number}" if screen.title or screen.description else screen.name
        counted: Counter[str] = Counter()
        for element in screen.elements:
            kind = _KINDS[element.kind][0]
            counted[kind] += 1
            if element.label or element.description:
                elements[screen.name, element.name] = f"{kind}_{counted[kind]}"
        for rows in rows_of(screen):
            items[screen.name, rows.element.name] = rows.item.name
    screens = {old: new if new not in RESERVED else f"{new}_screen" for old, new in screens.items()}
    return Names(screens=screens, elements=elements, items=items)
