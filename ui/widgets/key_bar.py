"""The keys that do something now, in the bottom line; a click presses one.

One widget that paints them: Textual's footer makes a widget a key anew at each change, and keeps the old ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from textual.screen import Screen

HIGH = 20
"""Lines of a terminal from which the keys may take two."""
HELP = "app.help"
"""Its `?` is a letter like others where something is typed, and F1 is its key there."""
LAST = ("app.palette", "app.quit", HELP)
"""Ids of the bindings that stand at the right end, whatever else has no room."""


@dataclass(frozen=True)
class Entry:
    """One key: as it is shown, what it does, how Textual calls it, and the id of its binding."""

    display: str
    words: str
    key: str
    name: str

    @property
    def width(self) -> int:
        """Cells, with a space around and between."""
        return cell_len(self.display) + cell_len(self.words) + 3


class KeyBar(Widget):
    """Watches its screen's bindings; takes a second line where one has no room for all of them."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; max-height: 2; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._spots: list[tuple[int, int, int, str]] = []
        """Line, first cell, last cell, key."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen:
            self.refresh(layout=len(self._rows(self.size.width)) != self.size.height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def _entries(self) -> tuple[list[Entry], list[Entry]]:
        """What the view offers, and what stands at the right end."""
        shown: list[Entry] = []
        last: list[Entry] = []
        seen: set[str] = set()
        for _, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if not (binding.show and enabled and binding.description) or binding.action in seen:
                continue
            seen.add(binding.action)
            display = self.app.get_key_display(binding)
            if binding.id == HELP and display == "?" and isinstance(self.screen.focused, Input | TextArea):
                display = "F1"
            entry = Entry(display, binding.description, binding.key, binding.id or "")
            (last if binding.id in LAST else shown).append(entry)
        return shown, sorted(last, key=lambda entry: LAST.index(entry.name))

    def _rows(self, width: int) -> list[list[Entry | None]]:
        """Entries by line; None is where the free room of a line goes."""
        shown, last = self._entries()
        end = sum(entry.width for entry in last)
        if sum(entry.width for entry in shown) + end <= width or self.app.size.height < HIGH:
            return [[*_fitting(shown, width - end), None, *last]]
        first = _fitting(shown, width)
        return [list(first), [*_fitting(shown[len(first) :], width - end), None, *last]]

    def render(self) -> Content:
        self._spots = []
        lines = []
        for y, row in enumerate(self._rows(self.size.width)):
            room = self.size.width - sum(entry.width for entry in row if entry)
            at, parts = 0, []
            for entry in row:
                if entry is None:
                    parts.append(Content(" " * max(0, room)))
                    at += max(0, room)
                    continue
                parts.append(Content.assemble(" ", (entry.display, "bold $accent"), " ", entry.words, " "))
                self._spots.append((y, at, at + entry.width - 1, entry.key))
                at += entry.width
            lines.append(Content("").join(parts))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        for line, first, last, key in self._spots:
            if line == event.y and first <= event.x <= last:
                self.app.simulate_key(key)
                return


def _fitting(entries: list[Entry], width: int) -> list[Entry]:
    """As many as there is room for."""
    found: list[Entry] = []
    for entry in entries:
        width -= entry.width
        if width < 0:
            break
        found.append(entry)
    return found
