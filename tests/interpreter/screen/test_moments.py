"""Dates and times in people's words."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpreter.screen.moments import read_date, read_time

TODAY = date(2026, 3, 2)  # a Monday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("6 March", date(2026, 3, 6)),
        ("march 6", date(2026, 3, 6)),
        ("Fri, Mar 6", date(2026, 3, 6)),
        ("March 6th, 2027", date(2027, 3, 6)),
        ("the 6th of March at 1 pm", date(2026, 3, 6)),
        ("1 March", date(2027, 3, 1)),
        ("29 February", date(2028, 2, 29)),
        ("2026-12-01", date(2026, 12, 1)),
        ("13/02/2027", date(2027, 2, 13)),
        ("3/4/2026", None),
        ("today at 4 pm", TODAY),
        ("tomorrow", date(2026, 3, 3)),
        ("the day after tomorrow", date(2026, 3, 4)),
        ("in 3 days", date(2026, 3, 5)),
        ("in two weeks", date(2026, 3, 16)),
        ("Friday", date(2026, 3, 6)),
        ("next Monday", date(2026, 3, 9)),
        ("the 1st", date(2026, 4, 1)),
        ("31 February", None),
        ("4 pm", None),
        ("Maybe", None),
        ("", None),
    ],
)
def test_dates(said: str, meant: date | None) -> None:
    assert read_date(said, TODAY) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("4 pm", time(16)),
        ("4:30 P.M.", time(16, 30)),
        ("12 am", time(0)),
        ("12:05pm", time(12, 5)),
        ("16:00", time(16)),
        ("6 March at 7.45 am", time(7, 45)),
        ("at 7", time(7)),
        ("7", time(7)),
        ("seven o'clock", time(7)),
        ("1 in the afternoon", time(13)),
        ("8:20 in the evening", time(20, 20)),
        ("half past seven", time(7, 30)),
        ("quarter to 9 tonight", time(20, 45)),
        ("ten past one in the afternoon", time(13, 10)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("25:00", None),
        ("13 pm", None),
        ("6 March", None),
        ("2026-12-01", None),
        ("soon", None),
    ],
)
def test_times(said: str, meant: time | None) -> None:
    assert read_time(said) == meant


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(said: str) -> None:
    read_date(said, TODAY)
    read_time(said)


@given(st.dates(TODAY, TODAY + timedelta(360)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert read_date(f"{day.day} {day:%B}", TODAY) == day
    assert read_date(f"{day:%A}, {day:%b} {day.day}", TODAY) == day
    assert read_date(day.isoformat(), TODAY) == day


@given(st.times())
def test_a_time_is_read_as_it_is_written(moment: time) -> None:
    meant = moment.replace(second=0, microsecond=0)
    assert read_time(f"{meant:%H:%M}") == meant
    assert read_time(f"{meant:%I:%M %p}") == meant
