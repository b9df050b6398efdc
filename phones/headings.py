"""The heading that a line of a page stands under: what tells two settings of one title apart, "Vibrate" of calls and of messages.

uiautomator's dump doesn't say what is a heading, so it is told as who sees the page tells it: a short text with a line of its own,
which takes no touch, over what does.
"""

from __future__ import annotations

from collections.abc import Iterator

from .nodes import Node

_LONG = 40
"""Characters that a heading is shorter than; what is longer explains something."""
_OVER = 4
"""Pixels by which what stands over something may reach into it."""
_PAGES = ("ListView", "RecyclerView", "ScrollView")


def heading_over(node: Node) -> Node | None:
    """The nearest heading over a line, which says it as its one text; None where none is in view.

    Looked for among what comes before the line, and before what it stands in, up to the page that scrolls: beyond lies the
    heading of the whole page.
    """
    inner = node
    for around in node.ancestors():
        position = next((i for i, child in enumerate(around.children) if child is inner), 0)
        for before in reversed(around.children[:position]):
            if before.bounds.bottom <= node.bounds.top + _OVER and _heads(before) and not _beside_a_control(before):
                return before
        if _scrolls(around):
            return None
        inner = around
    return None


def headings_in(around: Node) -> Iterator[Node]:
    """All that may be headings in a part of the screen, in document order."""
    for child in around.children:
        if not _acts(child) and any(map(_acts, child.walk())):
            yield from headings_in(child)
        elif _heads(child) and not _beside_a_control(child):
            yield child


def page_around(node: Node) -> Node | None:
    """The page that scrolls, or would if it were longer, around a line of it."""
    return next((around for around in node.ancestors() if _scrolls(around)), None)


def heading_words(node: Node | None) -> str:
    """What a heading says."""
    return next((inner.text.strip() for inner in node.walk() if inner.text.strip()), "") if node is not None else ""


def _heads(line: Node) -> bool:
    said = []
    for node in line.walk():
        # what is greyed out is a line that takes touches at other times
        if _acts(node) or node.scrollable or not node.enabled:
            return False
        if node.text.strip():
            said.append(node.text.strip())
    return len(said) == 1 and len(said[0]) < _LONG and any(map(str.isalpha, said[0])) and line.bounds.area > 0


def _beside_a_control(line: Node) -> bool:
    """Whether something that takes touches stands at its side: then it says what that is for."""
    beside = [n for n in line.parent.children if n is not line] if line.parent is not None else []
    middle = (line.bounds.top + line.bounds.bottom) // 2
    return any(_acts(n) for one in beside if one.bounds.top <= middle < one.bounds.bottom for n in one.walk())


def _scrolls(node: Node) -> bool:
    return node.scrollable or node.short_class.endswith(_PAGES)


def _acts(node: Node) -> bool:
    return node.clickable or node.checkable or node.long_clickable or node.editable
