"""Pickers of a date or a time of day in a dialog: Android's own in all their forms, Material's, and those that apps make of
number fields. Tells what in a dump is the hour, the 6th, the next month; what is done with it is the interpreter's.

Facts of the forms: AOSP's TimePicker (`hours`, `minutes`, `radial_picker`, `toggle_mode`, `input_hour`), its DatePicker
(`month_view`, `prev`, `next`, days read out as "06 March 2026"), NumberPicker (`numberpicker_input`), Material's
(`material_timepicker_mode_button`, `month_navigation_next`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from phones.hierarchy import Node

from ..doc.words import split_words
from .windows import Window, visible

Kept = Literal["date", "time"]
_ROLES = ("hour", "minute", "second", "day", "month", "year")
_TO_TYPING = frozenset({"toggle_mode", "material_timepicker_mode_button", "mtrl_picker_header_toggle"})
_BEFORE = frozenset({"prev", "month_navigation_previous"})
_AFTER = frozenset({"next", "month_navigation_next"})
_HALF = re.compile(r"([ap])\.? ?m\.?", re.IGNORECASE)
_NEAR = 3
"""How many layers around a field may say what it is: `my_time_picker_hours`."""


@dataclass
class Picker:
    """What a picker in front offers to touch, by what it means. Nodes belong to one dump."""

    kind: Kept
    fields: dict[str, Node] = field(default_factory=dict)
    """To type a number or a month's name into: hour, minute, day, month, year."""
    halves: dict[str, Node] = field(default_factory=dict)
    """am and pm, where the clock has twelve hours."""
    dial: dict[int, Node] = field(default_factory=dict)
    """The numbers around a clock face: hours, or minutes in steps."""
    headers: dict[str, Node] = field(default_factory=dict)
    """hour and minute over a clock face: which of them the face is for."""
    days: list[Node] = field(default_factory=list)
    """Of one month, each read out as a whole date."""
    before: Node | None = None
    """The button to the month before."""
    after: Node | None = None
    to_typing: Node | None = None
    """The button that shows fields instead of a face."""


def picker_in(window: Window) -> Picker | None:
    """The picker that a dialog is there for; None where it is for something else, a duration among them."""
    if window.kind == "page":
        return None
    nodes = [node for node in window.nodes if visible(node)]
    fields = _fields(nodes)
    days = [node for node in nodes if node.clickable and _reads_as_day(node)]
    dial = {int(node.content_desc): node for node in nodes if _on_a_dial(node)}
    if "second" in fields:
        return None
    if {"hour", "minute"} <= set(fields) or dial:
        picker = Picker("time", fields, dial=dial)
        picker.halves = {half: node for node in nodes if (half := _half(node))}
        picker.headers = {
            role: node for node in nodes if node.clickable and not node.editable and (role := _role(node))
        }
    elif {"day", "month"} <= set(fields) or len(days) >= 28:
        picker = Picker("date", fields, days=days)
        picker.before = next(
            (n for n in nodes if n.id_name in _BEFORE or "previous month" in n.content_desc.lower()), None
        )
        picker.after = next((n for n in nodes if n.id_name in _AFTER or "next month" in n.content_desc.lower()), None)
    else:
        return None
    picker.to_typing = next((n for n in nodes if n.clickable and n.id_name in _TO_TYPING), None)
    return picker


def _fields(nodes: list[Node]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    nameless: list[Node] = []
    for node in nodes:
        if node.editable:
            role = _role(node) or next(
                (role for parent in list(node.ancestors())[:_NEAR] if (role := _said(parent.id_name))), ""
            )
            if role:
                found.setdefault(role, node)
            elif node.id_name == "numberpicker_input":
                nameless.append(node)
    if nameless and not found:
        return _wheels(nameless)
    return found


def _wheels(nodes: list[Node]) -> dict[str, Node]:
    """Number wheels say nothing of themselves: a year has four digits, a month's name letters; hours come before minutes."""
    ordered = sorted(nodes, key=lambda node: node.bounds.left)
    years = [node for node in ordered if re.fullmatch(r"\d{4}", node.text.strip())]
    if len(ordered) == 2 and not years:
        return dict(zip(("hour", "minute"), ordered, strict=True))
    if len(ordered) == 3 and len(years) == 1:
        rest = [node for node in ordered if node is not years[0]]
        month = next((node for node in rest if any(c.isalpha() for c in node.text)), rest[-1])
        day = next(node for node in rest if node is not month)
        return {"day": day, "month": month, "year": years[0]}
    return {}


def _role(node: Node) -> str:
    """What a node's own words say it is for."""
    return _said(node.id_name) or _said(node.hint) or _said(node.content_desc)


def _said(text: str) -> str:
    words = split_words(text)
    found = [role for role in _ROLES if role in words or f"{role}s" in words]
    return found[0] if len(found) == 1 else ""


def _half(node: Node) -> str:
    match = _HALF.fullmatch(node.text.strip()) if node.clickable or node.checkable else None
    return f"{match[1].lower()}m" if match else ""


def _on_a_dial(node: Node) -> bool:
    around = node.parent.id_name if node.parent is not None else ""
    return (
        node.content_desc.isdecimal()
        and len(node.content_desc) <= 2
        and around in ("radial_picker", "material_clock_face")
    )


def _reads_as_day(node: Node) -> bool:
    """ "06 March 2026" or "Friday, March 6": a number and a month, on something small."""
    words = split_words(node.content_desc, camel=False)
    return 2 <= len(words) <= 4 and any(word.isdecimal() for word in words) and any(word.isalpha() for word in words)
