"""Right Python that silently does something else: shown, and put right in the text."""

import pytest

from apidocs.doc import AppDoc
from interpreter.repair.repairing import repair

EMPTY = AppDoc(package="app.pad", label="Pad")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('x = "Al" in y.lower()\n', 'x = "Al".lower() in y.lower()\n'),
        ('x = y.lower() == "Al"\n', 'x = y.lower() == "Al".lower()\n'),
        ('x = "al" in y.upper()\n', 'x = "al".upper() in y.upper()\n'),
        ('x = "Al" not in y.casefold()\n', 'x = "Al".casefold() not in y.casefold()\n'),
        ('x = y < "8:00"\n', 'x = clock_minutes(y) < clock_minutes("8:00")\n'),
        ('x = "8 pm" <= y\n', 'x = clock_minutes("8 pm") <= clock_minutes(y)\n'),
    ],
)
def test_what_it_says_is_what_it_does(before: str, after: str) -> None:
    script = f'y = "text"\n{before}finish(x)\n'
    result = repair(script, EMPTY)
    assert result.script == f'y = "text"\n{after}finish(x)\n'
    assert len(result.notes) == 1
    assert repair(result.script, EMPTY).script == result.script


@pytest.mark.parametrize(
    "line",
    [
        'x = (y) < "8:00"',
        'x = y < "M"',
        'x = y == "8:00"',
        'x = "al" in y.lower()',
        'x = "Al" in y',
        'x = "Al" < y.lower()',
        "x = y.lower() == y.lower()",
    ],
)
def test_what_can_be_true_stays(line: str) -> None:
    script = f'y = "text"\n{line}\nfinish(x)\n'
    assert repair(script, EMPTY).script == script


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('x = "a"\nfinish(x)\nfinish(2)\n', 'x = "a"\nfinish(str(x) + ", " + str(2))\n'),
        ("finish(1)\nfinish(2)\nfinish(3)\n", 'finish(str(str(1) + ", " + str(2)) + ", " + str(3))\n'),
        ("if True:\n    finish(1)\n    finish(2)\n", 'if True:\n    finish(str(1) + ", " + str(2))\n'),
        ("if True:\n    finish(1)\nfinish(2)\n", "if True:\n    finish(1)\nfinish(2)\n"),
        ("if True:\n    finish(1)\nelse:\n    finish(2)\n", "if True:\n    finish(1)\nelse:\n    finish(2)\n"),
    ],
)
def test_two_answers_in_a_row_are_told_as_one(before: str, after: str) -> None:
    result = repair(before, EMPTY)
    assert result.script == after
    assert repair(result.script, EMPTY).script == after
