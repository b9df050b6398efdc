"""What a call is made on where it is a row, or a part of one."""

from __future__ import annotations

from apidocs.doc import Element
from apidocs.doc.words import only_switch
from phones.locating import find

from ..calls import Ref
from ..calls.errors import CallFailed
from ..screen.states import Spot
from .rows import RowList


class RowTarget:
    """A row, or a part of it."""

    element: Element | None = None

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
