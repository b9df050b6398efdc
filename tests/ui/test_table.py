"""How a table shares out its width: nothing is glued, nothing is cut while there is room, numbers end in one line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.text import Text
from textual.app import App, ComposeResult

from ui.widgets.table import Cell, Column, Table

STEPS = [Column("", 1), Column("line", 4), Column("step"), Column("effect", 8), Column("ms", 6, right=True)]
LONG = 'new_note.title.set_text("Groceries and more")'


class Shown(App[None]):
    """A table alone, as wide as the terminal."""

    def __init__(self, columns: Sequence[Column] = STEPS, lines: int = 1) -> None:
        super().__init__()
        self._columns, self._lines = columns, lines

    def compose(self) -> ComposeResult:
        yield Table(self._columns, lines=self._lines)

    @property
    def table(self) -> Table:
        return self.query_one(Table)

    def said(self) -> list[str]:
        """What is to be read."""
        lines = (self.table.render_line(y).text.rstrip() for y in range(self.size.height))
        return [line for line in lines if line]


async def lines(shown: Shown, rows: Sequence[tuple[str, Sequence[Cell]]], width: int) -> list[str]:
    """What is to be read of these rows."""
    async with shown.run_test(size=(width, 12)) as pilot:
        await pilot.pause()
        shown.table.fill(rows)
        await pilot.pause()
        return shown.said()


async def test_a_long_step_is_not_glued_to_its_effect() -> None:
    head, row = await lines(Shown(), [("1", ["✓", "1", LONG, "input", Text("2339")])], 48)
    assert "…  input" in row or "… input" in row
    assert head.index("effect") == row.index("input")
    assert head.rstrip().endswith("ms")
    assert len(head.rstrip()) == len(row.rstrip()), "numbers end below their heading"


async def test_what_is_too_long_goes_on_in_the_next_lines() -> None:
    said = await lines(Shown(lines=3), [("1", ["✓", "1", LONG, "input", "5"]), ("2", ["✓", "2", "b", "", ""])], 48)
    assert [line[:1] for line in said[1:]] == ["✓", " ", "✓"]
    start = said[0].index("step")
    assert "".join(line[start:].split(" input")[0].strip() for line in said[1:3]) == LONG


async def test_no_more_lines_than_may_be() -> None:
    said = await lines(Shown(lines=2), [("1", ["✓", "1", LONG * 9, "", ""])], 48)
    assert len(said) == 3
    assert said[-1].endswith("…")


@pytest.mark.parametrize(
    ("width", "shown"),
    [(30, ["Clock", "Recording"]), (60, ["Clock of my kitchen", "Recording of music"])],
    ids=["cut", "whole"],
)
async def test_names_are_whole_where_there_are_free_columns(width: int, shown: list[str]) -> None:
    columns = [Column("", 1), Column("phone", 9), Column("state")]
    rows: list[tuple[str, list[Cell]]] = [
        ("a", ["●", "Clock of my kitchen", "ready and in use here"]),
        ("b", ["", "Recording of music", "offline"]),
    ]
    said = await lines(Shown(columns), rows, width)
    for line, name in zip(said[1:], shown, strict=True):
        assert name in line or name[:8] in line
    assert ("…" in said[1]) is (width == 30)


async def test_a_column_gives_up_what_it_does_not_need() -> None:
    columns = [Column("app"), Column("learned", 20), Column("size", 20)]
    said = await lines(Shown(columns), [("a", ["Launcher of somebody", "now", "8/29"])], 40)
    assert "Launcher of somebody" in said[1]


async def test_a_table_made_wider_shows_more() -> None:
    shown = Shown()
    async with shown.run_test(size=(48, 8)) as pilot:
        shown.table.fill([("1", ["✓", "1", LONG, "input", "5"])])
        await pilot.resize_terminal(120, 8)
        await pilot.pause()
        assert LONG in shown.said()[1]
        await pilot.resize_terminal(48, 8)
        await pilot.pause()
        assert "…" in shown.said()[1]


async def test_rows_that_come_one_by_one_keep_their_width() -> None:
    shown = Shown(lines=3)
    async with shown.run_test(size=(48, 12)) as pilot:
        for number, effect in enumerate(("read", "navigate", "commit"), 1):
            shown.table.append(str(number), ["✓", str(number), "main.search.tap()", effect, "12"])
            await pilot.pause()
        said = shown.said()
    assert len({line.rindex("12") for line in said[1:]}) == 1
    assert "navigate" in said[2]


async def test_a_bar_that_comes_does_not_make_lines_longer() -> None:
    """Else it would come, make a cell wrap, and be needed for that alone."""
    few, many = ([(str(n), ["✓", str(n), LONG, "input", "5"]) for n in range(count)] for count in (2, 30))
    starts = {(await lines(Shown(lines=3), rows, 48))[0].index("effect") for rows in (few, many)}
    assert len(starts) == 1
