"""How a session is to be replayed: what the command line's options and the terminal UI's keys both fill in. Imports
nothing, since the views name it at the start."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReplayOptions:
    """Calls by their numbers in the session, from 1; 0 is no limit."""

    first: int = 0
    """Calls before this one are passed over: the phone has to stand where it stood then, or be led there by the doc."""
    until: int = 0
    """The last call to make."""
    speed: float = 0.0
    """1 keeps the recorded pace, 2 is twice that; 0 is as fast as the phone."""
    heal: bool = True
    paused: bool = False
    """Wait for the person before each call."""
    rerun: bool = False
    """Run the script again instead of repeating its calls."""
