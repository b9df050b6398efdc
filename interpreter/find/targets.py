"""The things a call can be on, each able to bring itself into view and to find itself again after the screen changed.

What `find(text)` means stands in `by_words`. What is done to them is the same for all, and stands in `toggling`, `choosing` and
`filling`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from apidocs.doc import Effect, Element, Kind, Screen
from apidocs.doc.nouns import field_label
from apidocs.doc.words import only_switch
from phones.locating import find

from ..calls import Ref
from ..calls.errors import CallFailed
from ..screen.covering import under_keyboard
from ..screen.front import Front, Sight
from ..screen.states import Spot, spot_of
from .navigating import Navigator
from .rows import RowList


class Target(ABC):
    """Something a call is on."""

    screen: Screen | None = None
    """Of the doc, where it has one."""
    element: Element | None = None
    """Of the doc, where it is one."""

    @property
    @abstractmethod
    def name(self) -> str:
        """As the script says it."""

    @property
    def title(self) -> str:
        """What people call it, where that isn't only what it says itself: `alarm "Get up": label`."""
        return ""

    @abstractmethod
    def reach(self) -> Spot:
        """Go there, scroll, find. Raises CallFailed where it isn't there."""

    @abstractmethod
    def again(self) -> Spot | None:
        """Find it on the screen as it is, without touching anything. None where it isn't in view."""


class ElementTarget(Target):
    """An element that the doc names."""

    screen: Screen
    element: Element

    def __init__(self, front: Front, navigator: Navigator, screen: Screen, element: Element) -> None:
        self._front = front
        self._navigator = navigator
        self.screen, self.element = screen, element

    @property
    def name(self) -> str:
        return f"{self.screen.name}.{self.element.name}"

    def reach(self) -> Spot:
        sight, match = self._navigator.seek(self.screen, self.element)
        if under_keyboard(sight.hierarchy, match.node):
            self._front.hide_keyboard()
            sight, match = self._navigator.seek(self.screen, self.element)
        return self._spot(sight)

    def again(self) -> Spot | None:
        sight = self._front.look()
        return self._spot(sight) if self._navigator.visible(sight, self.screen, self.element) else None

    def _spot(self, sight: Sight) -> Spot:
        match = self._navigator.visible(sight, self.screen, self.element)
        if match is None:
            raise CallFailed(f"{self.name} went out of view while it was being reached.")
        return spot_of(sight, self.element, match.node, match.used)


def said(target: Target, spot: Spot) -> str:
    """What a thing is called, for people: by the app's words where it has some."""
    element = target.element
    if element is not None:
        # what a field says is its hint: "Start typing"
        label = field_label(element) if element.kind is not Kind.INPUT else ""
        return label or element.name.replace("_", " ")
    return target.title or spot.words


def agreed(target: Target, spot: Spot, agree: Callable[[Spot], Effect]) -> tuple[Spot, Effect]:
    """Consent to an act on what can be touched. Returns where it is then, as consent may take a while, and what the act does."""
    refuse_disabled(spot, target.name)
    effect = agree(spot)
    return target.again() or target.reach(), effect


def refuse_disabled(spot: Spot, name: str) -> None:
    """Raise CallFailed for what is greyed out: a tap would do nothing and look as if it had."""
    if not spot.node.enabled:
        raise CallFailed(
            f'{name} ("{spot.words}") is greyed out now. Something else has to be filled in or chosen first.'
        )


class RowTarget(Target):
    """A row, or a part of it."""

    screen: Screen

    def __init__(self, rows: RowList, ref: Ref) -> None:
        self.rows, self.ref, self.screen = rows, ref, rows.screen
        self.picking = False
        """Whether the row may be met in the list's selection mode; see `RowList.bring`."""
        self.part = next((p for p in rows.item.parts if p.name == ref.part), None)
        if ref.part and self.part is None:
            raise CallFailed(f"A row of {rows.name} has no {ref.part}.")

    @property
    def name(self) -> str:
        part = f".{self.ref.part}" if self.ref.part else ""
        return f'{self.screen.name}.{self.rows.item.name}("{self.ref.row_text}"){part}'

    @property
    def title(self) -> str:
        thing = f'{self.rows.noun} "{self.ref.row_text}"'
        piece = "" if self.part is None or only_switch(self.part.name) else self.part.name.replace("_", " ")
        return f"{thing}: {piece}" if piece else thing

    def reach(self) -> Spot:
        row = self.rows.bring(self.ref, picking=self.picking)
        if self.part is not None and self.part.folded and not find(row.node, self.part.locator):
            row = self.rows.unfold(self.ref, row)
        return self._inside(row)

    def again(self) -> Spot | None:
        row = self.rows.again(self.ref)
        return self._inside(row) if row is not None else None

    def _inside(self, row: Spot) -> Spot:
        if self.part is None:
            return row
        matches = find(row.node, self.part.locator)
        if not matches:
            raise CallFailed(f"{self.name} isn't there: this row has no {self.part.name}.")
        return Spot(matches[0].node, row.sight, f"row+{matches[0].used}", None, "")
