from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpreter.find.near_rows import said_otherwise


@pytest.mark.parametrize(
    ("text", "item", "others"),
    [
        ("7 o'clock", "alarm", ["7:00", "07:00"]),
        ("7 o'clock alarm", "alarm", ["7:00", "07:00", "7 o'clock"]),
        ("half past six", "alarm", ["6:30", "06:30"]),
        ("7 pm", "alarm", ["7:00 PM", "19:00"]),
        ("draft agenda note", "note", ["draft agenda"]),
        ("Groceries", "note", []),
        ("note", "note", []),
        ("Notes", "note", []),
        ("", "note", []),
    ],
)
def test_other_ways_to_say_a_row(text: str, item: str, others: list[str]) -> None:
    assert said_otherwise(text, item) == others


@given(st.text(max_size=40), st.sampled_from(["note", "alarm", "contact"]))
def test_any_text_has_none_that_is_itself_or_empty(text: str, item: str) -> None:
    assert all(one and one != text for one in said_otherwise(text, item))
