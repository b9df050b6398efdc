"""A sketched phone with a list of boxes: what to pack for a journey, of which a touch ticks a row."""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part
from phones.locating import THE_ROW, Locator
from tests.interpreter.pocket_phone import ROW, TOP, WIDTH, View, page, words
from tests.interpreter.sketch import Sketch, doc_of


class Packing(Sketch):
    """What to pack for a journey."""

    def __init__(self, *ticked: int) -> None:
        super().__init__()
        self.ticked = set(ticked)
        self.packed = ["Passport", "Socks", "Charger", "Socks"]
        self.draw["main"] = self._list

    def _list(self) -> View:
        rows = [
            View(
                "widget.CheckBox", (0, TOP + ROW * i, WIDTH, TOP + ROW * (i + 1)), text, "pack_box",
                on_tap=self._ticks(i), checkable=True, checked=i in self.ticked,
            )
            for i, text in enumerate(self.packed)
        ]  # fmt: skip
        listing = View("widget.LinearLayout", (0, TOP, WIDTH, TOP + ROW * len(rows)), "", "list", children=rows)
        return page(words("Things to pack", (0, 0, 300, 90), "heading"), listing)

    def _ticks(self, number: int) -> Callable[[], None]:
        return lambda: self.ticked.symmetric_difference_update({number})

    @property
    def taps(self) -> int:
        return sum(line.startswith("tap") for line in self.log)


def packing_doc(phone: Packing) -> AppDoc:
    box = Part(name="checkbox", kind=Kind.TOGGLE, locator=THE_ROW)
    item = Item(name="part", row=Locator(resource_id="pack_box"), parts=[box], effect=Effect.SETTINGS)
    parts = Element(name="parts", kind=Kind.LIST, locator=Locator(resource_id="list"), item=item)
    return doc_of("main", [phone.as_screen("main", elements=[parts])])
