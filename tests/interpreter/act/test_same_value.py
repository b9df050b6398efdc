"""What a field writes in another way, and what it made another value of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpreter.act.same_value import same_value

SAME = [
    ("$4.75", "4.75"),
    ("4,75", "4.75"),
    ("1,200", "1200"),
    ("1.200", "1200"),
    ("1200", "1,200"),
    ("1,20,000", "120000"),
    ("1,234,567.80", "1234567.80"),
    ("−8", "-8"),
    ("-€8", "-8"),
    ("(020) 555-1234", "0205551234"),
    ("0205551234", "020-555 1234"),
    ("07/08/2026", "07.08.2026"),
    ("1830", "18:30"),
    ("Room 8", "Room - 8"),
    ("Well , yes", "Well, yes"),
]
OTHER = [
    ("475", "4.75"),
    ("4.75", "475"),
    ("25", "2,5"),
    ("8", "-8"),
    ("-8", "8"),
    ("about 8", "about -8"),
    ("3500", "3.500"),
    ("07082026", "07.08.2026"),
    ("v15", "v1.5"),
    ("47", "475"),
    ("", ""),
    ("!", "?"),
]


@pytest.mark.parametrize(("there", "typed"), SAME)
def test_what_is_written_in_another_way(there: str, typed: str) -> None:
    assert same_value(there, typed)


@pytest.mark.parametrize(("there", "typed"), OTHER)
def test_what_is_another_value(there: str, typed: str) -> None:
    assert not same_value(there, typed)


@given(st.decimals(-9999, 9999, places=2), st.sampled_from([".", ","]))
def test_a_number_is_held_with_its_point_and_its_minus_alone(number: object, point: str) -> None:
    typed = str(number)
    assert same_value(typed.replace(".", point), typed)
    assert not same_value(typed.replace(".", ""), typed)
    if typed.startswith("-"):
        assert not same_value(typed[1:], typed)


@given(st.integers(0, 10**12))
def test_a_whole_number_is_held_with_its_thousands_parted(number: int) -> None:
    for grouped in (f"{number:,}", f"{number:,}".replace(",", "."), f"{number:,}".replace(",", " ")):
        assert same_value(grouped, str(number))
        assert not number or not same_value(f"-{grouped}", str(number))
