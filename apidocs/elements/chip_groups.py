"""Chips of which one is set, in a group of Android's own, under their heading: one choice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from phones.hierarchy import Node

from ..doc import Kind
from ..screens.windows import Window, is_bar, texts, visible, words_on
from .control import Control

_LONG = 40
"""Characters that a heading is shorter than."""


def chips_in_groups(window: Window, used: Collection[int]) -> Iterator[Control]:
    """One choice a group; chips of which several or none may be set are none."""
    for holder in window.nodes:
        if not holder.short_class.endswith("ChipGroup") or id(holder) in used:
            continue
        marks = [n for n in holder.walk() if n.checkable and n.clickable and words_on(n)]
        acting = [n for n in holder.walk() if n is not holder and n.clickable]
        if len(marks) < 2 or len(marks) != len(acting) or sum(n.checked for n in marks) != 1:
            continue
        heading = heading_over(holder)
        if heading or holder.resource_id:
            yield Control(
                f"radio:{holder.id_name}|{heading}", Kind.CHOICE, holder, options=[words_on(n) for n in marks],
                heading=heading, label=heading, covers={id(n) for n in holder.walk()},
            )  # fmt: skip


def heading_over(holder: Node) -> str:
    """The words that stand right over a group."""
    if holder.parent is None:
        return ""
    before = [s for s in holder.parent.children if s.bounds.bottom <= holder.bounds.top + 4 and visible(s)]
    last = before[-1] if before else None
    plain = (
        last is not None and not is_bar(last) and not any(n.clickable or n.checkable or n.editable for n in last.walk())
    )
    said = words_on(last) if last is not None and plain and texts(last) else ""
    return said if len(said) < _LONG else ""
