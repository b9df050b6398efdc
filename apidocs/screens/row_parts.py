"""The named pieces of a list's rows that have ids, and which of them a person calls a row by. Nothing of what a row says stands in
them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from phones.hierarchy import Node
from phones.locating import THE_ROW, Locator
from phones.spoken import says_state

from ..doc import Kind, Part
from ..doc.api import RESERVED
from ..doc.words import SMALL, figures_only, identifier, plural, purpose_words, split_words, word_set
from .touched_parts import speaking_parts
from .windows import is_radio, texts, visible

_VERBAL = word_set("manage filter select short full item row list")
_TEXTS = 6
"""Texts of a row that are named."""
_TOUCHED = 14
"""Things in a row that are touched by themselves: one that is opened in its place holds all that is set of the thing."""
_ROLES = word_set("title subtitle summary")
"""How ids of a row's texts end, besides what they are about."""
_NAMING = word_set("title name")
_OF_VIEWS = word_set("view text txt textview tv txtv label lbl field")
"""Words that come behind those."""
_INITIALS = 2
"""Letters that stand where a picture would, at most."""
_NEARLY_ALL = 0.8
"""Of the rows: what cut off ones don't show."""
_MANY = 4
"""Rows from which what they say alike is no name of one."""
_AMOUNT = re.compile(r"\W*\d[\d.,\s]*[A-Z]{3}|[A-Z]{3}\W*\d[\d.,\s]*")
"""With the three letters of a currency."""
_AGES = re.compile(r"\b(ago|day|days|week|weeks|month|months|year|years)\b|(?<=\d)\s?(d|w|mo|y)\b", re.IGNORECASE)
_TICKED = ("CheckBox", "CheckedTextView", "Switch", "ToggleButton")
"""Classes of what a touch ticks. A plain view that can be ticked is picked by that, in a selection mode, and opened otherwise."""


def title_of(rows: list[Node], parts: list[Part]) -> str:
    """The part that a person calls a row by: the first text, unless that is no name and another one is.

    No name is a mere time or number beside a text that stands at least as large, or whose id says that it is the title; a badge
    that some rows have and others don't; the letter in the place of a picture; and what many rows say alike beside a title that
    tells them apart. Of an alarm it is the time, of an event its title. Empty where a box that is ticked has the row's words.
    """
    lead = [said[0] for row in rows if (said := texts(row))]
    if 2 * sum(node.checkable and not says_state(node.text) for node in lead) > len(rows):
        return ""
    if not parts:
        return ""
    columns = [_Column.of(rows, part) for part in parts]
    first = columns[0]
    if first.is_name and not any(other.tells_more(first) for other in columns[1:]):
        return first.part.name
    for other in columns[1:]:
        fits = other.named or not first.figures or _height(other.nodes) >= _height(first.nodes)
        if other.is_name and fits and 2 * other.different >= first.different:
            return other.part.name
    return first.part.name


@dataclass
class _Column:
    """What one part says in all rows."""

    part: Part
    nodes: list[Node]
    rows: int
    named: bool
    """Its id says that it is the title or the name."""

    @classmethod
    def of(cls, rows: list[Node], part: Part) -> _Column:
        nodes = [n for row in rows for n in row.walk() if n.resource_id == part.locator.resource_id and n.text.strip()]
        return cls(part, nodes, len(rows), bool(nodes) and _role(nodes[0]) in _NAMING)

    @property
    def figures(self) -> bool:
        return bool(self.nodes) and 2 * sum(_measures(node.text) for node in self.nodes) >= len(self.nodes)

    @property
    def is_name(self) -> bool:
        letters = sum(len(node.text.strip()) <= _INITIALS for node in self.nodes)
        usual = self.named or len(self.nodes) >= _NEARLY_ALL * self.rows
        return usual and not self.figures and letters < _NEARLY_ALL * max(1, len(self.nodes))

    @property
    def different(self) -> int:
        return len({node.text for node in self.nodes})

    def tells_more(self, other: _Column) -> bool:
        """Whether it is the title, and tells rows apart that the other, which isn't, says the same of."""
        many = len(other.nodes) >= _MANY and 2 * other.different <= len(other.nodes)
        return self.named and not other.named and self.is_name and many and self.different >= 2 * other.different


def _measures(text: str) -> bool:
    """A time, a date, a number or an amount and nothing else: "3 days ago", "12.50 EUR"."""
    bare = text.strip()
    aged = any(map(str.isdecimal, bare)) and figures_only(_AGES.sub("", bare))
    return aged or figures_only(bare) or _AMOUNT.fullmatch(bare) is not None


def _role(node: Node) -> str:
    """What a text is in its row, where its id ends with that: `txtvItemTitle` is a title."""
    words = [word for word in split_words(node.id_name) if word not in _OF_VIEWS]
    return words[-1] if words else ""


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
    ids = {node.resource_id: node for row in makes for node in row.walk() if node.resource_id and node.text.strip()}
    roles = Counter(map(_role, ids.values()))
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
            of = words[-3:] if words[-2:-1] and words[-2] in SMALL else words[-2:]  # `days_of_week`
            base = identifier("_".join(of)) or (identifier(node.id_name) if around else "")
            if kind is Kind.TEXT and (role := _role(node)) in _ROLES:
                base = role if roles[role] == 1 or not base else f"{base}_{role}"
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
    words = split_words(node.id_name)
    for word in ("name", "subtitle", "title", "summary", "label", "value", "content"):
        if word in words or word in node.id_name:
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
