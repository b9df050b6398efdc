"""One thing on one dump that can be used or read."""

from __future__ import annotations

from dataclasses import dataclass, field

from phones.hierarchy import Node

from ..doc import Kind


@dataclass
class Control:
    """One thing on one dump."""

    key: str
    """The same for the same thing on other dumps of the screen."""
    kind: Kind
    node: Node
    """What is tapped or typed into."""
    label: str = ""
    """The words on it, where they are no value."""
    value: str = ""
    """What it shows and may show differently tomorrow."""
    state: Node | None = None
    """The switch of a toggle's row, the value of a choice's."""
    options: list[str] = field(default_factory=list)
    """Of a group of radio buttons."""
    heading: str = ""
    """The words over a group of radio buttons, or beside a button that has a namesake."""
    section: str = ""
    """The heading over its part of the page, where the same stands under another one."""
    desc: str = ""
    hint: str = ""
    covers: set[int] = field(default_factory=set)
    """`id()` of the nodes that belong to it."""
    spinner: bool = False
    stretched: bool = False
    """In something that scrolls."""
    weak: bool = False
    """A text that only on a page about one thing is worth reading: its place, its author."""


def acts(node: Node) -> bool:
    """Whether it is there to be touched, ticked or typed into."""
    return node.clickable or node.checkable or node.editable
