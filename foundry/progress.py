"""How far those are that go through the tasks of a pairs folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Progress:
    """So many tasks are done."""

    done: int
    tasks: int
    left_s: float
    last: Mapping[str, Any] | None = None
    """The line that was written for the last one."""
    problem: str = ""
    """Why nothing came of an app."""
