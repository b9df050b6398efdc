"""What of an app learning got to know, thing by thing: used, known as it stands, or left untried, and why.

Told from what the walk noted of each element. A doc that has no such notes (an older one, one from a recording) is told from
itself: what leads somewhere was used, and what would do something was left alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from ..doc import AppDoc, Effect, Element, Kind, Left, Screen
from ..doc.effects import asks
from ..doc.paths import summary

State = Literal["covered", "known", "untried"]
"""covered: used while learning, and what it opens or offers is known. known: there to be read, typed into or switched, which a
script can do as it stands. untried: seen, and left alone."""
STATES: tuple[State, ...] = ("covered", "known", "untried")
REASONS: dict[Left | None, str] = {
    Left.GRAVE: "does what learning wasn't allowed",
    Left.SAVES: "keeps what was filled in, or answers a question",
    Left.AT_ONCE: "does something as soon as it is touched",
    Left.PICKS: "touching it picks it",
    Left.THING: "is one of the person's own things, or is done to one",
    Left.UNKNOWN: "no word of it is known for harmless",
    Left.BUDGET: "the budget ran out before",
    Left.LOST: "no way led to it again",
    None: "nothing is noted of why",
}
_OTHERS = "is another app's, or the system's"
_DOES = {
    Effect.INPUT: "changes what is typed in",
    Effect.SETTINGS: "changes a setting",
    Effect.COMMIT: "keeps or changes something",
    Effect.SEND: "sends something",
    Effect.SHARE: "hands something on",
    Effect.CALL: "calls somebody",
    Effect.PAY: "pays",
    Effect.DELETE: "deletes something",
    Effect.INSTALL: "installs something",
    Effect.ACCOUNT: "changes an account",
}


@dataclass(frozen=True)
class Known:
    """One element, and what is known of it."""

    screen: str
    element: Element
    state: State
    why: str = ""
    """Of one left untried: why."""
    opens: tuple[str, ...] = ()
    """The screens it led to."""

    @property
    def grave(self) -> bool:
        """Whether using it asks for consent."""
        return gravest_of(self.element) is not None


@dataclass(frozen=True)
class Tally:
    """How many of each state."""

    covered: int = 0
    known: int = 0
    untried: int = 0

    @property
    def all(self) -> int:
        return self.covered + self.known + self.untried


@dataclass(frozen=True)
class Coverage:
    """All of a doc, counted."""

    doc: AppDoc
    things: list[Known]

    @property
    def tally(self) -> Tally:
        return tally(self.things)

    def of(self, screen: str) -> list[Known]:
        return [one for one in self.things if one.screen == screen]

    def by_kind(self) -> dict[Kind, Tally]:
        """Kinds that the app has, in the doc's own order."""
        found = {kind: [one for one in self.things if one.element.kind is kind] for kind in Kind}
        return {kind: tally(ones) for kind, ones in found.items() if ones}

    def untried(self) -> dict[str, list[Known]]:
        """What was left untried, by why; the most first."""
        found: dict[str, list[Known]] = {}
        for one in self.things:
            if one.state == "untried":
                found.setdefault(one.why, []).append(one)
        return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))

    def grave(self) -> dict[Effect, list[Known]]:
        """What asks for consent, the gravest first."""
        found: dict[Effect, list[Known]] = {}
        for one in self.things:
            if effect := gravest_of(one.element):
                found.setdefault(effect, []).append(one)
        return dict(sorted(found.items(), key=lambda entry: -list(Effect).index(entry[0])))


def coverage(doc: AppDoc) -> Coverage:
    """What is known of each element, in the doc's order."""
    return Coverage(doc, [_known(doc, screen, element) for screen in doc.screens for element in screen.elements])


def tally(things: list[Known]) -> Tally:
    """Count them."""
    found = Counter(one.state for one in things)
    return Tally(found["covered"], found["known"], found["untried"])


def as_data(found: Coverage) -> dict[str, object]:
    """The same for a program."""
    places = {place.screen: place for place in summary(found.doc).places}
    return {
        "package": found.doc.package,
        "label": found.doc.label,
        "version": found.doc.version,
        "partial": found.doc.partial,
        "elements": _counts(found.tally),
        "kinds": {kind.value: _counts(each) for kind, each in found.by_kind().items()},
        "untried": {why: [_path(one) for one in ones] for why, ones in found.untried().items()},
        "grave": {effect.value: [_path(one) for one in ones] for effect, ones in found.grave().items()},
        "screens": [
            {
                "name": screen.name,
                "kind": screen.kind,
                "steps": places[screen.name].depth if places[screen.name].depth >= 0 else None,
                "via": places[screen.name].via,
                "elements": _counts(tally(found.of(screen.name))),
            }
            for screen in found.doc.screens
        ],
    }


def gravest_of(element: Element) -> Effect | None:
    """What of an element asks for consent: its own effect, or that of opening its rows."""
    effects = [element.effect, *([element.item.effect] if element.item is not None else [])]
    return max((one for one in effects if asks(one)), key=list(Effect).index, default=None)


def _counts(each: Tally) -> dict[str, int]:
    return {"all": each.all, **{state: getattr(each, state) for state in STATES}}


def _path(one: Known) -> str:
    return f"{one.screen}.{one.element.name}"


def _known(doc: AppDoc, screen: Screen, element: Element) -> Known:
    opens = tuple(
        dict.fromkeys(
            step.target
            for step in doc.transitions
            if (step.source, step.element) == (screen.name, element.name) and step.target != screen.name
        )
    )
    used = element.tried or bool(opens) or _led(doc, screen, element)
    offers = element.kind is Kind.CHOICE and bool(element.options or element.picks)
    if used or offers:
        return Known(screen.name, element, "covered", opens=opens)
    ticked = element.item is not None and element.item.ticked
    if ticked or screen.by_commands or element.kind in (Kind.TEXT, Kind.TOGGLE, Kind.INPUT):
        return Known(screen.name, element, "known")
    return Known(screen.name, element, "untried", _why(doc, screen, element))


def _led(doc: AppDoc, screen: Screen, element: Element) -> bool:
    """Whether it was used and led to where one was."""
    rows = element.item is not None and bool(element.item.opens or element.item.menu)
    return rows or any((step.source, step.element) == (screen.name, element.name) for step in doc.transitions)


def _why(doc: AppDoc, screen: Screen, element: Element) -> str:
    if screen.package not in ("", doc.package):
        return _OTHERS
    effect = gravest_of(element) or element.effect
    if element.left in (Left.GRAVE, None) and effect in _DOES:
        return _DOES[effect]
    if element.left is None and doc.partial:
        return REASONS[Left.BUDGET]
    return REASONS.get(element.left, REASONS[None])
