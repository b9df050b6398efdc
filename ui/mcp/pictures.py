"""A phone's picture, small enough to send to a model."""

from __future__ import annotations

import io

HIGH_PX = 1000


def small(png: bytes) -> bytes:
    """As WebP, at most `HIGH_PX` along its longer side."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        picture.thumbnail((HIGH_PX, HIGH_PX))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "WEBP", quality=70)
    return out.getvalue()
