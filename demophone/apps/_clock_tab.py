"""What the clock's tabs share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from demophone.toolkit import Screen, View


class Tab(ABC):
    """One tab of the clock's main screen."""

    live = False
    """Changes by itself, second by second."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    @abstractmethod
    def build(self) -> View:
        """What is between the toolbar and the tabs."""

    def button(self) -> View | None:
        """The round button, where the tab has one."""
        return None

    def menu(self) -> list[tuple[str, Callable[[], object]]]:
        """What the tab adds to the three dots."""
        return []

    @property
    def store(self) -> dict[str, Any]:
        return self.screen.store

    @property
    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.screen.store["settings"]
        return found

    def now(self) -> datetime:
        return self.screen.now()

    def clock(self, hour: int, minute: int) -> str:
        """A time of day as the settings want it written."""
        if self.settings["hour24"]:
            return f"{hour:02}:{minute:02}"
        return f"{hour % 12 or 12}:{minute:02} {'PM' if hour >= 12 else 'AM'}"


def next_id(items: list[dict[str, Any]]) -> int:
    return max((int(item["id"]) for item in items), default=0) + 1
