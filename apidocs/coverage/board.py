"""Where each screen stands on the map, and the lines of its ways: by steps from the start, left to right."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..doc import AppDoc, Screen, Transition
from ..doc.paths import Place, summary
from .thumbnails import HEIGHT, WIDTH, boxes

CARD_WIDTH, CARD_HEIGHT = 168, 378
THUMB_WIDTH = 148
_THUMB_LEFT = (CARD_WIDTH - THUMB_WIDTH) / 2
_THUMB_TOP = 10.0
_BETWEEN, _BELOW, _APART, _AROUND, _HEADING = 44, 30, 52, 28, 40
_WIDE = 1.5
"""A board is about so much wider than high."""


@dataclass(frozen=True)
class Spot:
    """A screen's card, by its upper left corner."""

    screen: Screen
    place: Place
    left: float
    top: float


@dataclass(frozen=True)
class Zone:
    """Where the screens stand that are the same number of steps from the start."""

    said: str
    left: float
    width: float


@dataclass(frozen=True)
class Line:
    """A way from one screen to another."""

    step: Transition
    path: str
    """As SVG has it."""
    first: bool
    """Whether it is the one by which the tree of screens goes."""


@dataclass(frozen=True)
class Board:
    """All of it, in the page's pixels."""

    width: float
    height: float
    spots: list[Spot]
    zones: list[Zone]
    lines: list[Line]


def board(doc: AppDoc) -> Board:
    """Lay the screens out, and draw their ways."""
    places = summary(doc).places
    by_depth: dict[int, list[Place]] = {}
    for place in places:
        by_depth.setdefault(place.depth, []).append(place)
    order = sorted(by_depth, key=lambda depth: (depth < 0, depth))
    shape = (CARD_WIDTH + _BETWEEN) / (_WIDE * (CARD_HEIGHT + _BELOW))
    rows = max(1, math.ceil(math.sqrt(len(places) * shape)))
    spots: list[Spot] = []
    zones: list[Zone] = []
    left = float(_AROUND)
    for depth in order:
        here = by_depth[depth]
        columns = math.ceil(len(here) / rows)
        high = math.ceil(len(here) / columns)
        for at, place in enumerate(here):
            column, row = divmod(at, high)
            top = _HEADING + _AROUND + (rows - high) * (CARD_HEIGHT + _BELOW) / 2 + row * (CARD_HEIGHT + _BELOW)
            screen = doc.screen(place.screen)
            assert screen is not None
            spots.append(Spot(screen, place, left + column * (CARD_WIDTH + _BETWEEN), top))
        width = columns * (CARD_WIDTH + _BETWEEN) - _BETWEEN
        zones.append(Zone(_said(depth), left - _AROUND / 2, width + _AROUND))
        left += width + _APART
    height = _HEADING + _AROUND + rows * (CARD_HEIGHT + _BELOW)
    return Board(left - _APART + _AROUND, height, spots, zones, list(_lines(doc, spots)))


def _said(depth: int) -> str:
    if depth < 0:
        return "no way from the start is known"
    return "start" if depth == 0 else "1 step" if depth == 1 else f"{depth} steps"


def _lines(doc: AppDoc, spots: list[Spot]) -> Iterator[Line]:
    at = {spot.screen.name: spot for spot in spots}
    drawn = {name: boxes(spot.screen) for name, spot in at.items()}
    told: set[tuple[str, str, str, str]] = set()
    for step in doc.transitions:
        key = (step.source, step.element, step.action, step.target)
        source, target = at.get(step.source), at.get(step.target)
        if source is None or target is None or source is target or not step.element or key in told:
            continue
        told.add(key)
        box = drawn[step.source].get(step.element)
        x, y = box.middle if box is not None else (WIDTH / 2, HEIGHT / 2)
        start = (
            source.left + _THUMB_LEFT + x * THUMB_WIDTH / WIDTH,
            source.top + _THUMB_TOP + y * THUMB_WIDTH / WIDTH,
        )
        how = "" if step.action == "tap" else f" {step.action}"
        first = target.place.via == f"{step.source}.{step.element}{how}"
        yield Line(step, _path(start, source, target), first)


def _path(start: tuple[float, float], source: Spot, target: Spot) -> str:
    """A curve from an element to the card it opens, into its nearer side."""
    x, y = start
    into_left = target.left > source.left
    end_x = target.left - 5 if into_left else target.left + CARD_WIDTH + 5
    end_y = target.top + CARD_HEIGHT * (0.4 if target.top == source.top else 0.45)
    bend = max(46.0, min(170.0, abs(end_x - x) * 0.45))
    away = x + bend if into_left or target.left == source.left else x - bend
    back = end_x - bend if into_left else end_x + bend
    return f"M{x:.0f} {y:.0f}C{away:.0f} {y:.0f} {back:.0f} {end_y:.0f} {end_x:.0f} {end_y:.0f}"
