"""What was typed, and what was picked: fields and pickers compared before and after. A password is never read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from apidocs.doc import Element, Kind
from apidocs.doc.words import identifier
from apidocs.samples.ways import literal
from apidocs.screens.pickers import Picker
from ground.moments import read_date, shown_date, shown_time
from interpreter.screen.dialogs import window_key
from interpreter.screen.front import Sight
from interpreter.screen.states import field_at, field_text
from phones.hierarchy import Node

from .touched import Looker


@dataclass(frozen=True, eq=False)
class Typed:
    """A field that holds something else than before."""

    node: Node
    text: str
    """Empty for a password."""
    name: str
    """As a script says it, `new_note.title`; empty where the doc doesn't know the field."""
    secret: str = ""
    """For a password: the name to keep it under."""


def typed_between(looker: Looker, before: Sight, after: Sight) -> Iterator[Typed]:
    """The fields of the window in front whose text has changed; nothing where another window is in front."""
    if before.name != after.name or window_key(before.hierarchy) != window_key(after.hierarchy):
        return
    old = {_which(node): node for node in _fields(before)}
    for node in _fields(after):
        was = old.get(_which(node))
        if was is None or field_text(was) == field_text(node):
            continue
        name = _name_of(looker, after, node)
        if node.password:
            said = name.rpartition(".")[2] or identifier(node.hint or node.content_desc or node.id_name) or "password"
            yield Typed(node, "", name, said)
        else:
            yield Typed(node, field_text(node), name)


def _fields(sight: Sight) -> list[Node]:
    return [n for n in sight.top.walk() if n.editable] if sight.top is not None else []


def _which(node: Node) -> tuple[str, str, int, int]:
    """The same for a field before and after it was typed into: it may have grown, and what is above it may have, too."""
    return node.resource_id, node.hint, node.bounds.left, 0 if node.resource_id else node.bounds.top


def _name_of(looker: Looker, sight: Sight, node: Node) -> str:
    if sight.screen is None:
        return ""
    for element in sight.screen.elements:
        if element.kind is Kind.INPUT:
            spot = looker.spot(sight, element)
            if spot is not None and field_at(spot) is node:
                return f"{sight.screen.name}.{element.name}"
    for rows in looker.lists(sight.screen):
        for row in rows.shown(sight):
            for part in rows.item.parts if any(n is node for n in row.node.walk()) else ():
                if part.kind is Kind.INPUT and part.locator.resource_id == node.resource_id:
                    return f"{sight.screen.name}.{rows.item.name}({literal(row.title)}).{part.name}"
    return ""


def picked_in(picker: Picker, today: date) -> str:
    """What a picker stands at, as a script says it: 07:30, 2026-03-06. Empty where that can't be told."""
    if picker.kind == "time":
        shown = {**picker.headers, **picker.fields}
        numbers = {role: shown[role].label.strip() for role in ("hour", "minute") if role in shown}
        if len(numbers) < 2 or not all(n.isdecimal() for n in numbers.values()):
            return ""
        hour, minute = int(numbers["hour"]), int(numbers["minute"])
        chosen = [half for half, node in picker.halves.items() if node.checked or node.selected]
        if picker.halves and len(chosen) != 1:
            return ""
        if chosen:
            hour = hour % 12 + (12 if chosen[0] == "pm" else 0)
        return f"{time(hour, minute):%H:%M}" if hour < 24 and minute < 60 else ""
    marked = [node.content_desc for node in picker.days if node.checked or node.selected]
    if len(marked) == 1:
        found = shown_date(marked[0], today)
    else:
        fields = picker.fields
        said = " ".join(fields[role].text for role in ("day", "month", "year") if role in fields)
        if all(f.text.strip().isdecimal() for f in fields.values()) and {"day", "month", "year"} <= fields.keys():
            said = f"{fields['year'].text}-{fields['month'].text}-{fields['day'].text}"
        found = read_date(said, today) if said else None
    return found.isoformat() if found is not None else ""


def as_said(element: Element, text: str, today: date) -> str:
    """What a choice shows, as a script says it: of a picker the time or the day that the words name."""
    if element.picks == "time" and (moment := shown_time(text)) is not None:
        return f"{moment:%H:%M}"
    if element.picks == "date" and (day := shown_date(text, today)) is not None:
        return day.isoformat()
    return text
