"""The screen in front in a few lines: what can be read or used on it, from top to bottom."""

from __future__ import annotations

from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node


def lines_of(hierarchy: Hierarchy) -> list[str]:
    """One line a thing; the system's bars and the keyboard left out."""
    roots = [root for root in hierarchy.roots if root.package not in SYSTEM_PACKAGES and not root.keyboard]
    return [line for root in roots for node in root.walk() if (line := _line(node))]


def _line(node: Node) -> str:
    label = " ".join(node.label.split())[:80]
    name = node.id_name.replace("_", " ")
    if node.editable:
        return f"input: {label or name}"
    if node.checkable:
        return f"toggle ({'on' if node.checked else 'off'}): {label or name}"
    if not label:
        return f"button: {name}" if node.clickable and node.id_name and not node.children else ""
    return f"{'button' if node.clickable else 'text'}: {label}"
