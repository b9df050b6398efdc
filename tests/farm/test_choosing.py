"""What `--on` means."""

from __future__ import annotations

import pytest

from farm.choosing import There, choose
from ground.errors import PhoneError, SettingsError

THERE = [
    There("A1", True, name="left", tags=("lab",)),
    There("B2", True, tags=("lab", "old")),
    There("C3", False, "offline", tags=("old",)),
    There("shelf/D4", True),
    There("shelf/E5", True),
    There("desk/E5", True),
]
GROUPS = {"lab": ["A1", "B2"], "old": ["B2", "C3"], "gone": ["Z9"]}


@pytest.mark.parametrize(
    ("wanted", "serials", "missing"),
    [
        ("all", ["A1", "B2", "shelf/D4", "shelf/E5", "desk/E5"], []),
        ("tag:lab", ["A1", "B2"], []),
        ("tag:old", ["B2"], ["C3"]),
        ("A1,B2", ["A1", "B2"], []),
        ("B2, A1", ["B2", "A1"], []),
        ("left", ["A1"], []),
        ("tag:lab,B2,left", ["A1", "B2"], []),
        ("A1,X7", ["A1"], ["X7"]),
        ("tag:gone,A1", ["A1"], ["Z9"]),
        ("D4", ["shelf/D4"], []),
    ],
)
def test_phones_are_meant_once_and_those_that_cant_be_used_are_told(
    wanted: str, serials: list[str], missing: list[str]
) -> None:
    chosen = choose(wanted, THERE, GROUPS, lambda name: name)
    assert list(chosen.serials) == serials
    assert list(chosen.missing) == missing


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("tag:lob", "No phone is tagged 'lob'. Nearest: lab"),
        ("A1,,B2", "between two commas nothing is named"),
        ("E5", "on several hosts: desk/E5, shelf/E5"),
    ],
)
def test_words_that_mean_nothing_are_refused(wanted: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        choose(wanted, THERE, GROUPS, lambda name: name)


@pytest.mark.parametrize("wanted", ["C3", "X7", "tag:gone"])
def test_where_no_phone_is_left_each_is_told_why(wanted: str) -> None:
    with pytest.raises(PhoneError, match="no phone of these can be used. (C3|X7|Z9): it is"):
        choose(wanted, THERE, GROUPS, lambda name: name)
