"""Short words for how a first thing may rightly end, beside those of the honest tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bench.honest.endings import SETTINGS, event
from bench.honest.forms import Form, Says, like
from bench.honest.judging import DONE, TOLD, Ending
from bench.pocket.judging import Change as Edit
from bench.pocket.judging import State as Stored
from bench.pocket.tasks import option
from foundry.state_diff import State

BROWSER, PROVIDER = "com.android.browser", "com.android.providers.calendar"
_ANY = Form("anything", lambda value: True, 1)


def between(least: float, most: float, example: str) -> Form:
    """A number kept as a text."""
    return Form(f"{least} to {most}", lambda value: least <= _number(value) <= most, example)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")


def system(key: str, value: object) -> Edit:
    return option(SETTINGS, key, value, "system")


def overall(key: str, value: object) -> Edit:
    return option(SETTINGS, key, value, "global")


def secure(key: str, value: object) -> Edit:
    return option(SETTINGS, key, value, "secure")


def opened(words: str, holds: Callable[[str], bool], example: str) -> Edit:
    """The browser (or the map) was given an address."""
    form = Form(words, lambda value: isinstance(value, str) and holds(value.casefold()), example)

    def change(state: Stored) -> None:
        state[BROWSER]["opened"].append(form)

    return change


def in_provider(title: str, moment: str) -> Edit:
    """An appointment in the phone's own calendar, of any length."""
    at = int(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/London")).timestamp() * 1000)

    def change(state: Stored) -> None:
        row = dict.fromkeys(("_id", "calendar_id", "dtend", "eventTimezone"), _ANY)
        state[PROVIDER]["events"].append({**row, "title": like(title, f"{title} appointment"), "dtstart": at})

    return change


def in_calendar_app(title: str, day: str, start: str) -> Edit:
    return event(like(title, f"{title} appointment"), day, start)


def on_whole(
    looks: Callable[[State, State], str], *touched: str, change: Edit | None = None, answer: Says | None = None
) -> Ending:
    """What is to be seen on the phone besides what its apps have stored."""
    return Ending(change, DONE, answer, touched=touched, looks=looks)


def in_front(*packages: str) -> Callable[[State, State], str]:
    def looks(before: State, after: State) -> str:
        return "" if after["phone"]["front"] in packages else f"{after['phone']['front']} is in front"

    return looks


def screen_off(before: State, after: State) -> str:
    return "the screen is on" if after["phone"]["screen_on"] else ""


def plays(before: State, after: State) -> str:
    return "" if after["phone"]["playing"] else "nothing plays"


def has_screenshot(before: State, after: State) -> str:
    new = [file for file in after["files"] if file not in before["files"] and file.endswith(".png")]
    return "" if new else "there is no new picture"


def no(answer: Says | None = None) -> Ending:
    """Nothing is changed, and it says that it wasn't done."""
    return Ending(None, TOLD, answer)
