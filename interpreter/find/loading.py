"""Whether the screen in front is still being filled: a wheel turns where rows are to be, or behind the last of them.

A wheel is a progress indicator as high as wide that tells no number: what Android draws round and turning (`ProgressBar`, whose
dump says nothing of whether it is). A bar is content, of a player or a download, and so is a wheel within a row. What is waited
for is bounded by `Limits.settle_s`; what turns on after that isn't taken for an empty list.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

from phones.hierarchy import Node

from ..calls.errors import CallFailed, StillLoading
from ..screen.front import Front, Sight
from .shown_rows import ShownRows

_POLL_S = 0.25
_PARTS = 6
"""So many times a list is read that has got more rows since."""
_ROUND = 1.5
"""A wheel is at most so many times as wide as high, or as high as wide."""
_SAYS_EMPTY = re.compile(
    r"^\W*(?:no|none|nothing|nobody|you(?: have|.ve)? no|you don.?t have)\b(?!.*\b(?:connect|internet|network|signal))|"
    r"\b(?:is|are|looks) empty\b|^\W*empty\W*$",
    re.IGNORECASE,
)
"""What stands in place of the rows of a list that has none: "No notes yet"."""
_T = TypeVar("_T")


def says_empty(sight: Sight) -> bool:
    """Whether a line of the window in front says that there is nothing."""
    return any(_SAYS_EMPTY.search(node.text) for node in sight.nodes if not (node.editable or node.clickable))


def wheels_on(sight: Sight) -> list[Node]:
    """What turns in the window in front."""
    return [node for node in sight.nodes if _is_wheel(node)]


def loads(sight: Sight, rows: ShownRows) -> bool:
    """Whether a list is being filled: it shows no rows and a wheel turns, or one turns in it behind the rows in view."""
    wheels = wheels_on(sight) if sight.name == rows.screen.name else []
    if not wheels:
        return False
    shown = rows.shown(sight)
    if not shown:
        return not says_empty(sight)
    end = max(row.bounds.bottom for row in shown)
    return any(wheel.bounds.top >= end and rows.holds(sight, wheel) for wheel in wheels)


def screen_loads(sight: Sight) -> bool:
    """Whether a list of the screen in front is being filled."""
    screen = sight.screen
    lists = [element for element in screen.elements if element.item is not None] if screen is not None else []
    return screen is not None and any(loads(sight, ShownRows(screen, element)) for element in lists)


def when_filled(front: Front, what: str, find: Callable[[], _T], loading: Callable[[Sight, _T | None], bool]) -> _T:
    """What `find` finds once nothing is `loading` that may change it; that is asked with what was found, None where it failed.
    Raises what `find` raises then, and StillLoading where `what` is loading still."""
    for _ in range(_PARTS):
        try:
            found = find()
        except CallFailed:
            if not loading(front.look(), None):
                raise
        else:
            if not loading(front.look(), found):
                return found
        _await(front, what, lambda sight: loading(sight, None))
    raise StillLoading(f"{what} has more whenever it was looked through: it is still loading. Try again later.")


def _await(front: Front, what: str, loading: Callable[[Sight], bool]) -> None:
    began = time.monotonic()
    while loading(front.look()):
        if time.monotonic() - began >= front.limits.settle_s:
            raise StillLoading(f"{what} is still loading, so what is there can't be told yet. Try again later.")
        front.pause(_POLL_S)
    front.note(f"{what} was loading, and was waited for")


def _is_wheel(node: Node) -> bool:
    if not node.cls.endswith("ProgressBar") or any(map(str.isdecimal, node.label)):
        return False
    width, height = node.bounds.width, node.bounds.height
    return 0 < width <= _ROUND * height and height <= _ROUND * width
