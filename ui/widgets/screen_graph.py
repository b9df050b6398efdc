"""An app's screens as a graph, one in the middle: what leads here, and where one gets to from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from apidocs.doc import AppDoc, Transition


class ScreenGraph(Widget, can_focus=True):
    """Arrows choose a neighbour, Enter goes there."""

    HELP = """
## The graph

The screen in the middle, the screens that lead to it on the left, those it leads to on the right.
"""
    DEFAULT_CSS = """
    ScreenGraph { height: 1fr; padding: 1 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Up", show=False),
        Binding("down", "choose(1)", "Down", show=False),
        Binding("left", "side(0)", "Left", show=False),
        Binding("right", "side(1)", "Right", show=False),
        Binding("enter", "go", "Go there", id="graph.go", tooltip="Put the chosen screen in the middle"),
        Binding("backspace,home", "home", "Start", id="graph.home", tooltip="The screen that a launch shows"),
    ]
    here: reactive[str] = reactive("", layout=False)
    side: reactive[int] = reactive(1)
    at: reactive[int] = reactive(0)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._doc: AppDoc | None = None
        self._nothing = ""

    def show(self, doc: AppDoc | None, nothing: str = "") -> None:
        """Show another app's screens, its start in the middle; without a doc, what is said instead."""
        self._nothing = nothing
        known = doc is not None and self._doc is not None and doc.package == self._doc.package
        self._doc = doc
        if doc is None or not known or doc.screen(self.here) is None:
            self.here = (doc.start or (doc.screens[0].name if doc.screens else "")) if doc else ""
            self.side, self.at = 1, 0
        self.refresh()

    def centre(self, name: str) -> None:
        """Put a screen in the middle."""
        self.here, self.side, self.at = name, 1, 0

    def _neighbours(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """What leads here and what leads away, each as (how, screen), often seen first."""
        if self._doc is None:
            return [], []
        steps = sorted((s for s in self._doc.transitions if s.source != s.target), key=lambda s: -s.seen)
        come = dict.fromkeys((_how(s), s.source or "(launch)") for s in steps if s.target == self.here)
        go = dict.fromkeys((_how(s), s.target) for s in steps if s.source == self.here)
        return list(come), list(go)

    def render(self) -> Content:
        if self._doc is None:
            return Content.styled(self._nothing, "$text-muted")
        come, go = self._neighbours()
        width, height = self.size
        middle = min(max(cell_len(self.here) + 4, 12), max(12, width // 3))
        side = max(8, (width - middle - 2) // 2)
        rows = max(3, len(come), len(go))
        room = max(3, height - 3)
        rows = min(rows, room)
        top = max(0, (rows - 3) // 2)
        first = [max(0, min(self.at - rows + 1, 10_000)) if self.side == i else 0 for i in (0, 1)]
        lines: list[Content] = []
        for row in range(rows):
            left = self._cell(come, row + first[0], 0, side)
            right = self._cell(go, row + first[1], 1, side)
            lines.append(Content(" ").join([left, self._box(row - top, middle), right]))
        more = max(len(come), len(go)) - rows
        way = self._way()
        lines += [Content("")] + ([Content.styled(f"{more} more", "$text-muted")] if more > 0 else [])
        lines.append(Content.styled(set_cell_size(way, width).rstrip(), "$text-muted"))
        return Content("\n").join(lines)

    def _cell(self, neighbours: list[tuple[str, str]], row: int, side: int, width: int) -> Content:
        if row >= len(neighbours):
            return Content(" " * width)
        how, screen = neighbours[row]
        name = screen if cell_len(screen) <= width - 6 else set_cell_size(screen, width - 7) + "…"
        room = max(0, width - cell_len(name) - 5)
        how = how if cell_len(how) <= room else set_cell_size(how, max(0, room - 1)) + "…"
        line = "─" * max(0, width - cell_len(name) - cell_len(how) - 5)
        style = "bold $block-cursor-foreground on $block-cursor-background"
        chosen = style if self.side == side and self.at == row and self.has_focus else "bold"
        if side == 0:
            return Content.assemble((name, chosen), " ", (how, "$text-muted"), " ", (f"{line}─▶", "$text-muted"), " ")
        return Content.assemble(
            (f"─{line}", "$text-muted"), " ", (how, "$text-muted"), (" ▶", "$text-muted"), " ", (name, chosen)
        )

    def _box(self, row: int, width: int) -> Content:
        if row == 0:
            return Content.styled(f"╭{'─' * (width - 2)}╮", "$primary")
        if row == 1:
            name = self.here if cell_len(self.here) <= width - 2 else set_cell_size(self.here, width - 3) + "…"
            return Content.assemble(("│", "$primary"), (name.center(width - 2), "bold $primary"), ("│", "$primary"))
        if row == 2:
            return Content.styled(f"╰{'─' * (width - 2)}╯", "$primary")
        return Content(" " * width)

    def _way(self) -> str:
        from apidocs.doc.paths import route

        assert self._doc is not None
        if not self._doc.start or self.here == self._doc.start:
            return "the app opens with this screen"
        way = route(self._doc, self._doc.start, self.here)
        if way is None:
            return "no harmless way from the start is known"
        return " → ".join([self._doc.start, *(step.target for step in way)])

    def action_choose(self, by: int) -> None:
        rows = len(self._neighbours()[self.side])
        if rows:
            self.at = (self.at + by) % rows

    def action_side(self, side: int) -> None:
        if self._neighbours()[side]:
            self.side, self.at = side, 0

    def action_go(self) -> None:
        rows = self._neighbours()[self.side]
        if self.at < len(rows) and self._doc is not None and self._doc.screen(rows[self.at][1]):
            self.centre(rows[self.at][1])

    def action_home(self) -> None:
        if self._doc is not None and self._doc.start:
            self.centre(self._doc.start)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        come, go = self._neighbours()
        width = self.size.width
        side = 0 if event.x < width // 3 else 1 if event.x > 2 * width // 3 else -1
        row = event.y - 1
        if side >= 0 and 0 <= row < len((come, go)[side]):
            self.side, self.at = side, row
            self.action_go()


def _how(step: Transition) -> str:
    if step.action == "tap" or not step.element:
        return step.element or step.action
    return f"{step.action} {step.element}"
