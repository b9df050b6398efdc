"""Controls of one screen that say the same, told apart by what they belong to: "Show password" in each of two fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from phones.hierarchy import Node

from ..doc import Kind
from ..doc.words import purpose_words
from .control import Control
from .labelling import own_frames


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
