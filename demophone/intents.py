"""What somebody asks of whichever app can do it: an action, what it is about, and values with it. Data only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Extra = str | int | float | bool | Sequence[str] | Sequence[int]
VIEW = "android.intent.action.VIEW"


@dataclass(frozen=True)
class Intent:
    """One such wish."""

    action: str
    data: str = ""
    """A URI."""
    kind: str = ""
    """A MIME type."""
    extras: dict[str, Extra] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """An extra as text; empty where it isn't given."""
        return str(self.extras.get(name, ""))

    def number(self, name: str) -> int | None:
        value = self.extras.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def numbers(self, name: str) -> list[int]:
        value = self.extras.get(name)
        return [n for n in value if isinstance(n, int)] if isinstance(value, list) else []
