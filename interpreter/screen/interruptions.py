"""What comes between a script and its app: permission prompts, a crashed or hanging app, a call, the shade, "Rate us?".

Recognises them and deals with those that have one right answer; a permission is the person's to give. Everything else is
reported as what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from apidocs.doc import Effect
from apidocs.doc import Kind as ElementKind
from apidocs.doc.effects import effect_of
from apidocs.screens.windows import Window
from phones.banners import KEYGUARD
from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node

from ..calls.errors import CallFailed
from .dialogs import buttons, dialog_in_front, is_negative, words_of_dialog
from .front import Front, Sight

Kind = Literal["permission", "crash", "hang", "discard", "nag", "shade", "locked", "call"]

_PERMISSION_PACKAGE = re.compile(
    r"permission|packageinstaller|lbe\.security|securitycenter|systemmanager|safecenter|phonemanager|\.security\b", re.I
)
"""Android's own and the makers': MIUI, EMUI, Funtouch OS, ColorOS each have one of theirs."""
_ALLOW_ID = re.compile(r"allow|grant|btn_ok|agree", re.I)
_DENY_ID = re.compile(r"deny|forbid|reject|refuse|no_upgrade|disallow|dont_allow", re.I)
_NARROW = (
    re.compile(
        r"one_?time|only this time|仅此一次|仅允许本次|nur dieses mal|uniquement cette fois|solo esta vez", re.I
    ),
    re.compile(r"foreground|while|使用期间|使用中|während|lorsque|mientras", re.I),
    re.compile(r"selected_photos|select(ed)? photos|所选照片", re.I),
    re.compile(r"^(?!.*(all|always|始终|immer|toujours|siempre))", re.I),
)
"""From the narrowest to the widest; the narrowest that is offered is taken."""
_ALLOW_WORDS = re.compile(
    r"^(only this time|while using the app|allow.*|ok|允许.*|仅.*允许.*|始终允许|(immer |nur .*)?(erlauben|zulassen)|"
    r"autoriser.*|permitir.*|разрешить.*)$",
    re.I,
)
_DENY_WORDS = re.compile(
    r"^(don.?t allow|deny.*|拒绝.*|禁止.*|不允许.*|ablehnen|nicht zulassen|ne pas autoriser|refuser|no permitir|rechazar|"
    r"denegar|запретить.*|не разрешать)$",
    re.I,
)
_MESSAGES = ("permission_message", "permission_desc", "permission_content", "message", "alertTitle", "title")
_CRASH = re.compile(r"\b(has stopped|keeps stopping|stopped unexpectedly)\b", re.I)
_HANG = re.compile(r"\b(isn.?t responding|is not responding)\b", re.I)
_DISCARD = re.compile(
    r"\b(discard|unsaved|without saving|save (your )?changes|lose (your )?changes|changes will be lost)\b", re.I
)
_NAG = re.compile(
    r"\b(enjoying|rate (us|this|the|our|it|\w+)|rating|leave a review|write a review|do you like|love (using )?\w+\?|feedback|"
    r"what.?s new|new (version|features?)|updates? (is )?available|update now|newsletter|subscribe|go premium|upgrade to|"
    r"try premium|invite (your )?friends|turn on notifications|tip of the day|low battery|battery (is )?low|"
    r"\d+ ?% (battery )?(remaining|left)|older version of android|(storage|memory) (space )?(is )?(running out|almost full|low))",
    re.I,
)
"""What apps and phones put up by themselves, and nobody asked for."""
_CALLING = re.compile(r"incallui|\.dialer\b|telecom|\.incall|com\.android\.phone\b", re.I)
_ANSWER = re.compile(r"\banswer|accept|接听|annehmen|répondre|contestar|ответить", re.I)
_DECLINE = re.compile(r"\b(decline|reject|hang ?up)|拒接|ablehnen|refuser|rechazar|отклонить", re.I)


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
    found = _permission(root, ids) or _call(root)
    if found is not None:
        return found
    dialog = dialog_in_front(hierarchy) is not None
    if root.package in SYSTEM_PACKAGES and not dialog:
        if any(KEYGUARD.search(name) for name in ids):
            return Interruption("locked", "the phone's screen is locked", None, None)
        return Interruption("shade", "the notification shade", None, None)
    if not dialog:
        return None
    words = words_of_dialog(root)
    if ids.keys() & {"aerr_wait", "aerr_close", "aerr_restart"} or root.package in ("android", "system"):
        if _HANG.search(words):
            return Interruption("hang", words, ids.get("aerr_close"), ids.get("aerr_wait"))
        if _CRASH.search(words):
            return Interruption("crash", words, ids.get("aerr_close") or ids.get("aerr_restart"), None)
    if _DISCARD.search(words):
        return Interruption("discard", words, None, None)
    offered = buttons(root)
    deletes = any(effect_of(n.label, n.id_name, n.content_desc, ElementKind.BUTTON) is Effect.DELETE for n in offered)
    if _NAG.search(words) and not deletes and not any(n.editable or n.checkable for n in root.walk()):
        refusing = [n for n in offered if is_negative(n)]
        return Interruption("nag", words, None, refusing[0] if refusing else offered[0] if len(offered) == 1 else None)
    return None


def asks_to_discard(hierarchy: Hierarchy) -> bool:
    """Whether the app asks if what was put in shall be lost."""
    found = recognise(hierarchy)
    return found is not None and found.kind == "discard"


def _permission(root: Node, ids: dict[str, Node]) -> Interruption | None:
    """The system's question whether an app may do something, whoever made the phone: told by ids' last parts and by words."""
    if not _PERMISSION_PACKAGE.search(root.package):
        return None
    pressed = [n for n in root.walk() if n.clickable and not n.editable]
    denying = [n for n in pressed if _DENY_ID.search(n.id_name) or _DENY_WORDS.match(n.label.strip())]
    allowing = [
        n
        for n in pressed
        if not any(n is d for d in denying) and (_ALLOW_ID.search(n.id_name) or _ALLOW_WORDS.match(n.label.strip()))
    ]
    if not denying and not any("permission" in n.id_name or _ALLOW_WORDS.match(n.label.strip()) for n in allowing):
        return None
    message = next((ids[name].label for name in _MESSAGES if name in ids and ids[name].label), "") or _first_text(root)
    yes = min(allowing, key=_width, default=None)
    no = min(denying, key=lambda n: "again" in n.id_name or "again" in n.label.lower(), default=None)
    return Interruption("permission", message, yes, no) if yes is not None or no is not None else None


def _width(node: Node) -> int:
    """How much a button allows, the least first."""
    told = f"{node.id_name} {node.label}"
    return next((n for n, narrow in enumerate(_NARROW) if narrow.search(told)), len(_NARROW))


def _call(root: Node) -> Interruption | None:
    """Somebody rings: a call is the person's to take."""
    if not _CALLING.search(root.package):
        return None
    pressed = [n for n in root.walk() if n.clickable]
    answer = any(_ANSWER.search(f"{n.id_name} {n.label}") for n in pressed)
    if not answer or not any(_DECLINE.search(f"{n.id_name} {n.label}") for n in pressed):
        return None
    return Interruption("call", _first_text(root), None, None)


