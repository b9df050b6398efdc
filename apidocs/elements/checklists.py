"""Lists of boxes that are ticked, on a page of one thing that is drawn: its steps, what to pack for it.

Nothing but the box tells such a row; what the row is called tells the button or the field that adds one.
"""

from __future__ import annotations

from dataclasses import dataclass

from phones.hierarchy import Node
from phones.locating import THE_ROW, Locator, structural_path

from ..doc import Effect, Element, Item, Kind, Part
from ..doc.api import RESERVED
from ..doc.words import identifier, plural, split_words
from .control import Control

_ADDS = ("add", "new")
_OVERLAP = 8
"""Pixels by which a button may stand in its field."""


@dataclass
class Checklist:
    """One, as far as it was seen."""

    item: str
    """What adding one calls it."""
    boxes: list[Node]


def added_by(control: Control, behind: Control | None) -> str:
    """The noun of what a button adds, or a field with a button behind it: "Add step" is about a step. Empty for all else."""
    words = split_words(control.label or control.desc, camel=False)
    adds = control.kind is Kind.BUTTON and words[:1] in [(word,) for word in _ADDS]
    takes = control.kind is Kind.INPUT and behind is not None and behind.kind is Kind.BUTTON
    if takes and behind is not None:
        here, there = control.node.bounds, behind.node.bounds
        takes = here.top <= there.center[1] < here.bottom and there.left >= here.right - _OVERLAP
    if not adds and not takes:
        return ""
    return identifier(" ".join(words[1:] if adds else words), max_words=2) or "line"


def describe_checklist(checks: Checklist, taken: set[str]) -> Element | None:
    """Its element; None where no name is left for it."""
    barred = taken | RESERVED
    item = next((name for name in (checks.item, f"{checks.item}_line") if name not in barred), "")
    many = next((name for name in (plural(checks.item), f"{checks.item}_lines") if name not in barred | {item}), "")
    if not item or not many or not item.isascii():
        return None
    taken |= {item, many}
    box = checks.boxes[0]
    row, inside = (box, True) if box.label or box.parent is None else (box.parent, False)
    tick = Part(name="checkbox", kind=Kind.TOGGLE, locator=THE_ROW if inside else Locator(cls=box.cls))
    title = Part(name="title", kind=Kind.TEXT, locator=Locator(cls="android.widget.TextView"))
    path = structural_path(row).rsplit("[", 1)[0] + ("" if inside else "/" + structural_path(box, row))
    container = row.parent or row
    return Element(
        name=many,
        kind=Kind.LIST,
        locator=Locator(cls=container.cls, path=structural_path(container)),
        item=Item(
            name=item, row=Locator(cls=box.cls, path=path), parts=[tick] if inside else [title, tick],
            title="" if inside else "title", effect=Effect.SETTINGS,
        ),
    )  # fmt: skip
