"""What the app says after an act: a toast, a snackbar, an error beside a field, a notice with nothing but an OK.

Only reads it; what its words say of the act is told by `said`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from apidocs.doc import Effect
from apidocs.screens.windows import Window
from phones.errors import CallRefused
from phones.hierarchy import Hierarchy, Node

from ..calls import Message
from ..screen.front import Front, Sight
from ..screen.options import notice_button
from .said import says

_EMPTY = re.compile(r"^(?:no|nothing)\b[\w\s'’-]*\b(?:found|yet|here|match(?:es|ing)?|to show|to see)\b", re.IGNORECASE)
"""What an empty list says: where it stands on the screen, it tells what there is, and no error."""
_ERROR_ID = re.compile(r"error|helper|warning", re.IGNORECASE)
_SNACKBAR = "snackbar_text"
_LONGEST = 160
"""Characters: what is longer is content, and no message."""


class Messages:
    """The messages of one run, read after each act; none is told twice."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._toasts = True
        """Whether this phone tells of its toasts."""
        self._begun = False

    def begin(self) -> None:
        """Before the first act: what was said earlier is none of this run's."""
        if not self._begun:
            self._begun = True
            if self._toast():
                self._front.phone.clear_toast()

    def late(self, pressed: str, effect: Effect | None, names: Collection[str]) -> list[Message]:
        """A toast that came after the last look, about the act before: it is none of the next one's."""
        toast = self._toast() if self._begun else ""
        if toast:
            self._front.phone.clear_toast()
        return [Message(toast, "toast", says(toast, pressed, effect, names))] if toast else []

    def after(
        self, before: Sight, after: Sight, pressed: str = "", effect: Effect | None = None, names: Collection[str] = ()
    ) -> list[Message]:
        """What the app has said since it was asked last; `pressed` has the words of what was pressed, with its `effect`, `names`
        what the things of the run are called."""
        found: list[Message] = []
        toast = self._toast()
        if toast:
            self._front.phone.clear_toast()
            found.append(Message(toast, "toast", says(toast, pressed, effect, names)))
        snacks = _new(snackbars(before.hierarchy), snackbars(after.hierarchy))
        found += [Message(text, "snackbar", says(text, pressed, effect, names)) for text in snacks]
        # what another page says beside its fields tells nothing of the act that led there
        here = inline_errors(after.hierarchy) if before.name == after.name else []
        told = [text for text in _new(inline_errors(before.hierarchy), here) if text not in names]
        found += [Message(text, "inline", "error") for text in told]
        text = notice(after.hierarchy)
        if text and text != notice(before.hierarchy):
            found.append(Message(text, "notice", says(text, pressed, effect, names)))
        return found

    def _toast(self) -> str:
        if not self._toasts:
            return ""
        try:
            return " ".join(self._front.phone.last_toast().split())
        except CallRefused:
            self._toasts = False
            return ""


def snackbars(hierarchy: Hierarchy) -> list[str]:
    """The texts of snackbars in a dump."""
    return [n.text.strip() for n in hierarchy.walk() if n.id_name == _SNACKBAR and n.text.strip()]


def inline_errors(hierarchy: Hierarchy) -> list[str]:
    """What stands beside the fields of the window in front and says that something is wrong with one."""
    window = Window.of(hierarchy)
    if window is None or not any(n.editable for n in window.nodes):
        return []
    return [n.text.strip() for n in window.nodes if _is_error(n)]


def _is_error(node: Node) -> bool:
    text = node.text.strip()
    if not text or len(text) > _LONGEST or node.editable or node.clickable or node.checkable:
        return False
    if _EMPTY.match(text) and "error" not in node.id_name.lower():
        return False
    if _ERROR_ID.search(node.id_name):
        return says(text) == "error" or "error" in node.id_name.lower()
    beside = node.parent is not None and any(n.editable for n in node.parent.walk())
    return beside and says(text) == "error"


def notice(hierarchy: Hierarchy) -> str:
    """What a dialog says that asks nothing: it has one button and nothing to pick. Empty where none is in front."""
    button = notice_button(hierarchy)
    window = Window.of(hierarchy)
    if button is None or window is None:
        return ""
    said = [n.text.strip() for n in window.nodes if n.text.strip() and n is not button]
    return ": ".join(dict.fromkeys(said))[:_LONGEST]


def _new(before: list[str], after: list[str]) -> list[str]:
    return [text for text in dict.fromkeys(after) if text not in before]
