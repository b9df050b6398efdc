"""Typing: which field has the focus, what it keeps of a text, and where the enter key leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..contract import UiNode
from ..toolkit.screen import Host
from ..toolkit.view import View
from .keyboard import acceptable

if TYPE_CHECKING:
    from ..device import Device


class Typist:
    """What typed text does to a phone."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def focused(self) -> View | None:
        """The editable view that has the focus."""
        host = self.device.front
        for window in self.device.layouts():
            if window.host is host and host.focus:
                return next((v for v in window.root.walk() if v.editable and (v.key or v.field) == host.focus), None)
        return None

    def input_kind(self) -> str:
        """What the focused field takes: the keyboard shows other keys for numbers."""
        host = self.device.front
        for window in self.device.compositor.latest:
            if window.host is host:
                return next(
                    (v.input for v in window.root.walk() if v.editable and (v.key or v.field) == host.focus), "text"
                )
        return "text"

    def type(self, text: str, replace: bool) -> bool:
        view = self.focused()
        if view is None or not view.enabled:
            return False
        host = self.device.front
        old = "" if replace or host.all_selected else host.values.get(view.field, "")
        self.device.act(lambda: self._edit(host, view, old + text))
        return True

    def set_node(self, node: UiNode, text: str) -> bool:
        found = self.device.current(node)
        if found is None or not found[1].editable or not found[1].enabled:
            return False
        window, view = found
        self.device.act(lambda: self._edit(window.host, view, text))
        return True

    def _edit(self, host: Host, view: View, text: str) -> None:
        host.all_selected = False
        host.values[view.field] = acceptable(text, view.input, view.max_length)
        if view.on_change:
            view.on_change(host.values[view.field])

    def delete_back(self) -> None:
        """The delete key: the last character, or all that is marked."""
        view = self.focused()
        if view is not None:
            host = self.device.front
            self._edit(host, view, "" if host.all_selected else host.values.get(view.field, "")[:-1])

    def submit(self) -> None:
        """Enter, or the keyboard's action key: a new line, the field's own action, the next field, or away with the keyboard."""
        view = self.focused()
        if view is None:
            return
        host = self.device.front
        if view.input == "multiline":
            self._edit(host, view, host.values.get(view.field, "") + "\n")
            return
        if view.on_submit:
            self.device.compositor.keyboard_up = False
            view.on_submit()
        elif view.input == "search" or not self.next_field():
            self.device.compositor.keyboard_up = False

    def next_field(self) -> bool:
        """Move the focus to the field after this one; False at the last."""
        host = self.device.front
        window = next((w for w in self.device.layouts() if w.host is host), None)
        keys = [v.key or v.field for v in window.root.walk() if v.editable and v.enabled] if window else []
        if not keys or host.focus == keys[-1]:
            return False
        host.focus = keys[keys.index(host.focus) + 1] if host.focus in keys else keys[0]
        self.device.compositor.keyboard_up = True
        return True
