"""Scripts for what is done to things: to one, by its row or on its details. Adding one, its parts, and loops over several are
written by modules of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from apidocs.doc.table import Rows

from ..intents import (
    Add,
    AskFlag,
    Count,
    DeedAll,
    DoDeed,
    Exists,
    FlagAll,
    ListAll,
    Plain,
    ReadField,
    SetField,
    SetFlag,
    Show,
)
from .adding import Adding
from .drafts import Draft
from .finding import ROW, Control, Finder
from .loops import Loops
from .parts import OfParts
from .values import Said, as_written, asking, doing, picking, putting, reading, switching


class Things:
    """Writes them for one doc. `said` has the person's own words for a value."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.thing = finder.blueprint.domain.thing

    def drafts(self, intent: Plain, said: Said) -> Iterator[Draft]:
        if isinstance(intent, Add):
            yield from Adding(self.finder, said, partial(self.drafts, said=said)).drafts(intent)
            return
        for rows in (*self.finder.lists, None):
            if isinstance(intent, DeedAll | FlagAll | Count | ListAll):
                if rows is not None:
                    yield from Loops(self.finder, rows, said).drafts(intent)
                continue
            title = getattr(intent, "title", "")
            row = self.finder.row(rows, said.get(title, title))
            for draft in self._of_one(intent, rows, said):
                yield draft.about(row)

    def _of_one(self, intent: Plain, rows: Rows | None, said: Said) -> Iterator[Draft]:
        finder = self.finder
        if isinstance(intent, Exists):
            yield Draft((), f"{ROW}.exists", "yes_no")
        elif isinstance(intent, Show):
            yield Draft((f"{ROW}.open()",))
        elif isinstance(intent, SetFlag):
            for control in self._controls(f"flag.{intent.flag}", rows):
                yield from switching(finder, control, intent.on)
        elif isinstance(intent, AskFlag):
            for control in self._controls(f"flag.{intent.flag}", rows):
                yield from asking(control)
        elif isinstance(intent, ReadField):
            for control in self._controls(f"field.{intent.field}", rows):
                yield from reading(control)
        elif isinstance(intent, SetField):
            kind = next(f.kind for f in self.thing.fields if f.key == intent.field)
            value = as_written(intent.value, kind, said)
            for control in self._controls(f"field.{intent.field}", rows):
                yield from putting(finder, control, value, kind, intent.value)
            if kind == "choice":
                options = next(f.values for f in self.thing.fields if f.key == intent.field)
                for place in finder.places(rows):
                    if place.screen is not None:
                        yield from picking(finder, place.before, place.screen, options, value)
        elif isinstance(intent, DoDeed):
            for control in self._controls(f"deed.{intent.deed}", rows):
                yield from doing(finder, control)
        elif self.thing.parts is not None:
            yield from OfParts(finder, rows, self.thing.parts, said).drafts(intent)

    def _controls(self, path: str, rows: Rows | None) -> Iterator[Control]:
        return self.finder.of_thing(path, rows)
