"""Controls of one screen that say the same, told apart by what they belong to: "Show password" in each of two fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from phones.hierarchy import Node

from ..doc import Kind
from ..doc.words import purpose_words, word_set
from .control import Control
from .labelling import own_frames

_STEPS = word_set("increase decrease increment decrement plus minus")


def tell_fields(found: Sequence[Control]) -> None:
    """Fields under one label, a name's two or the two ends of a period, are called by what their ids say of each."""
    labels = Counter(control.label for control in found if control.kind is Kind.INPUT)
    for label in [label for label, count in labels.items() if label and count > 1]:
        fields = [control for control in found if control.kind is Kind.INPUT and control.label == label]
        named = [_told_by_id(control.node) for control in fields]
        if all(named) and len(set(named)) == len(named):
            for control, words in zip(fields, named, strict=True):
                control.heading, control.label = label, words


def _told_by_id(field: Node) -> str:
    """The words of the nearest id that says what a field is for."""
    said = (" ".join(purpose_words(n.id_name)) for n in (field, *own_frames(field)))
    return next((words for words in said if words), "")


def tell_steps(found: Sequence[Control]) -> None:
    """What counts up and down belongs to what is counted: the words before it on its line."""
    for control in found:
        parent = control.node.parent
        if control.kind is not Kind.BUTTON or control.heading or parent is None:
            continue
        if (control.label or control.desc).lower() not in _STEPS:
            continue
        left, across = control.node.bounds.left, control.node.bounds.center[1]
        line = [n for n in parent.children if n.bounds.top <= across < n.bounds.bottom and n.bounds.right <= left]
        of = next((n.text.strip() for n in line if any(map(str.isalpha, n.text)) and not n.clickable), "")
        if of:
            control.heading = of
            control.key += f"|{of}" * (not control.key.startswith("id:"))


def tell_by_field(found: Sequence[Control]) -> None:
    """Give those in a field's frame the field's label as their heading, where there are several of them."""
    said = Counter(control.key for control in found)
    fields = {id(control.node): control for control in found if control.kind is Kind.INPUT and control.label}
    for control in found:
        if said[control.key] > 1 and control.kind in (Kind.BUTTON, Kind.TOGGLE) and not control.heading:
            field = _field_of(control.node)
            of = fields.get(id(field)) if field is not None else None
            if of is not None:
                control.heading = of.label
                control.key += f"|{of.label}"


def _field_of(node: Node) -> Node | None:
    """The one field in the nearest frame that has any."""
    for around in node.ancestors():
        inside = [n for n in around.walk() if n.editable]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return None
