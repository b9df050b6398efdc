"""Which rows a loop's own conditions leave out, told from what the list shows of them."""

from __future__ import annotations

import pytest

from interpreter.reading.loop_conditions import LoopConditions
from tests.interpreter.notes_app import NOTES_DOC

MILK = {"title": "Milk", "date": "today"}


def _loop(condition: str) -> str:
    return (
        f"for note in main.notes():\n    if {condition}:\n        note.long_press()\n        selection.delete.tap()\n"
    )


@pytest.mark.parametrize(
    ("condition", "taken"),
    [
        ('note.title == "Milk"', True),
        ('note.title != "Milk"', False),
        ('note.title.lower() == "milk"', True),
        ('"il" in note.title and note.date == "today"', True),
        ('"il" in note.title and not note.date == "today"', False),
        ('note.title == "Eggs" or note.date == "today"', True),
        ('"eggs" not in note.title.lower().strip()', True),
        ('note.title == "Milk" and note.pinned.is_on', None),
        ('note.title == "Eggs" and note.pinned.is_on', False),
        ('note.title == "Milk" or note.pinned.is_on', True),
        ("len(note.title) > 3", None),
        ("note.title == main.search.text", None),
        ('note.title.split()[0] == "Milk"', None),
    ],
)
def test_what_is_compared_with_a_rows_texts_tells(condition: str, taken: bool | None) -> None:
    found = LoopConditions(_loop(condition), NOTES_DOC)
    assert [found.takes(line, MILK) for line in (3, 4)] == [taken, taken]


@pytest.mark.parametrize(
    ("script", "line", "taken"),
    [
        ('for note in main.notes():\n    if note.title == "Milk":\n        continue\n    note.open()\n', 4, False),
        ('for note in main.notes():\n    if note.title == "Eggs":\n        continue\n    note.open()\n', 4, True),
        (
            'for note in main.notes():\n    if note.title == "Milk":\n        pass\n    else:\n        note.open()\n',
            5,
            False,
        ),
        ("for note in main.notes():\n    note.open()\n", 2, True),
        (
            'for note in main.notes():\n    note.open()\n    if "x" in editor.body.text:\n        editor.share_note.tap()\n',
            4,
            None,
        ),
        ('for n in [1, 2]:\n    main.note("Milk").open()\n', 2, None),
        ('main.note("Milk").open()\n', 1, None),
        ("for note in", 1, None),
        ("", 3, None),
    ],
)
def test_what_stands_around_a_line_counts(script: str, line: int, taken: bool | None) -> None:
    assert LoopConditions(script, NOTES_DOC).takes(line, MILK) is taken


def test_a_part_that_the_list_did_not_show_is_not_known() -> None:
    assert LoopConditions(_loop('note.title == "Milk"'), NOTES_DOC).takes(3, {}) is None
