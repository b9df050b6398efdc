"""A screen as a small drawing of what its doc knows of it: its elements where they were seen, in their kinds' shapes.

Says what the doc says and nothing that was on the screen: what rows and fields hold isn't in a doc. Where no place of an
element is known (an older doc) the elements stand below one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ..doc import Element, Kind, Screen
from .knowing import Known

WIDTH, HEIGHT = 360, 720
_BAR = 64
"""Where the heading of a page stands, and its small buttons."""
_ICONS = (
    (("search", "find"), "⌕"),
    (("more", "options", "overflow"), "⋮"),
    (("menu", "drawer", "navigation"), "≡"),
    (("new", "add", "create", "plus"), "+"),
    (("save", "done", "ok", "confirm", "apply"), "✓"),
    (("cancel", "close", "dismiss", "clear"), "✕"),
    (("back", "up", "collapse"), "‹"),
    (("delete", "remove", "bin", "trash"), "⌫"),
    (("share", "send", "export"), "↗"),
    (("edit", "rename"), "✎"),
    (("favourite", "favorite", "star", "pin", "bookmark"), "☆"),
)


@dataclass(frozen=True)
class Box:
    """Where something is drawn."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


_WINDOW = Box(70, 240, WIDTH - 70, 480)
"""Where a window stands of which nothing is known."""


def boxes(screen: Screen) -> dict[str, Box]:
    """Where each element is drawn, by name; those that came by scrolling are left out where the others' places are known."""
    known = {element.name: _box(element.area) for element in screen.elements if element.area is not None}
    return known or _below_one_another(screen)


