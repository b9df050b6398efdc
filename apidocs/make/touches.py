"""What an act of a walk was done on: a control, a row, its menu's button, a part of it."""

from __future__ import annotations

from typing import NamedTuple

from phones.hierarchy import Node

from ..elements.collecting import Control
from ..explore.walk import Step
from ..screens.marks import Seen
from ..screens.row_menus import menu_button
from ..screens.touched_parts import part_touched

MENU = "menu"
"""What a row's own button for its menu was touched for."""
PART = "part"
"""What a part of a row that takes a touch of its own was touched for."""


class Touched(NamedTuple):
    """What was touched, and what kind of act that is in a transition."""

    key: str
    """The control's, `list:KEY` for a row; empty for keys of the phone."""
    action: str
    part: str = ""
    """The id of the part of a row."""

    @property
    def opener(self) -> str:
        """What tells it from whatever else opens something."""
        return f"{self.key}#{self.part.rpartition('/')[2]}" if self.part else self.key


def unfolded(on: Touched, seen: Seen, after: Seen) -> frozenset[str]:
    """The ids that came to stand in the rows of a list when one of them was opened, which stayed where it was."""
    if on.action != "open":
        return frozenset()
    then, now = (
        {
            node.resource_id
            for rows in each.lists.found
            if f"list:{rows.key}" == on.key
            for row in rows.rows
            for node in row.walk()
        }
        for each in (seen, after)
    )
    return frozenset(now - then - {""}) if then else frozenset()


def touches(node: Node, row: Node) -> bool:
    """Whether a tap on the node is one on the row: what can be touched by itself in a row (its menu, its star) isn't the row."""
    inner = next((each for each in (node, *node.ancestors()) if each is row or each.clickable or each.checkable), None)
    return inner is row or inner is not None and not row.clickable and any(each is row for each in node.ancestors())


def touched(step: Step, seen: Seen, found: list[Control]) -> Touched:
    """Tell what an act was done on; `found` are the controls of the dump before it."""
    act = step.act
    assert act is not None
    if act.kind in ("back", "launch", "scroll") or act.node is None:
        return Touched("", act.kind)
    row = seen.lists.row_of(act.node)
    if row is not None:
        key = f"list:{row[0].key}"
        if act.kind != "tap":
            return Touched(key, act.kind)
        if act.node is menu_button(row[1]):
            return Touched(key, MENU)
        part = part_touched(act.node, row[1])
        return Touched(key, PART, part.resource_id) if part is not None else Touched(key, "open")
    for node in (act.node, *act.node.ancestors()):
        for control in found:
            if id(node) in control.covers or node is control.node or node is control.state:
                if control.options and control.node is not act.node:
                    return Touched(control.key, "choose")
                return Touched(control.key, act.kind)
        if node.clickable:
            break
    return Touched("", "")
