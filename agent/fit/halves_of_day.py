"""A time of day that a script puts together in a form of an hour, a minute and a choice of AM and PM, and that isn't the task's:
"8" for "8 in the evening", with the half of the day left as it comes. A part of `agent.fit.other_times`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from apidocs.doc import AppDoc
from apidocs.doc.time_fields import TimeFields, full_day_hour, time_fields
from apidocs.doc.words import what_is_switched
from interpreter.reading.uses import Use

from .coverage import Script
from .doubt import Doubt


def halves_of_day(script: Script, said: set[time], doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script, for the times that its task says."""
    for put in _put_in(script, doc):
        meant = {at for at in said if at.hour in put.hours and put.minute in (None, at.minute)}
        if not meant:
            yield Doubt("other_moment", put.hour.line, f"the task doesn't say {put.told}")
        elif put.half is None and not {at.replace(hour=(at.hour + 12) % 24) for at in meant} & said:
            half, left = put.fields.half_of(min(meant).hour), what_is_switched(put.fields.half.name)
            yield Doubt("left_as_set", put.last.line, f'it leaves "{left}" as it is, and your words say "{half}"')


@dataclass
class _PutIn:
    """What goes into one form before it is saved."""

    fields: TimeFields
    hour: Use
    last: Use
    """What saves it, or was done last."""
    number: int
    minute: int | None = None
    half: bool | None = None
    """Whether PM is chosen; None where neither is, and the hour doesn't tell."""
    clashes: bool = False
    """Whether the half that is chosen isn't the hour's."""

    @property
    def hours(self) -> set[int]:
        """Which hours from 0 to 23 it may come to."""
        if self.clashes or self.number > 23:
            return set()
        early = self.number % 12
        return {early, early + 12} if self.half is None else {early + 12 * self.half}

    @property
    def told(self) -> str:
        half = "" if self.half is None else f" {self.fields.pm if self.half else self.fields.am}"
        return f"{self.number}{'' if self.minute is None else f':{self.minute:02}'}{half}"


def _put_in(script: Script, doc: AppDoc) -> Iterator[_PutIn]:
    """Each time that is put together of texts that stand in the script; what is worked out isn't told here."""
    by_form: dict[str, list[Use]] = {}
    for use in script.acts:
        fields = time_fields(doc.screen(use.ref.screen)) if use.ref.element and not use.ref.row else None
        if fields is None:
            continue
        uses = by_form.setdefault(use.ref.screen, [])
        uses.append(use)
        if use.op == "tap" and use.ref.element == fields.hour.commit:
            yield from _of_one(fields, by_form.pop(use.ref.screen))
    for screen, uses in by_form.items():
        if (fields := time_fields(doc.screen(screen))) is not None:
            yield from _of_one(fields, uses)


def _of_one(fields: TimeFields, uses: list[Use]) -> Iterator[_PutIn]:
    given = {use.ref.element: use for use in uses if use.op in ("set_text", "choose")}
    hour, minute, half = (given.get(one.name) for one in (fields.hour, fields.minute, fields.half))
    numbers = [_number(use) for use in (hour, minute)]
    if hour is None or numbers[0] is None or minute is not None and numbers[1] is None:
        return
    chosen = fields.is_pm(half.literal(0) or "") if half is not None else None
    if half is not None and chosen is None:
        return
    full = full_day_hour(str(numbers[0]))
    by_hour = full >= 12 if full is not None else None
    clashes = None not in (chosen, by_hour) and chosen is not by_hour
    yield _PutIn(fields, hour, uses[-1], numbers[0], numbers[1], by_hour if chosen is None else chosen, clashes)


def _number(use: Use | None) -> int | None:
    text = (use.literal(0) or "").strip() if use is not None else ""
    return int(text) if text.isdecimal() and len(text) < 3 else None
