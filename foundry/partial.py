"""A doc of someone who has seen less of an app: screens that were never opened, controls that were never met. Apps that were
learned in a hurry, or have doors that learning doesn't go through, have docs like that."""

from __future__ import annotations

import random

from apidocs.doc import AppDoc, Element, Item, Kind, Screen
from apidocs.doc.script_names import uses
from apidocs.doc.table import api_names

_UNOPENED = 0.3
"""Of the screens behind the first one."""
_UNSEEN = 0.2
"""Of the controls on the others."""


def partial_doc(doc: AppDoc, draw: random.Random) -> AppDoc:
    """The doc without some of its screens and controls, without what is reached only through these, and without the samples
    that name any of it. Lists stay: an app that shows none of its things is no app that was learned."""
    gone = {s.name for s in doc.screens if s.name != doc.start and draw.random() < _UNOPENED}
    unseen = {
        (s.name, e.name) for s in doc.screens for e in s.elements if e.kind is not Kind.LIST and draw.random() < _UNSEEN
    }
    steps = [t for t in doc.transitions if (t.source, t.element) not in unseen]
    served = {s.name: (s.serves.partition(".")[0], s.serves.partition(".")[2]) for s in doc.screens if s.serves}
    rows = [(s.name, e.item) for s in doc.screens for e in s.elements if e.item is not None]
    known = {doc.start}
    for _ in doc.screens:
        onward = {t.target for t in steps if t.source in known}
        onward |= {name for screen, item in rows if screen in known for name in _behind(item)}
        onward |= {
            name for name, (screen, element) in served.items() if screen in known and (screen, element) not in unseen
        }
        known |= onward - gone
    screens = [_without(s, unseen, known, doc) for s in doc.screens if s.name in known]
    steps = [t for t in steps if t.source in ("", *known) and t.target in known]
    less = doc.model_copy(update={"screens": screens, "transitions": steps})
    table = api_names(less)
    return less.model_copy(update={"samples": [s for s in doc.samples if not uses(s.script, table).unknown]})


def _behind(item: Item) -> set[str]:
    return {name for name in (item.opens, item.menu, *(part.opens for part in item.parts)) if name}


def _without(screen: Screen, unseen: set[tuple[str, str]], known: set[str], doc: AppDoc) -> Screen:
    left = [e for e in screen.elements if (screen.name, e.name) not in unseen]
    names = {e.name for e in left}
    shut = {s.serves for s in doc.screens if s.serves and s.name not in known}
    return screen.model_copy(update={"elements": [_known_less(e, screen.name, names, known, shut) for e in left]})


def _known_less(element: Element, screen: str, names: set[str], known: set[str], shut: set[str]) -> Element:
    """What is known of a control whose dialog, menu or save button isn't."""
    if f"{screen}.{element.name}" in shut:
        return element.model_copy(
            update={"kind": Kind.BUTTON, "options": [], "confirm": None, "picks": "", "state": None}
        )
    item = element.item
    if item is not None:
        parts = [p.model_copy(update={"opens": p.opens if p.opens in known else ""}) for p in item.parts]
        opens, menu = (name if name in known else "" for name in (item.opens, item.menu))
        item = item.model_copy(update={"opens": opens, "menu": menu, "parts": parts})
    commit = element.commit if element.commit in names else ""
    return element.model_copy(update={"item": item, "commit": commit})
