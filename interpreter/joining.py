"""Joining two overlapping pages of a scrolled list into one sequence of rows, equal rows included.

Pure reckoning on what was seen: rows are equal when they say the same, and where several overlaps are possible the one that
agrees with how far the finger went is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from phones.hierarchy import Bounds, Node

_SLACK_PX = 3


@dataclass(frozen=True, eq=False)
class Seen:
    """A row as it was seen on one page."""

    title: str
    content: tuple[str, ...]
    bounds: Bounds
    node: Node = field(repr=False)


@dataclass(frozen=True)
class Page:
    """Rows in view, from top to bottom."""

    rows: Sequence[Seen]
    whole: Sequence[Seen]
    """Without those that are cut off at an edge: they don't say all they say."""


@dataclass(frozen=True)
class Joined:
    """The sequence so far."""

    rows: list[Seen]
    overlap: int
    """How many rows of the new page were known; 0 may mean that rows between them were missed."""


def join(rows: Sequence[Seen], before: Page, after: Page, distance_px: int) -> Joined:
    """Append what is new on the page `after`. `rows` ends with what is whole on the page `before`.

    With `distance_px` 0 the list stands at its end: rows cut off by the display's edge are taken as they are.
    """
    if distance_px == 0:
        return _finish(rows, before, after)
    best, best_off = 0, float("inf")
    for overlap in range(1, min(len(rows), len(after.whole)) + 1):
        tail = rows[-overlap:]
        head = after.whole[:overlap]
        if any(a.content != b.content for a, b in zip(tail, head, strict=True)):
            continue
        shifts = [
            a.bounds.top - b.bounds.top for a, b in zip(tail, head, strict=True) if any(a is r for r in before.whole)
        ]
        if not shifts or max(shifts) - min(shifts) > _SLACK_PX or max(shifts) < -_SLACK_PX:
            continue
        off = abs(shifts[0] - distance_px)
        if off <= best_off:
            best, best_off = overlap, off
    known = list(rows)
    if best:
        # the newest sighting of a row is the one whose place on the screen still holds
        known[-best:] = after.whole[:best]
    return Joined([*known, *after.whole[best:]], best)


def _finish(rows: Sequence[Seen], before: Page, after: Page) -> Joined:
    """Nothing moved: add the rows that were left out because they are cut off, before and after the whole ones."""
    if not after.rows:
        return Joined(list(rows), 0)
    whole = [i for i, r in enumerate(after.rows) if any(r is w for w in before.whole)]
    if not whole:
        fresh = [r for r in after.rows if not any(r.content == k.content for k in rows)]
        return Joined([*rows, *fresh], len(after.rows) - len(fresh))
    below = list(after.rows[whole[-1] + 1 :])
    above = list(after.rows[: whole[0]]) if len(rows) == len(before.whole) else []
    return Joined([*above, *rows, *below], len(whole))
