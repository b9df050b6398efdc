"""A form of several steps: what its first step wants is filled in, so that the next one is seen. Nothing is saved by that.

Only where a walk may type at all, on a step that nothing keeps yet, and never where a password is asked for. What is typed is
always the same, fits a number as well as a name, and is gone with the app being started anew.
"""

from __future__ import annotations

from ..doc import Kind, Left
from ..doc.buttons import goes_on
from ..elements.collecting import Control, controls
from ..screens.marks import Seen
from .caution import Caution
from .surroundings import fills_in, searches
from .walk import Act
from .walking import Walker, find

TYPED = "73"
_FIELDS = 3
"""So many empty fields are filled in at most."""


def is_first_step(control: Control, seen: Seen, caution: Caution) -> bool:
    """Whether a control leads on in a form that keeps nothing yet."""
    if not caution.fills or control.kind is not Kind.BUTTON or not fills_in(seen):
        return False
    if any(node.password for node in seen.window.nodes) or not _empty(seen):
        return False
    return goes_on(control.label or control.desc) and Left.SAVES not in caution.sorted_out(seen)[1].values()


def fill_in(walker: Walker, group: int, button: str) -> int | None:
    """Fill in one empty field after the other until the button leads on: to which group. None where it doesn't; then what was
    typed is gone, too."""
    filled: list[str] = []
    while len(filled) < _FIELDS and walker.seen is not None:
        key = next((key for key in _empty(walker.seen) if key not in filled), None)
        if key is None or not _type(walker, group, key, TYPED):
            break
        filled.append(key)
        node = walker.show(group, lambda seen: find(seen, button))
        if node is None:
            break
        walker.act(Act("tap", node))
        target = walker.grouper.place(walker.here)
        if target != group:
            return target if walker.inside else None
    for key in filled:
        _type(walker, group, key, "")
    return None


def _empty(seen: Seen) -> list[str]:
    """The fields that nothing stands in yet."""
    typed = [c for c in controls(seen) if c.kind is Kind.INPUT and c.node.editable and not searches(c)]
    return [control.key for control in typed if not control.value and control.node.enabled]


def _type(walker: Walker, group: int, key: str, text: str) -> bool:
    """False where the field isn't there, or opens something."""
    node = walker.show(group, lambda seen: find(seen, key))
    if node is None:
        return False
    walker.act(Act("tap", node))
    node = find(walker.seen, key) if walker.seen is not None and walker.group() == group else None
    if node is None:
        return False
    walker.act(Act("set_text", node, text))
    return walker.group() == group
