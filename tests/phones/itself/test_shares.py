"""Shares of a whole in a person's words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phones.itself import NotPossible
from phones.itself.shares import percent, shares_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("40%", 40), ("40", 40), ("40 percent", 40), ("forty per cent", 40), ("half", 50), ("a half", 50), ("max", 100),
        ("Minimum", 0), ("1/3", 33), ("a third", 33), ("two thirds", 67), ("three-quarters", 75), ("1", 1), ("0.5", 50),
        ("12.5%", 12), ("7 out of 10", 70), ("0", 0), ("100", 100), ("max%", 100), ("40  %", 40),
    ],
)  # fmt: skip
def test_a_share_is_a_percentage(text: str, wanted: int) -> None:
    assert percent(text) == wanted


@pytest.mark.parametrize("text", ["", "140%", "4/3", "1/0", "a bit", "-5", "half past", "ten thirds", "1/2/2026"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotPossible):
        percent(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("turn the brightness down to a third", {33}),
        ("two thirds of it, not 40%", {67, 40}),
        ("volume to 7 out of 10", {70}),
        ("on 3/4 at half past 7, third floor, full screen, second half", set()),
        ("1000%", set()),
        ("make it brighter", set()),
        ("from 20 to fifty percent", {50}),
        ("on 1/2/2026", set()),
    ],
)
def test_the_shares_that_a_text_speaks_of(text: str, wanted: set[int]) -> None:
    assert shares_in(text) == wanted


@given(st.text(max_size=30))
def test_any_text_has_shares_between_nothing_and_all_of_it_or_is_none(text: str) -> None:
    shares_in(text)
    with suppress(NotPossible):
        assert 0 <= percent(text) <= 100


@given(st.integers(0, 100))
def test_what_is_said_is_what_is_set(share: int) -> None:
    assert percent(f"{share}%") == share and share in shares_in(f"put it at {share}%")
