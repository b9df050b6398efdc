"""What a walk noted of each thing besides what it is: whether it was touched, why it was left, where it stands."""

from __future__ import annotations

from collections import Counter

from phones.hierarchy import Node

from ..doc import Effect, Element, Kind, Left
from ..doc.effects import judge
from .trace import Place, Trace

_DONE = {Left.AT_ONCE: Effect.SETTINGS, Left.THING: Effect.COMMIT}
"""What is done by what was left alone for that, where no word of it tells: "Bookmark" is no way about, and "Frog it" may undo a
day's work."""
_WHOLE = 1000
"""A display is so many thousandths wide, and high."""


class Notes:
    """The notes of one walk."""

    def __init__(self, trace: Trace) -> None:
        self._tried = {(move.source, move.key) for move in trace.moves if move.key}
        seen = [one for place in trace.places.values() for _, one, _ in place.dumps]
        pages = Counter(one.window.size for one in seen if one.kind == "page")
        self._display = pages.most_common(1)[0][0] if pages else None
        """The display's size: the dump of a dialog says only its own."""
        places = {id(dump): place.number for place in trace.places.values() for dump, _, _ in place.dumps}
        self._left: dict[tuple[int, str], Left] = {}
        for one in trace.walk.untried:
            if (number := places.get(id(one.dump))) is not None:
                self._left.setdefault((number, one.key), one.why)

    def note(self, element: Element, place: Place, key: str) -> None:
        """Put down on an element what was noted of it, under its key."""
        element.tried = (place.number, key) in self._tried
        there = element.tried or element.item is not None and element.item.ticked
        element.left = None if there else self._left.get((place.number, key))
        if element.kind is Kind.BUTTON and element.effect is Effect.NAVIGATE and not _leads_about(element):
            element.effect = _DONE.get(element.left, element.effect) if element.left else element.effect
        element.area = self._area(place, key)

    def _area(self, place: Place, key: str) -> tuple[int, int, int, int] | None:
        """Where it stands on the dump that shows most of its screen; None where that doesn't show it."""
        _, seen, found = max(place.dumps, key=lambda one: len(one[2]) + len(one[1].lists.found))
        node: Node | None
        if key.startswith("list:"):
            node = next((rows.container for rows in seen.lists.found if f"list:{rows.key}" == key), None)
        else:
            node = next((control.node for control in found if control.key == key), None)
        width, height = self._display if seen.kind != "page" and self._display is not None else seen.window.size
        if node is None or width <= 0 or height <= 0:
            return None
        at = node.bounds
        return _share(at.left, width), _share(at.top, height), _share(at.right, width), _share(at.bottom, height)


def _leads_about(element: Element) -> bool:
    """Whether its words are known for leading somewhere, or back."""
    said = judge(element.label, element.locator.resource_id or "", element.locator.content_desc or "", element.kind)
    return said.known and said.effect is Effect.NAVIGATE


def _share(at: int, size: int) -> int:
    return max(0, min(_WHOLE, round(at * _WHOLE / size)))
