"""An option that is chosen where the task says another one."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.shipped.itself import phone_doc

KITCHEN = AppDoc(
    package="app.kitchen",
    label="Kitchen",
    start="oven",
    screens=[
        Screen(
            name="oven",
            elements=[
                Element(name="heat", kind=Kind.CHOICE, label="Heat", options=["Gentle", "Medium", "Very hot"]),
                Element(name="shelves", kind=Kind.CHOICE, label="Shelves", options=["1", "2", "3"]),
                Element(name="ends", kind=Kind.CHOICE, label="Ends", options=["Never", "With a bell"]),
            ],
        )
    ],
)


@pytest.mark.parametrize(
    ("task", "option", "held"),
    [
        ("bake it at a gentle heat", "Gentle", False),
        ("bake it at a gentle heat", "Medium", True),
        ("as hot as it gets", "Very hot", False),  # in other words
        ("make it very hot", "Medium", True),
        ("not gentle any more", "Medium", False),
        ("make it medium instead of gentle", "Medium", False),
        ("make it medium instead of gentle", "Gentle", False),  # both are said; the score decides
        ("if it is gentle make it hotter", "Medium", False),
        ("gently please", "Medium", False),  # says no option
        ("medium or gentle", "Very hot", False),  # two
        ('write "gentle" on it', "Medium", False),
    ],
)
def test_an_option_that_is_said_is_the_one(task: str, option: str, held: bool) -> None:
    found = [doubt for doubt in doubts(f'oven.heat.choose("{option}")', task, KITCHEN) if doubt.kind == "other_option"]
    assert bool(found) is held


def test_a_number_alone_says_no_option() -> None:
    found = doubts('oven.shelves.choose("2")', "bake 3 loaves on two shelves", KITCHEN)
    assert "other_option" not in {doubt.kind for doubt in found}


@pytest.mark.parametrize(
    ("task", "option", "held"),
    [("put the phone on vibrate", "Sound", True), ("put the phone on vibrate", "Vibrate", False)],
)
def test_the_phones_own(task: str, option: str, held: bool) -> None:
    kinds = {doubt.kind for doubt in doubts(f'phone.ring_mode.choose("{option}")', task, phone_doc())}
    assert ("other_option" in kinds) is held


def test_it_says_what_is_set_and_what_was_said() -> None:
    found = doubts('oven.heat.choose("Medium")', "bake it at a gentle heat", KITCHEN)
    assert [str(doubt) for doubt in found if doubt.kind == "other_option"] == [
        'line 1: it sets "heat" to "Medium", and the task says "Gentle"'
    ]
