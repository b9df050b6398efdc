"""Days that a script holds against what the phone says, "Friday" in a text that reads "Fri 6 Mar": many an app writes them short.
As with small letters, only its run can tell whether that is what kept a script from finding anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from apidocs.doc import AppDoc

from .edits import Edit, Lines
from .reader import read
from .scripts import parsed
from .uses import Text

_SHORT = {
    "monday": "mon", "tuesday": "tues?", "wednesday": "weds?", "thursday": "thu(?:rs?)?", "friday": "fri", "saturday": "sat",
    "sunday": "sun",
}  # fmt: skip
_OF_DAYS = re.compile(rf"\W*(?:(?:{'|'.join(_SHORT.values())}|and|every|on|to|only)\b\W*)+", re.IGNORECASE)
"""A text that names days and nothing else."""


def with_short_days(script: str, doc: AppDoc, was_read: Collection[str]) -> str:
    """The script with days written as the phone writes them, of those that nothing of `was_read` (the values that a run of it read)
    meets as it stands and something would; empty where there is none."""
    tree, lines = parsed(script), Lines(script)
    if tree is None:
        return ""
    reading, edits = read(tree, doc), list[Edit]()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.In | ast.NotIn) or len(node.ops) != 1:
            continue
        side = node.comparators[0]
        lowered = isinstance(side, ast.Call) and isinstance(side.func, ast.Attribute) and side.func.attr == "lower"
        text = (
            side.func.value if lowered and isinstance(side, ast.Call) and isinstance(side.func, ast.Attribute) else side
        )
        day = node.left.value if isinstance(node.left, ast.Constant) else None
        if not isinstance(day, str) or not isinstance(reading.values.get(text), Text):
            continue
        if short := _short(day, was_read):
            edits.append(lines.replacing(node.left, repr(short.lower() if lowered else short), ""))
    return lines.with_edits(edits) if edits else ""


def _short(day: str, was_read: Collection[str]) -> str:
    """How the phone writes a day; empty where it writes it whole, or has none such."""
    name = day.strip().casefold().removesuffix("s")
    if name not in _SHORT or any(name in value.casefold() for value in was_read):
        return ""
    short = re.compile(rf"\b{_SHORT[name]}\b", re.IGNORECASE)
    # "Sun lamp" is no day
    dated = (value for value in was_read if _OF_DAYS.fullmatch(value) or any(c.isdecimal() for c in value))
    return next((found[0] for value in dated if (found := short.search(value)) is not None), "")
