"""What of the system's lies over an app and leaves it the rest of the display: a notification that pops up, the chip of what was
copied, the volume's panel.

The window of such a thing may be as large as the display and take touches in a strip of it alone, which no dump tells. What else
the dump has tells it: Android lists a window only where some of it can be touched (AOSP, AccessibilityController,
buildWindowInfoListLocked), so an app's that is listed beside the system's still gets touches. The shade, the lock screen and the
system's questions take all of them, and stand alone.
"""

from __future__ import annotations

import re

from .nodes import Bounds, Node

KEYGUARD = re.compile(r"keyguard|lock_?screen|lock_icon|pinentry|lockpattern", re.IGNORECASE)
"""In ids of the lock screen."""
_QUICK_SETTINGS = re.compile(r"^(?:quick_)?qs_|quick_settings", re.IGNORECASE)
_DIALOG = frozenset({"button1", "button2", "button3", "parentPanel", "alertTitle", "buttonPanel"})
_LARGE = 0.5
"""Of the display: what is larger isn't the strip that takes the touches."""


def leaves_touches(root: Node, others: list[Node]) -> bool:
    """Whether a window of the system's leaves touches to one of these, the windows of apps beside it. One that shows a lock, a
    question or tiles to be touched doesn't, whatever is listed: one of the two is on its way."""
    return any(other.bounds.area for other in others) and not any(_takes_all(node) for node in root.walk())


def _takes_all(node: Node) -> bool:
    if node.id_name in _DIALOG or KEYGUARD.search(node.id_name):
        return True
    return node.clickable and any(_QUICK_SETTINGS.search(each.id_name) for each in (node, *node.ancestors()))


def strips(root: Node, display: tuple[int, int]) -> list[Bounds]:
    """Where such a window takes touches itself."""
    most = display[0] * display[1] * _LARGE
    if root.bounds.area <= most:
        return [root.bounds]
    touched = (n for n in root.walk() if n.clickable or n.long_clickable or n.checkable or n.editable)
    return [n.bounds for n in touched if n.bounds.area <= most]
