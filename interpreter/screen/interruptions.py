"""What comes between a script and its app: permission prompts, a crashed or hanging app, "discard changes?".

Recognises them and deals with those that have one right answer; a permission is the person's to give. Everything else is
reported as what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy, Node

from ..calls.errors import CallFailed
from .dialogs import dialog_in_front, words_of_dialog
from .front import Front, Sight

Kind = Literal["permission", "crash", "hang", "discard"]

_PERMISSION_PACKAGES = ("permissioncontroller", "com.android.packageinstaller", "com.google.android.packageinstaller")
_ALLOW_IDS = (
    "permission_allow_one_time_button",
    "permission_allow_foreground_only_button",
    "permission_allow_selected_photos_button",
    "permission_allow_button",
    "permission_allow_all_button",
)
"""From the narrowest to the widest; the narrowest that is offered is taken."""
_DENY_IDS = (
    "permission_deny_button",
    "permission_no_upgrade_button",
    "permission_deny_and_dont_ask_again_button",
    "permission_no_upgrade_and_dont_ask_again_button",
)
_ALLOW_WORDS = re.compile(r"^(only this time|while using the app|allow.*|ok)$", re.I)
_DENY_WORDS = re.compile(r"^(don.?t allow|deny.*)$", re.I)
_CRASH = re.compile(r"\b(has stopped|keeps stopping|stopped unexpectedly)\b", re.I)
_HANG = re.compile(r"\b(isn.?t responding|is not responding)\b", re.I)
_DISCARD = re.compile(
    r"\b(discard|unsaved|without saving|save (your )?changes|lose (your )?changes|changes will be lost)\b", re.I
)


@dataclass(frozen=True, eq=False)
class Interruption:
    """Something in the way."""

    kind: Kind
    message: str
    yes: Node | None
    """Allow, Close app; what gets on."""
    no: Node | None
    """Don't allow, Wait; what takes back."""


def recognise(hierarchy: Hierarchy) -> Interruption | None:
    """What stands in the way, or None."""
    window = Window.of(hierarchy)
    if window is None:
        return None
    root = window.root
    ids = {n.id_name: n for n in root.walk() if n.resource_id}
    if any(part in root.package for part in _PERMISSION_PACKAGES):
        yes = next((ids[i] for i in _ALLOW_IDS if i in ids), None) or _worded(root, _ALLOW_WORDS)
        no = next((ids[i] for i in _DENY_IDS if i in ids), None) or _worded(root, _DENY_WORDS)
        if yes is not None or no is not None:
            message = ids["permission_message"].label if "permission_message" in ids else _first_text(root)
            return Interruption("permission", message, yes, no)
    if dialog_in_front(hierarchy) is None:
        return None
    words = words_of_dialog(root)
    if ids.keys() & {"aerr_wait", "aerr_close", "aerr_restart"} or root.package in ("android", "system"):
        if _HANG.search(words):
            return Interruption("hang", words, ids.get("aerr_close"), ids.get("aerr_wait"))
        if _CRASH.search(words):
            return Interruption("crash", words, ids.get("aerr_close") or ids.get("aerr_restart"), None)
    if _DISCARD.search(words):
        return Interruption("discard", words, None, None)
    return None


def clear(front: Front, sight: Sight, permit: Callable[[str], bool]) -> Sight:
    """Deal with what stands in the way and return what is seen then. `permit(message)` asks the person for a permission.

    Raises CallFailed for a crash, an app that hangs on, and a discard question.
    """
    waited = False
    for _ in range(6):
        found = recognise(sight.hierarchy)
        if found is None or found.kind == "discard":
            return sight
        if found.kind == "permission":
            granted = permit(found.message)
            button = found.yes if granted else found.no
            front.note(f'the phone asked "{found.message}": {"allowed" if granted else "not allowed"}')
            sight = front.tap(button) if button is not None else front.key("back")
        elif found.kind == "hang" and not waited and found.no is not None:
            waited = True
            front.note(f'"{found.message}": waited')
            front.tap(found.no)
            front.pause(front.limits.patience_s)
            sight = front.look()
        else:
            if found.yes is not None:
                front.tap(found.yes)
            raise CallFailed(
                f'The app broke down: "{found.message}". It was closed; start again with what is left to do.'
            )
    raise CallFailed(f"The phone keeps asking: {sight.title}.")


def _worded(root: Node, words: re.Pattern[str]) -> Node | None:
    return next((n for n in root.walk() if n.clickable and words.match(n.label.strip())), None)


def _first_text(root: Node) -> str:
    return next((n.text for n in root.walk() if n.text and not n.clickable), "")
