"""What a person may have done between two screens, where no touch was told of: from what is different, and what the doc knows to
lead there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apidocs.doc import Effect, Element, Kind, Screen
from apidocs.doc.effects import severity
from apidocs.doc.paths import route
from apidocs.doc.words import word_set
from interpreter.find.shown_rows import ShownRows
from interpreter.screen.front import Sight
from interpreter.screen.options import options_on
from interpreter.screen.states import field_text, is_on, text_of
from phones.locating import find

from .touched import Hit, Looker

_MOST = 12
"""Things that one is asked about at once."""


@dataclass(frozen=True, eq=False)
class Maybe:
    """One thing that it may have been."""

    words: str
    hit: Hit | None = None
    long: bool = False

    @property
    def element(self) -> Element | None:
        return self.hit.element if self.hit is not None else None


BACK = Maybe("the back key")
WAY = Maybe("")
"""Several things, of which all led on to another screen that the doc knows a way to."""


def likely(looker: Looker, before: Sight, after: Sight, trail: Sequence[str]) -> list[Maybe] | None:
    """What it may have been; one alone where nothing else is likely. None where nothing was done that a script has to say: a
    scroll, typing. `trail`: the screens that were in front until now, in order."""
    if before.screen is None:
        return [*_touchable(before), BACK]
    if before.name == after.name:
        return _in_place(looker, before, after, before.screen)
    found = list(_known(looker, before, after, before.screen))
    led = {t.element for t in looker.doc.transitions if t.source == before.screen.name}
    # buttons that were left alone when the app was learned, since they do something: where they lead isn't known
    untried = [
        m
        for m in _elements(looker, before, before.screen, Kind.BUTTON)
        if m.element is not None and m.element.name not in led and m.words not in {k.words for k in found}
    ]
    back = _back_leads(looker, before, after, trail)
    if not found or back:
        found += untried
    for evidence in (_opened_row, _marked_row, _typed_shows, _asks_about):
        told = [m for m in found if evidence(looker, m, before, after)]
        if len(told) == 1:
            return told
    if not back and all(m in untried for m in found) and after.name and route(looker.doc, before.name, after.name):
        return [WAY]
    if back:
        found.append(BACK)
    if not found or len(found) == 1 and found[0] in untried:  # nothing tells that it leads there
        return [*_elements(looker, before, before.screen, Kind.BUTTON, Kind.CHOICE, Kind.TOGGLE), BACK]
    return found


def _in_place(looker: Looker, before: Sight, after: Sight, screen: Screen) -> list[Maybe] | None:
    """The same screen, with something on it otherwise."""
    found: list[Maybe] = []
    for element in screen.elements:
        was, now = looker.spot(before, element), looker.spot(after, element)
        if was is None or now is None or element.item is not None:
            continue
        if element.inline:
            marked = [o for o in options_on(now.node, element) if o.marked]
            old = [o.text for o in options_on(was.node, element) if o.marked]
            if len(marked) == 1 and marked[0].text not in old:
                found.append(Maybe(_words(element), Hit("app", was.node, element, option=marked[0])))
        elif (element.kind is Kind.TOGGLE and is_on(was) is not is_on(now)) or (
            element.kind is Kind.CHOICE and text_of(was) != text_of(now)
        ):
            found.append(Maybe(_words(element), Hit("app", was.node, element)))
    for rows in looker.lists(screen):
        found += _row_switches(rows, before, after)
    if found:
        return found
    gone = _things(looker, before, screen) - _things(looker, after, screen)
    if not gone or _scrolled(looker, before, after, screen):
        return None
    for maybe in _elements(looker, before, screen, Kind.BUTTON):
        if maybe.element is not None and severity(maybe.element.effect) > severity(Effect.NAVIGATE):
            found.append(maybe)
    return found + [maybe for rows in looker.lists(screen) for maybe in _touches(looker, before, rows.element)[:_MOST]]


def _row_switches(rows: ShownRows, before: Sight, after: Sight) -> Iterator[Maybe]:
    now = {row.title: row for row in rows.shown(after)}
    switches = [part for part in rows.item.parts if part.kind is Kind.TOGGLE]
    for row in rows.shown(before):
        for part in switches if row.title in now else ():
            a, b = find(row.node, part.locator), find(now[row.title].node, part.locator)
            if a and b and a[0].node.checked != b[0].node.checked:
                words = f"{rows.item.name} {row.title}: {part.name.replace('_', ' ')}"
                yield Maybe(words, Hit("app", a[0].node, rows.element, row, part))


def _known(looker: Looker, before: Sight, after: Sight, screen: Screen) -> Iterator[Maybe]:
    """What the doc knows to lead from one screen to the other."""
    leading = [t for t in looker.doc.transitions if after.name and t.target == after.name]
    for step in leading:
        element = screen.element(step.element) if step.source == screen.name and step.element else None
        if element is not None:
            yield from _touches(looker, before, element, long=step.action == "long_press")
    served = after.screen.serves if after.screen is not None else ""
    for element in screen.elements:
        if served == f"{screen.name}.{element.name}" and all(step.element != element.name for step in leading):
            yield from _touches(looker, before, element)


def _touches(looker: Looker, sight: Sight, element: Element, *, long: bool = False) -> list[Maybe]:
    """An element touched, as far as it is in view; of a list each of its rows."""
    if element.item is not None and sight.screen is not None:
        also = ", pressed long" if long else ""
        rows = ShownRows(sight.screen, element).shown(sight)
        return [Maybe(f'{element.item.name} "{r.title}"{also}', Hit("app", r.node, element, r), long) for r in rows]
    spot = looker.spot(sight, element)
    return [Maybe(_words(element), Hit("app", spot.node, element), long)] if spot is not None else []


def _elements(looker: Looker, sight: Sight, screen: Screen, *kinds: Kind) -> Iterator[Maybe]:
    for element in screen.elements:
        if element.kind in kinds:
            yield from _touches(looker, sight, element)


def _touchable(sight: Sight) -> list[Maybe]:
    """On a screen that the doc doesn't know: what says something and takes taps."""
    top = sight.top
    nodes = [n for n in top.walk() if n.clickable and n.enabled and n.bounds.area] if top is not None else []
    said = [(next((i.label for i in n.walk() if i.label), ""), n) for n in nodes]
    return [Maybe(f'"{words}"', Hit("app", node)) for words, node in said if words][:_MOST]


