"""Guessing what a script says next, from the prompt it stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.drafting import MOST, draft

tokens = st.lists(st.integers(0, 5), max_size=60)


@pytest.mark.parametrize(
    ("text", "drafted"),
    [
        ([1, 2, 3, 4, 1, 2], [3, 4]),
        ([1, 2, 3, 9, 2, 4, 9, 1, 2], [3, 9]),  # after 2 it goes on in two ways, after 1 and 2 in one
        ([7, 1, 2, 8, 1, 2, 9, 1, 2], []),  # half of them go on otherwise
        ([*[5, 1] * 10, 5, 2, 8, 5], [1, 5]),  # ten of eleven
        ([1, 2, 3], []),
        ([3], []),
        ([], []),
    ],
)
def test_draft_is_what_followed_the_same_end_before(text: list[int], drafted: list[int]) -> None:
    assert draft(text) == drafted


def test_draft_is_as_long_as_asked() -> None:
    assert draft([1, 2, 3, 4, 5, 6, 7, 8, 1], most=4) == [2, 3, 4, 5]
    assert draft([1, 2, 3, 1], most=0) == []


@given(tokens)
def test_each_drafted_token_stood_after_the_one_before_it(text: list[int]) -> None:
    drafted = draft(text)
    assert len(drafted) <= MOST
    pairs = set(zip(text, text[1:], strict=False))
    assert all(pair in pairs for pair in zip([*text[-1:], *drafted], drafted, strict=False))
