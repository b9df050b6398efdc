"""Typing into the focused field so that what stands there afterwards is what was meant.

Decides which way to type is tried (set the field's text, paste, the adb keyboard), looks at the field after each, and
raises rather than leave a wrong text unsaid. Neither errors nor logs hold what was typed: it may be a secret.
"""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Callable
from typing import Any

from .errors import AnswerLost, CallRefused, FieldGone, TypingFailed
from .hierarchy import Hierarchy, Node
from .keyboard import Keyboard
from .rpc import Rpc

_FOCUS_S = 2.0
_SHOWN_S = 1.0
_GAP_S = 0.05
_MASK_CLASS, _MASK_FOCUSED, _MASK_PACKAGE = 0x10, 0x020000, 0x080000
_log = logging.getLogger(__name__)


class Typist:
    """Types on one phone."""

    def __init__(self, rpc: Rpc, keyboard: Keyboard, dump: Callable[[], Hierarchy]) -> None:
        self._rpc = rpc
        self._keyboard = keyboard
        self._dump = dump
        self._clipboard: str | None = None

    def type(self, text: str, *, clear: bool) -> None:
        """Type into the focused field, in place of what it holds or at the cursor. Raises TypingFailed."""
        try:
            self._type(text, clear=clear)
        finally:
            # only now: the app may take its time to fetch what it was told to paste
            before, self._clipboard = self._clipboard, None
            if before is not None:
                self._rpc.act("setClipboard", None, before, doing="give the clipboard back")

    def _type(self, text: str, *, clear: bool) -> None:
        field = self._focused()
        # an empty field shows its hint as its text; only newer servers tell it apart
        held = "" if field.text == field.hint else field.text
        if not text and not clear:
            return
        refusals: list[str] = []
        for number, way in enumerate(self._ways(field, clear=clear or not held)):
            if number and self._find(field) is None:
                raise FieldGone()
            lost: AnswerLost | None = None
            taken: object = None
            try:
                taken = way(text, field)
            except CallRefused as error:
                _log.debug("typing: %s", error.reason)
                refusals.append(error.reason)
                continue
            except AnswerLost as error:
                lost = error
            if taken is not False and self._arrived(field, held, text, clear=clear or not held, taken=taken):
                return
            if lost is not None:
                raise lost  # it may still come; typing in another way now could make it twice
        last = self._find(field)
        shown = len(last.text) if last is not None and last.text != last.hint else 0
        reason = (
            f"the field holds {shown} characters instead of {len(text)}" if clear else "the text isn't in the field"
        )
        raise TypingFailed(f"{reason}{' (' + refusals[-1] + ')' if refusals else ''}")

    def _ways(self, field: Node, *, clear: bool) -> list[Callable[[str, Node], Any]]:
        if not clear:
            return [self._with_keyboard] if field.password else [self._paste, self._with_keyboard]
        if field.password:  # some keyboards keep a history of the clipboard, so nothing secret goes there
            return [self._set_text, self._clear_and_type]
        return [self._set_text, self._clear_and_paste, self._clear_and_type]

    def _set_text(self, text: str, field: Node) -> Any:
        return self._rpc.act("setText", _selector(field), text, doing="set the text of a field")

    def _paste(self, text: str, field: Node) -> Any:
        if self._clipboard is None:
            self._clipboard = str(self._rpc.read("getClipboard", doing="read the clipboard") or "")
        self._rpc.act("setClipboard", None, text, doing="set the clipboard")
        self._rpc.act("pasteClipboard", doing="paste into a field")
        return True

    def _clear_and_paste(self, text: str, field: Node) -> Any:
        self._rpc.act("clearTextField", _selector(field), doing="clear a field")
        return self._paste(text, field) if text else True

    def _with_keyboard(self, text: str, field: Node) -> Any:
        self._keyboard.type(text)
        return True

    def _clear_and_type(self, text: str, field: Node) -> Any:
        self._keyboard.clear()
        if text:
            self._keyboard.type(text)
        return True

    def _focused(self) -> Node:
        deadline = time.monotonic() + _FOCUS_S
        while True:
            field = focused_field(self._dump())
            if field is not None:
                return field
            if time.monotonic() > deadline:
                raise TypingFailed("no field has the focus")
            time.sleep(_GAP_S)

    def _arrived(self, field: Node, held: str, text: str, *, clear: bool, taken: object) -> bool:
        """Whether the field comes to show what was meant."""
        deadline = time.monotonic() + _SHOWN_S
        while True:
            hierarchy = self._dump()
            candidates = [focused_field(hierarchy), _nearest(hierarchy, field)]
            if any(node is not None and _holds(node, held, text, clear=clear, taken=taken) for node in candidates):
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(_GAP_S)

    def _find(self, field: Node) -> Node | None:
        hierarchy = self._dump()
        return _nearest(hierarchy, field) or focused_field(hierarchy)


def focused_field(hierarchy: Hierarchy) -> Node | None:
    """The field that would take what is typed: the focused one that is editable, else the focused node of a web view."""
    focused = [node for node in hierarchy.walk() if node.focused]
    editable = [node for node in focused if node.editable or node.password]
    if editable:
        return editable[0]
    # web pages and some toolkits name their fields otherwise, yet such a field takes the focus alone and has no children
    return next((node for node in focused if not node.children and node.short_class in ("View", "TextField")), None)


def _nearest(hierarchy: Hierarchy, field: Node) -> Node | None:
    x, y = field.bounds.center
    same = [
        n
        for n in hierarchy.walk()
        if (n.cls, n.resource_id, n.package) == (field.cls, field.resource_id, field.package)
    ]
    return min(same, key=lambda n: abs(n.bounds.center[0] - x) + abs(n.bounds.center[1] - y), default=None)


def _holds(node: Node, held: str, text: str, *, clear: bool, taken: object) -> bool:
    shown = node.text
    if node.password:
        # dots, or nothing at all: their number is all there is to see
        return (not shown and bool(taken)) or len(shown) in (len(text), len(text.encode("utf-16-le")) // 2)
    if not text:
        return not shown or shown == node.hint or shown != held
    plain, wanted = _plain(shown), _plain(text)
    if not clear:
        return wanted in plain and plain != _plain(held)
    if plain == wanted:
        return True
    # fields for telephone numbers, dates and sums group the digits in their own way
    digits = [c for c in wanted if c.isdecimal()]
    return bool(digits) and not any(c.isalpha() for c in wanted) and [c for c in plain if c.isdecimal()] == digits


def _plain(text: str) -> str:
    """Without what fields change by themselves: line breaks in a single line, composed accents, trailing blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _selector(field: Node) -> dict[str, Any]:
    return {
        "mask": _MASK_CLASS | _MASK_FOCUSED | _MASK_PACKAGE,
        "childOrSibling": [],
        "childOrSiblingSelector": [],
        "className": field.cls,
        "focused": True,
        "packageName": field.package,
    }
