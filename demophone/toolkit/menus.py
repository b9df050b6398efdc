"""Popup menus, dropdown lists and bottom sheets: small windows that go as soon as something is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .screen import Overlay
from .view import MATCH, WRAP, Handler, Rect, View, dp
from .widgets import FRAME, LINEAR, box, column, row, text


class Menu(Overlay):
    """A popup list by the place that was touched. An item without handler is greyed out."""

    dim = False

    def __init__(self, items: Sequence[tuple[str, Handler | None]], anchor: Rect, chosen: str = "") -> None:
        super().__init__()
        self.items, self.anchor, self.chosen = items, anchor, chosen

    def build(self) -> View:
        rows = [self._row(label, handler) for label, handler in self.items]
        menu = View(
            cls="android.widget.ListView", flow="column", scroll="y", recycling=True, height=WRAP, children=rows, focusable=True,
            pad=(0, 8, 0, 8), bg="dialog", radius=8, outline="outline",
        )  # fmt: skip
        return box(menu, cls=FRAME)

    def _row(self, label: str, handler: Handler | None) -> View:
        words = text(
            label,
            "title",
            color="on_surface" if handler else "disabled",
            enabled=handler is not None,
            bold=label == self.chosen,
        )
        inside = row(words, cls="android.widget.RelativeLayout", height=WRAP)
        return box(
            inside, cls=LINEAR, id="content", on_click=lambda: self._pick(handler), enabled=handler is not None,
            height=48, pad=(16, 12, 16, 0), key=f"menu:{label}",
        )  # fmt: skip

    def _pick(self, handler: Handler | None) -> None:
        self.dismiss()
        if handler:
            handler()

    def frame(self, area: Rect, wanted: Callable[[int], tuple[int, int]]) -> Rect:
        width = dp(220)
        height = min(wanted(width)[1], area.height - dp(16))
        left = min(max(area.left + dp(8), self.anchor.right - width), area.right - width - dp(8))
        top = min(max(area.top, self.anchor.top), area.bottom - height - dp(8))
        return Rect(left, top, left + width, top + height)


class Sheet(Overlay):
    """A panel that rises from the bottom, with a title and rows."""

    def __init__(self, title: str, rows: Callable[[], list[View]]) -> None:
        super().__init__()
        self.title, self.rows = title, rows

    def build(self) -> View:
        heading = text(self.title, "title", size=18, width=MATCH, pad=(24, 20, 24, 12))
        inside = View(
            cls="android.widget.ListView",
            id="resolver_list",
            flow="column",
            scroll="y",
            height=WRAP,
            recycling=True,
            children=self.rows(),
        )
        return box(column(heading, inside, bg="dialog", radius=24, pad=(0, 0, 0, 24)), cls=FRAME)

    def frame(self, area: Rect, wanted: Callable[[int], tuple[int, int]]) -> Rect:
        height = min(wanted(area.width)[1], area.height - dp(80))
        return Rect(area.left, area.bottom - height, area.right, area.bottom)
