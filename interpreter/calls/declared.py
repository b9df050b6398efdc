"""What effect a step has as far as the doc tells, before anything is looked at; the screen in front may say worse when it runs."""

from __future__ import annotations

from apidocs.doc import AppDoc, Effect, Element, Item, Kind
from apidocs.doc.effects import effect_of, gravest

from . import Ref

_BY_OP = {
    **dict.fromkeys(("set_text", "append_text"), Effect.INPUT),
    **dict.fromkeys(("choose", "turn_on", "turn_off"), Effect.SETTINGS),
    **dict.fromkeys(("ask", "secret", "wait", "finish"), Effect.READ),
}
_BY_KIND = {Kind.TOGGLE: Effect.SETTINGS, Kind.CHOICE: Effect.SETTINGS, Kind.INPUT: Effect.INPUT}


def declared(ref: Ref, op: str, doc: AppDoc) -> Effect:
    """Of an act. `op` as calls have it: what the phone does by itself is `do`."""
    least = _BY_OP.get(op, Effect.NAVIGATE)
    if ref.found:
        said = effect_of(ref.found, "", "", Kind.BUTTON) if op in ("tap", "open") else Effect.READ
        return gravest([least, said])
    element = doc.element(ref.screen, ref.element)
    if element is None or op == "long_press":
        return least
    if element.item is not None:
        return gravest([least, _of_part(ref.part, op, element.item)]) if ref.part else element.item.effect
    return element.effect if op == "do" else gravest([least, element.effect])


def at_least(element: Element) -> Effect:
    """What using an element does at least: its own effect, or what its kind is for."""
    return gravest([element.effect, _BY_KIND.get(element.kind, Effect.NAVIGATE)])


def _of_part(name: str, op: str, item: Item) -> Effect:
    """What a tap on a piece of a row does, by its name: a switch is switched, a button says what for."""
    part = next((part for part in item.parts if part.name == name), None)
    return effect_of(name.replace("_", " "), "", "", part.kind) if part is not None and op == "tap" else Effect.READ
