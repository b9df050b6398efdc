"""From the nodes on screen to uiautomator's XML.

Two writers exist on a phone and differ in shape: the `uiautomator dump` command (one line) and uiautomator2's server
(indented, with `visible-to-user` and `display-id`). The attributes' order, NAF and the quoting rules are Android's. The
index is the node's own, which also counts siblings that aren't visible; a compressed hierarchy counts anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .contract import UiNode

MAX_DEPTH = 50
"""What the client asks for; `uiautomator dump` knows no limit of its own."""
_HEADER = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
_NAF, _VISIBLE = ' NAF="true"', ' visible-to-user="true"'
_FLAG = {True: '"true"', False: '"false"'}
# containers that are clickable without being a control: Android doesn't flag them as unfriendly
_NAF_EXCLUDED = (
    "android.widget.GridView",
    "android.widget.GridLayout",
    "android.widget.ListView",
    "android.widget.TableLayout",
)


@dataclass(frozen=True)
class Dialect:
    """Which of the two writers, and what its Android version adds."""

    server: bool
    sdk: int

    @property
    def extras(self) -> bool:
        """drawing-order and hint: the server has them from Android 8, the command from 14."""
        return self.sdk >= (26 if self.server else 34)


def render(
    roots: Sequence[UiNode], rotation: int, dialect: Dialect, *, compressed: bool = False, max_depth: int = MAX_DEPTH
) -> str:
    """The XML of these windows; nodes deeper than `max_depth` below a root are left out."""
    newline = "\r\n" if dialect.server else ""
    parts = [_HEADER, newline, f'<hierarchy rotation="{rotation}"']
    if roots:
        parts.append(">")
        for root in roots:
            _write(root, 0, 0, max_depth, dialect, compressed, parts)
        parts.append(newline + "</hierarchy>")
    else:
        parts.append(" />")
    return "".join(parts)


def important(node: UiNode) -> bool:
    """Does the accessibility service see this node in a compressed hierarchy? Plain layouts it doesn't."""
    return bool(
        node.text
        or node.content_desc
        or node.hint
        or node.clickable
        or node.long_clickable
        or node.checkable
        or node.focusable
        or node.scrollable
        or (not node.children and node.cls.endswith(("TextView", "EditText", "Button")))
    )


def _children(node: UiNode, compressed: bool) -> Iterable[tuple[int, UiNode]]:
    if not compressed:
        return [(child.index, child) for child in node.children]
    shown: list[UiNode] = []
    stack = list(reversed(node.children))
    while stack:
        child = stack.pop()
        if important(child):
            shown.append(child)
        else:
            stack.extend(reversed(child.children))
    return enumerate(shown)


def _write(
    node: UiNode, index: int, depth: int, max_depth: int, dialect: Dialect, compressed: bool, parts: list[str]
) -> None:
    indent = "\r\n" + "  " * (depth + 1) if dialect.server else ""
    left, top, right, bottom = node.bounds
    # one string for all of a node's attributes: a heavy screen has thousands of them
    parts.append(
        f'{indent}<node{_NAF if _unfriendly(node) else ""} index="{index}" text={_quoted(node.text)}'
        f" resource-id={_quoted(node.resource_id)} class={_quoted(node.cls)} package={_quoted(node.package)}"
        f" content-desc={_quoted(node.content_desc)} checkable={_FLAG[node.checkable]} checked={_FLAG[node.checked]}"
        f" clickable={_FLAG[node.clickable]} enabled={_FLAG[node.enabled]} focusable={_FLAG[node.focusable]}"
        f" focused={_FLAG[node.focused]} scrollable={_FLAG[node.scrollable]}"
        f" long-clickable={_FLAG[node.long_clickable]} password={_FLAG[node.password]} selected={_FLAG[node.selected]}"
        f'{_VISIBLE if dialect.server else ""} bounds="[{int(left)},{int(top)}][{int(right)},{int(bottom)}]"'
    )
    if dialect.extras:
        parts.append(f' drawing-order="{node.drawing_order}" hint={_quoted(node.hint)}')
    if dialect.server and dialect.sdk >= 30:
        parts.append(' display-id="0"')
    children = list(_children(node, compressed)) if depth < max_depth else []
    if not children:
        parts.append(" />")
        return
    parts.append(">")
    for position, child in children:
        _write(child, position, depth + 1, max_depth, dialect, compressed, parts)
    parts.append(indent + "</node>")


def _unfriendly(node: UiNode) -> bool:
    """NAF, "not accessibility friendly": something to tap that neither it nor anything in it has words for."""
    if not (node.clickable and node.enabled) or node.cls.endswith(_NAF_EXCLUDED):
        return False
    return not any(below.text or below.content_desc for below in node.walk())


@lru_cache(maxsize=8192)
def _quoted(value: str) -> str:
    """A value in the quotes Android chooses: single ones where the value has a double one."""
    quote = "'" if '"' in value else '"'
    plain = value.isascii() and value.isprintable() and not any(char in "&<>'\"" for char in value)
    return quote + (value if plain else "".join(_escaped(char, quote) for char in value)) + quote


def _escaped(char: str, quote: str) -> str:
    code = ord(char)
    if char in "\n\r\t" or code > 0xFFFF:
        return f"&#{code};"
    if char in "&<>":
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[char]
    if char == quote:
        return "&apos;" if char == "'" else "&quot;"
    if (
        code < 0x20
        or 0x7F <= code <= 0x9F
        and code != 0x85
        or 0xD800 <= code <= 0xDFFF
        or 0xFDD0 <= code <= 0xFDDF
        or code >= 0xFFFE
    ):
        return "."  # not allowed in XML: Android puts a dot in its place
    return char
