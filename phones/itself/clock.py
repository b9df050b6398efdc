"""Alarms and timers, set by the intents that every clock app takes, and looked for in what the clock shows then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from . import NotPossible
from .deeds import Done, Ready, Tools, start
from .settings import in_words
from .times import DAYS, days_of, seconds_in, time_of_day

_EXTRA = "android.intent.extra.alarm"
_SPACE = re.compile(r"[\s\u00a0\u202f]+")


def set_alarm(tools: Tools, given: Mapping[str, str]) -> Ready:
    at, label = time_of_day(given["time"], tools.now()), given["label"].strip()
    days = days_of(given["days"]) if not _once(given["days"], at, tools) else ()
    when = f"for {at:%H:%M}{_said(days)}{f', called {label}' if label else ''}"
    words = ["-a", "android.intent.action.SET_ALARM", "--ei", f"{_EXTRA}.HOUR", str(at.hour)]
    words += ["--ei", f"{_EXTRA}.MINUTES", str(at.minute)]
    if label:
        words += ["--es", f"{_EXTRA}.MESSAGE", label]
    if days:  # Android counts from Sunday, which is 1
        words += ["--eial", f"{_EXTRA}.DAYS", ",".join(str((day + 1) % 7 + 1) for day in days)]

    def do() -> Done:
        start(tools, *words, "--ez", f"{_EXTRA}.SKIP_UI", "true")
        start(tools, "-a", "android.intent.action.SHOW_ALARMS")
        texts = tools.texts()
        shown = any(_shows(text, at) for text in texts)
        if shown and label:
            shown = any(label.casefold() in text.casefold() for text in texts)
        return Done(f"alarm set {when}", shown, "" if shown else "the clock's list doesn't show it on its first page")

    return Ready(f"Set an alarm {when}", do)


def _once(days: str, at: time, tools: Tools) -> bool:
    """Whether it is for today or tomorrow alone: an alarm that isn't repeated rings when it is that time next. Raises NotPossible
    where that is on the other day."""
    said = days.strip().casefold()
    if said not in _NEXT:
        return False
    comes = "today" if at > tools.now().time() else "tomorrow"
    if comes != _NEXT[said]:
        raise NotPossible(
            f"An alarm for {at:%H:%M} that rings once would ring {comes}, and not {said}: clocks know no dates"
        )
    return True


_NEXT = {"today": "today", "tonight": "today", "tomorrow": "tomorrow"}


def set_timer(tools: Tools, given: Mapping[str, str]) -> Ready:
    seconds, label = seconds_in(given["length"]), given["label"].strip()
    what = f"{in_words(seconds)}{f', called {label}' if label else ''}"
    words = ["-a", "android.intent.action.SET_TIMER", "--ei", f"{_EXTRA}.LENGTH", str(seconds)]
    words += ["--es", f"{_EXTRA}.MESSAGE", label] if label else []

    def do() -> Done:
        start(tools, *words, "--ez", f"{_EXTRA}.SKIP_UI", "true")
        start(tools, "-a", "android.intent.action.SHOW_TIMERS")
        shown = any(0 <= seconds - left <= _SOON for text in tools.texts() if (left := _left(text)) is not None)
        return Done(f"timer set for {what}", shown, "" if shown else "the clock doesn't show it running")

    return Ready(f"Start a timer for {what}", do)


_SOON = 20
"""Seconds that a timer may have run until it is looked at."""


def _left(text: str) -> int | None:
    """The seconds that `9:58` or `1:00:00` stands for."""
    match = re.fullmatch(r"(?:(\d+):)?(\d{1,2}):(\d{2})", text.strip())
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]) if match else None


def _shows(text: str, at: time) -> bool:
    """Whether a text of the clock is this time, in 12 or 24 hours."""
    said = _SPACE.sub("", text).upper().replace(".", "")
    twelve = f"{at.hour % 12 or 12}:{at:%M}"
    forms = {f"{at:%H:%M}", f"{at.hour}:{at:%M}", f"{twelve}{'AM' if at.hour < 12 else 'PM'}"}
    return said in forms


def _said(days: Sequence[int]) -> str:
    """` on weekdays`, ` on Monday and Friday`."""
    sets = {(): "", (0, 1, 2, 3, 4): " on weekdays", (5, 6): " at weekends", tuple(range(7)): " every day"}
    if tuple(days) in sets:
        return sets[tuple(days)]
    names = [DAYS[day].capitalize() for day in days]
    return f" on {', '.join(names[:-1])}{' and ' if len(names) > 1 else ''}{names[-1]}"
