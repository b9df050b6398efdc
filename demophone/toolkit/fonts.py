"""How wide a text is and where it breaks: the one font of the phone, measured with pillow and remembered."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import cast

from PIL import ImageFont

LINE = 1.22
"""Line height over text size."""


@lru_cache(maxsize=64)
def font(size_px: int) -> ImageFont.FreeTypeFont:
    """The phone's font. It comes with pillow, so that pictures are the same on every machine."""
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size_px))


_SUBSTITUTES = dict(zip("•‐‑–—×→←øØıłŁđ\u200a\u202f\u00a0", "*----x><oOilLd   ", strict=True)) | {
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
}


@lru_cache(maxsize=4096)
def _known(character: str) -> bool:
    """Whether the font has a picture of its own for a character."""
    return bytes(font(32).getmask(character)) != bytes(font(32).getmask("\uffff"))


@lru_cache(maxsize=20_000)
def drawable(text: str) -> str:
    """The text as it can be drawn: the font has hardly more than ASCII, so that letters lose their accents.

    Only pictures are poorer for it; dumps have the text as it is.
    """
    if text.isascii():
        return text
    drawn = ""
    for character in text:
        if not _known(character):
            plain = unicodedata.normalize("NFKD", character)[:1]
            character = _SUBSTITUTES.get(character) or (plain if plain and _known(plain) else character)
        drawn += character
    return drawn


def line_height(size_px: int) -> int:
    return round(size_px * LINE)


@lru_cache(maxsize=20_000)
def text_width(text: str, size_px: int) -> int:
    """Pixels of one line."""
    return int(font(size_px).getlength(drawable(text)) + 0.999)


@lru_cache(maxsize=20_000)
def break_lines(text: str, size_px: int, width_px: int) -> tuple[str, ...]:
    """The lines of a text in a given width: broken at spaces, inside a word only where it is longer than a line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if text_width(joined, size_px) <= width_px:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while len(line) > 1 and text_width(line, size_px) > width_px:
                cut = _fitting(line, size_px, width_px)
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line)
    return tuple(lines)


def _fitting(word: str, size_px: int, width_px: int) -> int:
    """How many characters of a word fit, at least one (a line must move on)."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(word[:middle], size_px) <= width_px:
            low = middle
        else:
            high = middle - 1
    return low


def shorten(text: str, size_px: int, width_px: int) -> str:
    """One line that fits, ended with an ellipsis where it had to be cut."""
    if text_width(text, size_px) <= width_px:
        return text
    end = text
    while end and text_width(end + "…", size_px) > width_px:
        end = end[:-1]
    return end + "…"
