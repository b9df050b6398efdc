"""A table that shares out its width by what stands in it. Cells are texts, never markup.

Textual's own table gives a column what its longest cell wants and scrolls sideways. Here nothing scrolls sideways: one column
takes what the others leave, the others give up what they don't need, and what is still too long is cut or goes on in the
next line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
NARROWEST = 8
"""Cells that the wide column keeps, however little room there is."""
INDENT = "  "
"""Before what a cell goes on with in its next line."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    heading: str
    width: int = 0
    """Cells; 0 takes what the others leave. A column that needs less gives it up, one that needs more gets it while there
    is some left."""
    right: bool = False
    """For numbers: they end in one line, and the width stays as it is."""


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

    def __init__(self, columns: Sequence[Column], *, lines: int = 1, id: str | None = None) -> None:  # noqa: A002
        """`lines`: how many of them a cell of the wide column may take."""
        super().__init__(id=id, cursor_type="row", zebra_stripes=False, cell_padding=0)
        self._columns = list(columns)
        self._wide = next(index for index, column in enumerate(columns) if not column.width)
        self._lines = lines
        self._keys: list[str] = []
        self._cells: dict[str, list[Text]] = {}
        """As they were given, in the theme's colours; what is shown of them depends on the width."""
        self._widths = [column.width or NARROWEST for column in columns]
        for index, column in enumerate(columns):
            added = self.columns[super().add_column(self._padded(index, Text(column.heading)))]
            added.auto_width, added.width = False, self._widths[index] + self._around(index)

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
        self._keys, self._cells = [], {}
        for key, cells in rows:
            self._keys.append(key)
            self._cells[key] = [self._coloured(cell) for cell in cells]
        self._widths = self._shared_out()
        for key in self._keys:
            self._show(key)
        if wanted in self._keys:
            at = self._keys.index(wanted)
        if self._keys:
            self.move_cursor(row=min(at, len(self._keys) - 1), scroll=False)
            self.scroll_to(y=top, animate=False)
        self._set_widths()

    def append(self, key: str, cells: Sequence[Cell]) -> None:
        """Add a row at the end, and show it."""
        self._keys.append(key)
        self._cells[key] = [self._coloured(cell) for cell in cells]
        self._show(key)
        self._fit()
        self.move_cursor(row=len(self._keys) - 1, scroll=False)
        self.call_after_refresh(self.scroll_end, animate=False)

    def change(self, key: str, cells: Sequence[Cell]) -> None:
        """Replace the cells of one row."""
        if key in self._keys:
            self._cells[key] = [self._coloured(cell) for cell in cells]
            self._show_again(key)
            self._fit()

    def choose(self, key: str) -> None:
        """Put the cursor on a row."""
        if key in self._keys:
            self.move_cursor(row=self._keys.index(key), animate=False)

    def on_mount(self) -> None:
        self.watch(self, "show_vertical_scrollbar", self._fit, init=False)

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    # what is shown of a cell

    def _coloured(self, cell: Cell) -> Text:
        """In the theme's colours; `green` and the like are what they mean."""
        text = cell if isinstance(cell, Text) else Text(cell)
        text.no_wrap, text.overflow = True, "ellipsis"
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

    def _around(self, index: int) -> int:
        """Cells beside a column's text: one to the column before it, and one to the edge."""
        return (index > 0) + (index == len(self._columns) - 1)

    def _padded(self, index: int, text: Text) -> Text:
        """One line of a cell, with what stands beside it."""
        shown = text.copy()
        if shown.cell_len > self._widths[index]:
            shown.truncate(self._widths[index], overflow="ellipsis")
        if self._columns[index].right:
            shown.pad_left(self._widths[index] - shown.cell_len)
        if index > 0:
            shown.pad_left(1)
        if index == len(self._columns) - 1:
            shown.pad_right(self._widths[index] + self._around(index) - shown.cell_len)
        return shown

    def _shown(self, key: str) -> list[Text]:
        """A row's cells as they are shown; the wide one may have several lines."""
        cells = self._cells[key]
        shown = [self._padded(index, cell) for index, cell in enumerate(cells)]
        wide = self._widths[self._wide]
        if self._lines > 1 and cells[self._wide].cell_len > wide:
            lines = self._folded(cells[self._wide], wide)
            joined = Text("\n").join(self._padded(self._wide, line) for line in lines)
            joined.no_wrap, joined.overflow = False, "fold"
            shown[self._wide] = joined
        return shown

    def _folded(self, text: Text, width: int) -> list[Text]:
        whole = text.copy()
        whole.no_wrap, whole.overflow = False, "fold"
        lines = list(whole.wrap(self.app.console, width, overflow="fold"))[:1]
        rest = whole[len(lines[0].plain) :]
        while rest.plain.strip() and len(lines) < self._lines:
            rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
            last = len(lines) == self._lines - 1
            first = rest if last else rest.wrap(self.app.console, width - len(INDENT), overflow="fold")[0]
            lines.append(Text(INDENT).append_text(first))
            rest = rest[len(first.plain) :]
        return lines

    def _show(self, key: str) -> None:
        cells = self._shown(key)
        self.add_row(*cells, key=key, height=cells[self._wide].plain.count("\n") + 1)

    def _show_again(self, key: str) -> None:
        from textual.coordinate import Coordinate

        at, cells = self._keys.index(key), self._shown(key)
        for index, cell in enumerate(cells):
            self.update_cell_at(Coordinate(at, index), cell)
        row = self.ordered_rows[at]
        height = cells[self._wide].plain.count("\n") + 1
        if row.height != height:
            row.height = height
            self._require_update_dimensions = True

    # widths

    def _shared_out(self) -> list[int]:
        """Width of each column's text."""
        needs = [
            max([1, len(column.heading), *(cells[index].cell_len for cells in self._cells.values())])
            for index, column in enumerate(self._columns)
        ]
        room = self.size.width - sum(self._around(index) for index in range(len(self._columns)))
        # where a narrower cell has more lines, the bar's room is kept free: it would come and go with what it makes too long
        room -= self.styles.scrollbar_size_vertical if self.show_vertical_scrollbar or self._lines > 1 else 0
        widths = [c.width if c.right else min(c.width, need) for c, need in zip(self._columns, needs, strict=True)]
        widths[self._wide] = max(NARROWEST, room - sum(widths) + widths[self._wide])
        spare = widths[self._wide] - needs[self._wide]
        for index, need in enumerate(needs):
            column = self._columns[index]
            more = min(need + (column.width > 1) - widths[index], spare)  # and a little air behind it
            if index != self._wide and not column.right and more > 0:
                widths[index] += more
                widths[self._wide] -= more
                spare -= more
        return widths

    def _fit(self) -> None:
        widths = self._shared_out()
        if widths != self._widths:
            self._widths = widths
            for key in self._keys:
                self._show_again(key)
        self._set_widths()

    def _set_widths(self) -> None:
        for index, column in enumerate(self.ordered_columns):
            width = self._widths[index] + self._around(index)
            if column.width != width:
                column.width = width
                column.label = self._padded(index, Text(self._columns[index].heading))
                self._clear_caches()
                self._require_update_dimensions = True
                self.refresh(layout=True)


def muted(text: str) -> Text:
    """Less important than what stands beside it."""
    return Text(text, style=Style(dim=True))
