"""Asking the phone's shell, and which Android it is: what a command is called depends on that."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Ask = Callable[[Sequence[str]], str]
"""Runs one command of the phone's shell. Raises CommandRefused."""


def sdk_of(ask: Ask) -> int:
    """Android's API level; 0 where the phone doesn't tell."""
    said = ask(["getprop", "ro.build.version.sdk"]).strip()
    return int(said) if said.isdecimal() else 0
