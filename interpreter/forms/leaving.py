"""How a form, a dialog or a question is left without anything of it being kept: which of its buttons does that.

Reads only. A button is named only where its words leave no doubt; else there is the back key.
"""

from __future__ import annotations

import re

from apidocs.doc.buttons import cancels, discards, keeps_nothing
from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy, Node

from ..screen.dialogs import buttons, is_negative, positive_button, words_of_button, words_of_dialog

_ASKS_TO_SAVE = re.compile(r"\bsave\b(?! (?:them|it)?\s*later)", re.IGNORECASE)
_WITHOUT = re.compile(r"without saving|unsaved|lose|lost|not (?:be|been) saved|discard", re.IGNORECASE)


def discarding_button(root: Node) -> Node | None:
    """The answer to "Discard changes?", "Save changes?", "Leave without saving?" that keeps nothing."""
    offered = buttons(root)
    said = next((n for n in offered if discards(words_of_button(n))), None)
    if said is not None:
        return said
    words = words_of_dialog(root)
    if _WITHOUT.search(words):
        yes = positive_button(root)
        return yes if yes is not None and not is_negative(yes) and not _keeps(yes) else None
    if _ASKS_TO_SAVE.search(words):
        return next((n for n in offered if words_of_button(n).strip().casefold() in ("no", "nein", "non")), None)
    return None


def refusing_button(root: Node) -> Node | None:
    """What closes a dialog without doing what it is for."""
    for node in root.walk():
        if node.resource_id == "android:id/button2" and node.clickable:
            return node
    return next((n for n in buttons(root) if is_negative(n)), None)


def only_closes(root: Node) -> bool:
    """Whether nothing on a dialog takes back what was put in: Close or Dismiss may keep it."""
    if any(node.resource_id == "android:id/button2" and node.clickable for node in root.walk()):
        return False
    return not any(keeps_nothing(words_of_button(node)) for node in buttons(root))


def cancelling_button(hierarchy: Hierarchy) -> Node | None:
    """A page's own Cancel."""
    window = Window.of(hierarchy)
    found = [n for n in window.nodes if n.clickable and cancels(words_of_button(n))] if window is not None else []
    return found[0] if len(found) == 1 else None


def _keeps(button: Node) -> bool:
    return bool(re.match(r"^\W*(save|keep|continue editing|stay)\b", words_of_button(button), re.IGNORECASE))