def thumbnail(screen: Screen, things: Iterable[Known], options: Sequence[str] = ()) -> str:
    """The drawing as inline SVG; its colours are the page's. `options` are those of the choice that a window without elements
    serves."""
    at = boxes(screen)
    name = escape(f"{screen.title or screen.name}, drawn", quote=True)
    parts = [f'<svg class="thumb" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}">']
    parts.append(f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>')
    parts += _ground(screen, at)
    if not at and options:
        parts += ['<g class="e covered">', *_options(options, _WINDOW), "</g>"]
    for one in sorted(
        things, key=lambda thing: thing.element.kind is not Kind.LIST
    ):  # what floats over a list is above it
        if (box := at.get(one.element.name)) is not None:
            parts.append(f'<g class="e {one.state}{" grave" if one.grave else ""}">')
            parts += _drawn(one.element, box)
            parts.append("</g>")
    return "".join([*parts, "</svg>"])


def _box(area: tuple[int, int, int, int]) -> Box:
    left, top, right, bottom = (max(0, min(1000, at)) for at in area)
    return Box(
        left * WIDTH / 1000,
        top * HEIGHT / 1000,
        max(left + 20, right) * WIDTH / 1000,
        max(top + 12, bottom) * HEIGHT / 1000,
    )


def _below_one_another(screen: Screen) -> dict[str, Box]:
    left, right, top = 16.0, WIDTH - 16.0, _BAR + 12.0
    if screen.kind == "menu":
        left, top = WIDTH * 0.4, 24.0
    elif screen.kind == "dialog":
        left, right, top = 40.0, WIDTH - 40.0, HEIGHT * 0.3
    found = {}
    for element in screen.elements:
        height = 230.0 if element.kind is Kind.LIST else 40.0
        if top + height > HEIGHT - 8:
            break
        found[element.name] = Box(left, top, right, top + height)
        top += height + 8
    return found


def _ground(screen: Screen, at: dict[str, Box]) -> Iterator[str]:
    """What elements stand on: a page with its heading, or a window over what is behind it."""
    if screen.kind == "page":
        left = 54.0 if any(box.left < 50 and box.top < _BAR for box in at.values()) else 16.0
        heading = Box(left, 26, min(WIDTH - 8.0, left + 11.5 * len(screen.title)), 58)
        if screen.title and not any(box.meets(heading) for box in at.values()):
            yield _words(screen.title, Box(left, 26, WIDTH - 60, 60), "heading", 21)
        return
    yield f'<rect class="dim" width="{WIDTH}" height="{HEIGHT}"/>'
    panel = _panel(screen, list(at.values()) or [_WINDOW])
    yield _rect(panel, "panel", 12)
    if screen.title:
        heading = Box(panel.left + 8, panel.top + 6, panel.right - 8, panel.top + 40)
        yield _words(screen.title, heading, "heading", 18)


def _panel(screen: Screen, around: list[Box]) -> Box:
    """The window that elements stand in. A dialog is in the middle: it reaches as far on the side where no element stands."""
    left, right = min(box.left for box in around) - 12, max(box.right for box in around) + 12
    top, bottom = min(box.top for box in around) - (46 if screen.title else 12), max(box.bottom for box in around) + 12
    if screen.kind == "dialog":
        left, right = min(left, WIDTH - right), max(right, WIDTH - left)
        if bottom < HEIGHT * 0.93:  # one that comes up from the lower edge is as high as what is on it
            top, bottom = min(top, HEIGHT - bottom), max(bottom, HEIGHT - top)
    return Box(max(4, left), max(4, top), min(WIDTH - 4, right), min(HEIGHT - 4, bottom))


def _drawn(element: Element, box: Box) -> Iterator[str]:
    said = element.label or element.name.replace("_", " ")
    middle = box.top + box.height / 2
    if element.kind is Kind.LIST:
        yield _rect(box, "shape list", 4)
        yield from _rows(element, box)
    elif element.kind is Kind.TEXT:
        yield _rect(box, "touch", 3)
        yield _words(said, box, "soft", 14)
    elif element.kind is Kind.INPUT:
        yield _rect(box, "shape field", 6)
        yield _words(said, box, "soft", 15)
    elif element.kind is Kind.TOGGLE:
        yield _rect(box, "shape line", 4)
        yield _words(said, Box(box.left, box.top, box.right - 50, box.bottom), "said", 15)
        yield f'<rect class="mark" x="{box.right - 44:.0f}" y="{middle - 9:.0f}" width="34" height="18" rx="9"/>'
        yield f'<circle class="knob" cx="{box.right - 35:.0f}" cy="{middle:.0f}" r="6"/>'
    elif element.kind is Kind.CHOICE and element.options and box.height > 90:
        yield _rect(box, "shape line", 4)
        yield from _options(element.options, box)
    elif element.kind is Kind.CHOICE:
        yield _rect(box, "shape line", 4)
        yield _words(said, Box(box.left, box.top, box.right - 24, box.bottom), "said", 15)
        yield _sign("▾", Box(box.right - 26, box.top, box.right - 4, box.bottom), 16)
    elif box.width < 84 or _icon(element) and box.width < 130 and not element.label:
        yield _rect(box, "shape button", min(box.width, box.height) / 2)
        yield _sign(_icon(element) or said[:1].upper(), box, 22)
    else:
        yield _rect(box, "shape button", 8)
        yield _words(said, box, "said", 15)


def _rows(element: Element, box: Box) -> Iterator[str]:
    """Rows without words: what they say is the person's."""
    parts = element.item.parts if element.item is not None else []
    height = 58.0 if len(parts) > 1 else 44.0
    count = max(1, min(8, int(box.height // height)))
    for row in range(count):
        top = box.top + row * min(height, box.height / count)
        length = (0.55, 0.42, 0.62, 0.48)[row % 4] * box.width
        yield f'<rect class="bar" x="{box.left + 16:.0f}" y="{top + 14:.0f}" width="{length:.0f}" height="9" rx="4"/>'
        if len(parts) > 1:
            length *= 0.6
            yield f'<rect class="bar thin" x="{box.left + 16:.0f}" y="{top + 30:.0f}" width="{length:.0f}" height="7" rx="3"/>'
        if any(part.kind is Kind.TOGGLE for part in parts):
            yield f'<rect class="mark" x="{box.right - 48:.0f}" y="{top + 14:.0f}" width="30" height="16" rx="8"/>'
        elif any(part.kind is Kind.BUTTON for part in parts):
            yield _sign("⋮", Box(box.right - 40, top, box.right - 10, top + height), 18)


def _options(options: Sequence[str], box: Box) -> Iterator[str]:
    step = min(48.0, box.height / len(options))
    for at, option in enumerate(options[: max(1, int(box.height // max(step, 18)))]):
        top = box.top + at * step
        yield f'<circle class="ring" cx="{box.left + 20:.0f}" cy="{top + step / 2:.0f}" r="7"/>'
        yield _words(option, Box(box.left + 32, top, box.right, top + step), "said", 15)


def _icon(element: Element) -> str:
    words = f"{element.name} {element.label}".lower().replace("_", " ").split()
    return next((sign for names, sign in _ICONS if set(names) & set(words)), "")


def _rect(box: Box, cls: str, radius: float) -> str:
    return (
        f'<rect class="{cls}" x="{box.left:.0f}" y="{box.top:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" '
        f'rx="{radius:.0f}"/>'
    )


def _words(text: str, box: Box, cls: str, size: float) -> str:
    """On one line, as much of it as fits."""
    room = max(1, int((box.width - 14) / (size * 0.55)))
    line = " ".join(text.split())
    said = line if len(line) <= room else line[: max(1, room - 1)] + "…"
    y = box.top + min(box.height / 2, 34) + size * 0.35
    return f'<text class="{cls}" x="{box.left + 9:.0f}" y="{y:.0f}" font-size="{size:g}">{escape(said)}</text>'


def _sign(sign: str, box: Box, size: float) -> str:
    x, y = box.middle
    return f'<text class="sign" x="{x:.0f}" y="{y + size * 0.35:.0f}" font-size="{size:g}">{escape(sign)}</text>'
