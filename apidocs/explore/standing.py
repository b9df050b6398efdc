"""How things stand in an app: what its pages show as set, switched and picked, at first and now.

Read from dumps alone, so that it can be told on any phone. Forms are left out, whose values are of the moment, dialogs,
which show what their page shows, and rows, which nobody can tell apart for sure and no walk switches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from phones.hierarchy import Node

from ..doc import Kind
from ..doc.words import figures_only, purpose_words
from ..elements.collecting import Control, controls
from ..screens.marks import Seen, words_beside
from ..screens.windows import is_radio, words_on
from .surroundings import searches


@dataclass(frozen=True)
class Standing:
    """One thing on a page and how it stands."""

    key: str
    what: str
    """As a person would call it."""
    value: str
    kind: Literal["switch", "option"]


@dataclass(frozen=True)
class Start:
    """What the app showed at its own start."""

    title: str
    tabs: frozenset[str]
    rows: tuple[str, ...] = ()

    @classmethod
    def of(cls, seen: Seen) -> Start:
        rows = tuple(title for found in seen.lists.found for title in found.titles if not figures_only(title))
        return cls(re.sub(r"\d+", "#", seen.title), seen.tabs, rows)

    def is_at(self, seen: Seen) -> bool:
        """Whether a dump shows the same place, whatever rows it has."""
        other = Start.of(seen)
        return (other.title, other.tabs) == (self.title, self.tabs)


def standing(seen: Seen) -> list[tuple[Standing, Node]]:
    """What a page shows as set, and the node that is touched to change it."""
    if seen.kind != "page" or seen.mode:
        return []
    found = controls(seen)
    if any(c.kind is Kind.INPUT and not searches(c) for c in found):
        return []
    return [(one, control.node) for control in found if (one := _of_control(control)) is not None]


def _of_control(control: Control) -> Standing | None:
    if control.kind is Kind.TEXT:  # it tells, and isn't set where it stands
        return None
    what = control.label or control.desc or " ".join(purpose_words(control.node.id_name)) or control.node.id_name
    if control.kind is Kind.TOGGLE:
        return Standing(control.key, what, _on(control.state or control.node), "switch")
    if control.options:
        chosen = next((n for n in control.node.walk() if is_radio(n) and (n.checked or n.selected)), None)
        value = words_on(chosen) or words_beside(chosen) if chosen is not None else ""
        return Standing(control.key, control.heading or what, value, "option")
    if control.value and (control.spinner or control.label):
        return Standing(control.key, what, control.value, "option")
    return None


def _on(node: Node) -> str:
    return "on" if node.checked else "off"


@dataclass(frozen=True)
class Kept:
    """Something that an earlier walk, which was cut off, had changed and may not have put back."""

    place: str
    standing: Standing
    """As it stood before."""
    now: str
    """As the walk left it: where it stands otherwise by now, a person has changed it since."""


@dataclass
class Ledger:
    """How all pages of an app stood when they were first seen, and how they stand as last seen."""

    earlier: list[Kept] = field(default_factory=list)
    earlier_start: Start | None = None
    on_change: Callable[[Ledger], None] | None = None
    """Told when something stands otherwise than at first, or as at first again."""
    start: Start | None = None
    places: dict[int, Seen] = field(default_factory=dict)
    first: dict[int, dict[str, Standing]] = field(default_factory=dict)
    now: dict[int, dict[str, str]] = field(default_factory=dict)
    unsure: set[tuple[int, str]] = field(default_factory=set)
    """What several things on a page are called alike: which of them stood how can't be told."""

    def begin(self, seen: Seen) -> None:
        """The app has just been started for the first time."""
        self.start = self.earlier_start or Start.of(seen)
        if self.on_change is not None:
            self.on_change(self)

    def note(self, number: int, seen: Seen, *, scrolled: bool = False) -> None:
        """Write down how the page of group `number` stands; `scrolled`: nothing was done since but that."""
        first, now = self.first.setdefault(number, {}), self.now.setdefault(number, {})
        before = self.owed(number)
        stands = [one for one, _ in standing(seen)]
        alike = Counter(one.key for one in stands)
        for one in stands:
            if alike[one.key] > 1 or scrolled and now.get(one.key, one.value) != one.value:
                self.unsure.add((number, one.key))
            if one.key not in first:
                earlier = self._earlier(seen, one)
                if earlier is None and self._changed_elsewhere(one):
                    continue
                first[one.key] = earlier or one
            now[one.key] = one.value
        if first:
            self.places.setdefault(number, seen)
        if self.on_change is not None and self.owed(number) != before:
            self.on_change(self)

    def owed(self, number: int) -> list[Standing]:
        """What of a page stands otherwise than at first, as it stood then."""
        now = self.now.get(number, {})
        return [
            one
            for key, one in self.first.get(number, {}).items()
            if now.get(key, one.value) != one.value and (number, key) not in self.unsure
        ]

    def kept(self) -> list[Kept]:
        """What is to be put back if the walk is cut off."""
        return [
            Kept(place_of(self.places[number]), one, self.now[number][one.key])
            for number in self.first
            for one in self.owed(number)
        ] + [kept for kept in self.earlier if not self._met(kept)]

    def _met(self, kept: Kept) -> bool:
        """Whether this walk has seen the page already: then it knows itself how that stands."""
        return any(place_of(seen) == kept.place for seen in self.places.values())

    def _earlier(self, seen: Seen, one: Standing) -> Standing | None:
        place = place_of(seen)
        return next(
            (
                kept.standing
                for kept in self.earlier
                if (kept.place, kept.standing.key, kept.now) == (place, one.key, one.value)
            ),
            None,
        )

    def _changed_elsewhere(self, one: Standing) -> bool:
        """Whether this is what another page had otherwise at first: two tabs that share a filter."""
        changed = [(kept.standing, kept.now) for kept in self.earlier]
        changed += [(was, self.now[number][was.key]) for number in self.first for was in self.owed(number)]
        return any((was.key, was.what, now) == (one.key, one.what, one.value) for was, now in changed)


def place_of(seen: Seen) -> str:
    """A page as another walk can tell it."""
    return "|".join([seen.activity, seen.title, *sorted(seen.tabs)])
