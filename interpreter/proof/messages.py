"""What the app says after an act: a toast, a snackbar, an error beside a field, a notice with nothing but an OK.

Reads it and tells from its words whether something was done, refused or is still to come, by the lists of `said.toml`; what that
means for the act is `conditions`' to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from apidocs.doc.buttons import keeps_nothing, says_no
from apidocs.doc.words import words_of
from apidocs.screens.windows import Window
from phones.errors import CallRefused
from phones.hierarchy import Hierarchy, Node

from ..calls import Message, Says
from ..screen.front import Front, Sight
from ..screen.options import notice_button

_REFUSED = re.compile(
    r"\b(can.?t|cannot|could ?n.?t|could not|unable|fail(?:s|ed|ure)?|errors?|invalid|required|missing|must|please|"
    r"already (?:exists?|taken|in use|used)|too (?:long|short|many|few|large|big|small|old|weak)|"
    r"do(?:es)? ?n.?t|is ?n.?t|was ?n.?t|were ?n.?t|wo ?n.?t|has no|have no|needs?|nothing to|not \w+|try again|wrong|"
    r"there(?:.s| is| are) no|incorrect|unknown|expired|unavailable|"
    r"(?:is|are|.re|be|currently|seems?|appears?) offline|offline(?=\W*$))\b"
    r"|^(?:no(?! longer)|enter|type|choose|select|pick|set|fill in|add) (?:an?|the|your|at)?\b",
    re.IGNORECASE,
)
_LISTS = tomllib.loads(Path(__file__).with_name("said.toml").read_text("utf-8"))
_QUOTED = re.compile(r"[\"“”„«][^\"“”„«»]*[\"“”»]")
"""Content, whatever it says."""
_AHEAD = re.compile(
    r"\b(?:will|to|can|could|may|might|should)(?: now| soon| then)? be (?:\w+ly )?\w+|\bbeing \w+", re.IGNORECASE
)
"""What is yet to be done, by whatever word."""
_BETWEEN = re.compile(r"[.:;,!\n]|\s[-–—]\s|\b(?:and|but|so)\b", re.IGNORECASE)
_GRAVEST_FIRST: tuple[Says, ...] = ("error", "waits", "done")
_EMPTY = re.compile(r"^(?:no|nothing)\b[\w\s'’-]*\b(?:found|yet|here|match(?:es|ing)?|to show|to see)\b", re.IGNORECASE)
"""What an empty list says: where it stands on the screen, it tells what there is, and no error."""
_ERROR_ID = re.compile(r"error|helper|warning", re.IGNORECASE)
_SNACKBAR = "snackbar_text"
_LONGEST = 160
"""Characters: what is longer is content, and no message."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


_KINDS: tuple[tuple[re.Pattern[str], Says], ...] = (
    (_any_of(_LISTS["done"]), "done"),
    (_any_of(_LISTS["waits"]), "waits"),
    (_any_of(_LISTS["refused"]), "error"),
)


def says(text: str, pressed: str = "") -> Says:
    """Whether a message tells of something done, of something that didn't go, or of what is yet to come.

    `pressed`: the words of what was pressed. "Blocked" is done where that was "Block"."""
    text = _QUOTED.sub(" ", text).strip()
    if _REFUSED.search(text):
        return "error"
    if _AHEAD.search(text):
        return "waits"
    if not _past_of(pressed).isdisjoint(words_of(text)):
        return "done"
    told = {_of_clause(clause) for clause in _BETWEEN.split(text)}
    return next((one for one in _GRAVEST_FIRST if one in told), "")


def _of_clause(clause: str) -> Says:
    """What its last word for it says: a "Rejected offer deleted" is deleted."""
    last: dict[int, Says] = {}
    for pattern, kind in _KINDS:
        last |= {match.start(): kind for match in pattern.finditer(clause)}
    return last[max(last)] if last else ""


def _past_of(pressed: str) -> set[str]:
    """What the words on a button have become once it has done what they say: block, blocked; stop, stopped; deny, denied."""
    words = words_of(pressed)
    past = {f"{word.removesuffix('e')}ed" for word in words} | {f"{word}{word[-1]}ed" for word in words}
    past |= {f"{word[:-1]}ied" for word in words if word.endswith("y")}
    return past | set(_LISTS["takes_back"] if says_no(pressed) or keeps_nothing(pressed) else ())


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

    def after(self, before: Sight, after: Sight, pressed: str = "") -> list[Message]:
        """What the app has said since it was asked last; `pressed` has the words of what was pressed."""
        found: list[Message] = []
        toast = self._toast()
        if toast:
            self._front.phone.clear_toast()
            found.append(Message(toast, "toast", says(toast, pressed)))
        for text in _new(snackbars(before.hierarchy), snackbars(after.hierarchy)):
            found.append(Message(text, "snackbar", says(text, pressed)))
        # what another page says beside its fields tells nothing of the act that led there
        here = inline_errors(after.hierarchy) if before.name == after.name else []
        for text in _new(inline_errors(before.hierarchy), here):
            found.append(Message(text, "inline", "error"))
        text = notice(after.hierarchy)
        if text and text != notice(before.hierarchy):
            found.append(Message(text, "notice", says(text, pressed)))
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
