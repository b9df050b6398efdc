"""A screenshot as half blocks: two pixels a cell, with what was touched outlined. Any terminal with colours shows them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from phones.hierarchy import Bounds

OUTLINE = (255, 64, 96)


def fitting(width_px: int, height_px: int, columns: int, rows: int) -> tuple[int, int]:
    """The most columns and rows that keep the proportions; a cell is twice as high as wide."""
    scale = min(columns / width_px, rows * 2 / height_px)
    return max(1, int(width_px * scale)), max(1, int(height_px * scale) // 2)


def half_blocks(
    png: bytes, columns: int, rows: int, *, touched: Bounds | None = None, display: tuple[int, int] = (0, 0)
) -> list[list[Segment]]:
    """Rows of segments, not larger than asked for; empty where the picture can't be read.

    `display` is the size in pixels that `touched` is given in.
    """
    from PIL import Image, ImageDraw

    try:
        with Image.open(io.BytesIO(png)) as opened:
            width, height = fitting(*opened.size, columns, rows)
            image = opened.convert("RGB").resize((width, height * 2), Image.Resampling.BOX)
    except (OSError, ValueError):
        return []
    if touched is not None and display[0] and display[1]:
        across, down = width / display[0], height * 2 / display[1]
        left, top = int(touched.left * across), int(touched.top * down)
        right, bottom = max(left + 1, int(touched.right * across) - 1), max(top + 1, int(touched.bottom * down) - 1)
        ImageDraw.Draw(image).rectangle((left, top, right, bottom), outline=OUTLINE)
    pixels = image.tobytes()
    stride = width * 3
    lines: list[list[Segment]] = []
    for row in range(height):
        upper, lower = row * 2 * stride, (row * 2 + 1) * stride
        line: list[Segment] = []
        last: tuple[bytes, bytes] | None = None
        count = 0
        for x in range(0, stride, 3):
            pair = pixels[upper + x : upper + x + 3], pixels[lower + x : lower + x + 3]
            if pair == last:
                count += 1
                continue
            if last is not None:
                line.append(_cells(last, count))
            last, count = pair, 1
        if last is not None:
            line.append(_cells(last, count))
        lines.append(line)
    return lines


def _cells(pair: tuple[bytes, bytes], count: int) -> Segment:
    upper, lower = (Color.from_rgb(*half) for half in pair)
    return Segment("▀" * count, Style(color=upper, bgcolor=lower))
