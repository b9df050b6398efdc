"""Words that a toolkit says as descriptions only, read as the texts they are.

Flutter gives no texts: a text is a plain view with a description, and of a row there is one node whose description has all its
lines. Whoever looks sees lines below each other; so they become texts here, and what reads dumps needs to know of one kind of
words alone.
"""

from __future__ import annotations

import re

from .nodes import Bounds, Node

_ON = frozenset("on checked enabled selected ein an activé activado вкл".split())
_OFF = frozenset("off unchecked disabled unselected aus désactivé desactivado выкл".split()) | {
    "not checked",
    "not selected",
}
_STATES = frozenset(
    "light dark muted unmuted playing paused expanded collapsed locked unlocked connected disconnected visible hidden".split()
)
_ROLES = frozenset(
    {"button", "switch", "toggle", "toggle button", "tab", "link", "checkbox", "check box", "image", "heading"}
)
_TOLD = re.compile(r"^double[- ]tap\b.*", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;\n]\s*|\.\s+")
_TEXT = "android.widget.TextView"
_PLACE = re.compile(r"\D{0,16}(\d+)\D{1,10}(\d+)\D{0,4}")
"""What is said of a tab besides its words: "Tab 1 of 3"."""


def says_state(words: str) -> bool:
    """Whether words say that something is on or off, and nothing of what it is."""
    return words.casefold() in _ON | _OFF


def without_state(words: str, on: bool) -> str:
    """What a switch says, without the state it is in, which its check mark says already.

    Until Android 10 a switch gives its label and the state behind it ("Wi-Fi ON"), or the state alone (`Switch` and `SwitchCompat`,
    onInitializeAccessibilityNodeInfo); a toggle button has no other text."""
    said = words.strip()
    if says_state(said):
        return ""
    label, _, state = said.rpartition(" ")
    ends_so = state.isupper() and state.casefold() in (_ON if on else _OFF)
    return label.rstrip() if ends_so else words


def read_spoken(root: Node) -> None:
    """Turn the descriptions of one window into texts, where it has no others."""
    nodes = list(root.walk())
    if not any(_plain(node) and node.content_desc for node in nodes):
        return
    if any(node.text and not node.editable or node.short_class.endswith("TextView") for node in nodes):
        return
    for node in nodes:
        lines = [line.strip() for line in node.content_desc.split("\n") if line.strip()]
        if node.editable or not lines:
            continue
        if len(lines) > 1 and _one_of_several(node, places := [line for line in lines[1:] if _PLACE.fullmatch(line)]):
            lines = list(dict.fromkeys(line for line in lines if line not in places))
        if len(lines) > 1:
            node.content_desc, node.spoken = "", True
            node.children += [_line(node, lines, number) for number in range(len(lines))]
        elif _plain(node):
            node.text, node.content_desc, node.spoken = lines[0], "", True
            if not (node.children or node.clickable or node.long_clickable or node.checkable):
                node.cls = _TEXT
        else:
            node.content_desc, node.spoken = lines[0], True


def read_described(root: Node) -> None:
    """Controls that say all in their description, as drawn ones do: "Wi-Fi,Off.,,Button", "Home, tab, 1 of 3", "Theme, light".

    What each is called is told from the state it is in, from its role and from its place among others."""
    for node in root.walk():
        if not (node.clickable or node.long_clickable) or node.checkable or node.editable or node.text:
            continue
        every = [part.strip(" .") for part in _PARTS.split(node.content_desc) if part.strip(" .")]
        parts = every[1:] if len(every) > 1 and every[0].casefold() in _ROLES else every
        if len(parts) < 2 and not (parts and parts[0] != node.content_desc):
            continue
        if any(inner.text for inner in node.walk()):
            if parts[0] in (inner.text for inner in node.walk()) and all(map(_is_place, every[1:])):
                node.content_desc, node.spoken = parts[0], True  # "Home, tab, 1 of 3" around "Home"
            continue
        rest = [p for p in parts[1:] if p.casefold() not in _ROLES and not _TOLD.match(p) and not _PLACE.fullmatch(p)]
        states = [p for p in rest if p.casefold() in _ON | _OFF]
        named = [p for p in rest if p.casefold() in _STATES]
        if len(rest) + 1 == len(every) > 1 and not states and not named:
            continue
        if len(states) == 1:
            node.checkable, node.checked = True, states[0].casefold() in _ON
        left = [p for p in rest if p not in states and p not in named]
        node.content_desc, node.spoken = ", ".join(dict.fromkeys([parts[0], *left])), True
        node.children += [_line(node, [parts[0], *named], number) for number in range(1, 1 + len(named))]


def _is_place(part: str) -> bool:
    """What says a role or a place among others."""
    return part.casefold() in _ROLES or _PLACE.fullmatch(part) is not None


def _plain(node: Node) -> bool:
    return node.short_class == "View" and not node.resource_id


def _one_of_several(node: Node, places: list[str]) -> bool:
    """Whether the nodes beside it are counted in the same way."""
    if not places:
        return False
    around = node.parent.children if node.parent is not None else []
    # those before it have lost their place already, but what says one still comes after or before
    others = [line.strip() for other in around if other is not node for line in other.content_desc.split("\n")]
    return node.selected or any(_PLACE.fullmatch(other) and _of(other) == _of(places[0]) for other in others)


def _of(place: str) -> str:
    """How many there are."""
    found = _PLACE.fullmatch(place)
    return found[2] if found else ""


def _line(node: Node, lines: list[str], number: int) -> Node:
    """One line as a text of its own, where it stands as far as is known."""
    left, top, right, bottom = node.bounds
    high = (bottom - top) / len(lines)
    box = Bounds(left, top + round(high * number), right, top + round(high * (number + 1)))
    return Node(
        cls=_TEXT, package=node.package, text=lines[number], enabled=node.enabled, bounds=box,
        index=len(node.children) + number, parent=node, spoken=True,
    )  # fmt: skip
