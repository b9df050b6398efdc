"""Appointments in the phone's own calendar, put there and read back through its provider."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from . import NotPossible
from .deeds import Done, Ready, Tools
from .rows import rows_of
from .times import moment, seconds_in

_CALENDARS = "content://com.android.calendar/calendars"
_EVENTS = "content://com.android.calendar/events"
AN_APPOINTMENT = 3600
"""Seconds that one lasts where nobody says how long."""


def add_event(tools: Tools, given: Mapping[str, str]) -> Ready:
    title, place = given["title"].strip(), given["place"].strip()
    if not title:
        raise NotPossible("The appointment needs a title")
    now = tools.now()
    begins = moment(given["start"], now)
    length = timedelta(seconds=seconds_in(given["length"]) if given["length"].strip() else AN_APPOINTMENT)
    calendars = rows_of(
        tools.ask(["content", "query", "--uri", _CALENDARS, "--projection", "_id:calendar_displayName"]),
        ("_id", "calendar_displayName"),
    )
    if not calendars:
        raise NotPossible("This phone has no calendar to put it into")
    zone = tools.ask(["getprop", "persist.sys.timezone"]).strip() or "UTC"
    what = f"{title} on {begins:%A} {begins.day} {begins:%B} at {begins:%H:%M}{f', {place}' if place else ''}"

    def do() -> Done:
        binds = {
            "calendar_id:i": calendars[0]["_id"],
            "title:s": title,
            "dtstart:l": str(_millis(begins, zone)),
            "dtend:l": str(_millis(begins + length, zone)),
            "eventTimezone:s": zone,
        }
        if place:
            binds["eventLocation:s"] = place
        words = [word for name, value in binds.items() for word in ("--bind", f"{name}:{value}")]
        tools.ask(["content", "insert", "--uri", _EVENTS, *words])
        rows = rows_of(
            tools.ask(["content", "query", "--uri", _EVENTS, "--projection", "dtstart:title"]), ("dtstart", "title")
        )
        shown = {"dtstart": binds["dtstart:l"], "title": title} in rows
        said = f"{what} put into the calendar {calendars[0]['calendar_displayName']}"
        return Done(said, shown, "" if shown else "the calendar doesn't have it")

    return Ready(f"Put {what} into the calendar", do)


def _millis(moment: datetime, zone: str) -> int:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        aware = moment.replace(tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        aware = moment.astimezone()
    return int(aware.timestamp() * 1000)
