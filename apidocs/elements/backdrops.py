"""What takes a touch and is no control: what fills the window, dims the page behind something, or lies between controls."""

from __future__ import annotations

from phones.hierarchy import SYSTEM_PACKAGES, Node

from ..doc.words import SHADE, split_words, word_set
from ..screens.windows import Window, words_on

_BEHIND = word_set("divider separator background bg scrim shadow backdrop")
"""Words of an id of what lies behind or between controls."""

_BAR = 0.1
"""Of a window's height: how far down the system's bar reaches on a small display."""


def is_backdrop(node: Node, window: Window) -> bool:
    """A tap beside a sheet, a picture's gestures; a shade, a divider, a background."""
    root, said = window.root.bounds, words_on(node)
    if not said:
        decor = node.short_class.endswith(("View", "Layout")) and _lies_behind(node.id_name)
        return decor or node.bounds.area > root.area * 0.45 or node.id_name == "touch_outside"
    # over the page from its upper edge on, beside a drawer or above a sheet: a line of settings may be called so, too
    box, plain = node.bounds, node.short_class == "View" and not node.children
    shade = plain and box.top <= root.top and (box.width >= root.width or box.height >= root.height)
    return shade and said.lower() in SHADE or node.id_name == "touch_outside"


def in_status_bar(node: Node, window: Window) -> bool:
    """Whether it stands in the bar that the system's own windows, a lock screen, draw themselves: a clock, a battery."""
    root = window.root.bounds
    return node.package in SYSTEM_PACKAGES and node.bounds.bottom <= root.top + root.height * _BAR


def _lies_behind(id_name: str) -> bool:
    """`dock_divider`, `bg_dock`; the colour of a background is a thing of its own."""
    words = split_words(id_name)
    return bool(words) and (words[-1] in _BEHIND or words[0] == "bg" and words[-1] not in ("color", "colour"))
