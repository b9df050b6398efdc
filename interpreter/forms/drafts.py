"""What a run has put in, and what stood there before it: so that it can be put back where it is not to be kept.

Written down right before anything is put in, so that a run that is stopped in the middle knows of it, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from apidocs.doc import Element, Screen
from phones.hierarchy import Node

from ..calls import Call, Outcome
from ..screen.states import Spot, field_at, field_text, is_on, value_of

Kind = Literal["text", "switch", "choice"]
_KINDS: dict[str, Kind] = {
    "set_text": "text",
    "append_text": "text",
    "turn_on": "switch",
    "turn_off": "switch",
    "choose": "choice",
}


@dataclass(eq=False)
class Draft:
    """One value put in."""

    call: Call
    outcome: Outcome
    kind: Kind
    screen: Screen | None
    element: Element | None
    """Of the doc; None where it was found by its words."""
    node: Node
    """What it was put into, as it was then."""
    before: str | None
    """What stood there; `on` or `off` of a switch. None where it can't be told: a password."""
    value: str | None = None
    """What was put in; None where it isn't known: the run was stopped in the middle, or it is a secret."""
    left: bool = False
    """Another page has been in front since: what stands in such a field may be another thing's."""

    @property
    def key(self) -> tuple[str, str]:
        """As `forms.Forms` knows it: the screen and the name of the field."""
        ref = self.call.ref
        return (self.screen.name if self.screen is not None else ""), ref.part or ref.element or ref.found


def draft_of(call: Call, outcome: Outcome, screen: Screen | None, element: Element | None, spot: Spot) -> Draft | None:
    """What is to be remembered before a value is put in at a spot; None where nothing can be put back there."""
    kind = _KINDS.get(call.op)
    if kind is None or call.ref.row:
        return None  # what is set in a row of a list holds at once
    if kind == "text":
        field = field_at(spot)
        if field is None:
            return None  # it opens another screen first, with the real one
        known = not field.password or not field_text(field)
        return Draft(call, outcome, kind, screen, element, field, field_text(field) if known else None)
    if kind == "switch":
        on = is_on(spot)
        return Draft(call, outcome, kind, screen, element, spot.node, None if on is None else "on" if on else "off")
    return Draft(call, outcome, kind, screen, element, spot.node, value_of(spot) or None)


def since_origin(drafts: Sequence[Draft]) -> list[Draft]:
    """Of all that was put into one field in turn, what belongs to the thing in it now: where a later one met something else
    than the one before had put in, that was another thing's field."""
    found = [drafts[-1]]
    for earlier in reversed(drafts[:-1]):
        if earlier.value is None or earlier.value != found[0].before:
            break
        found.insert(0, earlier)
    return found
