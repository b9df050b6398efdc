"""A dump drawn as a picture of lines: what a report shows where no picture was kept, or where the app forbids one.

Reads uiautomator's XML only as far as drawing needs; what nodes mean is nobody's business here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from lxml import etree

_BOUNDS = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")
# XML 1.0 has no control characters, yet some phones write them
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x?0?[0-9a-fA-F]);")
_KEYBOARD = ("inputmethod", ".latin", "keyboard", ".ime", "input_mi", "wetype", "florisboard", "com.github.uiautomator")
MOST = 400
"""Boxes of one drawing; a page with more is a web page, and no clearer for them."""


@dataclass(frozen=True)
class Box:
    """One thing to draw, in the phone's pixels."""

    left: int
    top: int
    right: int
    bottom: int
    text: str
    kind: str
    """window, field, switch, button or text."""
    checked: bool = False


@dataclass(frozen=True)
class Drawing:
    """A screen's boxes, lowest first."""

    width: int
    height: int
    boxes: list[Box]


def read_drawing(xml: bytes | str, size: tuple[int, int] = (0, 0)) -> Drawing | None:
    """The boxes of a dump; None where it can't be read as one. `size` is the display's where it is known."""
    text = xml.decode("utf-8", "replace") if isinstance(xml, bytes) else xml
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(_CONTROL.sub("", text).encode(), parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    boxes: list[Box] = []
    for window in root:
        if isinstance(window.tag, str) and not any(k in (window.get("package") or "") for k in _KEYBOARD):
            boxes += _boxes(window)
    if not boxes:
        return None
    width, height = max(b.right for b in boxes), max(b.bottom for b in boxes)
    if max(width, height) <= max(size) and min(width, height) <= min(size):
        # a dialog's dump is smaller than the display it stands on, which may be turned
        width, height = size if size[0] >= width and size[1] >= height else (size[1], size[0])
    return Drawing(width, height, boxes[:MOST])


def _boxes(window: etree._Element) -> list[Box]:
    found: list[Box] = []
    for node in window.iter():
        bounds = _BOUNDS.match(node.get("bounds") or "") if isinstance(node.tag, str) else None
        if bounds is None:
            continue
        left, top, right, bottom = map(int, bounds.groups())
        if right - left < 2 or bottom - top < 2:
            continue
        kind = _kind(node, node is window)
        said = (node.get("text") or node.get("content-desc") or node.get("hint") or "").strip()
        if node.get("password") == "true":
            said = "•" * len(said)
        if kind or said:
            found.append(Box(left, top, right, bottom, said, kind or "text", node.get("checked") == "true"))
    return found


def _kind(node: etree._Element, window: bool) -> str:
    cls = (node.get("class") or "").rsplit(".", 1)[-1]
    if window:
        return "window"
    if cls.endswith(("EditText", "AutoCompleteTextView")):
        return "field"
    if node.get("checkable") == "true":
        return "switch"
    return "button" if node.get("clickable") == "true" else ""


def svg(drawing: Drawing, outline: tuple[int, int, int, int] | None = None, title: str = "") -> str:
    """The drawing as inline SVG, scaled by its container; `outline` is the element that was acted on."""
    unit = max(1, drawing.width / 108)
    name = escape(title or "screen", quote=True)
    parts = [f'<svg viewBox="0 0 {drawing.width} {drawing.height}" class="wire" role="img" aria-label="{name}">']
    for box in drawing.boxes:
        width, height = box.right - box.left, box.bottom - box.top
        if box.kind != "text":
            parts.append(
                f'<rect class="{box.kind}" x="{box.left}" y="{box.top}" width="{width}" height="{height}" rx="{unit:.0f}"/>'
            )
        if box.kind == "switch":
            mark = "☑" if box.checked else "☐"
            parts.append(_words(f"{mark} {box.text}".strip(), box, unit))
        elif box.text:
            parts.append(_words(box.text, box, unit))
    parts.append(outline_svg(outline, unit) if outline else "")
    parts.append("</svg>")
    return "".join(parts)


def outline_svg(bounds: tuple[int, int, int, int], unit: float) -> str:
    """The mark around an element."""
    left, top, right, bottom = bounds
    return (
        f'<rect class="acted" x="{left - unit:.0f}" y="{top - unit:.0f}" width="{right - left + 2 * unit:.0f}" '
        f'height="{bottom - top + 2 * unit:.0f}" rx="{2 * unit:.0f}"/>'
    )


def _words(text: str, box: Box, unit: float) -> str:
    """The text on one line, as much of it as fits, in a size that can be read."""
    height = box.bottom - box.top
    size = min(4.2 * unit, max(2.6 * unit, height * 0.5))
    room = max(1, int((box.right - box.left) / (size * 0.52)))
    line = " ".join(text.split())
    said = line if len(line) <= room else line[: max(1, room - 1)] + "…"
    y = box.top + min(height / 2, 6 * unit) + size * 0.35
    return f'<text x="{box.left + unit:.0f}" y="{y:.0f}" font-size="{size:.1f}">{escape(said)}</text>'
