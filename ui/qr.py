"""A QR code in letters: two rows of modules a line, dark on light whatever the terminal's colours are."""

from __future__ import annotations

BORDER = 2
"""Modules of quiet around it; two are enough for phones, and four don't fit 24 lines."""


def qr_lines(text: str) -> list[str]:
    """The code as lines of half blocks, to be shown black on white."""
    import segno

    code = segno.make(text, error="l", micro=False, boost_error=False)
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    halves = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    return [
        "".join(halves[upper, lower] for upper, lower in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, len(rows), 2)
    ]
