"""Tabs that were seen to lead to a page: whatever deed they are called by ("Report", "Orders", "Call"), they lead there."""

from __future__ import annotations

from collections.abc import Iterable

from ..elements.drafts import Draft
from .trace import Place, Trace


def tabs_that_lead(trace: Trace) -> set[tuple[int, str]]:
    """The tabs, as their place's number and their key, that led to a page from their own place or from another one with a tab
    of the same words, in the same activity."""
    tabs = [(place, draft) for place in trace.places.values() for draft in _tabs_of(place)]
    led = {_called(place, draft) for place, draft in tabs if _opens_page(trace, place, draft)}
    return {(place.number, draft.key) for place, draft in tabs if _called(place, draft) in led}


def _called(place: Place, draft: Draft) -> tuple[str, str]:
    return place.first.activity, draft.label or draft.desc


def _opens_page(trace: Trace, place: Place, draft: Draft) -> bool:
    target = trace.target(place, draft)
    return target is not None and trace.places[target].kind == "page" and bool(draft.label or draft.desc)


def _tabs_of(place: Place) -> Iterable[Draft]:
    tabs = {id(tab) for _, seen, _ in place.dumps for group in seen.window.tabs for tab in group}
    for draft in place.drafts:
        node = draft.first.node
        if any(id(each) in tabs for each in (node, *node.ancestors())):
            yield draft
