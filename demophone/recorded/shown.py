"""A recorded state as it is shown now: the recorded tree, with what was toggled, chosen, focused and typed since."""

from __future__ import annotations

import copy

from demophone.contract import UiNode

from .recording import NodeKey, State, is_editable, key_of, path_of


class Shown:
    """A state's tree to be changed; the recording's own stays as it was read."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.root = _copied(state.root, None)
        self._recorded = {path_of(node): key_of(node) for node in state.root.walk()}

    def recorded_key(self, node: UiNode) -> NodeKey:
        """What the recording says of a node, whatever was typed into it since."""
        return self._recorded[path_of(node)]

    def at(self, x: float, y: float) -> UiNode | None:
        """What takes a touch, as Android hands it out: of siblings the last one first, of a branch the deepest; where
        nothing takes it, the deepest node there."""
        return _taker(self.root, x, y) or max(
            (n for n in self.root.walk() if _holds(n, x, y)), key=_depth, default=None
        )

    def focus(self, node: UiNode) -> None:
        for other in self.root.walk():
            other.focused = other is node
        self._anew()

    def toggle(self, node: UiNode) -> None:
        node.checked = not node.checked
        self._anew()

    def choose(self, node: UiNode) -> None:
        parent = node.parent
        for other in parent.children if parent is not None else []:
            if other.checkable and other.cls == node.cls:
                other.checked = False
        node.checked = True
        self._anew()

    def set_text(self, node: UiNode, text: str) -> None:
        node.text = text
        self._anew()

    def show_typed(self, key: NodeKey, recorded: str, typed: str) -> None:
        """After a recorded text was typed in other, equally right words: show those in its field."""
        fields = [node for node in self.root.walk() if is_editable(node)]
        same = [n for n in fields if n.resource_id == key.resource_id and n.resource_id] or [
            n for n in fields if path_of(n) == key.path
        ]
        exact = [n for n in same if n.text == recorded] or same
        if exact:
            exact[0].text = typed
            self._anew()

    def _anew(self) -> None:
        """The phone's server takes the same nodes for the same screen: a changed one is shown by new ones."""
        self.root = _copied(self.root, None)

    def values(self) -> dict[str, list[bool]]:
        """Checked and selected of everything that has been recorded with a place, by that place."""
        return {path_of(node): [node.checked, node.selected] for node in self.root.walk()}


def _copied(node: UiNode, parent: UiNode | None) -> UiNode:
    twin = copy.copy(node)
    twin.parent = parent
    twin.children = [_copied(child, twin) for child in node.children]
    return twin


def _taker(node: UiNode, x: float, y: float) -> UiNode | None:
    if not _holds(node, x, y):
        return None
    for child in reversed(node.children):
        taker = _taker(child, x, y)
        if taker is not None:
            return taker
    return node if node.clickable or node.long_clickable or is_editable(node) else None


def _holds(node: UiNode, x: float, y: float) -> bool:
    left, top, right, bottom = node.bounds
    return left <= x < right and top <= y < bottom


def _depth(node: UiNode) -> int:
    depth, at = 0, node.parent
    while at is not None:
        depth, at = depth + 1, at.parent
    return depth
