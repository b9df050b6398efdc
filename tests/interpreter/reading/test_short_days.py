"""Comparisons in which a day that is written whole keeps apart what is meant."""

from __future__ import annotations

import pytest

from interpreter.reading.short_days import with_short_days
from tests.interpreter.pocket_phone import pocket_doc

READ = ("Sat, Sun", "Mon, Tue, Wed", "Fri 6 Mar, 2:00 PM", "Thurs lamp")
SCRIPT = "for n in main.notes():\n    if {} n.title{}:\n        n.open()\n"


@pytest.mark.parametrize(
    ("said", "behind", "then"),
    [
        ('"Sunday" in', "", "'Sun' in"),
        ('"Tuesday" not in', "", "'Tue' not in"),
        ('"friday" in', "", "'Fri' in"),
        ('"friday" in', ".lower()", "'fri' in"),
        ('"Saturdays" in', "", "'Sat' in"),
    ],
)
def test_a_day_is_written_as_the_phone_writes_it(said: str, behind: str, then: str) -> None:
    changed = with_short_days(SCRIPT.format(said, behind), pocket_doc(), READ)
    assert changed == SCRIPT.format(then, behind)
    assert not with_short_days(changed, pocket_doc(), READ)


@pytest.mark.parametrize("said", ['"Sun" in', '"Thursday" in', '"Sunday lunch" in', '"Milk" in', '"Fri" =='])
def test_all_else_stands(said: str) -> None:
    assert with_short_days(SCRIPT.format(said, ""), pocket_doc(), READ) == ""


def test_what_is_met_stays_whole() -> None:
    assert with_short_days(SCRIPT.format('"Sunday" in', ""), pocket_doc(), (*READ, "Every Sunday")) == ""
