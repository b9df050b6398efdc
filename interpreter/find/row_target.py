"""What a call is made on where it is a row, or a part of one."""

from __future__ import annotations

from apidocs.doc import Effect, Element, Part, Screen
from apidocs.doc.words import only_switch
from phones.locating import Locator, find

from ..calls import Ref
from ..calls.errors import CallFailed
from ..screen.states import Spot
from .rows import RowList


class RowTarget:
    """A row, or a part of it."""

    element: Element | None = None

    def __init__(self, rows: RowList, ref: Ref) -> None:
        self._rows = rows
        self._ref = ref
        self.screen: Screen | None = rows.screen
        self.picking = False
        """Whether the row may be met in the list's selection mode; see `RowList.bring`."""
        self._part = next((p for p in rows.item.parts if p.name == ref.part), None)
        if ref.part and self._part is None:
            raise CallFailed(f"A row of {rows.name} has no {ref.part}.")

    @property
    def name(self) -> str:
        return f'{self._rows.screen.name}.{self._rows.item.name}("{self._ref.row_text}")' + (
            f".{self._ref.part}" if self._ref.part else ""
        )

    @property
    def title(self) -> str:
        thing = f'{self._rows.noun} "{self._ref.row_text}"'
        piece = "" if self._part is None or only_switch(self._part.name) else self._part.name.replace("_", " ")
        return f"{thing}: {piece}" if piece else thing

    @property
    def rows(self) -> RowList:
        return self._rows

    @property
    def ref(self) -> Ref:
        return self._ref

    @property
    def part(self) -> Part | None:
        return self._part

    @property
    def opening(self) -> Effect:
        """What opening a row does, as the doc has it."""
        return self._rows.item.effect

    @property
    def menu_by(self) -> Locator | None:
        """Of a whole row: its button for its menu, where it has one; see `apidocs.doc.Item`."""
        return self._rows.item.menu_by if self._part is None else None

    def acted_on(self) -> None:
        """See `RowList.acted_on`."""
        self._rows.acted_on(self._ref)

    def reach(self) -> Spot:
        row = self._rows.bring(self._ref, picking=self.picking)
        if self._part is not None and self._part.folded and not find(row.node, self._part.locator):
            row = self._rows.unfold(self._ref, row)
        return self._inside(row)

    def again(self) -> Spot | None:
        row = self._rows.again(self._ref)
        return self._inside(row) if row is not None else None

    def _inside(self, row: Spot) -> Spot:
        if self._part is None:
            return row
        matches = find(row.node, self._part.locator)
        if not matches:
            raise CallFailed(f"{self.name} isn't there: this row has no {self._part.name}.")
        return Spot(matches[0].node, row.sight, f"row+{matches[0].used}", None, "")
