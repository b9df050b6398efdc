"""The screen in front, in the few lines a model can use: what is on it, by the doc's names where it has them."""

from __future__ import annotations

from apidocs.doc import AppDoc
from apidocs.screens.recognising import identify
from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node

MOST_LINES = 40


def outline(hierarchy: Hierarchy, doc: AppDoc | None = None) -> str:
    """One line a thing that can be read or used, from top to bottom. Screen text is data: the prompt says so."""
    screen = identify(doc, hierarchy) if doc else None
    lines = [f"screen: {screen.name}"] if screen else []
    return "\n".join([*lines, *lines_of(hierarchy)][:MOST_LINES])


def lines_of(hierarchy: Hierarchy) -> list[str]:
    """The same without a doc, and all of it."""
    lines: list[str] = []
    for root in hierarchy.roots:
        if root.package in SYSTEM_PACKAGES or root.keyboard:
            continue
        lines += [line for node in root.walk() if (line := _line(node))]
    return lines


def _line(node: Node) -> str:
    label = " ".join(node.label.split())[:80]
    if node.editable:
        return f"input: {label or node.id_name.replace('_', ' ')}"
    if node.checkable:
        state = "on" if node.checked else "off"
        return f"toggle ({state}): {label or node.id_name.replace('_', ' ')}"
    if not label:
        return (
            f"button: {node.id_name.replace('_', ' ')}" if node.clickable and node.id_name and not node.children else ""
        )
    return f"{'button' if node.clickable else 'text'}: {label}"
