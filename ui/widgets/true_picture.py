"""A screenshot as a true picture, where the terminal can: Kitty's graphics protocol with placeholder letters.

The file is sent once; what is painted are letters of a private code point, whose marks say which cell of the picture they
are and whose colour says which picture. So it scrolls, is covered and goes away like any text. Whether a terminal can is
told by its name in the environment: asking it would eat the first keys that are typed. Sixel has no such letters, and is
left alone; there, and everywhere else, `picture` paints half blocks.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from .picture import OUTLINE

if TYPE_CHECKING:
    from phones.hierarchy import Bounds

PLACEHOLDER = "\U0010eeee"
CHUNK = 4096
"""Bytes of base64 that one escape sequence may carry."""
CELL_PX = (10, 20)
"""A cell, as large as they usually are: a picture isn't sent larger than it will be shown."""
# the marks that count rows and columns, from the protocol's list rowcolumn-diacritics
_RANGES = (
    "305 30D-30E 310 312 33D-33F 346 34A-34C 350-352 357 35B 363-36F 483-487 592-595 597-599 59C-5A1 5A8-5A9 5AB-5AC 5AF "
    "5C4 610-617 657-65B 65D-65E 6D6-6DC 6DF-6E2 6E4 6E7-6E8 6EB-6EC 730 732-733 735-736 73A 73D 73F-741 743 745 747 "
    "749-74A 7EB-7F1 7F3 816-819 81B-823 825-827 829-82D"
)


def _marks() -> Iterator[str]:
    for part in _RANGES.split():
        first, _, last = part.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


MARKS = tuple(_marks())


def can_show(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this terminal knows the protocol's placeholders: Kitty and Ghostty do, and not through a multiplexer."""
    if environment.get("TMUX") or environment.get("STY") or environment.get("NO_COLOR"):
        return False
    name = f"{environment.get('TERM', '')} {environment.get('TERM_PROGRAM', '')}".casefold()
    return bool(environment.get("KITTY_WINDOW_ID")) or "kitty" in name or "ghostty" in name


def sending(
    png: bytes,
    number: int,
    columns: int,
    rows: int,
    *,
    touched: Bounds | None = None,
    display: tuple[int, int] = (0, 0),
) -> str:
    """What the terminal is to be told, once, before the picture's cells are painted; empty where it can't be read.

    `number`: which picture this is, 1 to 255; one sent earlier under it is replaced. `display` is the size in pixels that
    `touched` is given in.
    """
    from PIL import Image, ImageDraw

    try:
        with Image.open(io.BytesIO(png)) as opened:
            image = opened.convert("RGB")
    except (OSError, ValueError):
        return ""
    width, height = columns * CELL_PX[0], rows * CELL_PX[1]
    if image.width > width:
        image = image.resize((width, height), Image.Resampling.BOX)
    if touched is not None and display[0] and display[1]:
        across, down = image.width / display[0], image.height / display[1]
        box = (touched.left * across, touched.top * down, touched.right * across - 1, touched.bottom * down - 1)
        if box[2] > box[0] and box[3] > box[1]:
            ImageDraw.Draw(image).rectangle(box, outline=OUTLINE, width=3)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    letters = base64.b64encode(file.getvalue()).decode("ascii")
    parts = [letters[at : at + CHUNK] for at in range(0, len(letters), CHUNK)]
    said = [_command(f"a=d,d=I,i={number},q=2")]
    for at, part in enumerate(parts):
        more = int(at < len(parts) - 1)
        head = f"a=T,U=1,f=100,i={number},c={columns},r={rows},q=2,m={more}" if at == 0 else f"q=2,m={more}"
        said.append(_command(head, part))
    return "".join(said)


def forgetting(number: int) -> str:
    """What frees a picture in the terminal."""
    return _command(f"a=d,d=I,i={number},q=2")


def cells(number: int, columns: int, rows: int) -> list[list[Segment]]:
    """The letters that stand for the picture, by line. Not more lines or columns than there are marks."""
    style = Style(color=Color.from_rgb(0, 0, number))
    columns, rows = min(columns, len(MARKS)), min(rows, len(MARKS))
    return [
        [Segment("".join(f"{PLACEHOLDER}{MARKS[row]}{MARKS[column]}" for column in range(columns)), style)]
        for row in range(rows)
    ]


def _command(head: str, body: str = "") -> str:
    return f"\x1b_G{head};{body}\x1b\\" if body else f"\x1b_G{head}\x1b\\"
