"""Joining two overlapping pages of a scrolled list into one sequence of rows, equal rows included.

Pure reckoning on what was seen: rows are equal when they say the same, and where several overlaps are possible the one that
agrees with how far the finger went is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from phones.hierarchy import Bounds, Node

_SLACK_PX = 3
_THROWN = 1.15
_SHY = 0.8


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


def join(rows: Sequence[Seen], before: Page, after: Page, distance_px: int) -> tuple[list[Seen], int]:
    """Append what is new on the page `after`. `rows` ends with what is whole on the page `before`. Returns the sequence so far, and
    how many rows of the new page were known; 0 may mean that rows between them were missed."""
    candidates: list[tuple[bool, float, int]] = []
    for overlap in range(1, min(len(rows), len(after.whole)) + 1):
        tail, head = rows[-overlap:], after.whole[:overlap]
        if any(a.content != b.content for a, b in zip(tail, head, strict=True)):
            continue
        pairs = [(a, b) for a, b in zip(tail, head, strict=True) if any(a is r for r in before.whole)]
        shifts = [a.bounds.top - b.bounds.top for a, b in pairs]
        if not shifts or max(shifts) - min(shifts) > _SLACK_PX or max(shifts) < -_SLACK_PX:
            continue
        # a list may stop short at its end, but is hardly ever thrown far beyond the finger's way
        candidates.append((shifts[0] > _THROWN * distance_px, abs(shifts[0] - distance_px), overlap))
    best = min(candidates)[2] if candidates else 0
    known = list(rows)
    if best:
        # the newest sighting of a row is the one whose place on the screen still holds
        known[-best:] = after.whole[:best]
    return [*known, *after.whole[best:]], best


def careful_distance(page: Page, distance_px: int) -> int:
    """How far to scroll so that the next page can be joined without doubt: less where rows repeat themselves.

    Where the last rows of a page repeat with a period, pages a whole number of periods apart look alike; a swipe that is
    shorter than one period leaves one answer. Where they stand farther up on the page too, so much of it stays in view that
    they don't.
    """
    whole = page.whole
    if len(whole) < 2:
        return distance_px
    content = [row.content for row in whole]
    pitch = (whole[-1].bounds.top - whole[0].bounds.top) / (len(whole) - 1)
    if pitch <= 0:
        return distance_px
    overlap = max(1, len(whole) - int(distance_px / pitch) - 1)
    for period in range(1, len(whole) - overlap + 1):
        tail = content[-(overlap + period) :]
        if tail[period:] == tail[:-period]:
            return min(distance_px, max(1, int(_SHY * period * pitch)))
    repeated = max((n for n in range(1, len(whole)) if not _once(content[-n:], content)), default=0)
    if not repeated:
        return distance_px
    # nearer than what would bring those rows to the top, however far the list is thrown
    farthest = int((len(whole) - repeated - 1) * pitch / _THROWN) - 1
    return min(distance_px, max(1, farthest))


def _once(tail: Sequence[object], content: Sequence[object]) -> bool:
    """Whether rows stand only at the end of a page in this order: else a list that stops short looks as if it had gone on."""
    return sum(content[at : at + len(tail)] == tail for at in range(len(content) - len(tail) + 1)) == 1


def ended(rows: Sequence[Seen], page: Page) -> list[Seen]:
    """All of a list that stands at its end: with the rows below the whole ones, which were left out as they are cut off."""
    whole = [i for i, row in enumerate(page.rows) if any(row is one for one in page.whole)]
    if whole:
        return [*rows, *page.rows[whole[-1] + 1 :]]
    return [*rows, *(row for row in page.rows if not any(row.content == known.content for known in rows))]
