"""What a person sees on each of a folder's real dumps: which thing is at which bounds, of what kind, and what one would call it.

The table (`things.txt`) was written by reading the dumps, before anybody looked at what the product makes of them. It holds no
dump: bounds, kinds and words of our own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ground.errors import SettingsError
from phones.hierarchy import Bounds

Half = Literal["mend", "count"]
TABLE = Path(__file__).with_name("things.txt")
KINDS = {
    "button": "tapped; what it is for never changes",
    "tab": "one of several views of the same place, selected or not",
    "setting": "a line of settings: opens a page, or shows what is set and offers others",
    "entry": "one of the app's own things, or of a home screen's: named by itself or a row of a list",
    "row": "one of the person's own things: a row of a list, and never a name",
    "part": "a control that every row of a list has",
    "field": "typed into",
    "toggle": "on or off",
    "switch": "a small one in something else, that may as well be a button",
    "slider": "pulled to a value",
    "option": "one of several that exclude each other, on the screen itself",
    "text": "a value that can be read, called by the words beside it",
    "back": "does what the back key does",
    "nothing": "decoration, layout, a heading, a label, a bar of the system's: no element",
}
_LINE = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\] ([a-z]+)(?: (.+))?")


@dataclass(frozen=True)
class Thing:
    """One thing that a person sees on a dump, or something that isn't one."""

    bounds: Bounds
    kind: str
    names: tuple[str, ...] = ()
    """What one would call it, each of them right; empty where nothing on the screen says, or rows say each their own."""


def half_of(name: str) -> Half:
    """The half of a dump, from its file's name alone: what is missed may be looked at in one, and is only counted in the other."""
    return "mend" if hashlib.sha256(f"thumbwright dump {name}".encode()).digest()[0] % 2 else "count"


def read_table(lines: Iterable[str] | None = None) -> dict[str, list[Thing]]:
    """Things by file name (without `.xml`). Raises SettingsError for a line that is none."""
    table: dict[str, list[Thing]] = {}
    things: list[Thing] | None = None
    for line in TABLE.read_text("utf-8").splitlines() if lines is None else lines:
        if not line or line.startswith("#"):
            continue
        if not line.startswith("["):
            things = table.setdefault(line, [])
            continue
        found = _LINE.fullmatch(line)
        if found is None or things is None or found[5] not in KINDS:
            raise SettingsError(f"The table of dumps has a line that says no thing: {line!r}")
        bounds = Bounds(*(int(found[number]) for number in range(1, 5)))
        things.append(Thing(bounds, found[5], tuple(found[6].split("|")) if found[6] else ()))
    return table
