"""Controls of one screen that say the same, told apart by what they belong to: "Show password" in each of two fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from phones.hierarchy import Node

from ..doc import Kind
from .control import Control


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
