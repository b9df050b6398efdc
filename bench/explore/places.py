"""What an app truly has, as data: its places, what can be used at each, and the dumps that a phone gives of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from demophone.toolkit.view import Rect

Kind = Literal["button", "toggle", "choice", "input", "row", "part"]
Step = tuple[str, str]
"""What is done (tap, hold), and the identity of the view it is done to."""


@dataclass
class Thing:
    """Something that can be used at a place."""

    ident: str
    kind: Kind
    label: str
    """What a person would call it by the words on it; empty where there are none."""
    options: tuple[str, ...] = ()
    """Of a choice: what can be picked behind it."""
    holds: bool = False
    """A long press does something of its own."""
    shows: bool = False
    """It shows a value."""
    leads: str = ""
    """The place that it opens, where it does."""
    changes: bool = False
    """What is stored is another after it was used."""


@dataclass
class Layer:
    """One window of a dump: where it lies, and what in it takes a touch, the later of two at one place."""

    frame: Rect
    alone: bool
    """It takes every touch, those beside it too: a dialog, a menu."""
    touchable: list[tuple[Rect, str]]


@dataclass
class Look:
    """One dump of a place, and which thing lies where."""

    xml: str
    layers: list[Layer]

    def hit(self, x: int, y: int) -> str:
        """The identity of what would take the touch there; empty where nothing would."""
        layer = next((one for one in reversed(self.layers) if one.alone or one.frame.has(x, y)), None)
        if layer is None or not layer.frame.has(x, y):
            return ""
        return next((ident for rect, ident in reversed(layer.touchable) if rect.has(x, y)), "")


@dataclass
class TruePlace:
    """A screen, dialog, sheet or menu of an app."""

    name: str
    way: tuple[Step, ...]
    """How it is reached from the app's start."""
    overlay: bool
    asks: bool = False
    """A question whose yes changes what is stored: what leads to it might as well do so at once, and nobody can know before."""
    options: tuple[str, ...] = ()
    """Where it is there to pick one of several, and for nothing else."""
    owned: bool = False
    """All of those are the person's own things, which no doc names: a choice among them is known without."""
    picker: bool = False
    things: dict[str, Thing] = field(default_factory=dict)
    """By identity."""
    looks: list[Look] = field(default_factory=list)
    shown: frozenset[tuple[str, ...]] = frozenset()
    """All that there is to see by class, id and words, numbers as #; of rows class and id alone, since what they say is content."""

    def looks_like(self, other: TruePlace) -> bool:
        """Whether nobody could tell them apart by what they show: of the same make, with the same things, and every word outside
        of rows the same but for what is chosen in a choice that stands there."""
        same = self.name.split()[0] == other.name.split()[0] and self.things.keys() == other.things.keys()
        return same and self._without_what_is_chosen() == other._without_what_is_chosen()

    def _without_what_is_chosen(self) -> set[tuple[str, ...]]:
        options = {option for thing in self.things.values() if thing.kind == "choice" for option in thing.options}
        return {tuple("chosen" if word in options else word for word in one) for one in self.shown}


def shape(name: str) -> str:
    """A place's name without its content and mere marks: the list of one folder and of another, searched or not."""
    return re.sub(r"=(\S*#\S*|True|False)", "=", name)


def alike(one: str, other: str) -> bool:
    """Of two places' names a part each: the same, or different in content or in a mere mark alone."""
    name, _, value = one.partition("=")
    if one == other or not value and other.startswith(f"{name}="):
        return True
    return {value, other.partition("=")[2]} == {"True", "False"}
