"""The part of a doc that one script needs: its screens, the ways to them, and what they are known by.

For a saved task that is to run where the app was never learned. Unlike `retrieval`, which cuts for a model's reading, this
loses nothing that finding and navigating need.
"""

from __future__ import annotations

from ..doc import AppDoc, Kind, Screen, Transition
from ..doc.paths import route
from ..doc.script_names import uses
from ..doc.table import api_names


def slice_for(doc: AppDoc, script: str) -> AppDoc:
    """The doc of the script's screens, of those on the way to them, and of the dialogs they open; without samples."""
    used = uses(script, api_names(doc))
    wanted = {name for name in used.screens if doc.screen(name)}
    if not wanted:
        wanted = {s.name for s in doc.screens}  # a script that only calls find() may come by any of them
    names = set(wanted) | ({doc.start} if doc.start else set())
    lists = [(s.name, e.name) for s in doc.screens for e in s.elements if e.kind is Kind.LIST]
    for start in sorted({doc.start, *wanted} - {""}):
        for goal in sorted(wanted):
            way: list[Transition] = route(doc, start, goal, avoid_effects=(), rows=lists) or []
            names |= {t.source for t in way if t.source} | {t.target for t in way}
    names |= _belonging(doc, names)
    return doc.model_copy(
        update={
            "screens": [s for s in doc.screens if s.name in names],
            "transitions": [t for t in doc.transitions if t.source in names and t.target in names],
            "samples": [],
        },
        deep=True,
    )


def _belonging(doc: AppDoc, names: set[str]) -> set[str]:
    """What opens over these screens: dialogs of choices, menus of rows, what asks back."""
    found: set[str] = set()
    for screen in doc.screens:
        if screen.name in names:
            found |= _opened_by_rows(screen)
        elif screen.serves.partition(".")[0] in names:
            found.add(screen.name)
    for step in doc.transitions:
        target = doc.screen(step.target)
        if step.source in names and target is not None and target.kind != "page":
            found.add(step.target)
    return found


def _opened_by_rows(screen: Screen) -> set[str]:
    items = [e.item for e in screen.elements if e.item is not None]
    return {name for item in items for name in (item.opens, item.menu, *(part.opens for part in item.parts)) if name}
