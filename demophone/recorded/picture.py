"""A screenshot for a phone that has none: the tree as a wireframe, with its words."""

from __future__ import annotations

import io
from collections.abc import Sequence

from demophone.contract import UiNode

PAPER, LINE, WORDS, SWITCH = "#fafafa", "#b8c0cc", "#1f2933", "#2f6f5e"


def wireframe(roots: Sequence[UiNode], width: int, height: int) -> bytes:
    """PNG of the display's size."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(36)
    for root in roots:
        for node in root.walk():
            left, top, right, bottom = node.bounds
            if right <= left or bottom <= top:
                continue
            if node.clickable or node.checkable:
                draw.rectangle((left, top, right - 1, bottom - 1), outline=LINE, width=2)
            if node.checkable and node.checked:
                draw.rectangle((left + 8, top + 8, right - 9, bottom - 9), fill=SWITCH)
            words = node.text or node.content_desc
            if words:
                draw.text((left + 8, top + 4), " ".join(words.split())[:60], fill=WORDS, font=font)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()
