"""How things stand in an app: what its pages show as set, switched and picked, at first and now.

Read from dumps alone, so that it can be told on any phone. Forms are left out, whose values are of the moment, and
dialogs, which show what their page shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from phones.hierarchy import Node

from .caution import searches
from .doc import Kind
from .elements import Control, controls
from .marks import Seen, words_beside
from .windows import is_radio, texts, words_on
from .words import figures_only, purpose_words


@dataclass(frozen=True)
class Standing:
    """One thing on a page and how it stands."""

    key: str
    what: str
    """As a person would call it."""
    value: str
    kind: Literal["switch", "option", "row"]
    """`row`: a switch in a row, whose words are the person's own."""


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
    stands = [(one, control.node) for control in found if (one := _of_control(control)) is not None]
    return stands + _in_rows(seen)


def _of_control(control: Control) -> Standing | None:
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


def _in_rows(seen: Seen) -> list[tuple[Standing, Node]]:
    stands: list[tuple[Standing, Node]] = []
    for rows in seen.lists.found:
        for row in rows.rows:
            title = next((said.text.strip() for said in texts(row)), "")
            if not title or rows.titles.count(title) > 1:
                continue
            stands += [
                (Standing(f"in:{rows.key}|{title}|{node.id_name}", title, _on(node), "row"), node)
                for node in row.walk()
                if node.checkable
            ]
    return stands


def _on(node: Node) -> str:
    return "on" if node.checked else "off"


@dataclass(frozen=True)
class Kept:
    """What an earlier walk that was cut off had found at first, and may not have put back."""

    place: str
    standing: Standing


@dataclass
class Ledger:
    """How all pages of an app stood when they were first seen, and how they stand as last seen."""

    earlier: Iterable[Kept] = ()
    earlier_start: Start | None = None
    on_new: Callable[[Ledger], None] | None = None
    """Told when there is more in it than before."""
    start: Start | None = None
    places: dict[int, Seen] = field(default_factory=dict)
    first: dict[int, dict[str, Standing]] = field(default_factory=dict)
    now: dict[int, dict[str, str]] = field(default_factory=dict)

    def begin(self, seen: Seen) -> None:
        """The app has just been started for the first time."""
        self.start = self.earlier_start or Start.of(seen)
        self._tell()

    def note(self, number: int, seen: Seen) -> None:
        """Write down how the page of group `number` stands."""
        first = self.first.setdefault(number, {})
        new = False
        for one, _ in standing(seen):
            if one.key not in first and self._changed_elsewhere(one):
                continue
            if one.key not in first:
                first[one.key] = self._earlier(seen, one) or one
                new = True
            self.now.setdefault(number, {})[one.key] = one.value
        if new:
            self.places.setdefault(number, seen)
            self._tell()

    def owed(self, number: int) -> list[Standing]:
        """What of a page stands otherwise than at first, as it stood then."""
        now = self.now.get(number, {})
        return [one for key, one in self.first.get(number, {}).items() if now.get(key, one.value) != one.value]

    def kept(self) -> list[Kept]:
        """What is to be put back if the walk is cut off; what rows say is left out."""
        return [
            Kept(place_of(self.places[number]), one)
            for number, first in self.first.items()
            for one in first.values()
            if one.kind != "row"
        ]

    def _changed_elsewhere(self, one: Standing) -> bool:
        """Whether this is what another page had otherwise at first: two tabs that share a filter."""
        return any(
            (was := first.get(one.key)) is not None
            and was.what == one.what
            and was.value != one.value == self.now[number].get(one.key)
            for number, first in self.first.items()
        )

    def _earlier(self, seen: Seen, one: Standing) -> Standing | None:
        place = place_of(seen)
        return next((k.standing for k in self.earlier if k.place == place and k.standing.key == one.key), None)

    def _tell(self) -> None:
        if self.on_new is not None:
            self.on_new(self)


def place_of(seen: Seen) -> str:
    """A page as another walk can tell it."""
    return "|".join([seen.activity, seen.title, *sorted(seen.tabs)])