def _back_leads(looker: Looker, before: Sight, after: Sight, trail: Sequence[str]) -> bool:
    """Whether the back key leads there: to what was in front before, or to the page that it was opened from."""
    doc = looker.doc
    if any(t.source == before.name and t.target == after.name and t.action == "back" for t in doc.transitions):
        return True
    kinds = {s.name: s.kind for s in doc.screens}
    earlier = [name for name in reversed(trail) if name != before.name]
    pages = [name for name in earlier if kinds.get(name) == "page"]
    return bool(after.name) and after.name in (*earlier[:1], *pages[:1], *([doc.start] if not pages else []))


# what the screen that came tells of what was touched


def _opened_row(looker: Looker, maybe: Maybe, before: Sight, after: Sight) -> bool:
    """It says what the row is called."""
    row = maybe.hit.row if maybe.hit is not None else None
    said = {text for n in after.hierarchy.walk() for text in (n.text, n.content_desc)}
    return row is not None and not maybe.long and bool(row.title) and row.title in said


def _marked_row(looker: Looker, maybe: Maybe, before: Sight, after: Sight) -> bool:
    """It has the row marked: a selection."""
    row = maybe.hit.row if maybe.hit is not None else None
    if row is None or after.screen is None:
        return False
    rows = [r for shown in looker.lists(after.screen) for r in shown.shown(after)]
    return any(r.title == row.title and any(n.selected or n.checked for n in r.node.walk()) for r in rows)


def _typed_shows(looker: Looker, maybe: Maybe, before: Sight, after: Sight) -> bool:
    """It shows what was typed, which a button saves."""
    if maybe.element is None or maybe.element.effect is not Effect.COMMIT:
        return False
    typed = [field_text(n).strip() for n in before.hierarchy.walk() if n.editable and not n.password]
    shown = {n.text.strip() for n in after.hierarchy.walk() if n.text and not n.editable}
    return any(text and text in shown for text in typed)


def _asks_about(looker: Looker, maybe: Maybe, before: Sight, after: Sight) -> bool:
    """It is a dialog that asks whether to do what the button says."""
    if maybe.element is None or after.kind != "dialog":
        return False
    said = word_set(" ".join(n.label for n in after.nodes if n.label).casefold())
    return bool(words := word_set(maybe.words.casefold())) and words <= said


def _things(looker: Looker, sight: Sight, screen: Screen) -> set[tuple[str, ...]]:
    return {row.content for rows in looker.lists(screen) for row in rows.shown(sight)}


def _scrolled(looker: Looker, before: Sight, after: Sight, screen: Screen) -> bool:
    """Whether the rows that are still there have moved by as much, all of them, and others have come into view."""
    for rows in looker.lists(screen):
        old = {row.content: row.bounds.top for row in rows.shown(before)}
        now = {row.content: row.bounds.top for row in rows.shown(after)}
        moved = {top - old[content] for content, top in now.items() if content in old}
        if len(moved) == 1 and moved != {0} and now.keys() - old.keys():
            return True
    return False


def _words(element: Element) -> str:
    return element.label or element.name.replace("_", " ")
