"""A form that asks for a time of day in three parts: an hour, a minute, and which half of the day, AM or PM, as Android's time
picker does in its form with fields. Read off the doc alone; the words are `time_fields.toml`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ground.tables import table_beside

from . import Element, Kind, Screen
from .words import split_words

_DATA = table_beside(__file__, "time_fields.toml")
_HOUR, _MINUTE = frozenset(_DATA["fields"]["hour"]), frozenset(_DATA["fields"]["minute"])
_HALVES: tuple[tuple[str, str], ...] = tuple(zip(_DATA["halves"]["am"], _DATA["halves"]["pm"], strict=True))
_POINTS = re.compile(r"[\s.\u200e\u200f]+")


@dataclass(frozen=True)
class TimeFields:
    """The three parts of a time of day."""

    hour: Element
    minute: Element
    half: Element
    """The choice of AM and PM."""
    am: str
    """The option for the hours before noon, as the app says it."""
    pm: str

    def half_of(self, hour: int) -> str:
        """The option for an hour from 0 to 23."""
        return self.pm if hour >= 12 else self.am

    def is_pm(self, option: str) -> bool | None:
        """Whether it is the option for the hours from noon on; None for what is neither of the two."""
        said = _plain(option)
        return {_plain(self.am): False, _plain(self.pm): True}.get(said)


def time_fields(screen: Screen | None) -> TimeFields | None:
    """Those of a screen. None where one of them isn't there, or is there twice: from when and until when."""
    elements = screen.elements if screen is not None else []
    fields = [(element, _words(element)) for element in elements if element.kind is Kind.INPUT]
    hours = [element for element, words in fields if words & _HOUR and not words & _MINUTE]
    minutes = [element for element, words in fields if words & _MINUTE and not words & _HOUR]
    halves = [(element, pair) for element in elements if (pair := _pair(element)) is not None]
    if not len(hours) == len(minutes) == len(halves) == 1:
        return None
    half, (am, pm) = halves[0]
    return TimeFields(hours[0], minutes[0], half, am, pm)


def full_day_hour(text: str) -> int | None:
    """The hour that a text for such a field says by the clock of 24 hours, and a clock of twelve hasn't got: 0, or 13 to 23."""
    number = int(text) if re.fullmatch(r"\s*[0-9]{1,2}\s*", text) else -1
    return number if number == 0 or 13 <= number <= 23 else None


def _words(element: Element) -> frozenset[str]:
    said = (element.name, element.label, element.locator.resource_id.rpartition("/")[2])
    return frozenset(word for text in said for word in split_words(text))


def _pair(element: Element) -> tuple[str, str] | None:
    """The options of a choice for AM and for PM, where it has these two alone, of one language."""
    if element.kind is not Kind.CHOICE or len(element.options) != 2:
        return None
    return next(_in_order(element.options), None)


def _in_order(options: Sequence[str]) -> Iterator[tuple[str, str]]:
    one, other = options
    for am, pm in ((one, other), (other, one)):
        if (_plain(am), _plain(pm)) in _HALVES:
            yield am, pm


def _plain(option: str) -> str:
    return _POINTS.sub("", option.casefold())
