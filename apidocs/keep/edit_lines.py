"""On which line of a TOML text something stands, so that what is wrong with it can be shown there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""Where something stands: `("screens", "main", "name")`, `("samples", 0, "task")`."""


@dataclass(frozen=True)
class Flaw:
    """Something that keeps a text from being taken."""

    line: int
    """From 1; 0 where it is about no line."""
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


def lines_of(text: str) -> list[str]:
    """As an editor counts them: Unicode has more ends of lines than those."""
    return text.split("\n")


def line_of(text: str, path: Path) -> int:
    """The line from 1 on which something begins, or what it would stand in; 0 for what is nowhere in the text."""
    best, line = 0, 0
    for number, at in _statements(text):
        common = 0
        while common < min(len(at), len(path)) and at[common] == path[common]:
            common += 1
        if common > best:
            best, line = common, number
    return line


def _statements(text: str) -> Iterator[tuple[int, Path]]:
    """Headers and keys of a text that is TOML, with the line on which each begins."""
    within: Path = ()
    counted: dict[str, int] = {}
    chunk, begun = "", 0
    for number, line in enumerate(lines_of(text), 1):
        chunk, begun = f"{chunk}{line}\n", begun or number
        try:
            found: dict[str, Any] = tomllib.loads(chunk)
        except ValueError:
            continue  # a text or a list of several lines
        header = chunk.lstrip().startswith("[")
        begun_at, chunk, begun = begun, "", 0
        if not found:
            continue
        if not header:
            yield begun_at, (*within, next(iter(found)))
            continue
        within = ()
        inner: Any = found
        while inner:
            key = next(iter(inner))
            within, inner = (*within, key), inner[key]
            if isinstance(inner, list):
                counted[key] = counted.get(key, -1) + 1
                within, inner = (*within, counted[key]), inner[0]
        yield begun_at, within
