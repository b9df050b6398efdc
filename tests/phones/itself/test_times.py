"""Times, days, dates and lengths in a person's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from phones.itself import NotPossible
from phones.itself.times import days_of, lengths_in, moment, seconds_in, time_of_day, times_in

NOW = datetime(2024, 5, 14, 9, 30)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("07:30", time(7, 30)), ("7:30", time(7, 30)), ("7:30 pm", time(19, 30)), ("7.30pm", time(19, 30)),
        ("12 am", time(0)), ("12 pm", time(12)), ("noon", time(12)), ("midnight", time(0)), ("7", time(7)), ("23:59", time(23, 59)),
        ("7 o'clock", time(7)), ("6:05 a.m.", time(6, 5)), ("quarter to seven", time(6, 45)), ("half past six pm", time(18, 30)),
        ("ten past five", time(5, 10)), ("twenty-five to one", time(12, 35)), ("eight", time(8)),
    ],
)  # fmt: skip
def test_times_of_day(text: str, wanted: time) -> None:
    assert time_of_day(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("10 minutes", 600),
     ("a while", 0), ("ten minutes", 600), ("twenty five minutes", 1500), ("90", 5400), ("1 hour 30 minutes", 5400),
     ("1h30m", 5400),
     ("half an hour", 1800),
     ("1:30", 90), ("1:30:00", 5400), ("45 sec", 45), ("1.5 hours", 5400), ("an hour", 3600),
     ("an hour and a half", 5400), ("two and a half minutes", 150), ("a minute and a half", 90), ("seventy minutes", 4200)],
)  # fmt: skip
def test_lengths_of_time(text: str, wanted: int) -> None:
    if wanted:
        assert seconds_in(text) == wanted
    else:
        with pytest.raises(NotPossible):
            seconds_in(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("", ()), ("weekdays", (0, 1, 2, 3, 4)), ("every weekday", (0, 1, 2, 3, 4)), ("every day", tuple(range(7))),
     ("daily", tuple(range(7))), ("Mon, Wed", (0, 2)), ("sunday and saturday", (5, 6)), ("Fridays", (4,)), ("weekend", (5, 6))],
)  # fmt: skip
def test_days(text: str, wanted: tuple[int, ...]) -> None:
    assert days_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Friday 15:00", datetime(2024, 5, 17, 15)), ("Friday at 3 pm", datetime(2024, 5, 17, 15)),
        ("Friday at 3", datetime(2024, 5, 17, 15)), ("Friday 03:00", datetime(2024, 5, 17, 3)),
        ("tomorrow at 9", datetime(2024, 5, 15, 9)), ("Tuesday 12:30", datetime(2024, 5, 21, 12, 30)),
        ("17 May 09:30", datetime(2024, 5, 17, 9, 30)), ("May 17th at 9:30 am", datetime(2024, 5, 17, 9, 30)),
        ("3 March 10:00", datetime(2025, 3, 3, 10)), ("2024-06-01 08:15", datetime(2024, 6, 1, 8, 15)),
        ("today 18:00", datetime(2024, 5, 14, 18)), ("8:00", datetime(2024, 5, 15, 8)), ("10:00", datetime(2024, 5, 14, 10)),
        ("in 3 days at 9", datetime(2024, 5, 17, 9)), ("the 5th 10:00", datetime(2024, 6, 5, 10)),
        ("day after tomorrow 8 pm", datetime(2024, 5, 16, 20)), ("3", datetime(2024, 5, 14, 15)),
    ],
)  # fmt: skip
def test_moments(text: str, wanted: datetime) -> None:
    assert moment(text, NOW) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "31 February 10:00",
        "2024-13-01",
        "some day",
        "",
        "Friday at 99:00",
        "tomorrow morning",
        "last Friday 10:00",
        "Monday or Friday 10:00",
    ],
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(NotPossible):
        moment(text, NOW)


@pytest.mark.parametrize("read", [time_of_day, seconds_in, days_of, lambda text: moment(text, NOW)])
@given(text=st.text(max_size=20))
@example(text="¹")  # a digit that is no number
def test_any_text_is_read_or_refused(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except NotPossible as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("wake me at quarter to seven tomorrow", {time(6, 45), time(18, 45)}),
        ("set an alarm for 7:30 pm", {time(19, 30)}),
        ("an alarm at noon", {time(12)}),
        ("turn on wifi", set()),
    ],
)
def test_the_times_that_a_text_speaks_of(text: str, wanted: set[time]) -> None:
    assert times_in(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a ten-minute timer", 600),
        ("1 hour and 15 minutes", 4500),
        ("an hour and a half", 5400),
        ("half an hour", 1800),
    ],
)
def test_the_lengths_that_a_text_speaks_of(text: str, wanted: int) -> None:
    assert wanted in lengths_in(text)


@given(st.times())
def test_every_time_of_the_clock_is_read(at: time) -> None:
    assert time_of_day(f"{at:%H:%M}") == at.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a timer for a minute and a half", {90}),
        ("time my eggs: six and a half minutes, now", {390}),
        ("one and a half hours", {5400}),
    ],
)
def test_a_half_more_is_of_its_own_unit(text: str, wanted: set[int]) -> None:
    assert lengths_in(text) == wanted


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("set an alarm for 8:30 in the evening", {time(20, 30)}),
        ("wake me at 7 tomorrow morning", {time(7)}),
        ("this evening at 6, please", {time(18)}),
        ("tonight at 9", {time(21)}),
        ("12 in the afternoon", {time(12)}),
        ("at 20:30 in the evening", {time(20, 30)}),
        ("2 at night", {time(2), time(14)}),
        ("for 8, no wait, make that 8:30 in the evening", {time(8), time(20), time(20, 30)}),
        ("cancel the alarm at 7 pm, the morning alarm stays", {time(19)}),
    ],
)
def test_a_part_of_the_day_says_which_half_is_meant(said: str, meant: set[time]) -> None:
    assert times_in(said) == meant


@pytest.mark.parametrize(("text", "wanted"), [("8 pm tomorrow", None), ("tonight at 8", 20), ("7 tomorrow morning", 7)])
def test_a_day_beside_a_time_is_the_one_on_which_it_comes_next(text: str, wanted: int | None) -> None:
    if wanted is not None:
        assert time_of_day(text, NOW) == time(wanted)
    else:
        with pytest.raises(NotPossible):
            time_of_day(text, NOW)
    with pytest.raises(NotPossible):
        time_of_day(text)


def test_a_time_with_its_part_of_the_day_is_one() -> None:
    assert time_of_day("8:30 in the evening") == time(20, 30) and time_of_day("7 in the morning") == time(7)
