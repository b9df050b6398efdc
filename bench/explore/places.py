"""What an app truly has, as data: its places, what can be used at each, and the dumps that a phone gives of it."""

from __future__ import annotations

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
    picker: bool = False
    things: dict[str, Thing] = field(default_factory=dict)
    """By identity."""
    looks: list[Look] = field(default_factory=list)
