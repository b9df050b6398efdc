"""Why nothing can be learned of an app, told from a walk through it: it doesn't stay open, or shows nothing that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from phones.hierarchy import Hierarchy, Node

from .walk import Walk


def unreadable(walk: Walk) -> str:
    """In words that follow the app's name; empty where there is something to be made a doc of."""
    dumps = [step.after for step in walk.steps]
    own = [dump for dump in dumps if any(_own(dump, walk.package))]
    if not dumps:
        return ""
    if not own:
        shown = next((dump.package for dump in dumps if dump.package), "")
        instead = f" ({shown} is in front then)" if shown else ""
        return f"it closes again as soon as it is started{instead}. Start it by hand: it may want something first, or crash"
    if all(dump.hollow for dump in own):
        return "it shows other programs nothing of its screens, so nothing on them can be read or touched by name"
    if not any(_says(node) for dump in own for root in _own(dump, walk.package) for node in root.walk()):
        return (
            "it draws its screens itself, as games do: there is nothing on them that can be read or touched by name. What it "
            "can't be learned for, the phone's own commands may do: thumbwright apps show phone"
        )
    return ""


def _own(dump: Hierarchy, package: str) -> Iterator[Node]:
    return (root for root in dump.roots if root.package == package and not dump.is_bar(root))


def _says(node: Node) -> bool:
    """Whether a person could name it, or act on it as more than the whole screen."""
    if node.label.strip() or node.editable or node.checkable:
        return True
    small = node.parent is not None and bool(node.resource_id)
    return node.clickable and small and not node.cls.endswith(("SurfaceView", "TextureView", "GLSurfaceView"))
