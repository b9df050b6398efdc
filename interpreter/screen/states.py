"""What a node says of itself: whether it is on, what its value is, what a field holds, which row it stands in.

Reads one dump; acts on nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apidocs.doc import Element, Kind
from apidocs.doc.words import split_words
from apidocs.screens.marks import acts_on_selection
from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy, Node

from .front import Sight

_SWITCH_WORDS = frozenset({"on", "off"})
_COUNTED = re.compile(r"^\s*\d+\s*(?:/\s*\d+\s*)?(?:items?\s+)?selected\b", re.IGNORECASE)
"""The heading of a selection mode: "3 selected"."""


@dataclass(frozen=True, eq=False)
class Spot:
    """Where a thing that a script names is on the screen, right now."""

    node: Node
    """What is tapped or typed into."""
    sight: Sight
    used: str = ""
    """Which attributes found it."""
    state: Node | None = None
    """What carries `checked` or the value, where that is another node."""
    label: str = ""
    """The words that name it; they are no part of its value."""

    @property
    def words(self) -> str:
        """How to speak of it in a message."""
        return (
            self.label or self.node.label or next(texts_of(self.node), "") or self.node.id_name or self.node.short_class
        )


def spot_of(sight: Sight, element: Element, node: Node, used: str = "") -> Spot:
    """Where an element of the doc is, that was found at this node."""
    found = [match.node for match in sight.find(element.state)] if element.state is not None else []
    label = element.label if element.kind is not Kind.INPUT else ""  # what a field says is its hint
    return Spot(node, sight, used, _own_state(node, found, toggle=element.kind is Kind.TOGGLE), label)


def _own_state(node: Node, found: Sequence[Node], *, toggle: bool) -> Node | None:
    """Which of the nodes that the state's locator finds is this one's: the rows of a page of settings have switches of one id. It
    is in its row, or in its line; a switch that isn't is another's, and of values the nearest is taken."""
    row = row_around(node)
    own = [one for one in found if one is row or row in one.ancestors()] or [
        one for one in found if _in_line(one, node)
    ]
    if own or toggle:
        return own[0] if own else None
    middle = node.bounds.top + node.bounds.bottom
    return min(found, key=lambda one: abs(one.bounds.top + one.bounds.bottom - middle), default=None)


def _in_line(one: Node, node: Node) -> bool:
    """Whether the middle of a node is at the height of another one."""
    middle = (one.bounds.top + one.bounds.bottom) // 2
    return node.bounds.top <= middle < node.bounds.bottom


def texts_of(node: Node) -> Iterator[str]:
    """What can be read in a part of the screen, in order; a switch's own ON and OFF are its state and left out."""
    for inner in node.walk():
        words = inner.text or inner.content_desc
        if words and not (inner.checkable and words.casefold() in _SWITCH_WORDS):
            yield words


def selecting(hierarchy: Hierarchy) -> bool:
    """Whether a selection mode is on, in which a tap on a row picks it instead of opening it."""
    window = Window.of(hierarchy)
    if window is None or window.kind != "page":
        return False
    bar = window.bar.walk() if window.bar is not None else ()
    return acts_on_selection(window) or any(_COUNTED.match(n.text) for n in bar if n.text)


def heads_shown_page(node: Node) -> bool:
    """Whether it is the title of the page that a pager shows: in AndroidX's PagerTitleStrip, from its sources, the titles beside
    that can be tapped, and it can't."""
    strip = node.parent
    if strip is None or not any("viewpager" in around.cls.lower() for around in (strip, *strip.ancestors())):
        return False
    beside = [other for other in strip.children if other is not node and other.text]
    return bool(node.text and beside) and not node.clickable and all(other.clickable for other in beside)


def row_around(node: Node) -> Node:
    """The row that a node stands in: the nearest actionable thing, widened while it stays alone in its line."""
    row = node.actionable() or node
    for ancestor in row.ancestors():
        if ancestor.scrollable or ancestor.parent is None:
            break
        if any(child.scrollable for child in ancestor.walk()):
            break
        if sum(1 for n in ancestor.walk() if n.clickable or n.checkable) > 2 or ancestor.bounds.height > 2 * max(
            row.bounds.height, 1
        ):
            break
        row = ancestor
    return row


def switch_at(node: Node) -> Node | None:
    """The one checkable thing at, in, or in the same row as a node. None where there is none, or more than one.

    What a tap on the node reaches is its row; beyond that a switch is its own only where it stands in its line.
    """
    own = node.actionable() or node
    within = node
    for around in (node, *node.ancestors()):
        if around is not node and around.scrollable:
            return None
        inside = [n for n in around.walk() if n.checkable]
        if inside:
            switch = inside[0] if len(inside) == 1 else None
            beyond = around is not node and around is not own and around in own.ancestors()
            apart = switch is None or beyond and not (_in_line(switch, within) or _in_line(within, switch))
            return None if apart else switch
        within = around
    return None


def is_on(spot: Spot, *, marks: bool = False, shows: bool = False) -> bool | None:
    """Whether a toggle is on; None where nothing there can be on or off. What `marks` a thing says what the next tap does, or
    stands out (`selected`); where it does neither, it isn't marked if it is known to show that (`shows`)."""
    for node in (spot.state, spot.node):
        if node is None:
            continue
        switch = switch_at(node)
        if switch is not None:
            return switch.checked
    node = spot.state or spot.node
    if any(n.selected for n in node.walk()):
        return True
    offers = split_words(node.content_desc or node.text)[:1] if marks else ()
    return _OFFERS.get(offers[0]) if offers and offers[0] in _OFFERS else False if marks and shows else None


_OFFERS = {
    **dict.fromkeys(("add", "mark", "set"), False),
    **dict.fromkeys(
        ("remove", "unmark", "unset", "unstar", "unpin", "unlike", "unflag", "unfavorite", "unfavourite"), True
    ),
}
"""How a mark stands, by the first word of what its button says that a tap would do."""


def field_text(node: Node) -> str:
    """What an input holds; older phones report the hint as its text."""
    return "" if node.text == node.hint else node.text


def field_at(spot: Spot) -> Node | None:
    """The field to type into: the node, the one field inside it, or the one field in its row."""
    if spot.node.editable:
        return spot.node
    for around in (spot.node, row_around(spot.node)):
        fields = [n for n in around.walk() if n.editable]
        if len(fields) == 1:
            return fields[0]
    return None


def values_of(spot: Spot) -> list[str]:
    """The texts that a choice or a setting shows as its value: its state node's, else what its row says besides its label."""
    if spot.state is not None and spot.state.label:
        return [spot.state.label]
    if spot.node.editable:
        return [field_text(spot.node)]
    words = [t for t in texts_of(spot.node) if t != spot.label]
    if not words:
        words = [t for t in texts_of(row_around(spot.node)) if t != spot.label]
    return list(dict.fromkeys(words))


def value_of(spot: Spot) -> str:
    """The value as one text, for a script to read."""
    return ", ".join(values_of(spot))


def text_of(spot: Spot) -> str:
    """All that can be read of a thing; of one that shows a value beside what it is called the value: "Eco", and not "Mode, Eco"."""
    if spot.node.editable:
        return field_text(spot.node)
    texts = list(dict.fromkeys(texts_of(spot.node)))
    name = spot.label if spot.used != "row" else ""  # a row's title is the first thing that it says
    return ", ".join([text for text in texts if text != name] or texts)
