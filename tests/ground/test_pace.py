"""How soon a task got to its first act and to its answer, by a clock of the test's own."""

from __future__ import annotations

import pytest

from ground.pace import Pace, pace_words


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_counts_from_the_words_and_the_first_act_counts() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.first_act_s is None
    clock.now += 2
    pace.acted()
    clock.now += 3
    pace.acted()
    assert [pace.first_act_s, pace.now_s] == [2.0, 5.0]


def test_what_waits_for_the_person_is_left_out_also_where_it_ends_in_an_error() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now += 1
    with pytest.raises(KeyError), pace.waiting():
        clock.now += 60
        raise KeyError
    pace.acted()
    with pace.waiting():
        clock.now += 30
    clock.now += 1
    assert [pace.first_act_s, pace.now_s] == [1.0, 2.0]


@pytest.mark.parametrize(
    ("first", "answer", "words"),
    [(1.23, 3.449, "First act after 1.2 s, answer after 3.4 s"), (None, 2.0, "Answer after 2.0 s")],
)
def test_it_is_said_in_seconds(first: float | None, answer: float, words: str) -> None:
    assert pace_words(first, answer) == words


def test_the_same_waiting_is_left_out_once() -> None:
    clock = Clock()
    pace = Pace(clock)
    with pace.waiting(), pace.waiting():
        clock.now += 30
    clock.now += 1
    assert pace.now_s == 1.0
