"""The fields of a thing as one types or picks them: in a form all together, or each by itself in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from demophone.toolkit import (
    MATCH,
    WRAP,
    DatePicker,
    Host,
    TimePicker,
    View,
    button,
    column,
    dropdown,
    row,
    text,
    text_field,
)
from demophone.toolkit.fonts import text_width
from demophone.toolkit.view import dp

from ..domain import ThingField
from ..showing import NOT_SET, shown
from .base import FoundryScreen

TYPED = {"text": "text", "long_text": "multiline", "number": "number"}
"""Kinds of fields that are typed, with the keyboard they bring up."""
LINE_DP = 344
"""How much of a line chips may take."""


def key_of(field: ThingField) -> str:
    """Under what the host keeps a field's typed text."""
    return f"field_{field.key}"


class Draft:
    """What a form holds until it is saved: typed texts in the host's values, picked values here."""

    def __init__(self, screen: FoundryScreen, host: Host, first: dict[str, str]) -> None:
        """`first` has the values it begins with."""
        self.screen, self.host, self.first = screen, host, dict(first)
        self.picked = dict(first)
        self.problem = ""
        """What is wrong, once somebody tried to save it."""
        for field in screen.domain.thing.fields:
            if field.kind in TYPED:
                host.values[key_of(field)] = first[field.key]

    def values(self) -> dict[str, str]:
        found = {}
        for field in self.screen.domain.thing.fields:
            typed = field.kind in TYPED
            found[field.key] = self.host.values[key_of(field)].strip() if typed else self.picked[field.key]
        return found

    @property
    def changed(self) -> bool:
        return self.values() != self.first

    @property
    def title(self) -> str:
        return self.values()[self.screen.domain.thing.title.key]

    def check(self) -> bool:
        """Whether it can be saved; says so where it can't."""
        if self.title:
            return True
        self.problem = f"{self.screen.label(f'field.{self.screen.domain.thing.title.key}')} is required"
        self.screen.toast(self.problem)
        return False

    # -- views ------------------------------------------------------------------------------------------------------

    def view(self, field: ThingField, autofocus: bool = False) -> View:
        """One field with its label."""
        screen, path = self.screen, f"field.{field.key}"
        label = screen.label(path)
        if field.unit:
            label = f"{label} ({field.unit})"
        if field.kind in TYPED:
            return self._typed(field, label, autofocus)
        if field.kind == "choice" and not (self.hinted or self.one_entry):
            return column(
                text(label, size=12, color="muted", margin=(16, 0, 16, 4)),
                self._choice(field, label),
                margin=(0, 8, 0, 8),
            )
        if self.hinted:
            return self._hinted(field, label)
        value = shown(screen.bp, field, self.picked[field.key]) or NOT_SET
        return column(
            text(label, screen.id_of(path, "label"), size=12, color="muted"),
            text(value, screen.id_of(path, "value"), margin=(0, 4, 0, 0)),
            outline="outline", radius=8, pad=(16, 10, 16, 10), margin=(16, 8, 16, 8), id=screen.id_of(path, "row"),
            on_click=lambda: self._pick(field, label),
        )  # fmt: skip

    @property
    def hinted(self) -> bool:
        """What is picked looks like a field, too: its label is the hint, as Material's forms have it."""
        return self.screen.bp.make == "views" and self.screen.app.chance("fields with hints") < 0.35

    @property
    def one_entry(self) -> bool:
        """A choice is one entry with its label inside, as those made without ids mostly have it."""
        return self.screen.bp.make != "views" and self.screen.app.chance("choices in one entry") < 0.75

    def _hinted(self, field: ThingField, label: str) -> View:
        value = shown(self.screen.bp, field, self.picked[field.key])
        return View(
            cls="android.widget.Spinner" if field.kind == "choice" else "android.widget.EditText", text=value, hint=label,
            id=self.screen.id_of(f"field.{field.key}", "field"), outline="outline", radius=8, bg="field", height=52,
            gravity="middle", pad=(16, 0, 16, 0), margin=(16, 8, 16, 8), on_click=lambda: self._pick(field, label), focusable=True,
        )  # fmt: skip

    def _pick(self, field: ThingField, label: str) -> None:
        def keep(new: str) -> None:
            self.picked[field.key] = new

        if field.kind == "choice":
            dialog = self.screen.app.chance(f"choice of {field.key}") > 0.6
            pick_option(self.screen, label, field.values, self.picked[field.key], keep, dialog=dialog)
        else:
            pick_moment(self.screen, field, self.picked[field.key], keep)

    def _typed(self, field: ThingField, label: str, autofocus: bool) -> View:
        # without ids a field that has no hint has no name at all, which fewer apps do
        above = self.screen.app.chance("labels above fields") < (0.4 if self.screen.bp.make == "views" else 0.1)
        wrong = self.problem if field is self.screen.domain.thing.title and not self.title else ""
        entry = text_field(
            key_of(field), "" if above else label, input=TYPED[field.kind], id=self.screen.id_of(f"field.{field.key}", "field"),
            margin=(16, 0, 16, 0), autofocus=autofocus,
        )  # fmt: skip
        return column(
            text(label, size=12, color="muted", margin=(16, 0, 16, 4)) if above else None,
            entry,
            text(wrong, "textinput_error", size=12, color="error", margin=(16, 2, 16, 0)) if wrong else None,
            margin=(0, 8, 0, 8),
        )

    def _choice(self, field: ThingField, label: str) -> View:
        chosen = self.picked[field.key]

        def keep(option: str) -> None:
            self.picked[field.key] = option

        how = self.screen.app.chance(f"choice of {field.key}")
        if how < 0.2:
            return chips(field.values, chosen, keep)
        return dropdown(
            chosen, lambda: pick_option(self.screen, label, field.values, chosen, keep, dialog=how > 0.6),
            self.screen.id_of(f"field.{field.key}", "field"), margin=(16, 0, 16, 0),
        )  # fmt: skip


