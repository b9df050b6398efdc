"""Times, days, dates and lengths in a person's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from phones.itself import NotPossible
from phones.itself.said_times import lengths_in, ranges_in, times_in
from phones.itself.times import days_of, moment, seconds_in, time_of_day

NOW = datetime(2024, 5, 14, 9, 30)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("07:30", time(7, 30)), ("7:30", time(7, 30)), ("7:30 pm", time(19, 30)), ("7.30pm", time(19, 30)),
        ("12 am", time(0)), ("12 pm", time(12)), ("noon", time(12)), ("midnight", time(0)), ("7", time(7)), ("23:59", time(23, 59)),
        ("7 o'clock", time(7)), ("6:05 a.m.", time(6, 5)), ("quarter to seven", time(6, 45)), ("half past six pm", time(18, 30)),
        ("six thirty", time(6, 30)), ("half six", time(6, 30)), ("half seven pm", time(19, 30)), ("0630", time(6, 30)),
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
     ("a quarter of an hour", 900), ("three quarters of an hour", 2700), ("an hour and a quarter", 4500), ("1h30", 5400),
     ("a couple of minutes", 120), ("a minute and a quarter", 75), ("half hour", 1800),
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
        ("get me up at six forty-five", {time(6, 45), time(18, 45)}),
        ("an alarm for half seven", {time(7, 30), time(19, 30)}),
        ("an alarm for 0540", {time(5, 40)}),
        ("alarm 710pm", {time(19, 10)}),
        ("alarms at 10 11 and 12 am", {time(10), time(22), time(11), time(23), time(0)}),
        ("wake me in 8 hours", set()),
        ("the match is on 3 June", set()),
        ("on June 3rd at 5 pm", {time(17)}),
        ("half an hour before 7 am", {time(6, 30)}),
        ("an hour after noon", {time(13)}),
        ("from two to three", {time(2), time(14), time(3), time(15)}),
        ("from ten until 2pm", {time(10), time(22), time(14)}),
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a timer for an hour and 10 minutes", {4200}),
        ("1 hour, 20 minutes and 10 seconds", {4810}),
        ("10 minutes and 5 minutes", {600, 300, 900}),
        ("5 minutes for the tea, 10 for the eggs", {300}),
    ],
)
def test_what_follows_in_smaller_units_is_one_length(text: str, wanted: set[int]) -> None:
    assert lengths_in(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in 8 hours", time(17, 30)),
        ("in half an hour", time(10)),
        ("90 minutes from now", time(11)),
        ("in an hour and a half", time(11)),
        ("in 24 hours", None),
        ("in 10 seconds", None),
        ("in 3 days", None),
    ],
)
def test_a_time_that_is_counted_from_now(text: str, wanted: time | None) -> None:
    if wanted is not None:
        assert time_of_day(text, NOW) == wanted
    else:
        with pytest.raises(NotPossible):
            time_of_day(text, NOW)
    with pytest.raises(NotPossible):
        time_of_day(text)


def test_a_minute_that_is_begun_is_waited_for() -> None:
    assert time_of_day("in 1 minute", datetime(2024, 5, 14, 9, 30, 20)) == time(9, 32)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("from 2 to 3 pm", [({time(2), time(14)}, {time(15)})]),
        ("Saturday 10am till 11:30am", [({time(10)}, {time(11, 30)})]),
        ("from Monday to Friday at 7", []),
        ("ten to three", []),
    ],
)
def test_when_something_begins_and_ends(text: str, wanted: list[tuple[set[time], set[time]]]) -> None:
    assert ranges_in(text) == wanted


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
        ("2 at night", {time(2)}),
        ("10 at night", {time(22)}),
        ("12 at night", {time(0)}),
        ("5 at night", {time(5), time(17)}),
        ("tomorrow night at 8", {time(20)}),
        ("tonight, 8 o'clock", {time(20)}),
        ("12 noon", {time(12)}),
        ("06:30", {time(6, 30)}),
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
