"""What a person did, turn by turn: the screen as it rested, what was done on it as far as that is known, the screen that came
of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from phones.hierarchy import Hierarchy

Kind = Literal["tap", "long_press", "swipe", "back", "home", "recent", "enter", "type", "other"]


@dataclass(frozen=True)
class Did:
    """One thing that a person did. `other` is a key that no script presses."""

    kind: Kind
    x: int = 0
    y: int = 0
    """Pixels of the display as it was turned then; where a swipe began."""
    edge: bool = False
    """Of a swipe: whether it began at the display's left or right edge, as the gesture for back does."""


@dataclass(frozen=True, eq=False)
class Turn:
    """Two settled screens, and what was done between them."""

    before: Hierarchy
    did: Did | None
    """None where only the screens are known: no touch was told of."""
    after: Hierarchy
    hurried: bool = False
    """Whether more was done in between than the screen could be read: what this was done on may have looked otherwise."""
    by_itself: bool = False
    """Whether touches are heard of, and none was: the app did it, or somebody typed."""