def clear(front: Front, sight: Sight, permit: Callable[[str], bool]) -> Sight:
    """Deal with what stands in the way and return what is seen then. `permit(message)` asks the person for a permission.

    Raises CallFailed for a crash, an app that hangs on, a locked screen and a call.
    """
    waited, tried = False, 0
    for _ in range(6):
        found = recognise(sight.hierarchy)
        if found is None or found.kind == "discard" or found.kind == "nag" and sight.screen is not None:
            return sight
        if found.kind == "permission":
            granted = permit(found.message)
            button = found.yes if granted else found.no
            front.note(f'the phone asked "{found.message}": {"allowed" if granted else "not allowed"}')
            sight = front.tap(button) if button is not None else front.key("back")
        elif found.kind == "nag" and tried < 2:
            tried += 1
            front.note(f'"{found.message}" came up, and was closed')
            sight = front.tap(found.no) if found.no is not None else front.key("back")
        elif found.kind == "shade" and tried < 2:
            tried += 1
            sight = _closed(front)
        elif found.kind == "hang" and not waited and found.no is not None:
            waited = True
            front.note(f'"{found.message}": waited')
            front.tap(found.no)
            front.pause(front.limits.patience_s)
            sight = front.look()
        elif found.kind in ("crash", "hang"):
            if found.yes is not None:
                front.tap(found.yes)
            raise CallFailed(
                f'The app broke down: "{found.message}". It was closed; start again with what is left to do.'
            )
        else:
            raise CallFailed(_STANDS[found.kind].format(found.message))
    raise CallFailed(f"The phone keeps asking: {sight.title}.")


def _closed(front: Front) -> Sight:
    """The shade closed by the phone itself; where that doesn't do it, by the back key, unless an app is there that may get it."""
    sight = front.close_shade()
    roots = sight.hierarchy.roots
    if _is_shade(sight) and all(root.package in SYSTEM_PACKAGES or root.keyboard for root in roots):
        sight = front.key("back")
    if not _is_shade(sight):
        front.note("the notification shade was pulled down, and was closed")
    return sight


def _is_shade(sight: Sight) -> bool:
    found = recognise(sight.hierarchy)
    return found is not None and found.kind == "shade"


_STANDS = {
    "locked": "The phone's screen is locked. Unlock it, and run this again.",
    "call": 'Somebody is calling ("{}"): the call lies over the app, and is the person\'s to take. Run this again afterwards.',
    "nag": '"{}" stays in the way. Close it on the phone, and run this again.',
    "shade": "{} stays in the way. Close it on the phone, and run this again.",
}
"""What can't be dealt with, and what the person is to do."""


def _first_text(root: Node) -> str:
    return next((n.text for n in root.walk() if n.text and not n.clickable), "")
