"""Mechanisms that can be switched off, so that the worth of each is measured instead of believed (`bench droidtask --without`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from ground.errors import SettingsError


@dataclass(frozen=True)
class Switches:
    """Every mechanism that can be, on as in the product."""

    samples: bool = True
    """The bank of worked samples in the prompt."""
    hints: bool = True
    """Names that the task's own words point at, beside the task."""
    descriptions: bool = True
    """Other words for each control, written by the model when an app is learned, count for the hints."""
    repair: bool = True
    """Deterministic repair of a script before the check."""
    others: bool = True
    """Where the likeliest script's score leaves room for doubt, others are drawn beside it."""
    score: bool = True
    """One number decides which script is taken and whether it runs (`agent.decide.score`); without it the likeliest runs."""
    redo: bool = True
    """Where no candidate can run, the model is asked once more, with what is wrong said."""

    def without(self, *names: str) -> Switches:
        """Raises SettingsError naming the switches there are."""
        for name in names:
            if name not in self.__dataclass_fields__:
                raise SettingsError(f"There is no switch {name!r}. Switches: {', '.join(self.__dataclass_fields__)}")
        return replace(self, **{name: False for name in names})


AFTER_THE_MODEL = ("repair", "others", "score", "redo")
"""What becomes of a script once the model has written it. Without these its first one is run as it stands, or not at all."""


def switched_off(names: Collection[str], after_the_model: bool) -> list[str]:
    """The switches of `names`, and all of those where nothing is to come after the model."""
    return sorted({*names, *(AFTER_THE_MODEL if after_the_model else ())})


PRODUCT = Switches()
