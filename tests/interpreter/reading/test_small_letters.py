"""Comparisons in which a person's small letters keep apart what is meant."""

from __future__ import annotations

import pytest

from interpreter.reading.small_letters import heeding_no_capitals
from tests.interpreter.pocket_phone import pocket_doc

READ = ("Milk and eggs", "Bread", "11:30 bus")

CASES = [
    ('for n in main.notes():\n    if "milk" in n.title:\n        n.open()\n', "n.title.lower()"),
    ('found = [n.title for n in main.notes() if n.title == "bread"]\n', "n.title.lower() =="),
    ('found = [n.title for n in main.notes() if "bread" == n.title]\n', '"bread" == n.title.lower()'),
    ('for n in main.notes():\n    if "milk" not in n.title:\n        n.open()\n', "n.title.lower()"),
    ('t = main.notes()[0].title\nif "milk" in t:\n    finish("yes")\n', "in t.lower()"),
]


@pytest.mark.parametrize(("script", "then"), CASES)
def test_what_would_be_met_but_for_capitals_is(script: str, then: str) -> None:
    changed = heeding_no_capitals(script, pocket_doc(), READ)
    assert then in changed
    assert changed.replace(".lower()", "") == script
    assert not heeding_no_capitals(changed, pocket_doc(), READ)


@pytest.mark.parametrize(
    "script",
    [
        'for n in main.notes():\n    if "Eggs" in n.title:\n        n.open()\n',  # who types capitals means them
        'for n in main.notes():\n    if "bus" in n.title:\n        n.open()\n',  # it was met
        'for n in main.notes():\n    if "tea" in n.title:\n        n.open()\n',  # nothing of the kind is there
        'for n in main.notes():\n    if "30" in n.title:\n        n.open()\n',
        'for n in main.notes():\n    if "milk" in n.title.lower():\n        n.open()\n',
        'if "milk" in ["Milk"]:\n    finish("yes")\n',
        'finish("milk" +\n',
        "",
    ],
)
def test_all_else_stands(script: str) -> None:
    assert heeding_no_capitals(script, pocket_doc(), READ) == ""


def test_each_of_several_is_changed() -> None:
    script = 'for n in main.notes():\n    if "milk" in n.title or "bread" in n.title:\n        n.open()\n'
    assert heeding_no_capitals(script, pocket_doc(), READ).count(".lower()") == 2
