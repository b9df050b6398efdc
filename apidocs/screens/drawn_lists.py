"""Lists in a window that is drawn, whose views have no ids: which of what stands one below the other are rows of things."""

from __future__ import annotations

import re
from itertools import pairwise

from phones.hierarchy import Node

from ..doc import Kind
from ..doc.effects import judge
from ..doc.words import SHADE, figures_only
from .windows import Window, texts, visible, without_arrow

_QUANTITY = re.compile(r"[^\w\s]?\s?\d[\d.,]*\s?([^\W\d]+|[^\w\s]+)?")
"""A number and its unit: "18 €", "£5", "90 min"."""

_PADDING = 100
"""Pixels of room around a message at most."""
_SHEET = 0.15
"""Of the display's height: what of the page is seen above a sheet at least."""
_FILLS = 0.7
"""Of a layout's area: what a row in it has at least."""
_ALIKE = 1.25
"""Times as wide as another what is made like it may be."""


def has_way_back(window: Window) -> bool:
    """Whether a page has the arrow that leads back to where it was opened."""
    return any(map(window.is_up, window.nodes))


def is_sheet(window: Window) -> bool:
    """Whether a window lies over the lower part of a page, over its whole width: as what shows one thing does."""
    bounds, (width, height) = window.root.bounds, window.size
    return bounds.width >= width and bounds.top > height * _SHEET


def rows_drawn(node: Node, window: Window) -> list[Node]:
    """Rows of views that are drawn, without ids: alike, one below the other over the whole width, or cells of a grid.

    Fields or switches among them make a form or a page of settings; so do labels in small letters above their values, and
    second lines of which some are figures and others words, since what rows say at one place is of one kind.
    """
    inside = [_unwrapped(c) for c in node.children if visible(c)]
    children = [c for c in inside if c.clickable and not c.editable and not c.checkable]
    rows = [c for c in children if (texts(c) or node.scrollable and c.content_desc) and len(texts(c)) <= 6]
    enough = 2 if rows and all(_own_controls(row) for row in rows) else 3
    if len(rows) < enough or len({c.short_class for c in rows}) > 1 or any(c.editable for c in node.children):
        return []
    if max(c.bounds.width for c in rows) > _ALIKE * min(c.bounds.width for c in rows):
        return []  # buttons in lines of one and of two
    columns = len({c.bounds.left for c in rows})
    wide = all(c.bounds.width * columns > window.size[0] * 0.8 for c in rows)
    lines = [without_arrow(texts(row)) for row in rows]
    labelled = sum(len(said) > 1 and said[0].bounds.height < said[1].bounds.height * 0.95 for said in lines)
    switched = any(n.checkable and not n.clickable for row in rows for n in row.walk())
    others = [c for c in inside if c not in rows and c.bounds.width > window.size[0] * 0.8]
    switched = switched or any(n.checkable for c in others for n in (c, *c.children))
    mixed = _of_many_kinds(lines) or (has_way_back(window) or is_sheet(window)) and _of_one_thing(lines)
    mixed = mixed and not all(_own_controls(row) for row in rows) or _are_deeds(lines, window)
    return [] if columns > 2 or not wide or labelled * 2 > len(rows) or switched or mixed else rows


def _unwrapped(node: Node) -> Node:
    """What is touched of a row that has a layout of its own size around it, as React Native's lists make them."""
    while not (node.clickable or node.checkable or node.editable or node.scrollable) and len(node.children) == 1:
        inner = node.children[0]
        if inner.bounds.area < _FILLS * node.bounds.area:
            break
        node = inner
    return node


def bubbles(node: Node) -> list[Node]:
    """Messages of a conversation: boxes with a text each, one below the other, mine at one side and theirs at the other.

    Nothing happens when one is touched, and a box is as wide as what it says, so that its sides tell it."""
    boxes = [c for c in node.children if visible(c)]
    if len(boxes) < 2 or any(a.bounds.bottom > b.bounds.top for a, b in pairwise(boxes)):
        return []
    if any(box.clickable or len(box.children) != 1 or not _in_a_box(box, box.children[0]) for box in boxes):
        return []
    left, right = node.bounds.left, node.bounds.right
    at_left, at_right = ([box.bounds.left == left for box in boxes], [box.bounds.right == right for box in boxes])
    mine = [a and not b for a, b in zip(at_right, at_left, strict=True)]
    theirs = at_left
    return boxes if any(mine) and any(theirs) and all(m or t for m, t in zip(mine, theirs, strict=True)) else []


def _in_a_box(box: Node, inner: Node) -> bool:
    """Whether a text has a little room around it on every side."""
    says = bool(inner.text.strip() or inner.text) and not inner.children and not inner.clickable
    room = (inner.bounds.left - box.bounds.left, inner.bounds.top - box.bounds.top)
    return says and all(0 < gap < _PADDING for gap in room)


def _own_controls(row: Node) -> bool:
    """Whether it has what is touched by itself, a menu or a star, as rows of things have."""
    return row.long_clickable or any(n is not row and (n.clickable or n.checkable) for n in row.walk())


def _of_many_kinds(lines: list[list[Node]]) -> bool:
    """Whether the second lines are values of this and that: a date, a name, a number."""
    second = [figures_only(said[1].text) for said in lines if len(said) == 2]
    return len(second) == len(lines) and 0.2 < sum(second) / len(second) < 0.8


def _are_deeds(lines: list[list[Node]], window: Window) -> bool:
    """Whether it is what a sheet over a page offers to do: most of what it says is a word that is known for what it does."""
    if not any(node.content_desc.lower() in SHADE or node.text.lower() in SHADE for node in window.nodes):
        return False
    known = sum(judge(said[0].text, "", "", Kind.BUTTON).known for said in lines if len(said) == 1)
    return known * 2 > len(lines)


def _of_one_thing(lines: list[list[Node]]) -> bool:
    """Whether most rows have a second line, and of those one at least measures something ("18 €", "90 min", a date) and one at
    least has no figure in it: the fields of one thing, each with what it is called above."""
    second = [said[1].text for said in lines if len(said) == 2]
    measured, worded = sum(map(_measures, second)), sum(not any(map(str.isdecimal, text)) for text in second)
    known = len(second) * 2 > len(lines) and all(len(said) <= 2 for said in lines)
    return known and measured > 0 and worded > 0


def _measures(text: str) -> bool:
    """A number, with or without what it is a number of."""
    return figures_only(text) or _QUANTITY.fullmatch(text.strip()) is not None
