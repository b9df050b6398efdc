"""Which dialogs lie over each other: kept from one look to the next, as a dump needn't show what a menu or a dialog covers.

A dialog that was there before an act, under a menu or under another dialog, is no answer of the app to it.
"""

from __future__ import annotations

from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy

from .dialogs import dialog_key

Layers = tuple[str, ...]
"""Keys of the dialogs that stand, the one on top last."""


def layers_after(before: Layers, hierarchy: Hierarchy) -> Layers:
    """What stands now: a page ends all dialogs, a menu none, and a dialog that stood already ends those above it."""
    window = Window.of(hierarchy)
    if window is None or window.kind == "menu":
        return before
    key = dialog_key(hierarchy)
    if key is None:
        return ()
    return before[: before.index(key) + 1] if key in before else (*before, key)
