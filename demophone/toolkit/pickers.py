"""Pickers for a time of day, a date and a duration, in the form with fields that one can type in."""

# ruff: noqa: A002 -- `id` is Android's own word for this attribute
from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .dialogs import Dialog
from .view import View
from .widgets import LINEAR, column, radio, row, text, text_field


def _number(field: str, label: str, digits: int = 2, id: str = "") -> View:
    """A field for a number with its name below."""
    entry = text_field(
        field, label, input="number", max_length=digits, size=32, gravity="center", pad=(8, 12, 8, 12), id=id or field,
    )  # fmt: skip
    return column(entry, text(label, f"label_{field}", size=12, color="muted", margin=(4, 4, 0, 0)), weight=1)


class _Picker(Dialog):
    """Numbers in fields; what is wrong with them is shown and keeps the dialog open."""

    def __init__(self, title: str) -> None:
        super().__init__(title, negative=("Cancel", None), positive=("OK", self._done))

    def number(self, field: str) -> int:
        """What is typed in a field; -1 where nothing is."""
        typed = self.values.get(field, "")
        return int(typed) if typed.isdecimal() else -1

    def problem(self) -> str:
        """What is wrong with what is typed, or nothing."""
        return ""

    def take(self) -> object:
        """Hand over what was picked."""
        return None

    def _done(self) -> object:
        wrong = self.problem()
        if wrong:
            self.toast(wrong)
            return False
        return self.take()


class TimePicker(_Picker):
    """A time of day; `then(hour, minute)` gets hours from 0 to 23, also where the picker shows AM and PM."""

    def __init__(
        self, hour: int, minute: int, then: Callable[[int, int], object], *, full_day: bool, title: str = "Select time"
    ) -> None:
        super().__init__(title)
        self.then, self.full_day, self.afternoon = then, full_day, hour >= 12
        shown = hour if full_day else (hour % 12 or 12)
        self.values = {"input_hour": f"{shown:02}" if full_day else str(shown), "input_minute": f"{minute:02}"}

    def body(self) -> View:
        colon = text(":", size=32, margin=(6, 0, 6, 24))
        half = None
        if not self.full_day:
            half = column(
                radio(not self.afternoon, lambda: self._half(False), "AM", "android:id/am_label"),
                radio(self.afternoon, lambda: self._half(True), "PM", "android:id/pm_label"),
                cls="android.widget.RadioGroup", id="android:id/ampm_layout", width=100, margin=(12, 0, 0, 0),
            )  # fmt: skip
        hour = _number("input_hour", "Hour", id="android:id/input_hour")
        minute = _number("input_minute", "Minute", id="android:id/input_minute")
        return row(
            hour,
            colon,
            minute,
            half,
            cls="android.widget.RelativeLayout",
            id="android:id/time_picker",
            pad=(24, 8, 24, 4),
        )

    def _half(self, afternoon: bool) -> None:
        self.afternoon = afternoon

    def problem(self) -> str:
        low, high = (0, 23) if self.full_day else (1, 12)
        if not low <= self.number("input_hour") <= high or not 0 <= self.number("input_minute") <= 59:
            return "Enter a valid time"
        return ""

    def take(self) -> object:
        hour = self.number("input_hour")
        if not self.full_day:
            hour = hour % 12 + (12 if self.afternoon else 0)
        return self.then(hour, self.number("input_minute"))


class DatePicker(_Picker):
    """A date; `then` gets it as `2024-05-31`."""

    def __init__(self, day: date, then: Callable[[str], object], title: str = "Select date") -> None:
        super().__init__(title)
        self.then = then
        self.values = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}

    def body(self) -> View:
        fields = (_number("day", "Day"), _number("month", "Month"), _number("year", "Year", 4))
        for field in fields[:2]:
            field.margin = (0, 0, 8, 0)
        return row(*fields, cls=LINEAR, id="android:id/datePicker", pad=(24, 8, 24, 4))

    def _picked(self) -> date | None:
        try:
            return date(self.number("year"), self.number("month"), self.number("day"))
        except ValueError:
            return None

    def problem(self) -> str:
        return "" if self._picked() else "Enter a valid date"

    def take(self) -> object:
        picked = self._picked()
        return self.then(picked.isoformat()) if picked else None


class DurationPicker(_Picker):
    """Hours, minutes and seconds; `then` gets seconds, more than none."""

    def __init__(self, seconds: int, then: Callable[[int], object], title: str = "Set duration") -> None:
        super().__init__(title)
        self.then = then
        hours, rest = divmod(seconds, 3600)
        self.values = {"hours": str(hours), "minutes": str(rest // 60), "seconds": str(rest % 60)}

    def body(self) -> View:
        fields = (_number("hours", "Hours"), _number("minutes", "Minutes"), _number("seconds", "Seconds"))
        for field in fields[:2]:
            field.margin = (0, 0, 8, 0)
        return row(*fields, cls=LINEAR, id="duration_picker", pad=(24, 8, 24, 4))

    def _seconds(self) -> int:
        return sum(
            max(0, self.number(name)) * unit for name, unit in (("hours", 3600), ("minutes", 60), ("seconds", 1))
        )

    def problem(self) -> str:
        return "" if self._seconds() else "Enter a duration"

    def take(self) -> object:
        return self.then(self._seconds())
