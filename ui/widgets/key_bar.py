"""The keys that do something now, in the bottom line; a click presses one.

One widget that paints a line: Textual's footer makes a widget a key anew at each change, and keeps the old ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen

LAST = ("app.quit", "app.help")
"""Ids of the bindings that stand at the right end, whatever else has no room."""


class KeyBar(Widget):
    """Watches its screen's bindings."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._spots: list[tuple[int, int, str]] = []
        """First cell, last cell, key."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        shown: list[tuple[str, str, str]] = []
        last: list[tuple[str, str, str]] = []
        seen: set[str] = set()
        for _, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if not (binding.show and enabled and binding.description) or binding.action in seen:
                continue
            seen.add(binding.action)
            entry = (self.app.get_key_display(binding), binding.description, binding.key)
            (last if binding.id in LAST else shown).append(entry)
        end = sum(_width(entry) for entry in last)
        room = self.size.width - end
        self._spots = []
        parts: list[Content] = []
        at = 0
        for entry in shown:
            if at + _width(entry) > room:
                break
            parts.append(self._entry(entry, at))
            at += _width(entry)
        parts.append(Content(" " * max(0, room - at)))
        at = max(at, room)
        for entry in last:
            parts.append(self._entry(entry, at))
            at += _width(entry)
        return Content("").join(parts)

    def _entry(self, entry: tuple[str, str, str], at: int) -> Content:
        display, words, key = entry
        self._spots.append((at, at + _width(entry) - 1, key))
        return Content.assemble(" ", (display, "bold $accent"), " ", words, " ")

    def on_click(self, event: events.Click) -> None:
        event.stop()
        for first, last, key in self._spots:
            if first <= event.x <= last:
                self.app.simulate_key(key)
                return


def _width(entry: tuple[str, str, str]) -> int:
    return cell_len(entry[0]) + cell_len(entry[1]) + 3
