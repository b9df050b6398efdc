"""Comparisons that could never be true."""

import pytest

from apidocs.doc import AppDoc
from interpreter.repair import repair

EMPTY = AppDoc(package="app.pad", label="Pad")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('x = "Al" in y.lower()\n', 'x = "Al".lower() in y.lower()\n'),
        ('x = y.lower() == "Al"\n', 'x = y.lower() == "Al".lower()\n'),
        ('x = "al" in y.upper()\n', 'x = "al".upper() in y.upper()\n'),
        ('x = "Al" not in y.casefold()\n', 'x = "Al".casefold() not in y.casefold()\n'),
    ],
)
def test_the_other_side_is_folded_too(before: str, after: str) -> None:
    script = f'y = "text"\n{before}finish(x)\n'
    result = repair(script, EMPTY)
    assert result.script == f'y = "text"\n{after}finish(x)\n'
    assert len(result.notes) == 1 and result.sure
    assert repair(result.script, EMPTY).script == result.script


@pytest.mark.parametrize(
    "line", ['x = "al" in y.lower()', 'x = "Al" in y', 'x = "Al" < y.lower()', "x = y.lower() == y.lower()"]
)
def test_what_can_be_true_stays(line: str) -> None:
    script = f'y = "text"\n{line}\nfinish(x)\n'
    assert repair(script, EMPTY).script == script
