"""An app for the demo phone with a light screen and a heavy one, for measuring what an act costs at either size.

A settings-like page: rows of a title and a value, a button that counts, and one that changes between few rows and many.
Mounted by `bench.speed` as any app file is; it decides nothing about what is measured.
"""

from __future__ import annotations

from typing import Any

from demophone.toolkit import App, Screen, View, button, column, row, text

LIGHT, HEAVY = 2, 22
"""Groups of rows; with bars and windows they come to about 40 and 300 nodes."""
ACROSS = 4
CELL: dict[str, Any] = {"size": 7, "max_lines": 1, "width": 44, "height": 18}
TARGET, OTHER_SIZE = "Count up", "Other size"


class SpeedApp(App):
    package, label = "app.bench.speed", "Speed"

    def seed(self) -> dict[str, Any]:
        return {"taps": 0, "heavy": False}

    def start(self) -> Screen:
        return Board()


class Board(Screen):
    """Small cells, so that all of them are on the screen: only what is visible is in a dump."""

    def build(self) -> View:
        rows = [self._row(number) for number in range(HEAVY if self.store["heavy"] else LIGHT)]
        buttons = row(button(TARGET, self._count, "count"), button(OTHER_SIZE, self._swap, "swap"))
        return column(text(f"{self.store['taps']} taps", "taps"), buttons, *rows)

    def _row(self, number: int) -> View:
        pairs = [
            row(text(f"{number}.{n}", "title", **CELL), text(f"value {n}", "value", **CELL), width=88, height=18)
            for n in range(ACROSS)
        ]
        return row(*pairs, height=18)

    def _count(self) -> None:
        self.store["taps"] += 1

    def _swap(self) -> None:
        self.store["heavy"] = not self.store["heavy"]
