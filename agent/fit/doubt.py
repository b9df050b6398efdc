"""What speaks against running a script for its task, and how it is said. Which doubts there are is `doubts`' and its parts'."""

from __future__ import annotations

from dataclasses import dataclass

from apidocs.doc import Effect
from apidocs.doc.effects import severity
from apidocs.doc.words import only_switch, spaced, what_is_switched
from interpreter.reading.uses import Use


@dataclass(frozen=True)
class Doubt:
    """One thing that speaks against running a script for its task."""

    kind: str
    """A word for what speaks against it, the same for all doubts of its sort: `made_up`, `flipped`."""
    line: int
    """0 where it is about the whole script."""
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}" if self.line else self.what


def changes_something(effect: Effect) -> bool:
    """Whether an act changes something: a setting, or what consent is asked for."""
    return severity(effect) >= severity(Effect.SETTINGS)


def named(use: Use) -> str:
    """What a use is on, as a person is told it: `"time choice"`, `one of the alarms`."""
    ref = use.ref
    if ref.row and (not ref.part or only_switch(ref.part)):
        return f"one of the {spaced(ref.element)}"
    return f'"{ref.found or what_is_switched(ref.part or ref.element or ref.screen or use.op)}"'
