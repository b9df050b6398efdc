"""What learning left alone, as a person is told it: what of the app isn't known for that, what a task can use all the same, and how
to have more of it opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..doc import AppDoc, Element, Kind, Left
from ..doc.effects import asks

_NAMED = 5
"""So many are named; of the rest it is said how many."""
_MAY_ACT = (Left.UNKNOWN, Left.THING)


def left_lines(doc: AppDoc) -> list[str]:
    """A sentence each, the weightiest first; none where nothing of account was left, or nothing is noted of it."""
    said = [*_unopened(doc), *_unknown(doc)]
    if said:
        said.append(f"To have them opened too: thumbwright apps learn {doc.package} --allow commit")
    return [*said, *_grave(doc)]


def _unopened(doc: AppDoc) -> Iterator[str]:
    """Lists of which no row was opened; not those of a thing's own page, whose rows often open nothing."""
    opening = {(one.source, one.element) for one in doc.transitions if one.action == "open"}
    lists = [(screen, element, element.item) for screen in doc.screens for element in screen.elements]
    known = {item.name for screen, element, item in lists if item and (screen.name, element.name) in opening}
    pages = {one.target for one in doc.transitions if one.action in ("open", "long_press", "part")}
    told: set[str] = set()
    for screen, element, item in lists:
        if item is None or element.left not in _MAY_ACT or screen.name in pages or item.opens or item.ticked:
            continue
        if item.name not in known | told:
            told.add(item.name)
            where = screen.title or element.label or screen.name
            yield f"No row of “{where}” was opened, since a touch may do something there: what its pages have isn't known."


def _unknown(doc: AppDoc) -> Iterator[str]:
    left = [e for e in _elements(doc) if e.left is Left.UNKNOWN and e.kind is not Kind.LIST and not asks(e.effect)]
    if names := _names(left):
        yield f"Not opened, since they may do something at once: {names}. What is behind them isn't known."


def _grave(doc: AppDoc) -> Iterator[str]:
    left = [e for e in _elements(doc) if e.left in (Left.GRAVE, Left.AT_ONCE, Left.THING) and asks(e.effect)]
    if names := _names(left):
        yield f"Not tried, since they change something: {names}. A task can use them, and asks before."


def _elements(doc: AppDoc) -> list[Element]:
    return [element for screen in doc.screens for element in screen.elements]


def _names(elements: Iterable[Element]) -> str:
    names = list(dict.fromkeys(f"“{element.said}”" for element in elements))
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
