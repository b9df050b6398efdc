"""The screenshot: windows painted one over the other, each view by its looks, clipped where it scrolls."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Protocol

from PIL import Image, ImageDraw

from . import palette
from .fonts import break_lines, drawable, font, line_height, shorten, text_width
from .icons import glyph
from .layout import ART_GAP, ART_SIZE, Layout
from .screen import Host
from .view import Rect, View, dp


class Painted(Protocol):
    """What painting needs of a window."""

    root: View
    layout: Layout
    dim: bool

    @property
    def host(self) -> Host: ...


def paint(windows: Sequence[Painted], size: tuple[int, int], dark: bool, toast: str) -> bytes:
    """A PNG of the display; black without windows, as of a screen that is off."""
    image = Image.new("RGB", size, palette.color("surface", "#000000", dark) if windows else (0, 0, 0))
    for window in windows:
        if window.dim:
            image = Image.blend(image, Image.new("RGB", size, (0, 0, 0)), 0.45)
        _Painter(image, window, dark).view(window.root, (0, 0))
    if windows:
        _handle(image, dark or any(window.host.wallpaper for window in windows))
    if toast:
        _toast(image, toast)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


class _Painter:
    """Paints one window."""

    def __init__(self, image: Image.Image, window: Painted, dark: bool) -> None:
        self.image, self.window, self.dark = image, window, dark
        self.layout, self.accent = window.layout, window.host.app.accent

    def color(self, role: str) -> palette.Rgb:
        return palette.color(role, self.accent, self.dark)

    def view(self, view: View, offset: tuple[int, int]) -> None:
        """A view and all in it; `offset` is where the image's origin lies on the display."""
        if view.shown.empty:
            return
        box = _moved(view.box, offset)
        draw = ImageDraw.Draw(self.image)
        radius = min(dp(view.radius), max(0, min(box.width, box.height) // 2))
        if view.art == "field" and view.field and not view.bg:
            self._field(view, box, draw)
        elif (view.bg or view.outline) and not box.empty:
            shape = (box.left, box.top, box.right - 1, box.bottom - 1)
            fill = self.color(view.bg) if view.bg else None
            outline = self.color(view.outline) if view.outline else None
            draw.rounded_rectangle(shape, radius, fill=fill, outline=outline, width=dp(1) if outline else 0)
        self._content(view, box, draw)
        if view.scroll and view.shown != view.box or view.scroll and self.layout.limits.get(view.key):
            self._clipped(view, offset)
        else:
            for child in view.children:
                self.view(child, offset)

    def _clipped(self, view: View, offset: tuple[int, int]) -> None:
        whole = self.image
        part = _moved(view.shown, offset)
        self.image = whole.crop((part.left, part.top, part.right, part.bottom))
        for child in view.children:
            self.view(child, (view.shown.left, view.shown.top))
        whole.paste(self.image, (part.left, part.top))
        self.image = whole

    def _field(self, view: View, box: Rect, draw: ImageDraw.ImageDraw) -> None:
        focused = view.key == self.window.host.focus
        shape = (box.left, box.top, box.right - 1, box.bottom - 1)
        outline = self.color("accent" if focused else view.outline or "outline")
        draw.rounded_rectangle(shape, dp(6), fill=self.color("field"), outline=outline, width=dp(2 if focused else 1))

    def _content(self, view: View, box: Rect, draw: ImageDraw.ImageDraw) -> None:
        inner = box.inset(view.pad)
        kind, _, rest = view.art.partition(":")
        if kind in ("switch", "checkbox", "radio"):
            width, height = (dp(side) for side in ART_SIZE[kind])
            control = Rect(inner.left, (inner.top + inner.bottom - height) // 2, inner.left + width, 0)
            {"switch": self._switch, "checkbox": self._checkbox, "radio": self._radio}[kind](view, control, draw)
            inner = Rect(inner.left + width + dp(ART_GAP), inner.top, inner.right, inner.bottom)
        elif kind == "slider":
            self._slider(view, inner, draw)
            return
        elif kind == "initial":
            self._lines([rest], view, inner, draw, self.color(view.color), "center middle")
            return
        elif kind == "app":
            inner = self._app_icon(rest, box, draw)
        if view.icon:
            self._glyph(view.icon, view, inner)
            return
        label = self.layout.label(view)
        role = view.color if view.enabled else "disabled"
        if not label and view.field:
            label, role = view.hint, "disabled"
        size = self.layout.text_px(view)
        if label and inner.width > 0:
            single = view.max_lines == 1
            lines = [label.replace("\n", " ")] if single else list(break_lines(label, size, inner.width))
            if view.max_lines and len(lines) > view.max_lines:
                lines = [*lines[: view.max_lines - 1], " ".join(lines[view.max_lines - 1 :])]
            lines = [shorten(line, size, inner.width) for line in lines]
            self._lines(lines, view, inner, draw, self.color(role), view.gravity)
        if view.field and view.key == self.window.host.focus:
            self._cursor(view, inner, draw)

    def _lines(
        self, lines: list[str], view: View, inner: Rect, draw: ImageDraw.ImageDraw, fill: palette.Rgb, gravity: str
    ) -> None:
        size = self.layout.text_px(view)
        high = line_height(size)
        spare = inner.height - high * len(lines)
        y = inner.top + (max(0, spare) // 2 if "middle" in gravity else max(0, spare) if "bottom" in gravity else 0)
        for line in lines:
            left = inner.width - text_width(line, size)
            x = inner.left + (left // 2 if "center" in gravity else left if "right" in gravity else 0)
            # the font has one weight: bold is drawn with a stroke
            draw.text(
                (x, y + high // 2),
                drawable(line),
                font=font(size),
                fill=fill,
                anchor="lm",
                stroke_width=1 if view.bold else 0,
            )
            y += high

    def _cursor(self, view: View, inner: Rect, draw: ImageDraw.ImageDraw) -> None:
        size = self.layout.text_px(view)
        lines = break_lines(self.layout.label(view), size, max(1, inner.width))
        x = inner.left + text_width(lines[-1], size) + 2
        y = inner.top + line_height(size) * (len(lines) - 1)
        draw.rectangle((x, y, x + dp(1), y + line_height(size)), fill=self.color("accent"))

    def _glyph(self, name: str, view: View, inner: Rect) -> None:
        side = dp(view.icon_size)
        mask = glyph(name, side)
        at = (inner.left + (inner.width - side) // 2, inner.top + (inner.height - side) // 2)
        self.image.paste(
            self.color(view.color if view.enabled else "disabled"), (*at, at[0] + side, at[1] + side), mask
        )

    def _app_icon(self, rest: str, box: Rect, draw: ImageDraw.ImageDraw) -> Rect:
        """The round picture of an app over its name."""
        name, _, accent = rest.partition(":")
        side = dp(56)
        left, top = box.left + (box.width - side) // 2, box.top + dp(6)
        draw.ellipse((left, top, left + side, top + side), fill=palette.rgb(accent))
        mask = glyph(name, side // 2)
        self.image.paste(
            (255, 255, 255),
            (left + side // 4, top + side // 4, left + side // 4 + mask.width, top + side // 4 + mask.height),
            mask,
        )
        return Rect(box.left + dp(2), box.top, box.right - dp(2), box.bottom - dp(6))

    def _switch(self, view: View, at: Rect, draw: ImageDraw.ImageDraw) -> None:
        left, top, right, bottom = at.left, at.top, at.left + dp(48), at.top + dp(28)
        track = self.color("accent" if view.checked else "outline") if view.enabled else self.color("outline")
        draw.rounded_rectangle((left, top, right, bottom), dp(14), fill=track)
        knob = right - dp(14) if view.checked else left + dp(14)
        middle, radius = (top + bottom) // 2, dp(10 if view.checked else 8)
        fill = self.color("on_accent" if view.checked else "muted")
        draw.ellipse((knob - radius, middle - radius, knob + radius, middle + radius), fill=fill)

    def _checkbox(self, view: View, at: Rect, draw: ImageDraw.ImageDraw) -> None:
        left, top, side = at.left + dp(5), at.top + dp(6), dp(20)
        shape = (left, top, left + side, top + side)
        if not view.checked:
            draw.rounded_rectangle(shape, dp(3), outline=self.color("muted"), width=dp(2))
            return
        draw.rounded_rectangle(shape, dp(3), fill=self.color("accent"))
        mask = glyph("check", side)
        self.image.paste(self.color("on_accent"), (left, top, left + side, top + side), mask)

    def _radio(self, view: View, at: Rect, draw: ImageDraw.ImageDraw) -> None:
        left, top, side = at.left + dp(5), at.top + dp(6), dp(20)
        role = "accent" if view.checked else "muted"
        draw.ellipse((left, top, left + side, top + side), outline=self.color(role), width=dp(2))
        if view.checked:
            gap = dp(5)
            draw.ellipse((left + gap, top + gap, left + side - gap, top + side - gap), fill=self.color(role))

    def _slider(self, view: View, inner: Rect, draw: ImageDraw.ImageDraw) -> None:
        middle = (inner.top + inner.bottom) // 2
        left, right = inner.left + dp(16), inner.right - dp(16)
        x = left + round((right - left) * view.value)
        draw.rounded_rectangle((left, middle - dp(2), right, middle + dp(2)), dp(2), fill=self.color("outline"))
        draw.rounded_rectangle((left, middle - dp(2), max(left, x), middle + dp(2)), dp(2), fill=self.color("accent"))
        draw.ellipse((x - dp(9), middle - dp(9), x + dp(9), middle + dp(9)), fill=self.color("accent"))


def _moved(box: Rect, offset: tuple[int, int]) -> Rect:
    x, y = offset
    return Rect(box.left - x, box.top - y, box.right - x, box.bottom - y)


def _handle(image: Image.Image, dark: bool) -> None:
    """The pill of gesture navigation."""
    width, height = image.size
    fill = palette.color("on_surface", "#000000", dark)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle(
        (width // 2 - dp(60), height - dp(14), width // 2 + dp(60), height - dp(10)), dp(2), fill=fill
    )


def _toast(image: Image.Image, text: str) -> None:
    size = dp(14)
    lines = break_lines(text, size, image.width - dp(88))
    wide = max(text_width(line, size) for line in lines) + dp(40)
    high = line_height(size) * len(lines) + dp(24)
    left, top = (image.width - wide) // 2, image.height - dp(140) - high
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((left, top, left + wide, top + high), dp(22), fill=(50, 51, 58))
    for number, line in enumerate(lines):
        y = top + dp(12) + line_height(size) * number + line_height(size) // 2
        draw.text((image.width // 2, y), drawable(line), font=font(size), fill=(240, 240, 245), anchor="mm")
