"""What a person says to a question of yes or no."""

from __future__ import annotations

import pytest

from interpreter.calls import said_yes


@pytest.mark.parametrize(
    ("answer", "yes"),
    [("yes", True), (" Y ", True), ("YES", True), ("", False), ("no", False), ("yes but wait", False), ("ja", False)],
)
def test_what_is_not_clearly_a_yes_is_none(answer: str, yes: bool) -> None:
    assert said_yes(answer) == yes
