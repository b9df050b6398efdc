"""The time in other cities is what it is there, in summer and in winter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from demophone.apps._clock_world import CITIES, there

SUMMER, NOVEMBER = datetime(2024, 5, 13, 9, 41), datetime(2024, 11, 25, 22, 12)


@pytest.mark.parametrize(
    ("now", "city", "time", "ahead"),
    [
        pytest.param(NOVEMBER, "Tokyo", "07:12", 9, id="Tokyo in November"),
        pytest.param(SUMMER, "Tokyo", "17:41", 8, id="Tokyo in May"),
        pytest.param(NOVEMBER, "New York", "17:12", -5, id="New York in November"),
        pytest.param(datetime(2024, 3, 20, 12), "New York", "08:00", -4, id="New York, summer there before here"),
        pytest.param(NOVEMBER, "Sydney", "09:12", 11, id="summer there, winter here"),
        pytest.param(NOVEMBER, "Delhi", "03:42", 5.5, id="half an hour"),
        pytest.param(SUMMER, "London", "09:41", 0, id="here"),
        pytest.param(datetime(2024, 5, 13, 9, 41, tzinfo=UTC), "Zurich", "11:41", 1, id="a clock that knows its zone"),
    ],
)
def test_time_elsewhere(now: datetime, city: str, time: str, ahead: float) -> None:
    local, hours = there(now, city)
    assert (f"{local:%H:%M}", hours) == (time, ahead)


def test_every_city_has_a_zone() -> None:
    assert all(there(SUMMER, city) for city in CITIES)


def test_the_list_says_the_time_and_how_far_it_is_ahead(make_phone: Any) -> None:
    hand = make_phone(fixed_clock=NOVEMBER)
    hand.open("app.demo.clock", "Clock")
    assert hand.row("Tokyo", "city_time").text == "7:12 AM"
    assert hand.row("Tokyo", "hours_ahead").text == "9 hours ahead"
    assert hand.row("London", "hours_ahead").text == "Same time"
