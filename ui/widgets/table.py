"""A table whose last-but-wide column takes the room there is. Cells are texts, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Span, Text
from textual import events
from textual.binding import BindingType
from textual.widgets import DataTable

Cell = str | Text
MEANING = {
    "green": "text-success",
    "yellow": "text-warning",
    "red": "text-error",
    "cyan": "text-accent",
    "blue": "text-primary",
}
"""What a plain colour stands for, as a variable of the theme."""


class Table(DataTable[Text]):
    """Rows with a key each; `fill` replaces them all and keeps the cursor on its key."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    Table { background: transparent; }
    Table > .datatable--header { background: transparent; color: $text-muted; text-style: none; }
    Table > .datatable--cursor { background: $block-cursor-blurred-background; color: $foreground; text-style: none; }
    Table:focus > .datatable--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: $block-cursor-text-style;
    }
    """

    def __init__(self, columns: Sequence[tuple[str, int]], *, id: str | None = None) -> None:  # noqa: A002
        """`columns`: heading and width; the one of width 0 takes what the others leave."""
        super().__init__(id=id, cursor_type="row", zebra_stripes=False, cell_padding=0)
        self._columns = list(columns)
        self._keys: list[str] = []
        for heading, width in columns:
            super().add_column(Text(heading), width=(width + 1) if width else 10)

    @property
    def chosen(self) -> str | None:
        """Key of the row under the cursor."""
        if not self._keys or not 0 <= self.cursor_row < len(self._keys):
            return None
        return self._keys[self.cursor_row]

    def fill(self, rows: Iterable[tuple[str, Sequence[Cell]]], *, cursor: str | None = None) -> None:
        """Replace all rows; the cursor goes to `cursor`, or stays where it was."""
        wanted = cursor or self.chosen
        at, top = self.cursor_row, self.scroll_y
        self.clear()
        self._keys = []
        for key, cells in rows:
            self._keys.append(key)
            self.add_row(*map(self._cell, cells), key=key)
        if wanted in self._keys:
            at = self._keys.index(wanted)
        if self._keys:
            self.move_cursor(row=min(at, len(self._keys) - 1), scroll=False)
            self.scroll_to(y=top, animate=False)
        self._fit()

    def append(self, key: str, cells: Sequence[Cell]) -> None:
        """Add a row at the end, and show it."""
        self._keys.append(key)
        self.add_row(*map(self._cell, cells), key=key)
        self.move_cursor(row=len(self._keys) - 1, scroll=False)
        self.call_after_refresh(self.scroll_end, animate=False)

    def change(self, key: str, cells: Sequence[Cell]) -> None:
        """Replace the cells of one row."""
        from textual.coordinate import Coordinate

        if key in self._keys:
            for column, cell in enumerate(cells):
                self.update_cell_at(Coordinate(self._keys.index(key), column), self._cell(cell))

    def choose(self, key: str) -> None:
        """Put the cursor on a row."""
        if key in self._keys:
            self.move_cursor(row=self._keys.index(key), animate=False)

    def _cell(self, cell: Cell) -> Text:
        """One line of text in the theme's colours; `green` and the like are what they mean."""
        text = cell if isinstance(cell, Text) else Text(cell)
        text.no_wrap, text.overflow = True, "ellipsis"
        text.pad_right(1)
        variables = self.app.theme_variables
        if isinstance(text.style, str) and text.style in MEANING:
            text.style = variables.get(MEANING[text.style], text.style)
        text.spans = [
            Span(span.start, span.end, variables.get(MEANING[span.style], span.style))
            if isinstance(span.style, str) and span.style in MEANING
            else span
            for span in text.spans
        ]
        return text

    def on_mount(self) -> None:
        self.watch(self, "show_vertical_scrollbar", self._fit, init=False)

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        fixed = sum(width + 1 for _, width in self._columns if width)
        left = max(8, self.size.width - fixed - (self.scrollbar_size_vertical if self.show_vertical_scrollbar else 0))
        for (_, width), column in zip(self._columns, self.ordered_columns, strict=False):
            if not width and column.width != left:
                column.width = left
                column.auto_width = False
                self._clear_caches()
                self._require_update_dimensions = True
                self.refresh(layout=True)


def muted(text: str) -> Text:
    """Less important than what stands beside it."""
    return Text(text, style=Style(dim=True))
