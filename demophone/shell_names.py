"""How Android writes the names of activities."""

from __future__ import annotations


def full_activity(package: str, activity: str) -> str:
    """`com.example.Main` for `.Main`."""
    return package + activity if activity.startswith(".") else activity
