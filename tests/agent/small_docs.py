"""Elements and screens for docs of a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Screen, Transition
from phones.locating import Locator


def _made(name: str, kind: Kind, **more: object) -> Element:
    return Element.model_validate({"name": name, "kind": kind, "locator": Locator(resource_id=name), **more})


def button(name: str, effect: Effect = Effect.NAVIGATE) -> Element:
    return _made(name, Kind.BUTTON, label=name.replace("_", " "), effect=effect)


def choice(name: str, *options: str) -> Element:
    return _made(name, Kind.CHOICE, options=list(options))


def toggle(name: str) -> Element:
    return _made(name, Kind.TOGGLE, label=name.replace("_", " "))


def field(name: str, commit: str = "") -> Element:
    return _made(name, Kind.INPUT, effect=Effect.INPUT, commit=commit)


def rows(name: str, item: str, *parts: str, kind: Kind = Kind.TEXT, **more: str) -> Element:
    """A list; `more` is the item's: its title, what it opens."""
    made = [Part(name=part, kind=kind, locator=Locator(resource_id=part)) for part in parts]
    each = Item.model_validate({"name": item, "row": Locator(resource_id=item), "parts": made, **more})
    return _made(name, Kind.LIST, item=each)


def tap(source: str, element: str, target: str) -> Transition:
    return Transition(source=source, element=element, action="tap", target=target)


def doc_of(*screens: Screen, transitions: Sequence[Transition] = ()) -> AppDoc:
    """The first screen is the start."""
    return AppDoc(package="a", label="A", start=screens[0].name, screens=list(screens), transitions=list(transitions))
