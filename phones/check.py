"""One line of the list of what has to be right for a phone to be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    name: str
    state: State
    reason: str
    fix: str = ""
    """What to do about it; empty where nothing is to be done."""
