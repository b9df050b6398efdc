"""What a doc knows of an app's true places and things: each dump of the truth told by the doc, each element of that screen
located in it, and the view looked up that would take the touch. So what counts is what a run could use, not what is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.doc.words import split_words
from apidocs.explore.walking import spot
from apidocs.screens.recognising import ScreenIndex
from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy, Node
from phones.locating import find

from .places import Thing, TruePlace, shape

ENOUGH = 0.9
"""Of a choice's options, to know it."""
_RIGHT: dict[str, tuple[Kind, ...]] = {
    "button": (Kind.BUTTON,),
    "toggle": (Kind.TOGGLE,),
    "choice": (Kind.CHOICE,),
    "input": (Kind.INPUT,),
    "row": (Kind.LIST,),
}


@dataclass
class Missed:
    """A thing that the doc doesn't know, or knows wrongly."""

    place: str
    thing: str
    kind: str
    why: str


@dataclass
class Score:
    """Of one app; counts, so that they add up."""

    things: int = 0
    known: int = 0
    questions: int = 0
    """Places left out: questions whose yes changes something."""
    places: int = 0
    whole: int = 0
    kinds: int = 0
    right_kinds: int = 0
    labels: int = 0
    agreeing: int = 0
    screens_told: int = 0
    screen_errors: int = 0
    missed: list[Missed] = field(default_factory=list)


@dataclass
class _Known:
    screen: Counter[str] = field(default_factory=Counter)
    elements: dict[str, list[tuple[Screen, Element, Kind, str]]] = field(default_factory=dict)
    """By a thing's identity what of the doc would touch it: the element, its kind and all its words."""


def score(doc: AppDoc, places: dict[str, TruePlace]) -> Score:
    """Hold a doc against the truth. Where one of several is picked is whole with the choice that opens it, or with all that is
    there; a picker only where a button opens it that shows no value, since that makes something and is no choice."""
    index = ScreenIndex(doc)
    result = Score()
    known = {name: _read(index, place) for name, place in places.items()}
    openers: dict[str, list[tuple[str, Thing]]] = {}
    for name, place in places.items():
        for thing in place.things.values():
            openers.setdefault(thing.leads, []).append((name, thing))
    for name, place in places.items():
        if place.asks:
            result.questions += 1
            continue
        result.places += 1
        if place.options or place.picker:
            by = openers.get(name, [])
            whole = any(_knows_choice(known[where], thing, place) for where, thing in by)
            form = bool(place.options) or any(thing.kind == "button" for _, thing in by)
            whole = whole or form and all(_found(thing, known[name]) for thing in place.things.values())
            result.whole += whole
            if not whole:
                result.missed.append(Missed(name, "", "options", "its choice isn't known, or not all of it"))
            continue
        result.whole += _score_things(place, known[name], result)
    _score_screens(known, places, result)
    return result


def _score_things(place: TruePlace, known: _Known, result: Score) -> bool:
    """Count the things of a place; whether all of them are known."""
    whole = bool(known.screen)
    for thing in place.things.values():
        result.things += 1
        found = _found(thing, known)
        if not found:
            whole = False
            why = "not in the doc" if known.screen else "the doc doesn't know the screen"
            result.missed.append(Missed(place.name, thing.ident, thing.kind, why))
            continue
        result.known += 1
        _score_kind(place, thing, found, result)
        _score_name(place, thing, found, result)
    return whole


def _found(thing: Thing, known: _Known) -> list[tuple[Screen, Element, Kind, str]]:
    return [one for ident in thing.ident.split("|") for one in known.elements.get(ident, ())]


def _score_kind(place: TruePlace, thing: Thing, found: list[tuple[Screen, Element, Kind, str]], result: Score) -> None:
    if thing.kind == "part":
        return
    result.kinds += 1
    kinds = {kind for _, _, kind, _ in found}
    opens = thing.kind == "choice" and not thing.shows and not thing.ident.count("|")
    if kinds & set(_RIGHT[thing.kind]) or opens and Kind.BUTTON in kinds:
        result.right_kinds += 1
    else:
        result.missed.append(Missed(place.name, thing.ident, thing.kind, f"is a {'/'.join(sorted(kinds))} in the doc"))


