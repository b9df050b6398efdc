"""Names that stay: an app learned again keeps what its screens and elements were called, since scripts, saved tasks and edits by
hand say those names.

What is the same thing is told by where it stands: an element by its id, or its words and kind, on a screen that is the same
place. Of two that could be meant neither is renamed, and no name is given twice.
"""

from __future__ import annotations

from ..doc import AppDoc, Element
from ..doc.renaming import Names, renamed
from .pairing import id_name, leads, same_elements, same_screens


def steadied(new: AppDoc, old: AppDoc) -> AppDoc:
    """The new doc with the old one's names for what is still there."""
    pairs = same_screens(new, old)
    screens = _free({now: was for now, was in pairs.items() if now != was}, {s.name for s in new.screens})
    elements: dict[tuple[str, str], str] = {}
    items: dict[tuple[str, str], str] = {}
    parts: dict[tuple[str, str, str], str] = {}
    for now, was in pairs.items():
        here, there = new.screen(now), old.screen(was)
        assert here is not None and there is not None  # they are names of these docs
        same = same_elements(here, there, leads(new, now, pairs), leads(old, was))
        taken = {name for e in here.elements for name in (e.name, e.item.name if e.item else "")}
        for a, b in _free({a: b for a, b in same.items() if a != b}, taken).items():
            elements[now, a] = b
        for a, b in same.items():
            row, parts_of_row = _same_rows(here.element(a), there.element(b), taken)
            parts |= {(now, a, part): name for part, name in parts_of_row.items()}
            if row:
                items[now, a] = row
    if not (screens or elements or items or parts):
        return new
    return renamed(new, Names(screens=screens, elements=elements, items=items, parts=parts))


def _same_rows(here: Element | None, there: Element | None, taken: set[str]) -> tuple[str, dict[str, str]]:
    """What a list's row was called, where that is another name, and what its parts were."""
    if here is None or there is None or here.item is None or there.item is None:
        return "", {}
    # a text that takes a touch of its own is two: what is read, and what is touched
    was = {(name, part.kind): part.name for part in there.item.parts if (name := id_name(part.locator))}
    wanted = {p.name: was[name, p.kind] for p in here.item.parts if ((name := id_name(p.locator)), p.kind) in was}
    parts = _free({a: b for a, b in wanted.items() if a != b}, {part.name for part in here.item.parts})
    name = there.item.name
    return name if name != here.item.name and name not in taken else "", parts


def _free(wanted: dict[str, str], taken: set[str]) -> dict[str, str]:
    """Without those whose old name something else has now, and goes on having."""
    while True:
        kept = {a: b for a, b in wanted.items() if b not in taken or b in wanted}
        if kept == wanted:
            return kept
        wanted = kept
