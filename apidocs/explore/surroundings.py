"""What a control is by where it stands and by what stands around it: an entry of a page of settings, the button over a list, one of
two under a dialog's fields. What its words say of it is weighed in `caution`.
"""

from __future__ import annotations

from ..doc import Effect, Kind
from ..doc.buttons import says_no, takes_back
from ..doc.effects import judge
from ..doc.words import split_words, word_set
from ..elements.collecting import Control, controls
from ..elements.offering import offers_options
from ..screens.marks import Seen
from ..screens.windows import TOP
from .deeds import Intent

_LEVEL = 20
"""Pixels that buttons of one line may stand apart up or down."""
_SETTINGS = (
    "setting",
    "preference",
    "options",
    "setup",
    "einstellung",
    "ajustes",
    "paramètre",
    "impostazion",
    "configura",
    "设置",
    "設定",
)
MAKES = word_set("new create compose")
_THINGS = word_set(
    """wi fi wifi wlan bluetooth vpn network networks device devices printer printers screen lock language languages account
    accounts user users saved paired available"""
)
"""What pages are headed with whose entries are things that are connected, ordered or picked when they are touched."""
_OF_ONE = (("device",), ("network",), ("printer",), ("account",), ("user",), ("lock",))
"""What one of them is headed with."""
_SORTED = (("order",), ("ordering",), ("arrange",), ("arrangement",))
_WRITTEN = (("message",), ("text",), ("sms",), ("email",), ("mail",), ("chat",))
_ASKED_FOR = word_set("pin password passcode pattern fingerprint face")


def is_picked(control: Control) -> bool:
    """Whether a field looks like one that nothing is typed into: touched, it opens what its value is picked from."""
    node = control.node
    return node.clickable and not node.long_clickable and node.enabled and not node.focused and not searches(control)


def fills_in(seen: Seen) -> bool:
    """Whether a window is a form: it has fields, and not for searching alone."""
    return any(c.kind is Kind.INPUT and not searches(c) for c in controls(seen))


def searches(control: Control) -> bool:
    """Whether a field is there for searching."""
    return "search" in f"{control.node.id_name} {control.label} {control.desc}".lower()


def others_tell(control: Control, seen: Seen) -> bool:
    """Whether its neighbours say how they stand, or what is behind them, and it says nothing: then it likely does something."""
    others = [c for c in controls(seen) if c.key != control.key and c.label and c.kind is not Kind.TEXT]
    telling = [c for c in others if c.value or c.kind is Kind.TOGGLE or c.options]
    return not control.value and len(telling) >= 2 and len(telling) * 2 > len(others)


def is_notice(control: Control, seen: Seen) -> bool:
    """The one button of a message that asks nothing."""
    return seen.kind == "dialog" and list(seen.window.buttons.values()) == [control.node] and len(controls(seen)) == 1


def is_thing(control: Control, seen: Seen) -> bool:
    """An entry of a page of networks, devices, languages, that was made on the spot and has no id of its own."""
    words = set(split_words(control.label, camel=False))
    made = bool(words) and not control.key.startswith("id:") and not (MAKES | {"add"}) & words
    made = made and not offers_options(control.label, control.node.id_name)  # "Fetch interval", of accounts
    return page_of_things(seen) and made and not asks_for_it(control, seen) and not fills_in(seen)


def floats(control: Control, seen: Seen) -> bool:
    """Whether it is the round button over a list by which one more is added."""
    if fills_in(seen):
        return False  # it sends what is written there
    bounds, (width, height) = control.node.bounds, seen.window.size
    square = 0.8 < bounds.width / max(1, bounds.height) < 1.25 and bounds.width < width * 0.25
    x, y = bounds.center
    return bool(seen.lists.found) and seen.kind == "page" and square and x > width * 0.7 and y > height * 0.7


def stands_beside_cancel(control: Control, seen: Seen, found: list[Control]) -> bool:
    """Whether it is what keeps what a dialog's fields hold, whatever it is called: the other one of two."""
    if seen.kind != "dialog" or control.kind is not Kind.BUTTON:
        return False
    level = [
        c
        for c in found
        if c.kind is Kind.BUTTON and c is not control and abs(c.node.bounds.top - control.node.bounds.top) < _LEVEL
    ]
    own, others = control.label or control.desc, [c.label or c.desc for c in level]
    return any(no(other) and not no(own) for no in (takes_back, says_no) for other in others)


def reaches(control: Control, seen: Seen) -> bool:
    """Whether it stands beside a call among the ways to reach somebody: a message is written there before it is sent."""
    if split_words(control.label or control.desc, camel=False) not in _WRITTEN or fills_in(seen):
        return False
    beside = [c for c in controls(seen) if c is not control and c.node.parent is control.node.parent]
    return any(judge(c.label, c.node.id_name, c.desc, c.kind).effect is Effect.CALL for c in beside)


def is_drawer(seen: Seen) -> bool:
    """Whether a menu of the app's places is drawn in from the side: from the top to the bottom of the display."""
    bounds = seen.window.root.bounds
    return seen.kind == "menu" and bounds.left <= 0 and bounds.height > seen.window.size[1] * 0.8


def sorts(intent: Intent, control: Control, seen: Seen) -> bool:
    """Whether "Order" is a picture at the top of a page with rows: the order that they are in, and nothing one pays for."""
    if split_words(intent.label, camel=False) not in _SORTED:
        return False
    bounds = control.node.bounds
    square = 0.8 < bounds.width / max(1, bounds.height) < 1.25
    high = bounds.bottom < seen.window.root.bounds.top + seen.window.root.bounds.height * TOP
    return bool(seen.lists.found) and seen.kind == "page" and square and high


def page_of_things(seen: Seen) -> bool:
    titled = split_words(seen.title, camel=False)
    return seen.kind == "page" and bool(titled) and set(titled) <= _THINGS and titled not in _OF_ONE


def asks_for_it(control: Control, seen: Seen) -> bool:
    """A way to lock the screen for which something has to be typed first."""
    return page_of_things(seen) and bool(_ASKED_FOR & set(split_words(control.label, camel=False)))


def settings_page(seen: Seen) -> bool:
    """A page of settings: its entries lead to pages and options, and say so when they do more."""
    said = " ".join([seen.title, seen.activity, *seen.tabs]).lower()
    return seen.kind == "page" and any(word in said for word in _SETTINGS)
