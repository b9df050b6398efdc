"""Dates and times in people's words."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.moments import names_the_same, read, read_date, read_time, shown_date, shown_time

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
        ("next Friday", None),
        ("this Friday", date(2026, 3, 6)),
        ("this Monday", TODAY),
        ("Friday the 6th", date(2026, 3, 6)),
        ("Thursday, 6 March", None),
        ("two weeks from today", date(2026, 3, 16)),
        ("a week from tomorrow", None),
        ("two weeks from monday", None),
        ("a month from today", None),
        ("last friday", None),
        ("every friday", None),
        ("not friday", None),
        ("6 March or 7 March", None),
        ("tomorrow evening", date(2026, 3, 3)),
        ("this evening at 8", TODAY),
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
        ("7.30", time(7, 30)),
        ("10.12", None),
        ("at 10.12", time(10, 12)),
        ("8 pm tomorrow", time(20)),
        ("3 at night", time(3)),
        ("2:30 at night", time(2, 30)),
        ("11 at night", time(23)),
        ("12 at night", time(0)),
        ("5 at night", None),
        ("at 12 tonight", None),
        ("midnight tonight", None),
        ("12 in the morning", None),
        ("8 pm in the morning", None),
        ("9 or 10", None),
        ("before 9", None),
        ("after 4 pm", None),
        ("Friday 3", None),
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


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("14 March 2026, selected", date(2026, 3, 14), None),
        ("Due: Fri, Mar 6 · 4:30 PM", date(2026, 3, 6), time(16, 30)),
        ("Mar 6 to Mar 8", None, None),
        ("9:00 – 10:00", None, None),
        ("Not set", None, None),
    ],
)
def test_what_an_app_shows_is_one_moment_among_other_words(text: str, day: date | None, clock: time | None) -> None:
    assert (shown_date(text, TODAY), shown_time(text)) == (day, clock)


def test_a_day_that_is_read_in_two_ways_proves_nothing() -> None:
    assert names_the_same("a week from tomorrow", "Tue, Mar 3", TODAY) is None
    assert names_the_same("tomorrow", "Tue, Mar 3", TODAY) is True
    assert names_the_same("at 12 tonight", "12:00", TODAY) is None
    assert names_the_same("12 at night", "12:00", TODAY) is False


@given(st.dates(TODAY, TODAY + timedelta(360)), st.times())
def test_a_day_and_a_time_are_read_together(day: date, moment: time) -> None:
    meant = moment.replace(second=0, microsecond=0)
    for said in (
        f"{day:%A}, {day:%B} {day.day} at {meant:%H:%M}",
        f"{meant:%I:%M %p} on the {day.day}. of {day:%B}".replace(". of", "th of"),
        f"{day.isoformat()} {meant:%H:%M}",
    ):
        found = read(said)
        assert found is not None and found.day is not None
        assert (found.day(TODAY), found.clock) == (day, meant)


_STRAY = st.sampled_from("not every last before after until week month second 17 31% maybe".split())


@given(st.dates(TODAY, TODAY + timedelta(360)), _STRAY)
def test_a_word_more_makes_it_no_day(day: date, word: str) -> None:
    assert read_date(f"{word} {day.day} {day:%B}", TODAY) is None
    assert read_date(f"{day:%B} {day.day} {word}", TODAY) is None
