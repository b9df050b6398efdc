"""Two looks at one screen: whether a thing is the same, and whether what changed came of the act between them."""

from __future__ import annotations

from apidocs.screens.windows import Window
from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node

from .dialogs import window_key


def signature(where: Hierarchy | Node) -> int:
    """A number that is the same for dumps that look the same; the status bar's clock and the keyboard don't count."""
    roots = where.roots if isinstance(where, Hierarchy) else [where]
    seen = []
    for root in roots:
        bar = where.is_bar(root) if isinstance(where, Hierarchy) else root.package in SYSTEM_PACKAGES
        if bar or root.keyboard:
            continue
        for n in root.walk():
            seen.append(
                (n.cls, n.resource_id, n.text, n.content_desc, n.checked, n.selected, n.focused, n.enabled, n.bounds)
            )
    return hash(tuple(seen))


def came_of_it(before: Hierarchy, after: Hierarchy, node: Node | None) -> bool:
    """Whether a change is one that the act itself makes: its window gave way to another of the same app, or what was pressed
    has gone or is another. A message that came in, or a bar that moved, is none."""
    was, now = Window.of(before), Window.of(after)
    if was is None or now is None or was.root.package != now.root.package:
        return False
    if window_key(before) != window_key(after):
        return True
    if node is None:
        return False

    def look(one: Node) -> tuple[object, ...]:
        return one.cls, one.resource_id, one.label, one.checked, one.selected, one.enabled

    return not any(look(one) == look(node) for one in now.nodes)


def looks_the_same(one: Node, other: Node) -> bool:
    """Whether two things can't be told apart but by their place, all that is said in them included: rows differ by that alone."""

    def look(node: Node) -> tuple[object, ...]:
        return node.cls, node.resource_id, node.label, node.clickable, node.checked

    return look(one) == look(other) and _said(one) == _said(other)


def named(node: Node) -> str:
    """What a message calls a thing: the first words in it, else its id or kind."""
    words = next(iter(_said(node)), "") or node.id_name or node.short_class
    return f'"{words[:60]}"'


def _said(node: Node) -> list[str]:
    return [n.label for n in node.walk() if n.label]
