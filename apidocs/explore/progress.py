"""How far a walk is, for whoever watches it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far the walk is."""

    acts: int
    screens: int
    left: int
    """Controls seen and not tried yet."""
    doing: str = ""
    again: bool = False
    """The walk is over and it is looked whether all stands as before; `left` counts pages."""

    def __str__(self) -> str:
        if self.again:
            return f"{self.screens} screens; looking whether all is as before, pages left: {self.left}"
        doing = f": {self.doing}" if self.doing else ""
        return f"{self.screens} screens, {self.left} controls left{doing}"
