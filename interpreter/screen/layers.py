"""Which dialogs lie over each other: kept from one look to the next, as a dump needn't show what a menu or a dialog covers.

A dialog that was there before an act, under a menu or under another dialog, is no answer of the app to it.
"""

from __future__ import annotations

from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy

from .dialogs import dialog_key

Layer = tuple[str, str]
"""A dialog's key, and which of the doc's screens it is: a thing and the form that changes it may have the same heading."""


class Layers:
    """The dialogs of one run."""

    def __init__(self) -> None:
        self.led_on = True
        """Whether what was done last only leads somewhere."""
        self._stack: list[Layer] = []
        """Those that stand, the one on top last."""
        self._places: set[Layer] = set()
        """Those that something led to that does nothing else: they may come back once a page that covers them is left."""

    @property
    def known(self) -> frozenset[Layer]:
        """What is no answer to an act that is made now."""
        return frozenset(self._places.union(self._stack))

    def saw(self, hierarchy: Hierarchy, screen: str) -> None:
        """A dump came by: a page ends all dialogs, a menu none, and a dialog that stood already ends those above it."""
        window = Window.of(hierarchy)
        if window is None or window.kind == "menu":
            return
        key = dialog_key(hierarchy)
        if key is None:
            self._stack.clear()
            return
        layer = (key, screen)
        at = next((n for n, other in enumerate(self._stack) if same_layer(layer, other)), None)
        if at is not None:
            del self._stack[at + 1 :]
            return
        self._stack.append(layer)
        if self.led_on:
            self._places.add(layer)


def same_layer(one: Layer, other: Layer) -> bool:
    """Whether two may be the same dialog: a heading alone tells, where the doc doesn't know one of them."""
    return one[0] == other[0] and (one[1] == other[1] or "" in (one[1], other[1]))
