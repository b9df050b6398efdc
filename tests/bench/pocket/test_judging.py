"""What the judge lets pass and what it doesn't."""

from __future__ import annotations

from typing import Any

import pytest

from bench.pocket.judging import Answer, differences, holding_digits, phone_number, says, says_number, says_phone_number

ANSWERS: list[tuple[str, Answer, str, bool]] = [
    ("digit", says_number(2), "2 notes", True),
    ("number word", says_number(2), "There are two.", True),
    ("other number beside it", says_number(2), "2 of 14 notes", False),
    ("part of a number", says_number(2), "12", False),
    ("number word in a word", says_number(1), "none", False),
    ("decimal", says_number(2), "2.5", False),
    ("number at the end of a sentence", says_number(2), "I count 2.", True),
    ("time", says("17:30", "5:30 PM"), "It's 5:30 pm there", True),
    ("time within a time", says("5:30 PM", "17:30"), "15:30 PM", False),
    ("other half of the day", says("5:30 PM", "17:30"), "5:30 AM", False),
    ("word within a word", says("off"), "coffee", False),
    ("phone number with other spaces", says_phone_number("+81 90 5550 0187"), "It is +81-90-5550-0187.", True),
    ("two phone numbers", says_phone_number("+81 90 5550 0187"), "+81 90 5550 0187 or +44 7700 900112", False),
    ("nothing", says_phone_number("+81 90 5550 0187"), "", False),
]


@pytest.mark.parametrize(("answer", "text", "holds"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_answer(answer: Answer, text: str, holds: bool) -> None:
    assert answer.holds(text) is holds


SAME: list[tuple[str, Any, Any]] = [
    ("capitals and full stop", {"title": "Buy milk"}, {"title": " buy  Milk. "}),
    ("moment of a change", {"id": 1, "edited": "2024"}, {"id": 1, "edited": "2026"}),
    ("id of a new record", [{"text": "a"}], [{"id": 9, "text": "a"}]),
    ("order of records", [{"id": 1, "a": 1}, {"id": 2, "a": 2}], [{"id": 2, "a": 2}, {"id": 1, "a": 1}]),
    ("whole float", {"left": 240}, {"left": 240.0}),
    ("phone number", {"phone": phone_number("07700 900123")}, {"phone": "07700900123"}),
    ("text with a number", holding_digits("07700 900123"), "Priya: 07700 900 123"),
]
DIFFERENT: list[tuple[str, Any, Any, str]] = [
    ("value", {"a": {"b": True}}, {"a": {"b": False}}, "a.b should be True, is False"),
    ("truth is no number", {"on": True}, {"on": 1}, "on should be True, is 1"),
    ("changed record", {"n": [{"id": 1, "title": "A", "pin": 0}]}, {"n": [{"id": 1, "title": "A", "pin": 1}]}, "pin"),
    ("missing record", {"n": [{"id": 1, "title": "A"}]}, {"n": []}, "n lacks 'A'"),
    ("record too many", {"n": []}, {"n": [{"id": 1, "title": "A"}]}, "n has 'A' too"),
    ("same record twice", [{"text": "a"}], [{"text": "a"}, {"text": "a"}], "has 'a' too"),
    ("order of plain values", {"l": ["a", "b"]}, {"l": ["b", "a"]}, "l[0]"),
    ("number of plain values", {"l": ["a"]}, {"l": ["a", "b"]}, "l should be"),
    ("new key", {"a": 1}, {"a": 1, "b": 2}, "b should be None, is 2"),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_what_no_person_would_mind_is_no_difference(one: Any, other: Any) -> None:
    assert differences(one, other) == []


@pytest.mark.parametrize(("one", "other", "said"), [row[1:] for row in DIFFERENT], ids=[row[0] for row in DIFFERENT])
def test_difference_is_named(one: Any, other: Any, said: str) -> None:
    assert any(said in line for line in differences(one, other))
