"""Setting pickers of dates and times, in the forms that Android and apps draw them."""

from __future__ import annotations

import threading
from calendar import monthrange
from datetime import date, datetime
from typing import Any

import pytest

from apidocs.doc import AppDoc, Effect
from apidocs.screens.pickers import picker_in
from apidocs.screens.windows import Window
from interpreter.act.picking import pick, picker_in_front
from interpreter.calls.errors import CallFailed
from interpreter.calls.limits import Limits
from interpreter.screen.front import Front
from phones.hierarchy import Hierarchy, Node
from tests.interpreter.pocket_phone import PocketPhone, View, button, dialog, page, words


class PickerPhone(PocketPhone):
    """Shows one picker over a page; `set` is what was confirmed with OK."""

    def __init__(self, form: str, *, halves: bool = True) -> None:
        super().__init__()
        self.form, self.halves = form, halves
        self.open = True
        self.set: dict[str, Any] = {}
        self.pm, self.for_minutes, self.month = False, False, date(2026, 3, 1)
        self.number = {"hour": "8", "minute": "05", "day": "2", "month": "3", "year": "2026"}
        self.toast = ""

    def clock(self) -> datetime:
        return datetime(2026, 3, 2, 9, 30)

    def last_toast(self) -> str:
        return self.toast

    def dump(self) -> Hierarchy:
        views = [page(words("Alarm", (0, 0, 720, 90)))]
        if self.open:
            views.append(dialog("Set it", *getattr(self, f"_{self.form}")(), self._ok()))
        drawn = "".join(view.xml() for view in views)
        self._shown = views
        return Hierarchy.parse(f"<hierarchy>{drawn}</hierarchy>")

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        return self.dump()

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self.dump()
        for view in reversed(self._shown[-1].hit(x, y)):
            if view.on_tap is not None:
                view.on_tap()
                return

    def type_text(self, text: str, *, clear: bool = True) -> None:
        self.number[self.focus] = text

    def key(self, name: str) -> None:
        self.open = self.open and name != "back"

    def _do(self, **what: Any) -> Any:
        def done() -> None:
            for name, value in what.items():
                setattr(self, name, value)

        return done

    def _ok(self) -> View:
        def take() -> None:
            if self.form in ("fields", "wheels") and int(self.number["hour"]) > (12 if self.halves else 23):
                self.toast = "Enter a valid time"
                return
            self.set = {**self.number, "pm": self.pm, "month_of": self.month}
            self.open = False

        return button("OK", (500, 900, 660, 960), take, "android:id/button1")

    def _entry(self, role: str, left: int, rid: str = "", around: str = "") -> View:
        box = (left, 500, left + 80, 580)
        entry = View(
            "widget.EditText", box, self.number[role], rid, on_tap=self._do(focus=role), focused=self.focus == role
        )
        return View("widget.LinearLayout", box, rid=around, children=[entry])

    def _ampm(self) -> list[View]:
        if not self.halves:
            return []
        return [
            View(
                "widget.RadioButton",
                (400, 500, 500, 540),
                "AM",
                "android:id/am_label",
                on_tap=self._do(pm=False),
                checkable=True,
                checked=not self.pm,
            ),
            View(
                "widget.RadioButton",
                (400, 540, 500, 580),
                "PM",
                "android:id/pm_label",
                on_tap=self._do(pm=True),
                checkable=True,
                checked=self.pm,
            ),
        ]

    def _fields(self) -> list[View]:
        return [
            self._entry("hour", 100, "android:id/input_hour"),
            self._entry("minute", 200, "android:id/input_minute"),
            *self._ampm(),
        ]

    def _wheels(self) -> list[View]:
        return [
            self._entry(role, left, "numberpicker_input", f"picker_{role}s")
            for role, left in (("hour", 100), ("minute", 200))
        ]

    def _dial(self) -> list[View]:
        numbers = range(0, 60, 5) if self.for_minutes else range(1, 13)

        def turn(number: int) -> Any:
            def done() -> None:
                self.number["minute" if self.for_minutes else "hour"] = str(number)
                self.for_minutes = True

            return done

        face = [
            View("view.View", (60 + 48 * i, 700, 100 + 48 * i, 740), desc=str(n), on_tap=turn(n))
            for i, n in enumerate(numbers)
        ]
        return [
            View(
                "widget.TextView",
                (100, 500, 180, 560),
                self.number["hour"],
                "android:id/hours",
                on_tap=self._do(for_minutes=False),
            ),
            View(
                "widget.TextView",
                (200, 500, 280, 560),
                self.number["minute"],
                "android:id/minutes",
                on_tap=self._do(for_minutes=True),
            ),
            *self._ampm(),
            View("view.View", (50, 600, 670, 860), rid="android:id/radial_picker", children=face),
            View(
                "widget.ImageButton",
                (60, 900, 120, 960),
                rid="android:id/toggle_mode",
                desc="Switch to text input mode",
                on_tap=self._do(form="fields"),
            ),
        ]

    def _calendar(self) -> list[View]:
        def leaf(months: int) -> Any:
            at = self.month.year * 12 + self.month.month - 1 + months
            return self._do(month=date(at // 12, at % 12 + 1, 1))

        def choose(day: int) -> Any:
            return lambda: self.number.update(day=str(day))

        days = [
            View(
                "view.View",
                (60 + 80 * (d % 7), 560 + 50 * (d // 7), 130 + 80 * (d % 7), 605 + 50 * (d // 7)),
                str(d),
                desc=f"{d:02} {self.month:%B %Y}",
                on_tap=choose(d),
            )
            for d in range(1, monthrange(self.month.year, self.month.month)[1] + 1)
        ]
        return [
            View(
                "widget.ImageButton", (60, 480, 120, 540), rid="android:id/prev", desc="Previous month", on_tap=leaf(-1)
            ),
            View("widget.ImageButton", (580, 480, 640, 540), rid="android:id/next", desc="Next month", on_tap=leaf(1)),
            View("view.View", (50, 550, 670, 890), rid="android:id/month_view", children=days),
        ]

    def _dates(self) -> list[View]:
        return [self._entry(role, left, role) for role, left in (("day", 100), ("month", 200), ("year", 300))]


def set_to(phone: PickerPhone, said: str) -> dict[str, Any]:
    doc = AppDoc(package="com.example.pocket", label="Pocket")
    pick(Front(phone, doc, Limits(), threading.Event()), "alarm.time", said, Effect.SETTINGS)
    return phone.set


@pytest.mark.parametrize(
    ("form", "halves", "said", "hour", "minute", "pm"),
    [
        ("fields", True, "half past four in the afternoon", 4, 30, True),
        ("fields", True, "8:05 am", 8, 5, False),
        ("fields", True, "midnight", 12, 0, False),
        ("fields", False, "4:30 pm", 16, 30, False),
        ("wheels", False, "21:05", 21, 5, False),
        ("dial", True, "7:35 pm", 7, 35, True),
        ("dial", True, "noon", 12, 0, True),
        ("dial", True, "6:42", 6, 42, False),
    ],
)
def test_time_is_set_whatever_the_picker_looks_like(
    form: str, halves: bool, said: str, hour: int, minute: int, pm: bool
) -> None:
    done = set_to(PickerPhone(form, halves=halves), said)
    assert (int(done["hour"]), int(done["minute"]), done["pm"]) == (hour, minute, pm)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("6 March", date(2026, 3, 6)),
        ("tomorrow", date(2026, 3, 3)),
        ("2 January 2027", date(2027, 1, 2)),
        ("14 February 2026", date(2026, 2, 14)),
    ],
)
def test_day_is_found_in_its_month_or_typed(said: str, day: date) -> None:
    leafed = set_to(PickerPhone("calendar"), said)
    assert leafed["month_of"].replace(day=int(leafed["day"])) == day
    typed = set_to(PickerPhone("dates"), said)
    assert date(*(int(typed[part]) for part in ("year", "month", "day"))) == day


@pytest.mark.parametrize(
    ("form", "said", "why"),
    [
        ("fields", "6 March", "takes a time, and '6 March' names none"),
        ("dates", "3/4/2026", "takes a date, and '3/4/2026' names none that is clear"),
        ("calendar", "6 March 2040", "doesn't show 06 March 2040"),
    ],
)
def test_what_can_not_be_set_is_said_and_the_picker_closed(form: str, said: str, why: str) -> None:
    phone = PickerPhone(form)
    with pytest.raises(CallFailed, match=why):
        set_to(phone, said)
    assert not phone.open and not phone.set


def test_refusal_of_the_app_is_told_in_its_words() -> None:
    phone = PickerPhone("wheels", halves=True)
    with pytest.raises(CallFailed, match="doesn't take '21:05': it says 'Enter a valid time'"):
        set_to(phone, "21:05")


def test_other_dialogs_are_no_pickers() -> None:
    phone = PickerPhone("fields")
    assert picker_in_front(phone.dump()) is not None
    phone.open = False
    assert picker_in_front(phone.dump()) is None
    durations = dialog(
        "Timer",
        *[phone._entry(role, 100 + 90 * i, "n", f"holder_{role}s") for i, role in enumerate(("hour", "minute"))],
    )
    seconds = View("widget.EditText", (300, 500, 380, 580), "00", "seconds", on_tap=lambda: None)
    durations.children.append(seconds)
    window = Window.of(Hierarchy.parse(f"<hierarchy>{page().xml()}{durations.xml()}</hierarchy>"))
    assert window is not None and picker_in(window) is None
