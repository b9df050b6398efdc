"""The thing of a list that a script has opened or picked: what its acts are done to, and how its row looked before them.

A thing stays open until its list, or a page with the same kind of rows, is in front again. Reads dumps; touches nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apidocs.doc import AppDoc, Screen
from apidocs.doc.paths import starts
from phones.hierarchy import Node

from ..calls import Ref
from ..find.joining import Seen
from ..find.loading import says_empty
from ..find.rows import RowList
from ..find.targets import RowTarget
from ..screen.front import Sight
from ..screen.states import Spot, selecting

Content = tuple[str, ...]

Marks = tuple[tuple[str, bool, bool], ...]


def marks_of(node: Node) -> Marks:
    """What of a row can change upon an act and says nothing: what is selected and what is ticked in it."""
    return tuple((n.id_name, n.selected, n.checked) for n in node.walk() if n.selected or n.checkable or n is node)


def _marked(marks: Marks) -> int:
    return sum(selected or checked for _, selected, checked in marks)


@dataclass(frozen=True, eq=False)
class Thing:
    """A row, as it was when the script took it up."""

    rows: RowList
    ref: Ref
    content: Content
    marks: Marks
    beside: tuple[Content, ...]
    """What the rows next to it said: where one of them is in view and it isn't, it has gone or moved."""
    alike: int
    """How many rows in view said the same."""

    @classmethod
    def at(cls, rows: RowList, ref: Ref, spot: Spot) -> Thing | None:
        """The row a spot stands in; None where the list doesn't show it."""
        shown = rows.shown(spot.sight)
        inside = {id(n) for n in (spot.node, *spot.node.ancestors())}
        at = next((i for i, row in enumerate(shown) if id(row.node) in inside), None)
        if at is None:
            return None
        row = shown[at]
        beside = tuple(r.content for r in (*shown[max(0, at - 1) : at], *shown[at + 1 : at + 2]))
        alike = sum(r.content == row.content for r in shown)
        return cls(rows, ref, row.content, marks_of(row.node), beside, alike)

    @property
    def name(self) -> str:
        """`note "Groceries"`, for people."""
        return f'{self.rows.item.name.replace("_", " ")} "{self.ref.row_text}"'

    def let_go(self, after: Sight) -> bool:
        """Whether less of it is marked than before: a second tap has taken it out of the selection."""
        now = self.now(after) or []
        return len(now) == 1 and _marked(marks_of(now[0].node)) < _marked(self.marks)

    def now(self, sight: Sight, gone: Sequence[Thing] = ()) -> list[Seen] | None:
        """The rows in view that may be it; None where the list isn't in front, or shows nothing that tells. `gone` are those that
        went with it."""
        if sight.name not in (self.rows.screen.name, self.rows.item.menu) or not sight.name:
            return None
        shown = self.rows.shown(sight)
        same = [r for r in shown if r.content == self.content] or [r for r in shown if r.title == self.ref.row_text]
        if same:
            return same
        if not shown:
            return [] if self._had_only(gone) or says_empty(sight) else None
        return [] if any(r.content in self.beside for r in shown) else None

    def emptied(self, sight: Sight) -> bool:
        """Whether its list is in front and shows nothing, and it had company: one that is drawn yet looks so, too."""
        return sight.name == self.rows.screen.name and self.now(sight) is None and not self.rows.shown(sight)

    def _had_only(self, gone: Sequence[Thing]) -> bool:
        """Whether its list had no row besides it and those that went with it, as far as it was seen."""
        went = {self.content, *(thing.content for thing in gone)}
        alone = self.alike <= max(1, sum(thing.content == self.content for thing in gone))
        return alone and all(one in went for thing in (self, *gone) for one in thing.beside)


class Things:
    """What is open, or picked, in one run."""

    def __init__(self, doc: AppDoc) -> None:
        self._doc = doc
        self._homes = frozenset(starts(doc).values())
        self.held: list[Thing] = []
        """One that is open, or all that are picked."""
        self.picking = False
        """Whether what is held was picked in a selection mode."""

    @property
    def within(self) -> str:
        """What acts are done to now, for people: `contact "Omar"`."""
        return ", ".join(thing.name for thing in self.held)

    def opened(self, thing: Thing) -> None:
        """A row was opened: its screen is in front."""
        self.held, self.picking = [thing], False

    def picked(self, thing: Thing, *, on: bool) -> None:
        """A row was picked, or let go, in a selection mode."""
        others = [t for t in self.held if t.ref.row != thing.ref.row] if self.picking else []
        self.held, self.picking = ([*others, thing] if on else others), True

    def saw(self, sight: Sight) -> None:
        """A screen came to the front: one that has the list again has left the thing."""
        if self.held and sight.screen is not None and self._left(sight, sight.screen):
            self.left()

    def left(self) -> None:
        """Nothing is open any more."""
        self.held, self.picking = [], False

    def _left(self, sight: Sight, screen: Screen) -> bool:
        if screen.kind != "page" or self.picking and selecting(sight.hierarchy):
            return False
        first = self.held[0].rows
        if screen.name in (first.item.opens, first.item.menu) and screen.name != first.screen.name:
            return False
        same = any(e.item is not None and e.item.name == first.item.name for e in screen.elements)
        return screen.name == first.screen.name or screen.name in self._homes or same


def thing_of(target: object, spot: Spot) -> Thing | None:
    """The row that an act is on, or stands in."""
    return Thing.at(target.rows, target.ref, spot) if isinstance(target, RowTarget) else None
