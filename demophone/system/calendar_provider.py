"""What keeps the phone's calendars: no app with screens, but what calendar apps and the shell's `content` read and write."""

from __future__ import annotations

from typing import Any

from ..toolkit import App, Screen


class CalendarProvider(App):
    """Calendars and their events, as rows with Android's column names."""

    package, label, version, system_app, in_launcher = (
        "com.android.providers.calendar",
        "Calendar Storage",
        "14",
        True,
        False,
    )
    activity = ""

    def seed(self) -> dict[str, Any]:
        return {"calendars": [{"_id": 1, "calendar_displayName": "Personal", "visible": 1}], "events": []}

    def start(self) -> Screen:
        raise NotImplementedError("The calendar's storage has no screen")
