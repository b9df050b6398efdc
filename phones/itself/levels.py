"""From which Android version on the phone does what by itself, and what its shell is refused: read from `levels.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ground.tables import table_beside

from . import NotAllowed


@dataclass(frozen=True)
class Level:
    """What is known of one thing."""

    since: int
    """The Android API level from which on it works."""
    by: str
    """The commands, as they are typed."""
    basis: str
    """How that is known: `read` in Android's documentation, `tried` on a real phone."""
    refused: str = ""
    """What Android doesn't let the shell do there."""


@cache
def levels() -> dict[str, Level]:
    """By the names that scripts use."""
    data = table_beside(__file__, "levels.toml")
    return {
        name: Level(entry["from"], entry["by"], entry["basis"], entry.get("refused", ""))
        for name, entry in data.items()
    }


def check_level(name: str, sdk: int) -> None:
    """Raise NotAllowed where this Android is known to be too old for it; an unknown version is tried."""
    level = levels()[name]
    if 0 < sdk < level.since:
        raise NotAllowed(f"This phone's Android (API level {sdk}) can't do that by itself; it takes {level.since}")
