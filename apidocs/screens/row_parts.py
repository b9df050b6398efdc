"""The named pieces of a list's rows that have ids, and which of them a person calls a row by. Nothing of what a row says stands in
them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from statistics import median

from phones.hierarchy import Node
from phones.locating import THE_ROW, Locator

from ..doc import Kind, Part
from ..doc.api import RESERVED
from ..doc.words import figures_only, identifier, plural, purpose_words, word_set
from .touched_parts import speaking_parts
from .windows import is_radio, texts, visible

_VERBAL = word_set("manage filter select short full item row list")
_TEXTS = 6
"""Texts of a row that are named."""
_TOUCHED = 14
"""Things in a row that are touched by themselves: one that is opened in its place holds all that is set of the thing."""
_TICKED = ("CheckBox", "CheckedTextView", "Switch", "ToggleButton")
"""Classes of what a touch ticks. A plain view that can be ticked is picked by that, in a selection mode, and opened otherwise."""


def title_of(rows: list[Node], parts: list[Part]) -> str:
    """The part that a person calls a row by: the first text, unless that is a mere time or number beside a text that stands
    at least as large in nearly every row. Of an alarm it is the time, of an event its title."""
    if not parts:
        return ""
    said = {
        part.name: [n for row in rows for n in row.walk() if n.resource_id == part.locator.resource_id]
        for part in parts
    }
    first = said[parts[0].name]
    if 2 * sum(figures_only(node.text) for node in first) >= len(first):
        for part in parts[1:]:
            nodes = [node for node in said[part.name] if node.text.strip()]
            figures = sum(figures_only(node.text) for node in nodes)
            if (
                len(nodes) >= 0.8 * len(rows)
                and 2 * figures < len(nodes)
                and 2 * len({node.text for node in nodes}) >= len({node.text for node in first})
                and _height(nodes) >= _height(first)
            ):
                return part.name
    return parts[0].name


def _height(nodes: list[Node]) -> float:
    """The usual height of texts, for want of their size."""
    return median(node.bounds.height for node in nodes) if nodes else 0.0


def parts_of(rows: list[Node], item: str) -> list[Part]:
    """Named pieces of rows; pictures without a purpose are left out. Of a text that takes a touch of its own there are two: the
    text is read, its button touched."""
    found: dict[str, Part] = {}
    seen: set[str] = set()
    owned = set(item.split("_")) | {plural(word) for word in item.split("_")}
    makes = _one_of_each_make(rows)
    said = _said(rows)
    touched = {id(part): part for row in makes for part in speaking_parts(row)}
    buttons = {part.resource_id for part in touched.values()}
    for row in makes:
        for node in row.walk():
            if node is row or not node.resource_id or node.resource_id in seen or not visible(node):
                continue
            around = id(node) in touched and not node.text.strip()
            kind = Kind.BUTTON if around else _part_kind(node, row)
            if kind is None:
                continue
            seen.add(node.resource_id)
            if kind is Kind.TEXT and not node.text.strip():
                continue
            words = [word for word in purpose_words(node.id_name) if word not in owned and word not in _VERBAL]
            base = identifier("_".join(words[-2:])) or (identifier(node.id_name) if around else "")
            base = base or _fallback_part(node, kind)
            name = base
            if name in RESERVED or name in found:
                name = f"{item}_{base}"
            if name in found:
                continue
            alike = said[node.resource_id] if kind is not Kind.TEXT else set()
            label = next(iter(alike)) if len(alike) == 1 else ""
            found[name] = Part(name=name, kind=kind, locator=Locator(resource_id=node.resource_id), label=label)
            pressed = f"{name}_button"
            if kind is Kind.TEXT and node.resource_id in buttons and pressed not in found:
                found[pressed] = Part(name=pressed, kind=Kind.BUTTON, locator=Locator(resource_id=node.resource_id))
    return _first(found.values())


def own_box(lists: Sequence[Sequence[Node]], taken: Collection[str]) -> Part | None:
    """The part that each row is itself, where it is a box or a switch: its locator is the row. `lists` are the rows of each dump,
    `taken` the names of the other parts. None where a touch on a row may be something else, or picks one of several."""
    every = [row for rows in lists for row in rows]
    if not all(row.checkable and row.short_class.endswith(_TICKED) for row in every):
        return None
    if any(map(is_radio, every)) and all(sum(row.checked for row in rows) == 1 for rows in lists):
        return None
    name = _fallback_part(every[0], Kind.TOGGLE)
    return Part(name=name, kind=Kind.TOGGLE, locator=THE_ROW) if name not in taken else None


def _first(parts: Iterable[Part]) -> list[Part]:
    """The first of a row's texts and of what is touched in it, in their order."""
    left = {True: _TEXTS, False: _TOUCHED}
    kept = []
    for part in parts:
        text = part.kind is Kind.TEXT
        if left[text] > 0:
            left[text] -= 1
            kept.append(part)
    return kept


def _one_of_each_make(rows: list[Node]) -> list[Node]:
    """Of rows that have the same pieces the first: one that is opened in its place may come after hundreds that aren't."""
    makes: dict[tuple[object, ...], Node] = {}
    for row in rows:
        pieces = [(n.resource_id, n.clickable, n.checkable, bool(n.text)) for n in row.walk() if n.resource_id]
        makes.setdefault((*pieces, *(part.resource_id for part in speaking_parts(row))), row)
    return list(makes.values())


def _said(rows: list[Node]) -> dict[str, set[str]]:
    """By a piece's id what its description says in the rows that have it."""
    said: dict[str, set[str]] = {}
    for node in (node for row in rows for node in row.walk() if node.resource_id):
        said.setdefault(node.resource_id, set()).add(node.content_desc.strip())
    return said


def _fallback_part(node: Node, kind: Kind) -> str:
    if kind is Kind.TOGGLE:
        return "switch" if "switch" in node.short_class.lower() or "switch" in node.id_name else "checkbox"
    if kind is Kind.BUTTON:
        return identifier(node.content_desc, max_words=3) or "button"
    for word in ("name", "title", "subtitle", "summary", "label", "value"):
        if word in node.id_name:
            return word
    return "caption"


def _part_kind(node: Node, row: Node) -> Kind | None:
    if node.checkable:
        return Kind.TOGGLE
    if node.editable:
        return Kind.INPUT
    if node.clickable and not node.text.strip() and not texts(node):
        return Kind.BUTTON if node.bounds.area < row.bounds.area * 0.6 else None
    if node.clickable and node.short_class.endswith("Button"):
        return Kind.BUTTON
    if node.text.strip():
        return Kind.TEXT
    return None
