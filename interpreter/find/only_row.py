"""The row that is opened on the way since it is the only one there is."""

from __future__ import annotations

from apidocs.doc import Element, Kind, Screen
from apidocs.doc.words import singular, split_words, stem
from phones.hierarchy import Node

from ..screen.front import Sight


def only_row(sight: Sight, element: Element, behind: Screen, task: str) -> Node | None:
    """The one row of a list in view, where a dialog or a menu lies `behind` it; None where there are several. A form is put in
    only for a thing that the task speaks of by what it is: the label of an alarm isn't that of the only timer."""
    if element.item is None or behind.kind == "page":
        return None
    if task and any(one.kind is Kind.INPUT for one in behind.elements) and not _speaks_of(element, task):
        return None
    rows = [match for match in sight.find(element.item.row) if match.node.bounds.area]
    best = [match for match in rows if match.score >= rows[0].score - 0.01]
    return best[0].node if len(best) == 1 else None


def _speaks_of(element: Element, task: str) -> bool:
    kinds = f"{element.item.name if element.item is not None else ''} {element.name}"
    return not _stems(kinds).isdisjoint(_stems(task))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(singular(word)) for word in split_words(text))
