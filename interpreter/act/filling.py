"""Typing into a field: focus it, type in place of what it holds or after it, read it back.

Of a stored secret only the placeholder is known here; the phone that types it knows the value (`phones.hiding`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from apidocs.doc.words import words_of
from apidocs.samples.phrasing import says_lines
from phones.errors import FieldGone, TypingFailed
from phones.hiding import PLACEHOLDER
from phones.hierarchy import Node

from ..calls import Proof
from ..calls.errors import CallFailed
from ..find.targets import Target, refuse_disabled, said
from ..proof.conditions import held, shows
from ..screen.front import Front, Sight
from ..screen.keypad import can_key, keypad
from ..screen.states import Spot, field_at, field_text
from .same_value import same_value

_HIGH = 0.12
"""Share of the display's height above which a field has more than one line."""


@dataclass(frozen=True, eq=False)
class Filled:
    """How a field was filled in."""

    spot: Spot
    """Where it was before."""
    text: str
    """What it holds now."""
    proof: Proof
    replaced: str = ""
    """What it held before; empty for a password."""


def fill(
    front: Front,
    target: Target,
    text: str,
    agree: Callable[[Spot], object],
    *,
    append: bool = False,
) -> Filled:
    """Make the field hold `text`, in place of what it holds or, with `append`, after it.

    Raises CallFailed where it isn't a field, or holds something else afterwards.
    """
    spot = target.reach()
    node = field_at(spot)
    if node is not None and not append and not node.password and text and field_text(node) == text:
        front.note(f"{target.name} held that already")
        return Filled(spot, text, _proof(target, spot, text, node))
    refuse_disabled(spot, target.name)
    agree(spot)
    # the signs of a secret are no steps of the run, one by one
    secret = bool(PLACEHOLDER.search(text)) or node is None or node.password
    if node is not None and not secret and _keyed(front, target, node, spot, text):
        return Filled(spot, text, _proof(target, spot, text, node))
    field = _focus(front, target, spot)
    there = "" if field.password else field_text(field)
    if append and field.password:
        raise CallFailed(f"{target.name} hides what it holds, so nothing can be added to it. Use set_text().")
    whole = added_to(there, text, field, front.look().hierarchy.size[1]) if append else text
    done = Filled(spot, whole, _proof(target, spot, text, field), there)
    for last in (False, True):
        try:
            sight = front.type_text(whole)
        except FieldGone as error:
            _focus_again(front, target, error, last)
            continue
        except TypingFailed as error:
            raise CallFailed(f"{target.name}: {error}") from None
        shown = _focused(sight) or field
        if holds(shown, whole):
            return done
        if not last:
            front.note(f"{target.name} held something else after typing; typed again")
    raise CallFailed(f'{target.name} holds "{field_text(shown)}" after "{text}" was typed into it.')


def added_to(there: str, text: str, field: Node, height_px: int) -> str:
    """What a field holds once a text is added to it: on a line of its own where it takes several, else after a space."""
    if not there.strip():
        return text
    between = "\n" if takes_lines(field, height_px) else " "
    return f"{there.rstrip()}{between}{text}"


def takes_lines(field: Node, height_px: int) -> bool:
    """Whether a field holds a text of several lines. No dump says so: told from what it holds, how high it is on a display of
    `height_px`, and from its words."""
    if "\n" in field_text(field) or field.bounds.height > _HIGH * height_px:
        return True
    return says_lines([*words_of(field.id_name), *words_of(field.hint)])


def _proof(target: Target, spot: Spot, text: str, node: Node) -> Proof:
    """What a field shows once it was found to hold what was typed."""
    name = said(target, spot)
    if node.password:
        return held(f"{name} is filled in")
    return shows(name, text) if text else held(f"{name} is empty")


def _keyed(front: Front, target: Target, field: Node, spot: Spot, wanted: str) -> bool:
    """Put a text in by the keypad below an empty field; False where there is none, or the field holds something else then.

    Raises CallFailed where the keypad goes away before the last sign: where the rest would go nobody knows.
    """
    keys = keypad(spot.sight.hierarchy)
    if field_text(field) or not can_key(wanted, keys):
        return False
    for at, sign in enumerate(wanted):
        if sign not in keys:
            raise CallFailed(f"{target.name}: the keypad went away after {wanted[:at]!r} of {wanted!r} was put in.")
        keys = keypad(front.tap(keys[sign]).hierarchy)
    now = target.again()
    shown = field_at(now) if now is not None else None
    # a field that goes with its last sign has taken it, as that of a PIN does
    return now is None or shown is not None and holds(shown, wanted)


def _field(target: Target) -> Node | None:
    """The field of what is in view."""
    now = target.again()
    return field_at(now) if now is not None else None


def holds(node: Node, wanted: str) -> bool:
    """Whether a field holds a text: apps write numbers their way and trim ends; of a password only its length is told."""
    there = field_text(node)
    if node.password:
        return bool(there) == bool(wanted)
    if there == wanted or there.strip() == wanted.strip():
        return True
    return bool(wanted) and same_value(there, wanted)


def _focus(front: Front, target: Target, spot: Spot) -> Node:
    """Put the cursor into the field. A field may open another screen with the real one (a search bar does)."""
    node = field_at(spot)
    if node is not None and node.focused:
        return node
    sight = front.tap(node or spot.node.actionable() or spot.node)
    if sight.signature == spot.sight.signature:
        sight = front.await_change(spot.sight)
    if _focused(sight) is None:
        sight = front.in_the_way(sight)
    meant = _field(target)
    if meant is not None and not meant.focused and _focused(sight) is not None:
        # the cursor stands in another field: the tap hasn't come through, and typing would go there
        front.note(f"the cursor didn't come into {target.name}; it was tapped again")
        sight = front.tap(meant)
        meant = _field(target)
        if meant is not None and not meant.focused and _focused(sight) is not None:
            raise CallFailed(f"{target.name} doesn't take the cursor, which stays in another field. Nothing was typed.")
    found = _focused(sight) or meant
    if found is None:
        fields = [n for n in sight.hierarchy.walk() if n.editable]
        found = fields[0] if len(fields) == 1 else None
    if found is None:
        raise CallFailed(
            f"{target.name} ({spot.words!r}) is no field to type into, and none opened when it was tapped."
        )
    if not found.focused and found is not node:
        front.tap(found)
    return found


def _focus_again(front: Front, target: Target, error: FieldGone, last: bool) -> None:
    """Deal with what came up over a field, and put the cursor into it once more; what was typed replaces what it holds."""
    front.in_the_way(front.settle())
    node = _field(target)
    if last or node is None:
        raise CallFailed(f"{target.name}: {error}") from None
    front.note(f"something came up over {target.name}; typed again")
    if not node.focused:
        front.tap(node)


def _focused(sight: Sight) -> Node | None:
    return next((n for n in sight.hierarchy.walk() if n.focused and n.editable), None)
