"""Rows that `content query` prints, read back into columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ROW = re.compile(r"^Row: \d+ ", re.MULTILINE)


def rows_of(printed: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Each row by its columns, which stand in this order: values may have commas, and lines, in them."""
    pattern = re.compile(", ".join(rf"{re.escape(name)}=(.*)" for name in columns), re.DOTALL)
    found = []
    for block in _ROW.split(printed)[1:]:
        match = pattern.fullmatch(block.strip())
        if match is not None:
            found.append(dict(zip(columns, match.groups(), strict=True)))
    return found
