"""The phone's screen beside the script: a picture (a true one or half blocks), or a wireframe in letters; and a hand on it.

While the phone is the person's (nothing runs, or they have taken over), a click taps there, the arrows choose what can be
touched, Enter taps it, and a few keys are the phone's own. What is done is told as a message; doing it is the view's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from . import true_picture
from .picture import fitting, half_blocks
from .wireframe import Drawing, draw

if TYPE_CHECKING:
    from phones.hierarchy import Bounds, Hierarchy, Node
    from phones.phone import Phone


class PhoneScreen(Widget, can_focus=True):
    """Shows `show(hierarchy, picture)`; empty until then."""

    HELP = """
## The phone's screen

What the phone shows, read again as it changes. While nothing runs, or after you took over, it is in your hands:
click to tap, or choose with the arrows and tap with Enter.
"""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "phone--text",
        "phone--button",
        "phone--field",
        "phone--toggle",
        "phone--frame",
        "phone--touched",
        "phone--chosen",
        "phone--hint",
    }
    DEFAULT_CSS = """
    PhoneScreen {
        & .phone--text { color: $foreground; }
        & .phone--button { color: $text-primary; background: $primary-muted; }
        & .phone--field { color: $foreground; background: $panel; text-style: underline; }
        & .phone--toggle { color: $text-secondary; }
        & .phone--frame { color: $foreground-muted; }
        & .phone--touched { color: $background; background: $warning; text-style: bold; }
        & .phone--chosen { color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold; }
        & .phone--hint { color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Choose", show=False, id="phone.up"),
        Binding("down", "choose(1)", "Choose", show=False, id="phone.down"),
        Binding("left", "choose(-1)", "Choose", show=False, id="phone.left"),
        Binding("right", "choose(1)", "Choose", show=False, id="phone.right"),
        Binding("enter", "tap", "Tap", id="phone.tap", tooltip="Tap what is chosen"),
        Binding("backspace", "key('back')", "Back", id="phone.back", tooltip="The phone's back key"),
        Binding("h", "key('home')", "Home", id="phone.home", tooltip="The phone's home key"),
        Binding("i", "type", "Type", id="phone.type", tooltip="Type into the focused field"),
        Binding("j", "swipe('up')", "Scroll down", show=False, id="phone.scroll_down"),
        Binding("k", "swipe('down')", "Scroll up", show=False, id="phone.scroll_up"),
    ]

    @dataclass
    class Hand(Message):
        """The person wants something done on the phone."""

        what: str
        doing: Callable[[Phone], None]

    @dataclass
    class Typing(Message):
        """The person wants to type."""

    in_hand: reactive[bool] = reactive(False)
    """Whether clicks and keys act on the phone."""
    wireframe: reactive[bool] = reactive(True)
    hint: reactive[str] = reactive("")
    """Shown while there is no screen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.hierarchy: Hierarchy | None = None
        self._picture = b""
        self._touched: Bounds | None = None
        self._chosen: Node | None = None
        self._drawing: Drawing | None = None
        self._lines: list[Strip] = []
        self._left = 0
        self._drawn: Size | None = None
        self._true = true_picture.can_show()
        self._sent: list[tuple[int, object]] = []
        """Pictures that the terminal holds: number, and what it shows."""

    def on_unmount(self) -> None:
        for number, _ in self._sent:
            self._tell_terminal(true_picture.forgetting(number))

    def _tell_terminal(self, text: str) -> None:
        driver = self.app._driver
        if driver is not None and text:
            driver.write(text)

    def show(self, hierarchy: Hierarchy | None, picture: bytes = b"", touched: Bounds | None = None) -> None:
        """Show another screen."""
        self.hierarchy, self._touched = hierarchy, touched
        self._picture = picture or (self._picture if touched else b"")
        if self._chosen is not None:
            self._chosen = self._same(self._chosen)
        self._again()

    def _again(self) -> None:
        self._drawn = None
        self.refresh()

    def watch_wireframe(self) -> None:
        self._again()

    def watch_hint(self) -> None:
        self._again()

    def watch_in_hand(self) -> None:
        if not self.in_hand:
            self._chosen = None
        self.refresh_bindings()
        self._again()

    def notify_style_update(self) -> None:
        self._drawn = None
        super().notify_style_update()

    # drawing

    def render_line(self, y: int) -> Strip:
        if self._drawn != self.size:
            self._draw()
        base = self.rich_style
        if y >= len(self._lines):
            return Strip.blank(self.size.width, base)
        return self._lines[y]

    def _draw(self) -> None:
        self._drawn = self.size
        width, height = self.size
        self._lines, self._drawing, self._left = [], None, 0
        if not width or not height:
            return
        if self.hierarchy is None:
            self._lines = self._hint_lines(width, height)
            return
        size = self.hierarchy.size
        if self._picture and not self.wireframe and size[0] and size[1]:
            columns, rows = fitting(*size, width, height)
            touched = self._touched or (self._chosen.bounds if self._chosen else None)
            lines = self._true_picture(columns, rows, touched, size) if self._true else []
            lines = lines or half_blocks(self._picture, columns, rows, touched=touched, display=size)
            if lines:
                self._left = (width - columns) // 2
                self._drawing = Drawing([], *size)
                self._picture_size = Size(columns, len(lines))
                pad = Segment(" " * self._left, self.rich_style)
                self._lines = [Strip([pad, *line]).adjust_cell_length(width, self.rich_style) for line in lines]
                return
        chosen = self._chosen.bounds if self._chosen else None
        self._drawing = draw(self.hierarchy, width, height, touched=self._touched, chosen=chosen)
        base = self.rich_style
        styles = {
            kind: base + self.get_component_rich_style(f"phone--{kind}", partial=True)
            for kind in ("text", "button", "field", "toggle", "frame", "touched", "chosen")
        }
        for row in self._drawing.rows:
            segments = [
                Segment(
                    run.text,
                    styles["chosen"]
                    if run.chosen
                    else styles["touched"]
                    if run.touched
                    else styles.get(run.kind, base),
                )
                for run in row
            ]
            self._lines.append(Strip(segments).adjust_cell_length(width, base))

    def _true_picture(
        self, columns: int, rows: int, touched: Bounds | None, display: tuple[int, int]
    ) -> list[list[Segment]]:
        """Its cells, the terminal told of the picture before; nothing where it can't be read."""
        columns, rows = min(columns, len(true_picture.MARKS)), min(rows, len(true_picture.MARKS))
        what = (self._picture, columns, rows, touched)
        if not self._sent or self._sent[-1][1] != what:
            number = self._sent[-1][0] % 200 + 1 if self._sent else 1
            said = true_picture.sending(self._picture, number, columns, rows, touched=touched, display=display)
            if not said:
                return []
            self._tell_terminal(said)
            for old, _ in self._sent[:-1]:  # the last one is still on the screen
                self._tell_terminal(true_picture.forgetting(old))
            self._sent = [*self._sent[-1:], (number, what)]
        return true_picture.cells(self._sent[-1][0], columns, rows)

    def _hint_lines(self, width: int, height: int) -> list[Strip]:
        from textwrap import wrap

        style = self.rich_style + self.get_component_rich_style("phone--hint", partial=True)
        lines = [line for part in self.hint.split("\n") for line in (wrap(part, max(4, width - 2)) or [""])]
        above = max(0, (height - len(lines)) // 2)
        blank = Strip.blank(width, self.rich_style)
        said = [Strip([Segment(line.center(width), style)]) for line in lines]
        return [blank] * above + said

    # the hand

    def _pixel(self, x: int, y: int) -> tuple[int, int] | None:
        if self._drawing is None or self.hierarchy is None:
            return None
        if self._drawing.rows:
            return self._drawing.pixel(x, y)
        columns, rows = self._picture_size
        x -= self._left
        if not (0 <= x < columns and 0 <= y < rows):
            return None
        width, height = self.hierarchy.size
        return int((x + 0.5) * width / columns), int((y + 0.5) * height / rows)

    def on_click(self, event: events.Click) -> None:
        at = self._pixel(event.x, event.y) if self.in_hand else None
        if at is None or self.hierarchy is None:
            return
        node = self.hierarchy.at(*at)
        target = node.actionable() if node is not None else None
        x, y = target.bounds.center if target is not None and target.bounds.area < _half(self.hierarchy) else at
        self.post_message(self.Hand(f"tap {x},{y}", lambda phone: phone.tap(x, y)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        if self.in_hand:
            event.stop()
            self.action_swipe("up")

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        if self.in_hand:
            event.stop()
            self.action_swipe("down")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("choose", "tap", "key", "type", "swipe"):
            return self.in_hand and self.hierarchy is not None
        return True

    def action_choose(self, by: int) -> None:
        places = self._touchable()
        if not places:
            return
        position = next((i for i, node in enumerate(places) if node is self._chosen), -1 if by > 0 else 0)
        self._chosen = places[(position + by) % len(places)]
        self._touched = None
        self._again()

    def action_tap(self) -> None:
        if self._chosen is not None:
            x, y = self._chosen.bounds.center
            self.post_message(self.Hand(f"tap {x},{y}", lambda phone: phone.tap(x, y)))

    def action_key(self, name: str) -> None:
        key = "back" if name == "back" else "home"
        self.post_message(self.Hand(f"the {key} key", lambda phone: phone.key("back" if key == "back" else "home")))

    def action_type(self) -> None:
        self.post_message(self.Typing())

    def action_swipe(self, direction: str) -> None:
        if self.hierarchy is None:
            return
        width, height = self.hierarchy.size
        start, end = (int(height * 0.7), int(height * 0.35))
        if direction == "down":
            start, end = end, start
        self.post_message(self.Hand("scroll", lambda phone: phone.swipe(width // 2, start, width // 2, end)))

    def _touchable(self) -> list[Node]:
        """What can be touched in the window on top, from top to bottom; the keyboard lies over a part of it, and is none."""
        if self.hierarchy is None:
            return []
        windows = [r for r in self.hierarchy.roots if r.package != "com.android.systemui" and not r.keyboard]
        keys = [root.bounds for root in self.hierarchy.roots if root.keyboard]
        nodes = [
            node
            for root in windows[-1:]
            for node in root.walk()
            if (node.clickable or node.editable or node.checkable) and node.bounds.area and node.enabled
            if not any(box.contains(*node.bounds.center) for box in keys)
        ]
        return sorted(nodes, key=lambda node: (node.bounds.top, node.bounds.left))

    def _same(self, node: Node) -> Node | None:
        """The node of the new dump that stands where the old one stood."""
        return next(
            (n for n in self._touchable() if (n.bounds, n.resource_id) == (node.bounds, node.resource_id)), None
        )


def _half(hierarchy: Hierarchy) -> int:
    width, height = hierarchy.size
    return width * height // 2