def _score_name(place: TruePlace, thing: Thing, found: list[tuple[Screen, Element, Kind, str]], result: Score) -> None:
    wanted = set(split_words(thing.label))
    if not wanted or thing.kind == "row":
        return
    result.labels += 1
    if any(wanted <= set(split_words(words)) for _, _, _, words in found):
        result.agreeing += 1
    else:
        names = ", ".join(dict.fromkeys(words for _, _, _, words in found))
        result.missed.append(Missed(place.name, thing.ident, thing.kind, f"called {names!r} for {thing.label!r}"))


def _knows_choice(known: _Known, thing: Thing, place: TruePlace) -> bool:
    for _, element, kind, _ in known.elements.get(thing.ident, ()):
        if kind is Kind.CHOICE and (
            element.picks if place.picker else place.owned or _has(element.options, place.options)
        ):
            return True
    return False


def _has(options: list[str], wanted: tuple[str, ...]) -> bool:
    return sum(one in options for one in wanted) >= ENOUGH * len(wanted)


def _score_screens(known: dict[str, _Known], places: dict[str, TruePlace], result: Score) -> None:
    """A screen of the doc that stands for two places, and a place that two of its screens stand for, are an error each. Places
    that nobody could tell apart by what they show are one here: the search of two lists, the list of one folder or another."""
    owners: dict[str, list[str]] = {}
    for name, one in known.items():
        if one.screen and not (places[name].options or places[name].picker or places[name].asks):
            result.screens_told += 1
            those = owners.setdefault(one.screen.most_common(1)[0][0], [])
            if not any(shape(name) == shape(other) or places[name].looks_like(places[other]) for other in those):
                those.append(name)
            others = [screen for screen in one.screen if screen != one.screen.most_common(1)[0][0]]
            result.screen_errors += len(others)
            result.missed += [Missed(name, screen, "screen", "another screen for the same place") for screen in others]
    for screen, names in owners.items():
        result.screen_errors += len(names) - 1
        result.missed += [Missed(name, screen, "screen", f"the same screen as {names[0]}") for name in names[1:]]


def _read(index: ScreenIndex, place: TruePlace) -> _Known:
    known = _Known()
    for look in place.looks:
        hierarchy = Hierarchy.parse(look.xml)
        screen = index.identify(hierarchy)
        if screen is None:
            continue
        known.screen[screen.name] += 1
        for element, kind, words, node in _touched(screen, hierarchy):
            ident = look.hit(*spot(node))
            if not ident:
                continue
            entry = (screen, element, kind, words)
            those = known.elements.setdefault(ident, [])
            if entry[1:] not in [one[1:] for one in those]:
                those.append(entry)
    return known


def _touched(screen: Screen, hierarchy: Hierarchy) -> Iterator[tuple[Element, Kind, str, Node]]:
    """What each element of a screen would touch in a dump; of a list its rows and what is in them."""
    window = Window.of(hierarchy)
    if window is None:
        return
    for element in screen.elements:
        if element.kind is Kind.TEXT:
            continue
        words = f"{element.name} {element.label} {element.description}"
        if element.item is None:
            nodes = [m.node for m in find(hierarchy, element.locator) if _root(m.node) is window.root]
            inside = [n for node in nodes[:1] for n in node.walk() if n.clickable] if element.inline else []
            yield from ((element, element.kind, words, node) for node in (inside or nodes[:1]))
            continue
        for row in [m.node for m in find(hierarchy, element.item.row)]:
            yield element, Kind.LIST, words, row
            for part in element.item.parts:
                named = f"{part.name} {part.label} {words}"
                if part.kind is not Kind.TEXT:
                    yield from ((element, part.kind, named, m.node) for m in find(row, part.locator)[:1])


def _root(node: Node) -> Node:
    return next(iter([*node.ancestors()][-1:]), node)