def pick_option(
    screen: FoundryScreen, label: str, options: list[str], chosen: str, then: Callable[[str], object], *, dialog: bool
) -> None:
    """One of several, in a dialog or in a list that drops down."""
    if dialog:
        screen.choose(label, options, chosen, then)
    else:
        screen.menu([(option, partial(then, option)) for option in options])


def pick_moment(screen: FoundryScreen, field: ThingField, value: str, then: Callable[[str], object]) -> None:
    """A date or a time of day, in the toolkit's picker."""
    title = screen.label(f"field.{field.key}")
    if field.kind == "date":
        screen.show(DatePicker(_date(value, screen.now()), then, title))
        return
    now = _time(value)
    screen.show(TimePicker(now.hour, now.minute, lambda h, m: then(f"{h:02}:{m:02}"), full_day=True, title=title))


def edit_one(screen: FoundryScreen, field: ThingField, value: str, then: Callable[[str], object]) -> None:
    """Change one field by itself."""
    label = screen.label(f"field.{field.key}")
    if field.kind in ("date", "time"):
        pick_moment(screen, field, value, then)
    elif field.kind == "choice":
        pick_option(screen, label, field.values, value, then, dialog=screen.app.chance(f"choice of {field.key}") > 0.3)
    else:
        needed = field is screen.domain.thing.title

        def check(typed: str) -> str:
            return f"{label} is required" if needed and not typed else ""

        screen.prompt(
            label, lambda typed: then(typed.strip()), value=value, input=TYPED[field.kind], action=screen.label("save"),
            field=key_of(field), hint=screen.hint_of(label), check=check,
        )  # fmt: skip


def chips(options: list[str], chosen: str, then: Callable[[str], object]) -> View:
    """Small buttons in as many lines as they need; the chosen one is marked."""
    lines: list[list[View]] = [[]]
    used = 0.0
    for option in options:
        wide = text_width(option, dp(14)) / dp(1) + 40
        if used + wide > LINE_DP and lines[-1]:
            lines.append([])
            used = 0
        used += wide
        lines[-1].append(chip(option, option == chosen, partial(then, option)))
    return column(
        *(row(*line, width=MATCH) for line in lines),
        pad=(16, 0, 16, 0),
        cls="com.google.android.material.chip.ChipGroup",
    )


def chip(label: str, on: bool, on_click: Callable[[], object]) -> View:
    one = button(
        label, on_click, width=WRAP, height=36, radius=18, pad=(14, 0, 14, 0), margin=(0, 4, 8, 4), bold=False,
        outline="outline", bg="container" if on else "", selected=on,
    )  # fmt: skip
    one.checkable, one.checked, one.key = True, on, f"chip:{label}"
    return one


def _date(value: str, now: datetime) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return now.date()


def _time(value: str) -> time:
    try:
        return time.fromisoformat(value)
    except ValueError:
        return time(12, 0)
