"""The unmodified uiautomator2 client, as somebody would use it who has no thumbwright: what `bench.speed` compares with.

The only module beside `phones.server` that imports uiautomator2, because here it is the rival and not a part of ours.
"""

from __future__ import annotations

from typing import Any


class PlainClient:
    """uiautomator2 on one phone, with its defaults."""

    def __init__(self, serial: str) -> None:
        """Raises what uiautomator2 raises where it can't connect."""
        import uiautomator2

        self._device: Any = uiautomator2.connect(serial)

    def tap_text(self, text: str) -> None:
        """`d(text=…).click()`: wait for it, ask where it is, tap there."""
        self._device(text=text).click()
